package dev.stator.engine.table;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a table or a global index was asked to be ready for, and to give at most. This engine gives what it can; it keeps these
 * numbers and shows them.
 *
 * @param warm what it shall be able to take at once; {@code null} if nobody has asked for more than it has anyway
 * @param most what it may give when it is paid per request; {@code null} for no limit
 * @param warming whether it is just being made ready
 */
public record Bounds(@Nullable Units warm, @Nullable Units most, boolean warming) {
    /** Those of a table for which nobody has asked for any. */
    public static final Bounds NONE = new Bounds(null, null, false);

    /** A limit that is just being taken away, which the service shows as -1. */
    public static final long LIFTED = 0;

    /** What the service has ready for everything that is paid per request. */
    private static final Units PER_REQUEST = new Units(12_000, 4_000);

    /**
     * Reads and writes.
     *
     * @param reads of 4 KB, per second
     * @param writes of 1 KB, per second
     */
    public record Units(long reads, long writes) {
        /** Whether none of both is less than in another one. */
        boolean covers(Units other) {
            return reads >= other.reads && writes >= other.writes;
        }

        /** As many of both as the greater of two. */
        Units orMore(Units other) {
            return new Units(Math.max(reads, other.reads), Math.max(writes, other.writes));
        }
    }

    /** These with something else to be ready for. */
    public Bounds withWarm(@Nullable Units other) {
        return new Bounds(other, most, false);
    }

    /** These with another limit. */
    public Bounds withMost(@Nullable Units other) {
        return new Bounds(warm, other, false);
    }

    /** These while they are being made ready for more. */
    public Bounds inChange() {
        return new Bounds(warm, most, true);
    }

    /** These of a capacity that changes: it is never ready for less than it was. */
    Bounds readyFor(Throughput old, Throughput changed) {
        Units was = ready(old);
        return least(changed).covers(was) ? this : withWarm(was);
    }

    /** What a table with this capacity is ready for. */
    public static Units ready(Throughput throughput) {
        Units least = least(throughput);
        return least.orMore(Objects.requireNonNullElse(throughput.bounds().warm, least));
    }

    private static Units least(Throughput throughput) {
        return throughput.readUnits() == 0 ? PER_REQUEST : new Units(throughput.readUnits(), throughput.writeUnits());
    }
}
