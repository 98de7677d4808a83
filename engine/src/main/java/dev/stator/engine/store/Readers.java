package dev.stator.engine.store;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Lends connections for reading, each to one snapshot at a time, and keeps a few that nobody uses.
 *
 * <p>Each takes memory and a file handle, and more than a few for each core read no faster, so there is a limit to those
 * that are lent; who comes beyond it waits for one to come back.
 */
final class Readers {
    private static final int MOST_IDLE = 16;
    static final int MOST_LENT = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());

    private final Path file;
    private final Deque<SqliteConnection> idle = new ArrayDeque<>();
    private final Set<SqliteConnection> lent = new HashSet<>();
    private final Semaphore free = new Semaphore(MOST_LENT);
    private boolean closed;

    Readers(Path file) {
        this.file = file;
    }

    /** A snapshot that gives its connection back when it is closed. */
    Snapshot snapshot() {
        free.acquireUninterruptibly();
        try {
            SqliteConnection connection = begin();
            return new SqliteSnapshot(connection, () -> {
                try {
                    giveBack(connection);
                } finally {
                    free.release();
                }
            });
        } catch (RuntimeException | Error e) {
            free.release();
            throw e;
        }
    }

    private SqliteConnection begin() {
        SqliteConnection connection = take();
        try {
            synchronized (connection) {
                connection.execute("BEGIN");
                connection.pin();
            }
            return connection;
        } catch (RuntimeException e) {
            discard(connection);
            throw e;
        }
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
        SqliteConnection fresh = SqliteConnection.openExisting(file);
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
        // Who waits for a connection shall hear that there will be none.
        free.release(Integer.MAX_VALUE / 2);
        all.forEach(SqliteConnection::close);
    }
}
