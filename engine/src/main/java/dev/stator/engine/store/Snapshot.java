package dev.stator.engine.store;

import org.jspecify.annotations.Nullable;

/** A consistent view of all maps. A map that does not exist reads like an empty one. */
public interface Snapshot extends AutoCloseable {
    /** The value of a key, or null if the map does not have it. */
    byte @Nullable [] get(String map, byte[] key);

    /** The entries within a range, ascending or descending, read lazily. Close the cursor before the snapshot. */
    Cursor scan(String map, Range range, boolean forward);

    @Override
    void close();
}
