package dev.stator.engine.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads through a connection that is in a transaction. */
class SqliteSnapshot implements Snapshot {
    final SqliteConnection connection;
    final List<SqliteCursor> cursors = new ArrayList<>();

    private final Runnable end;
    private boolean ended;

    /** A view that does something when it is closed. */
    SqliteSnapshot(SqliteConnection connection, Runnable end) {
        this.connection = connection;
        this.end = end;
    }

    @Override
    public byte @Nullable [] get(String map, byte[] key) {
        synchronized (connection) {
            String table = table(map);
            if (table == null) {
                return null;
            }
            String sql = "SELECT v FROM " + table + " WHERE k = ?";
            PreparedStatement statement = connection.take(sql);
            try {
                statement.setBytes(1, key);
                byte[] value;
                try (ResultSet rows = statement.executeQuery()) {
                    value = rows.next() ? rows.getBytes(1) : null;
                }
                connection.giveBack(sql, statement);
                return value;
            } catch (SQLException e) {
                throw connection.failed(statement, e);
            }
        }
    }

    @Override
    public Cursor scan(String map, Range range, boolean forward) {
        synchronized (connection) {
            String table = table(map);
            var cursor = new SqliteCursor(connection, table, cursors);
            if (table != null) {
                cursor.open(range, forward);
            }
            return cursor;
        }
    }

    @Override
    public Set<String> maps() {
        synchronized (connection) {
            requireUse();
            return connection.maps();
        }
    }

    @Nullable
    String table(String map) {
        requireUse();
        return connection.table(map);
    }

    private void requireUse() {
        if (ended) {
            throw new IllegalStateException("The snapshot or change has ended; its view must not be used any more.");
        }
    }

    @Override
    public void close() {
        synchronized (connection) {
            if (!ended) {
                ended = true;
                List.copyOf(cursors).forEach(SqliteCursor::close);
                end.run();
            }
        }
    }
}
