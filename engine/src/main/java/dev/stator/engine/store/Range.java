package dev.stator.engine.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The keys between two bounds, each of which may be absent, inclusive or exclusive. Bounds that cross hold nothing. */
public final class Range {
    private static final Range ALL = new Range(null, true, null, true);

    private final byte @Nullable [] from;
    private final boolean fromInclusive;
    private final byte @Nullable [] to;
    private final boolean toInclusive;

    /** The range between two bounds; null for none, and then its flag does not matter. */
    public Range(byte @Nullable [] from, boolean fromInclusive, byte @Nullable [] to, boolean toInclusive) {
        this.from = from;
        this.fromInclusive = fromInclusive;
        this.to = to;
        this.toInclusive = toInclusive;
    }

    /** Every key. */
    public static Range all() {
        return ALL;
    }

    /** The keys that begin with these bytes, the prefix itself included. */
    public static Range prefix(byte[] prefix) {
        int last = prefix.length - 1;
        while (last >= 0 && prefix[last] == (byte) 0xFF) {
            last--;
        }
        if (last < 0) {
            return ALL.startingAt(prefix);
        }
        byte[] behind = Arrays.copyOf(prefix, last + 1);
        behind[last]++;
        return new Range(prefix, true, behind, false);
    }

    /** This range with a lower bound that belongs to it, in place of the one it has. */
    public Range startingAt(byte[] key) {
        return new Range(key, true, to, toInclusive);
    }

    /** This range with a lower bound that does not belong to it, in place of the one it has. */
    public Range startingAfter(byte[] key) {
        return new Range(key, false, to, toInclusive);
    }

    /** This range with an upper bound that belongs to it, in place of the one it has. */
    public Range endingAt(byte[] key) {
        return new Range(from, fromInclusive, key, true);
    }

    /** This range with an upper bound that does not belong to it, in place of the one it has. */
    public Range endingBefore(byte[] key) {
        return new Range(from, fromInclusive, key, false);
    }

    /** Whether the bounds cross, or are one key that does not belong to the range. */
    boolean isEmpty() {
        if (from == null || to == null) {
            return false;
        }
        int order = Arrays.compareUnsigned(from, to);
        return order > 0 || (order == 0 && !(fromInclusive && toInclusive));
    }

    /** The lower bound, or null. */
    public byte @Nullable [] from() {
        return from;
    }

    /** Whether the lower bound belongs to the range. */
    public boolean fromInclusive() {
        return fromInclusive;
    }

    /** The upper bound, or null. */
    public byte @Nullable [] to() {
        return to;
    }

    /** Whether the upper bound belongs to the range. */
    public boolean toInclusive() {
        return toInclusive;
    }
}
