package dev.stator.engine.table;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said to be under way with a table. The change itself is done already; only what is shown of it, and what is let at
 * the table, waits for the clock, so that nothing need happen when the time is over.
 *
 * @param status how the table is shown meanwhile
 * @param sinceMillis when it began
 * @param untilMillis from when on it is over
 * @param shown the table as it is shown meanwhile; {@code null} if that is as it is
 * @param indexes the statuses of global indexes by name, of those that differ: from the table's own while that is created, from
 *     ACTIVE while it is updated
 * @param restored from what it is restored while it is created, if it is
 */
public record Transition(
        TableDescription.Status status,
        long sinceMillis,
        long untilMillis,
        @Nullable Table shown,
        Map<String, TableDescription.Status> indexes,
        @Nullable Restored restored) {

    /** Whether the table is about to be there, or about to be gone, so that nobody can read or write it. */
    boolean isAbsent() {
        return status != TableDescription.Status.UPDATING;
    }

    /** Whether that index is being made of the items that are there. */
    public boolean creates(String index) {
        return indexes.get(index) == TableDescription.Status.CREATING;
    }

    /** Whether an index that is being made reads the items by now, which the service does when it has room for them. */
    boolean isBackfilling(long nowMillis) {
        return nowMillis - sinceMillis >= (untilMillis - sinceMillis) / 2;
    }
}
