package dev.stator.engine.table;

import dev.stator.engine.store.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Between which times a table with recovery can be restored, both included. The latest is the present; where the clock has gone back, it is
 * the time of the last change, because the times of changes do not go back with the clock. Nor does what was removed come back with it,
 * so the earliest is not before that.
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
        Journal changes = new UndoLog(snapshot, table, recovery).journal();
        long latest = Math.max(nowMillis, Math.max(recovery.sinceMillis(), changes.lastMillis()));
        return new RestorableTimes(Math.max(recovery.earliestMillis(nowMillis), changes.removedMillis()), latest);
    }

    /** Whether a time is one of them. */
    public boolean include(long millis) {
        return earliestMillis <= millis && millis <= latestMillis;
    }
}
