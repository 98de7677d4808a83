package dev.stator.engine.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Brings what was committed from SQLite's write-ahead log into the data file.
 *
 * <p>SQLite does it by itself every {@link #PAGES_PER_CHECKPOINT} pages, and then starts the log over, unless a reader
 * still needs it. Where snapshots overlap without end that moment never comes, so a log that has grown past {@link
 * #LONG_LOG_BYTES} is emptied with a wait for the readers.
 *
 * <p>A store whose commits may stay unsynced for a while has its log synced here when that while is over. What a loss of
 * power leaves of the log is then its beginning, up to that sync at least, and SQLite takes whole commits of it.
 */
class Checkpoints {
    static final int PAGES_PER_CHECKPOINT = 2_000;
    static final long KEPT_LOG_BYTES = 16L << 20;
    static final long LONG_LOG_BYTES = 64L << 20;
    private static final int PATIENCE_MILLIS = 200;

    private final SqliteConnection connection;
    private final Path log;
    private final long unsyncedNanos;
    private final long limit;
    private long longLog;
    private long firstUnsynced;
    private boolean pending;

    /** Checkpoints that let the log grow to this many bytes, which is {@link #LONG_LOG_BYTES} but for tests. */
    Checkpoints(SqliteConnection connection, Path file, Duration unsynced, long limit) {
        this.connection = connection;
        this.log = DataFile.log(file);
        this.unsyncedNanos = unsynced.toNanos();
        this.limit = limit;
        this.longLog = limit;
    }

    /** Nanoseconds until {@link #checkDue} has something to do; a long time if nothing waits for it. */
    long untilDue() {
        return pending ? Math.max(0, firstUnsynced + unsyncedNanos - System.nanoTime()) : Long.MAX_VALUE;
    }

    void committed() {
        if (unsyncedNanos > 0 && !pending) {
            pending = true;
            firstUnsynced = System.nanoTime();
        }
        long size = logSize();
        if (size >= longLog) {
            shorten();
            // If a reader held it off, the next attempt comes only when the log is longer by as much again.
            longLog = logSize() + limit;
        }
    }

    void checkDue() {
        if (untilDue() == 0) {
            // Whether or not it works: a log that cannot be synced ends the writing, and asking again would not end.
            pending = false;
            sync();
        }
    }

    /** Syncs the log. SQLite locks other files than this one, so that closing it here harms no lock. */
    private void sync() {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.force(false);
        } catch (NoSuchFileException e) {
            // All of it has been brought over and synced.
            return;
        } catch (IOException e) {
            throw new StoreException("The log " + log + " cannot be synced: " + e, e);
        }
    }

    /** Brings over everything and empties the log, or does as much of it as readers allow within the patience. */
    void shorten() {
        connection.execute("PRAGMA busy_timeout = " + PATIENCE_MILLIS);
        try {
            connection.number("PRAGMA wal_checkpoint(TRUNCATE)");
        } finally {
            connection.execute("PRAGMA busy_timeout = " + SqliteConnection.BUSY_MILLIS);
        }
    }

    private long logSize() {
        try {
            return Files.size(log);
        } catch (IOException e) {
            return 0;
        }
    }
}
