package dev.stator.engine.table;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Provisioned capacity of a table or a global index; zeros when it is paid per request.
 *
 * @param readUnits reads of 4 KB per second
 * @param writeUnits writes of 1 KB per second
 * @param increasedMillis when it was last increased; 0 for never
 * @param decreasedMillis when it was last decreased; 0 for never
 * @param decreases how often it was decreased on the day of the last decrease
 * @param bounds what was asked for beside capacity
 */
public record Throughput(
        long readUnits, long writeUnits, long increasedMillis, long decreasedMillis, long decreases, Bounds bounds) {
    /** What tables that are paid per request show. */
    public static final Throughput NONE = of(0, 0);

    private static final double PARTITION_READS = 3000;
    private static final double PARTITION_WRITES = 1000;

    /** Capacity that has not changed yet. */
    public static Throughput of(long readUnits, long writeUnits) {
        return new Throughput(readUnits, writeUnits, 0, 0, 0, Bounds.NONE);
    }

    /** Whether other capacity has as many units of both kinds. */
    public boolean sameUnits(Throughput other) {
        return readUnits == other.readUnits && writeUnits == other.writeUnits;
    }

    /** The capacity after a change to other units; what was ready stays ready. */
    public Throughput changed(Throughput wanted, long nowMillis) {
        boolean more = wanted.readUnits > readUnits || wanted.writeUnits > writeUnits;
        boolean less = wanted.readUnits < readUnits || wanted.writeUnits < writeUnits;
        return new Throughput(
                wanted.readUnits,
                wanted.writeUnits,
                more ? nowMillis : increasedMillis,
                less ? nowMillis : decreasedMillis,
                less ? decreasesOn(nowMillis) + 1 : decreases,
                bounds.readyFor(this, wanted));
    }

    /** The capacity when the table is paid in another way, which is no increase and no decrease. */
    public Throughput switched(Throughput wanted) {
        return new Throughput(
                wanted.readUnits,
                wanted.writeUnits,
                increasedMillis,
                decreasedMillis,
                decreases,
                bounds.readyFor(this, wanted));
    }

    /** The capacity with a decrease on record that does not count. */
    public Throughput decreasing(long nowMillis) {
        return new Throughput(readUnits, writeUnits, increasedMillis, nowMillis, decreasesOn(nowMillis), bounds);
    }

    /** The capacity while a change to another one is under way: its units stay, the change is on record as of now. */
    public Throughput changing(Throughput after, long nowMillis) {
        return new Throughput(
                readUnits,
                writeUnits,
                after.increasedMillis == increasedMillis ? increasedMillis : nowMillis,
                after.decreasedMillis == decreasedMillis ? decreasedMillis : nowMillis,
                decreases,
                bounds);
    }

    /** This capacity with other bounds. */
    public Throughput with(Bounds other) {
        return new Throughput(readUnits, writeUnits, increasedMillis, decreasedMillis, decreases, other);
    }

    /** How often it was decreased on a day. */
    public long decreasesOn(long millis) {
        return decreasedMillis > 0 && day(decreasedMillis).equals(day(millis)) ? decreases : 0;
    }

    private static LocalDate day(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    /** How many partitions the service makes for this capacity: each gives 3000 reads and 1000 writes per second. */
    public long partitions() {
        return Math.max(1, (long) Math.ceil(readUnits / PARTITION_READS + writeUnits / PARTITION_WRITES));
    }
}
