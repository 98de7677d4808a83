package dev.stator.engine.store;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A consistent view of all maps. A map that does not exist reads like an empty one. */
public interface Snapshot extends AutoCloseable {
    /** The value of a key, or null if the map does not have it. */
    byte @Nullable [] get(String map, byte[] key);

    /** The entries within a range, ascending or descending, read lazily. Close the cursor before the snapshot. */
    Cursor scan(String map, Range range, boolean forward);

    /** The names of all maps that there are. */
    Set<String> maps();

    /** The maps whose names begin with a prefix, under what is left of their names. To close the part is to close this view. */
    default Snapshot part(String prefix) {
        return new PartSnapshot(this, prefix);
    }

    @Override
    void close();
}
