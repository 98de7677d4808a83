package dev.stator.internal.json;

/** Writes longs as decimal digits, with no text in between. */
final class Digits {
    private Digits() {}

    /** Fills up to 20 bytes of the buffer before an index and gives the index of the first digit or sign. */
    static int write(long value, byte[] buffer, int end) {
        int at = end;
        // Negative numbers have room for all, Long.MIN_VALUE too.
        long rest = value < 0 ? value : -value;
        do {
            long tenth = rest / 10;
            at--;
            buffer[at] = (byte) ('0' + (tenth * 10 - rest));
            rest = tenth;
        } while (rest != 0);
        if (value < 0) {
            at--;
            buffer[at] = '-';
        }
        return at;
    }
}
