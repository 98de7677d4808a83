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
}
