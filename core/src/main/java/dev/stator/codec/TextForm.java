package dev.stator.codec;

/**
 * A codec of a class that is stored as a string, so that its values can also be the names in a map.
 *
 * @param <T> the Java class
 */
interface TextForm<T> extends ScalarCodec<T> {
    /** The text that is stored for a value. */
    String text(T value);

    /** The value of a text that was stored. */
    T value(String text);

    /** Whether a text is as it would be written for the value that was read from it. */
    default boolean isOwn(String text, T value) {
        return text(value).equals(text);
    }
}
