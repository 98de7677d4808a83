package dev.stator.engine.table;

/**
 * A copy of a table as of one moment, which lives on when the table is changed or deleted.
 *
 * @param id what tells it from all others, with the time of its making at the beginning
 * @param name the name that it was given, which others may have too
 * @param createdMillis when it was made
 * @param table the table as it was
 * @param items how many items it holds
 * @param bytes the sum of their sizes
 */
public record TableBackup(String id, String name, long createdMillis, Table table, long items, long bytes) {
    /** What the names of all maps of backups begin with. */
    static final String ITEMS = "backup/";

    /** The map of the store that holds the items. */
    String itemMap() {
        return ITEMS + id;
    }
}
