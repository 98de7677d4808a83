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
        PreparedStatement query = connection.take(sql);
        try {
            int parameter = 1;
            if (from != null) {
                query.setBytes(parameter++, from);
            }
            if (to != null) {
                query.setBytes(parameter, to);
            }
            rows = query.executeQuery();
        } catch (SQLException e) {
            throw connection.failed(query, e);
        }
        statement = query;
        siblings.add(this);
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
        PreparedStatement query = statement;
        ResultSet read = rows;
        if (query == null || read == null) {
            return null;
        }
        try {
            if (read.next()) {
                return Map.entry(read.getBytes(1), read.getBytes(2));
            }
            release(query, read);
            return null;
        } catch (SQLException e) {
            forget();
            throw connection.failed(query, e);
        }
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
            PreparedStatement query = statement;
            ResultSet read = rows;
            if (query != null && read != null) {
                try {
                    release(query, read);
                } catch (SQLException e) {
                    throw connection.failed(query, e);
                }
            }
        }
    }

    private void release(PreparedStatement query, ResultSet read) throws SQLException {
        forget();
        read.close();
        connection.giveBack(sql, query);
    }

    private void forget() {
        statement = null;
        rows = null;
        siblings.remove(this);
    }
}
