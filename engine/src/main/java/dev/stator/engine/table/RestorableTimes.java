package dev.stator.engine.table;

import dev.stator.engine.store.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Between which times a table with recovery can be restored, both included. The latest is the present; where the clock has gone back, it is
 * the time of the last change, because the times of changes do not go back with the clock.
 *
 * @param earliestMillis the earliest time
 * @param latestMillis the latest time
 */
public record RestorableTimes(long earliestMillis, long latestMillis) {
    /** Those of a table; {@code null} if it has no recovery. */
    public static @Nullable RestorableTimes of(Snapshot snapshot, Table table, long nowMillis) {
        Recovery recovery = table.options().recovery();
        if (recovery == null) {
            return null;
        }
        long latestChange = new UndoLog(snapshot, table, recovery).journal().lastMillis();
        long latest = Math.max(nowMillis, Math.max(recovery.sinceMillis(), latestChange));
        return new RestorableTimes(recovery.earliestMillis(nowMillis), latest);
    }

    /** Whether a time is one of them. */
    public boolean include(long millis) {
        return earliestMillis <= millis && millis <= latestMillis;
    }
}
