package dev.stator.engine.table;

import java.time.Duration;

/**
 * A copy of a table as of one moment, which lives on when the table is changed or deleted. Somebody has asked for it or, for a
 * <em>system</em> backup, the table was deleted while it could be restored as of a point in time.
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

    /** How long a system backup is kept. */
    static final Duration RETENTION = Duration.ofDays(35);

    /** With what the ids of system backups end, and no others. */
    static final String SYSTEM = "-00000000";

    /** Whether nobody has asked for it, so that it goes by itself and cannot be deleted. */
    public boolean isSystem() {
        return id.endsWith(SYSTEM);
    }

    /** When a system backup goes. */
    public long expiresMillis() {
        return createdMillis + RETENTION.toMillis();
    }

    /** Whether it is a system backup that is gone by now, though it may not have been removed. */
    public boolean isOver(long nowMillis) {
        return isSystem() && expiresMillis() <= nowMillis;
    }

    /** The map of the store that holds the items. */
    String itemMap() {
        return ITEMS + id;
    }
}
