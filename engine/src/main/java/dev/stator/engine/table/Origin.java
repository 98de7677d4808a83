package dev.stator.engine.table;

import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * The items that a table is restored from.
 *
 * @param itemMap the map of the store that holds them, or those that have come of them
 * @param items how many there are
 * @param bytes the sum of their sizes
 * @param undoLog what is undone if they are those of an earlier time
 * @param told what is told of where they come from
 */
public record Origin(
        String itemMap, long items, long bytes, @Nullable UndoLog undoLog, Restored told) {
    /** Those of a backup. */
    public static Origin of(TableBackup backup, Database database) {
        Restored told = new Restored(database.arn(backup), database.arn(backup.table()), backup.createdMillis());
        return new Origin(backup.itemMap(), backup.items(), backup.bytes(), null, told);
    }

    /**
     * Those that a table has now, or had at a time.
     *
     * @param asOfMillis no earlier than the table's {@link Recovery} allows; {@code null} for now
     */
    public static Origin of(
            Table table, Database database, Snapshot snapshot, @Nullable Long asOfMillis, long nowMillis) {
        Counters counters = Counters.read(snapshot, table);
        Restored told = new Restored(null, database.arn(table), asOfMillis == null ? nowMillis : asOfMillis);
        return new Origin(
                table.itemMap(),
                counters.items(),
                counters.bytes(),
                asOfMillis == null ? null : UndoLog.of(snapshot, table),
                told);
    }

    /** Makes a map of the items, and counts them. */
    void copyTo(Write write, String copy, Counters counters) {
        write.copyMap(itemMap, copy);
        counters.add(0, items, bytes);
        if (undoLog != null) {
            undoLog.undo(write, copy, told.asOfMillis(), counters);
        }
    }
}
