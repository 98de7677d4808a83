package dev.stator.value;

/**
 * Provisioned throughput of a table or a global index.
 *
 * @param readUnits strongly consistent reads of up to 4 KB a second
 * @param writeUnits writes of up to 1 KB a second
 */
public record Capacity(long readUnits, long writeUnits) {
    /**
     * Checks the units.
     *
     * @throws IllegalArgumentException if one of them is below 1, which the service does not provision
     */
    public Capacity {
        if (readUnits < 1 || writeUnits < 1) {
            throw new IllegalArgumentException("A capacity of " + readUnits + " read and " + writeUnits
                    + " write units: each must be at least 1; a table without capacity is paid on demand");
        }
    }

    /** The units in words. */
    @Override
    public String toString() {
        return readUnits + " read and " + writeUnits + " write units";
    }
}
