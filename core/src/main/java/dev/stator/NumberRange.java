package dev.stator;

import java.util.stream.LongStream;

/**
 * Whole numbers that follow each other.
 *
 * @param first the lowest
 * @param last the highest, in the range too
 */
public record NumberRange(long first, long last) {
    /** All of them, ascending. */
    public LongStream stream() {
        return LongStream.rangeClosed(first, last);
    }
}
