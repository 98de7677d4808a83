package dev.stator.engine.evaluate;

/**
 * Finds bytes in bytes in time by the sum of their lengths, whatever they are. The plain way takes the product for some
 * inputs, which for 400 KB in the one thread that writes is minutes for everybody.
 */
final class Search {
    private Search() {}

    /** Whether the part lies somewhere in the whole. */
    static boolean contains(byte[] whole, byte[] part) {
        if (part.length == 0) {
            return true;
        } else if (part.length > whole.length) {
            return false;
        }
        int[] restarts = restarts(part);
        int matched = 0;
        for (byte next : whole) {
            matched = extended(part, restarts, matched, next);
            if (matched == part.length) {
                return true;
            }
        }
        return false;
    }

    /** For every beginning of the part by its length: how long the longest shorter one is that it ends with. */
    private static int[] restarts(byte[] part) {
        int[] restarts = new int[part.length + 1];
        for (int i = 1; i < part.length; i++) {
            restarts[i + 1] = extended(part, restarts, restarts[i], part[i]);
        }
        return restarts;
    }

    /** How much of the part is matched behind one more byte. */
    private static int extended(byte[] part, int[] restarts, int before, byte next) {
        int matched = before;
        while (matched > 0 && part[matched] != next) {
            matched = restarts[matched];
        }
        return part[matched] == next ? matched + 1 : 0;
    }
}
