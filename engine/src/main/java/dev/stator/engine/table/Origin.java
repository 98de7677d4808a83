package dev.stator.engine.table;

import dev.stator.engine.store.Snapshot;

/**
 * The items that a table is restored from.
 *
 * @param itemMap the map of the store that holds them
 * @param items how many there are
 * @param bytes the sum of their sizes
 * @param told what is told of where they come from
 */
public record Origin(String itemMap, long items, long bytes, Restored told) {
    /** Those of a backup. */
    public static Origin of(TableBackup backup, Database database) {
        Restored told = new Restored(database.arn(backup), database.arn(backup.table()), backup.createdMillis());
        return new Origin(backup.itemMap(), backup.items(), backup.bytes(), told);
    }

    /** Those that a table has now. */
    public static Origin of(Table table, Database database, Snapshot snapshot, long nowMillis) {
        Counters counters = Counters.read(snapshot, table);
        Restored told = new Restored(null, database.arn(table), nowMillis);
        return new Origin(table.itemMap(), counters.items(), counters.bytes(), told);
    }
}
