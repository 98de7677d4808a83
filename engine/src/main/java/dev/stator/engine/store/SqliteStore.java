package dev.stator.engine.store;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Keeps everything in one SQLite file in a folder that it locks for itself. Writers go through a {@link GroupWriter},
 * readers through {@link Readers}; in write-ahead-log mode neither waits for the other.
 */
public final class SqliteStore implements Store {
    private final Path folder;
    private final FolderLock lock;
    private final SqliteConnection writing;
    private final Checkpoints checkpoints;
    private final GroupWriter writer;
    private final Readers readers;
    private boolean closed;

    private SqliteStore(FolderLock lock, SqliteConnection writing, Path folder, Duration unsynced, long longLog) {
        Path file = DataFile.in(folder);
        this.folder = folder;
        this.lock = lock;
        this.writing = writing;
        this.checkpoints = new Checkpoints(writing, file, unsynced, longLog);
        this.readers = new Readers(file);
        this.writer = new GroupWriter(folder.toString(), writing, checkpoints, readers);
    }

    /**
     * Opens the store in a folder, and makes folder and store if they do not exist. A change has been synced when its {@code
     * write} returns.
     *
     * @throws StoreException if the folder is in use, or cannot be made, or what is in it is not ours or too new
     */
    public static SqliteStore open(Path folder) {
        return open(folder, Duration.ZERO);
    }

    /**
     * The same with changes that need be synced only after a while. Until then they survive the end of the process, but a
     * loss of power may take the last of them, as whole changes.
     */
    public static SqliteStore open(Path folder, Duration unsynced) {
        return open(folder, unsynced, Checkpoints.LONG_LOG_BYTES);
    }

    /** The same with another length of the log from which on it is emptied. */
    static SqliteStore open(Path folder, Duration unsynced, long longLog) {
        Path absolute = folder.toAbsolutePath();
        DataFile.createFolder(absolute);
        FolderLock lock = FolderLock.take(absolute);
        try {
            return new SqliteStore(
                    lock, DataFile.open(DataFile.in(absolute), unsynced.isZero()), absolute, unsynced, longLog);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public Snapshot snapshot() {
        return readers.snapshot();
    }

    @Override
    public <R> R write(Change<R> change) {
        return writer.write(change);
    }

    @Override
    public void backup(Path target) {
        Folder.backup(folder, target);
    }

    @Override
    public long compact() {
        return writer.alone(() -> {
            checkpoints.shorten();
            long before = Folder.size(folder);
            Compaction.run(writing, DataFile.in(folder));
            checkpoints.shorten();
            return before - Folder.size(folder);
        });
    }

    private void emptyLog() {
        try {
            checkpoints.shorten();
        } catch (StoreException e) {
            // On a full disk everything stays in the log, from which the next opening takes it.
            if (!Sqlite.isFull(e)) {
                throw e;
            }
        }
    }

    /** Finishes the changes that wait, closes the snapshots that are open, empties the log and unlocks the folder. */
    @Override
    public void close() {
        writer.drain();
        synchronized (this) {
            if (!closed) {
                closed = true;
                try (lock;
                        writing) {
                    readers.close();
                    emptyLog();
                }
            }
        }
    }
}
