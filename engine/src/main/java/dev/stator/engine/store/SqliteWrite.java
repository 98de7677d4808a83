package dev.stator.engine.store;

import java.sql.PreparedStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The view of one change. The first failure of SQLite spoils it for good: SQLite may have rolled back the whole
 * transaction by itself, and whatever followed would be committed on its own.
 */
final class SqliteWrite extends SqliteSnapshot implements Write {
    private boolean changedMaps;

    SqliteWrite(SqliteConnection connection) {
        super(connection, () -> {});
        connection.forgetFailure();
    }

    /** What SQLite failed with, even if the change has caught it. */
    @Nullable
    StoreException failure() {
        return connection.failure();
    }

    /** Whether the change made or dropped a map, or has tried to. */
    boolean changedMaps() {
        return changedMaps;
    }

    @Override
    public void put(String map, byte[] key, byte[] value) {
        String table = table(map);
        if (table == null) {
            throw new IllegalStateException("There is no map " + map + " to write to: create it first.");
        }
        detach(table);
        connection.with(
                "INSERT INTO " + table + "(k, v) VALUES (?, ?) ON CONFLICT(k) DO UPDATE SET v = excluded.v",
                statement -> {
                    statement.setBytes(1, key);
                    statement.setBytes(2, value);
                    return statement.executeUpdate();
                });
    }

    @Override
    public void remove(String map, byte[] key) {
        String table = table(map);
        if (table != null) {
            detach(table);
            connection.with("DELETE FROM " + table + " WHERE k = ?", statement -> {
                statement.setBytes(1, key);
                return statement.executeUpdate();
            });
        }
    }

    @Override
    public void createMap(String map) {
        if (table(map) == null) {
            changedMaps = true;
            connection.createTable(map);
        }
    }

    @Override
    public void copyMap(String map, String copy) {
        if (table(copy) != null) {
            throw thereIs(copy);
        }
        changedMaps = true;
        connection.createTable(copy);
        String from = table(map);
        String to = table(copy);
        if (from != null) {
            connection.with(
                    "INSERT INTO " + to + "(k, v) SELECT k, v FROM " + from + " ORDER BY k",
                    PreparedStatement::executeUpdate);
        }
    }

    @Override
    public void dropMap(String map) {
        String table = table(map);
        if (table != null) {
            // SQLite drops no table while any statement of the connection reads.
            List.copyOf(cursors).forEach(SqliteCursor::detach);
            changedMaps = true;
            connection.dropTable(map, table);
        }
    }

    @Override
    @Nullable
    String table(String map) {
        StoreException failure = connection.failure();
        if (failure != null) {
            throw failure;
        }
        return super.table(map);
    }

    private void detach(String table) {
        if (!cursors.isEmpty()) {
            List.copyOf(cursors).stream().filter(cursor -> cursor.isOver(table)).forEach(SqliteCursor::detach);
        }
    }

    /** Ends the view; the store calls it when the change has returned, the change itself has no need to. */
    @Override
    public void close() {}

    void end() {
        super.close();
    }
}
