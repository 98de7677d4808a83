package dev.stator.codec;

/** What becomes of a member without a value; see {@link Nulls}. */
public enum NullRule {
    /** It is refused, when written and when read. */
    REQUIRED,
    /** It is left out. */
    OMITTED,
    /** It is stored as the explicit null. */
    STORED
}
