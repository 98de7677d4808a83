package dev.stator.engine.table;

/**
 * Provisioned capacity of a table or a global index; zeros when it is paid per request.
 *
 * @param readUnits reads of 4 KB per second
 * @param writeUnits writes of 1 KB per second
 */
public record Throughput(long readUnits, long writeUnits) {
    /** What tables that are paid per request show. */
    public static final Throughput NONE = new Throughput(0, 0);

    private static final double PARTITION_READS = 3000;
    private static final double PARTITION_WRITES = 1000;

    /** How many partitions the service makes for this capacity: each gives 3000 reads and 1000 writes per second. */
    public long partitions() {
        return Math.max(1, (long) Math.ceil(readUnits / PARTITION_READS + writeUnits / PARTITION_WRITES));
    }
}
