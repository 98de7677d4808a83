package dev.stator.value;

import org.jspecify.annotations.Nullable;

/**
 * Gives an item as a stream of tokens, the counterpart of {@link ItemWriter}: the caller asks for what it expects.
 *
 * <p>A reader stands on a value. {@link #type} tells which; then exactly one of the scalar calls, a start call with all
 * of its content, or {@link #skip} consumes it. {@link #nextName} and {@link #nextElement} move on to the next value,
 * or leave the container when they say that there is none.
 *
 * <p>A reader is used by one thread at a time. Asking for another type than {@link #type} is an
 * {@link IllegalStateException}.
 */
public interface ItemReader {
    /** The type of the value on which the reader stands; within a set, the element type. */
    AttributeType type();

    /** Enters the item on which the reader stands. */
    void startItem();

    /** Enters a map; {@link #nextName} then moves to each entry. */
    void startMap();

    /** Moves to the next attribute or entry and gives its name, or leaves the item or map and gives {@code null}. */
    @Nullable
    String nextName();

    /** Enters a list; {@link #nextElement} then moves to each element. */
    void startList();

    /** Enters a set; {@link #nextElement} then moves to each element. */
    void startSet();

    /** Moves to the next element, or leaves the list or set and says {@code false}. */
    boolean nextElement();

    /** Consumes a string. */
    String string();

    /** Consumes a number and gives its text as it came, so that no digit is lost. */
    String number();

    /** Consumes a binary. */
    Binary binary();

    /** Consumes a boolean. */
    boolean bool();

    /** Consumes an explicit null. */
    void nullValue();

    /** Consumes the value on which the reader stands, whatever it is, with all within it. */
    void skip();
}
