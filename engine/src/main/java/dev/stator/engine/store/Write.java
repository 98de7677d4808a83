package dev.stator.engine.store;

/**
 * The view within one change: reads see what the change wrote. A cursor shows its map as it was when the scan began,
 * whatever is written meanwhile; to keep that promise the durable store reads the rest of an open cursor into memory
 * when its own map is written to.
 */
public interface Write extends Snapshot {
    /** Sets the value of a key. The map must exist. */
    void put(String map, byte[] key, byte[] value);

    /** Removes a key if the map has it. */
    void remove(String map, byte[] key);

    /** Makes an empty map, unless there is one of that name. */
    void createMap(String map);

    /**
     * Makes a map with all entries that another one has now; one that does not exist is like an empty one. There must be none
     * of the new name. Takes no time in memory, and time by size in the durable store.
     */
    void copyMap(String map, String copy);

    /** Removes a map with all its entries, if there is one. Takes no time in memory, and time by size in the durable store. */
    void dropMap(String map);

    /** What it is to copy into a map that there is. */
    default IllegalStateException thereIs(String map) {
        return new IllegalStateException("There is a map " + map + ", so that no other one can be copied to it.");
    }

    /** Does nothing: the store ends the view when the change returns. */
    @Override
    default void close() {}
}
