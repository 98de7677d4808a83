package dev.stator.value;

/** The ten types of DynamoDB attributes. The names of the constants are the service's type descriptors. */
public enum AttributeType {
    /** String. */
    S,
    /** Number of up to 38 significant digits. */
    N,
    /** Binary. */
    B,
    /** Boolean. */
    BOOL,
    /** The explicit null. */
    NULL,
    /** List of values of any types. */
    L,
    /** Map from string to values of any types. */
    M,
    /** Set of strings. */
    SS,
    /** Set of numbers. */
    NS,
    /** Set of binaries. */
    BS;

    /** Whether a partition or sort key may have this type: strings, numbers and binaries only. */
    public boolean isKeyType() {
        return this == S || this == N || this == B;
    }

    /** Whether this is one of the three set types. */
    public boolean isSet() {
        return this == SS || this == NS || this == BS;
    }

    /**
     * The type of the elements of a set type.
     *
     * @throws IllegalStateException if this is not a set type
     */
    public AttributeType elementType() {
        return switch (this) {
            case SS -> S;
            case NS -> N;
            case BS -> B;
            default -> throw new IllegalStateException(this + " is not a set type");
        };
    }
}
