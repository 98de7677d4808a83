package dev.stator.codec;

/** What becomes of a member without a value; see {@link Nulls}. */
public enum NullRule {
    /** It is refused, when written and when read. */
    REQUIRED,
    /** It is left out. */
    OMITTED,
    /**
     * It is stored as the explicit null, which is there for the service: a condition finds that it exists, {@code keeping(…)}
     * of an upsert keeps it, and an update refuses to ask for its absence.
     */
    STORED
}
