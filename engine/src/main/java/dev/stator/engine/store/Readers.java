package dev.stator.engine.store;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lends connections for reading, each to one snapshot at a time, and keeps a few that nobody uses. */
final class Readers {
    private static final int MOST_IDLE = 16;

    private final Path file;
    private final Deque<SqliteConnection> idle = new ArrayDeque<>();
    private final Set<SqliteConnection> lent = new HashSet<>();
    private boolean closed;

    Readers(Path file) {
        this.file = file;
    }

    /** A snapshot that gives its connection back when it is closed. */
    Snapshot snapshot() {
        SqliteConnection connection = take();
        try {
            synchronized (connection) {
                connection.execute("BEGIN");
                connection.pin();
            }
        } catch (RuntimeException e) {
            discard(connection);
            throw e;
        }
        return new SqliteSnapshot(connection, () -> giveBack(connection));
    }

    private SqliteConnection take() {
        synchronized (this) {
            requireOpen();
            SqliteConnection connection = idle.poll();
            if (connection != null) {
                lent.add(connection);
                return connection;
            }
        }
        SqliteConnection fresh = SqliteConnection.open(file);
        try {
            fresh.execute("PRAGMA query_only = true");
            synchronized (this) {
                requireOpen();
                lent.add(fresh);
            }
            return fresh;
        } catch (RuntimeException e) {
            fresh.close();
            throw e;
        }
    }

    private void giveBack(SqliteConnection connection) {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        try {
            connection.execute("COMMIT");
        } catch (RuntimeException e) {
            discard(connection);
            throw e;
        }
        synchronized (this) {
            if (!closed && idle.size() < MOST_IDLE) {
                lent.remove(connection);
                idle.push(connection);
                return;
            }
        }
        discard(connection);
    }

    private void discard(SqliteConnection connection) {
        synchronized (this) {
            lent.remove(connection);
        }
        connection.close();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The store in " + file.getParent() + " is closed.");
        }
    }

    /** Closes every connection, those that are lent too: their snapshots say from then on that the store is closed. */
    void close() {
        List<SqliteConnection> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(idle);
            all.addAll(lent);
            idle.clear();
            lent.clear();
        }
        all.forEach(SqliteConnection::close);
    }
}
