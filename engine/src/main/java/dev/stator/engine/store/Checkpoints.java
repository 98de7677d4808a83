package dev.stator.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Brings what was committed from SQLite's write-ahead log into the data file.
 *
 * <p>SQLite does it by itself every {@link #PAGES_PER_CHECKPOINT} pages, and then starts the log over, unless a reader
 * still needs it. Where snapshots overlap without end that moment never comes, so a log that has grown past {@link
 * #LONG_LOG_BYTES} is emptied with a wait for the readers. The relaxed store has no sync at commit; its checkpoint of
 * each second is what bounds the loss.
 */
class Checkpoints {
    static final int PAGES_PER_CHECKPOINT = 2_000;
    static final long KEPT_LOG_BYTES = 16L << 20;
    static final long LONG_LOG_BYTES = 64L << 20;
    private static final long RELAXED_NANOS = 1_000_000_000L;
    private static final int PATIENCE_MILLIS = 200;

    private final SqliteConnection connection;
    private final Path log;
    private final boolean relaxed;
    private final long limit;
    private long longLog;
    private long last = System.nanoTime();
    private boolean pending;

    /** Checkpoints that let the log grow to this many bytes, which is {@link #LONG_LOG_BYTES} but for tests. */
    Checkpoints(SqliteConnection connection, Path file, Durability durability, long limit) {
        this.connection = connection;
        this.log = file.resolveSibling(file.getFileName() + "-wal");
        this.relaxed = durability == Durability.RELAXED;
        this.limit = limit;
        this.longLog = limit;
    }

    /** Nanoseconds until {@link #checkDue} has something to do; a long time if nothing waits for it. */
    long untilDue() {
        return relaxed && pending ? Math.max(0, last + RELAXED_NANOS - System.nanoTime()) : Long.MAX_VALUE;
    }

    void committed() {
        pending = true;
        long size = logSize();
        if (size >= longLog) {
            shorten();
            // If a reader held it off, the next attempt comes only when the log is longer by as much again.
            longLog = logSize() + limit;
        }
    }

    void checkDue() {
        if (untilDue() == 0) {
            connection.number("PRAGMA wal_checkpoint(PASSIVE)");
            last = System.nanoTime();
            pending = false;
        }
    }

    /** Brings over everything and empties the log, or does as much of it as readers allow within the patience. */
    void shorten() {
        connection.execute("PRAGMA busy_timeout = " + PATIENCE_MILLIS);
        connection.number("PRAGMA wal_checkpoint(TRUNCATE)");
        connection.execute("PRAGMA busy_timeout = " + SqliteConnection.BUSY_MILLIS);
    }

    private long logSize() {
        try {
            return Files.size(log);
        } catch (IOException e) {
            return 0;
        }
    }
}
