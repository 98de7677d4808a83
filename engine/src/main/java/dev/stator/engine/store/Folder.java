package dev.stator.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What can be done to the folder of a durable store without opening the store. */
public final class Folder {
    private static final String SOUND = "ok";

    private Folder() {}

    /** Copies what the store holds now, whether or not it is open here or in another process: see {@link Store#backup}. */
    public static void backup(Path folder, Path target) {
        Backup.requireOutside(folder, target);
        try (SqliteConnection connection = DataFile.openExisting(folder)) {
            Backup.into(target, unfinished -> copy(connection, target, DataFile.in(unfinished)));
        }
    }

    private static void copy(SqliteConnection connection, Path target, Path file) {
        try {
            connection.copyTo(file);
        } catch (StoreException e) {
            if (Sqlite.isFull(e)) {
                throw new StoreException(
                        "The backup cannot be put into " + target
                                + ", because the disk is full; nothing of it is left: make"
                                + " room, or use another path.",
                        e.getCause());
            }
            throw e;
        }
    }

    /**
     * Writes the file anew without the room that was set free in it.
     *
     * @return by how many bytes it is smaller
     * @throws StoreException if the store is open, or there is no room for the copy
     */
    public static long compact(Path folder) {
        DataFile.openExisting(folder).close();
        FolderLock lock = FolderLock.take(folder.toAbsolutePath());
        try (lock;
                SqliteConnection connection = DataFile.open(DataFile.in(folder.toAbsolutePath()), true)) {
            emptyLog(connection);
            long before = size(folder);
            Compaction.run(connection, DataFile.in(folder.toAbsolutePath()));
            emptyLog(connection);
            return before - size(folder);
        }
    }

    /** So that the size of the file is that of the data. */
    private static void emptyLog(SqliteConnection connection) {
        connection.number("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    static long size(Path folder) {
        try {
            return Files.size(DataFile.in(folder));
        } catch (IOException e) {
            throw new StoreException("The data file in " + folder + " cannot be found: " + e, e);
        }
    }

    /**
     * Looks whether SQLite finds the file sound, and gives a view of what is in it, whether or not the store is open.
     *
     * @param damage takes a sentence for everything that is wrong with the file
     */
    public static Snapshot inspect(Path folder, Consumer<String> damage) {
        SqliteConnection connection = DataFile.openExisting(folder);
        try {
            connection.execute("BEGIN");
            connection.pin();
            connection.with("PRAGMA integrity_check", statement -> {
                List<String> found = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
                found.stream().filter(each -> !each.equals(SOUND)).forEach(damage);
                return found;
            });
            return new SqliteSnapshot(connection, connection::close);
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }
}
