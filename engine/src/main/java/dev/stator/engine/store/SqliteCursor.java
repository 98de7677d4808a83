package dev.stator.engine.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Steps through the rows of a table as they are asked for, until it is detached or closed. */
final class SqliteCursor extends EntryCursor {
    private final SqliteConnection connection;
    private final @Nullable String table;
    private final List<SqliteCursor> siblings;
    private final Queue<Map.Entry<byte[], byte[]>> buffered = new ArrayDeque<>();

    private String sql = "";
    private @Nullable PreparedStatement statement;
    private @Nullable ResultSet rows;

    /** A cursor over nothing until it is opened; it is among its siblings while it holds a statement. */
    SqliteCursor(SqliteConnection connection, @Nullable String table, List<SqliteCursor> siblings) {
        this.connection = connection;
        this.table = table;
        this.siblings = siblings;
    }

    void open(Range range, boolean forward) {
        byte[] from = range.from();
        byte[] to = range.to();
        sql = "SELECT k, v FROM " + table + " WHERE true"
                + (from == null ? "" : range.fromInclusive() ? " AND k >= ?" : " AND k > ?")
                + (to == null ? "" : range.toInclusive() ? " AND k <= ?" : " AND k < ?")
                + (forward ? " ORDER BY k" : " ORDER BY k DESC");
        statement = connection.take(sql);
        siblings.add(this);
        try {
            int parameter = 1;
            if (from != null) {
                statement.setBytes(parameter++, from);
            }
            if (to != null) {
                statement.setBytes(parameter, to);
            }
            rows = statement.executeQuery();
        } catch (SQLException e) {
            release();
            throw connection.failed(e);
        }
    }

    boolean isOver(String other) {
        return other.equals(table);
    }

    @Override
    Map.@Nullable Entry<byte[], byte[]> advance() {
        synchronized (connection) {
            connection.requireOpen();
            return rows != null ? step() : buffered.poll();
        }
    }

    private Map.@Nullable Entry<byte[], byte[]> step() {
        try {
            if (rows != null && rows.next()) {
                return Map.entry(rows.getBytes(1), rows.getBytes(2));
            }
        } catch (SQLException e) {
            throw connection.failed(e);
        }
        release();
        return null;
    }

    /** Reads the rest into memory, so that the table may change. */
    void detach() {
        for (Map.Entry<byte[], byte[]> entry = step(); entry != null; entry = step()) {
            buffered.add(entry);
        }
    }

    @Override
    public void close() {
        synchronized (connection) {
            super.close();
            buffered.clear();
            release();
        }
    }

    private void release() {
        PreparedStatement used = statement;
        ResultSet read = rows;
        statement = null;
        rows = null;
        if (used != null) {
            siblings.remove(this);
            try {
                if (read != null) {
                    read.close();
                }
            } catch (SQLException e) {
                throw connection.failed(e);
            } finally {
                connection.giveBack(sql, used);
            }
        }
    }
}
