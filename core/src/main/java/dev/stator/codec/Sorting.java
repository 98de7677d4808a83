package dev.stator.codec;

/** How what is stored of a class stands in the order of a sort key: by numbers, or byte by byte. */
enum Sorting {
    /**
     * As the values, whatever stands behind them. Or, of a class that is no more than its text or name, by that: alone, and
     * otherwise by the text with what stands behind it.
     */
    STEADY,
    /** As the values, alone; but a longer text goes on with a dot, a colon or a digit where a shorter one ends. */
    GROWING,
    /** Otherwise. */
    NONE;

    /** The first character that stands where a longer text goes on. */
    private static final char FIRST = '.';

    /** Whether values sort in front of this text. */
    boolean sortsBefore(String literal) {
        return this == STEADY || (this == GROWING && (literal.isEmpty() || literal.charAt(0) < FIRST));
    }
}
