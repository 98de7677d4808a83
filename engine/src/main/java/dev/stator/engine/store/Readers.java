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
 *
 * <p>To begin and end a transaction costs more than to read an item. So a connection that comes back keeps its transaction, and with
 * it the pages in its cache, as long as nothing changes: the next snapshot is the same. SQLite's log cannot be started
 * over while anybody reads from it, so the writer says before it commits that nobody shall who need not.
 */
final class Readers {
    private static final int MOST_IDLE = 16;
    static final int MOST_LENT = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());

    private final Path file;

    /** Those that nobody uses; what they show, if anything, is the last commit. */
    private final Deque<Reader> idle = new ArrayDeque<>();

    private final Set<Reader> lent = new HashSet<>();
    private final Semaphore free = new Semaphore(MOST_LENT);
    private long changes;
    private boolean changing;
    private boolean closed;

    Readers(Path file) {
        this.file = file;
    }

    /** A snapshot that gives its connection back when it is closed. */
    Snapshot snapshot() {
        free.acquireUninterruptibly();
        try {
            Reader reader = begin();
            return new SqliteSnapshot(reader.connection(), () -> {
                try {
                    giveBack(reader);
                } finally {
                    free.release();
                }
            });
        } catch (RuntimeException | Error e) {
            free.release();
            throw e;
        }
    }

    /** Lets nobody read who need not, until {@link #changed}; for the writer, before it commits or empties the log. */
    synchronized void makeWay() {
        changing = true;
        for (Reader reader : List.copyOf(idle)) {
            try {
                reader.end();
            } catch (StoreException e) {
                // Of no use to anybody, and no fault of the change.
                idle.remove(reader);
                reader.connection().close();
            }
        }
    }

    /** From here on connections may keep what they show, if it is not from before. */
    synchronized void changed() {
        changes++;
        changing = false;
    }

    private Reader begin() {
        Reader reader = take();
        try {
            synchronized (reader.connection()) {
                reader.begin();
            }
            return reader;
        } catch (RuntimeException | Error e) {
            discard(reader);
            throw e;
        }
    }

    private Reader take() {
        long known;
        synchronized (this) {
            requireOpen();
            known = changes;
            Reader reader = idle.poll();
            if (reader != null) {
                reader.note(known);
                lent.add(reader);
                return reader;
            }
        }
        Reader fresh = new Reader(SqliteConnection.openExisting(file));
        try {
            fresh.connection().execute("PRAGMA query_only = true");
            fresh.note(known);
            synchronized (this) {
                requireOpen();
                lent.add(fresh);
            }
            return fresh;
        } catch (RuntimeException e) {
            fresh.connection().close();
            throw e;
        }
    }

    private void giveBack(Reader reader) {
        synchronized (this) {
            if (closed || (!changing && reader.isPresent(changes) && keep(reader))) {
                return;
            }
        }
        try {
            reader.end();
        } catch (RuntimeException e) {
            discard(reader);
            throw e;
        }
        synchronized (this) {
            if (!closed && keep(reader)) {
                return;
            }
        }
        discard(reader);
    }

    private boolean keep(Reader reader) {
        if (idle.size() == MOST_IDLE || reader.connection().failure() != null) {
            return false;
        }
        lent.remove(reader);
        idle.push(reader);
        return true;
    }

    private void discard(Reader reader) {
        synchronized (this) {
            lent.remove(reader);
        }
        reader.connection().close();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The store in " + file.getParent() + " is closed.");
        }
    }

    /** Closes every connection, those that are lent too: their snapshots say from then on that the store is closed. */
    void close() {
        List<Reader> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(idle);
            all.addAll(lent);
            idle.clear();
            lent.clear();
        }
        // Who waits for a connection shall hear that there will be none.
        free.release(Integer.MAX_VALUE / 2);
        all.forEach(reader -> reader.connection().close());
    }
}
