package dev.stator.engine.store;

/**
 * A store as it was some time ago, for reads that shall not see what is newest. Each map is seen as of that time, or as it was
 * made if that was later; never as it was before this was made. Safe for use by many threads.
 */
@FunctionalInterface
public interface Past {
    /** The state of that time, as seen from now. */
    Snapshot snapshot();

    /** The maps whose names begin with a prefix, under what is left of their names. */
    default Past part(String prefix) {
        return () -> snapshot().part(prefix);
    }
}
