package dev.stator.engine.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQLite file of a store: what it is called, how it is told from other files, and how it is set up. */
final class DataFile {
    /** "Stat" in ASCII, in the field of SQLite's header that says whose file it is. */
    private static final long APPLICATION = 0x53746174;

    /** Counted up with every change of the format that an older version would misread. */
    private static final long FORMAT = 1;

    private DataFile() {}

    static Path in(Path folder) {
        return folder.resolve("data.sqlite");
    }

    /** SQLite's write-ahead log of the file. */
    static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    static void createFolder(Path folder) {
        List<Path> parents = new ArrayList<>();
        for (Path missing = folder; missing != null && Files.notExists(missing); missing = missing.getParent()) {
            Path parent = missing.getParent();
            if (parent != null) {
                parents.add(parent);
            }
        }
        try {
            Files.createDirectories(folder);
            parents.forEach(DataFile::force);
        } catch (FileAlreadyExistsException e) {
            throw new StoreException(
                    "The data folder " + folder + " cannot be made, because a file is in its place: use another path.",
                    e);
        } catch (IOException e) {
            throw new StoreException(
                    "The data folder " + folder + " cannot be made (" + e
                            + "): make the folder above it writable for this" + " user, or use another path.",
                    e);
        }
    }

    /** Syncs a folder, so that a new name in it survives a loss of power as the file below does. */
    static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows opens no folders, and keeps their entries by itself.
            return;
        }
    }

    /** Syncs a file that SQLite has not open, whose locks this would drop. */
    static void forceFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** A connection to a file that is there, and ours, for looking at it or copying it; others may have it open. */
    static SqliteConnection openExisting(Path folder) {
        Path file = in(folder.toAbsolutePath());
        if (!Files.isRegularFile(file)) {
            throw new StoreException(
                    "There is no data of an engine in " + folder + ", as it has no file " + file.getFileName()
                            + ": pass the folder of an engine.",
                    null);
        }
        requireContents(file);
        SqliteConnection connection = SqliteConnection.openExisting(file);
        try {
            check(file, connection);
            return connection;
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * The connection that writes, for who has locked the folder; its first opening makes the file, and every opening refuses a file that is
     * not ours.
     */
    static SqliteConnection open(Path file, boolean synced) {
        Compaction.clear(file);
        requireContents(file);
        if (Files.notExists(file)) {
            create(file);
        }
        SqliteConnection connection = SqliteConnection.openExisting(file);
        try {
            check(file, connection);
            logAhead(file, connection);
            connection.execute("PRAGMA synchronous = " + (synced ? "FULL" : "NORMAL"));
            // On macOS a plain sync leaves data in the cache of the drive; elsewhere these two do nothing.
            connection.execute("PRAGMA fullfsync = true");
            connection.execute("PRAGMA checkpoint_fullfsync = true");
            connection.execute("PRAGMA wal_autocheckpoint = " + Checkpoints.PAGES_PER_CHECKPOINT);
            connection.execute("PRAGMA journal_size_limit = " + Checkpoints.KEPT_LOG_BYTES);
            connection.execute("PRAGMA cache_size = -16384");
            // What a change has overwritten, until it has ended; otherwise in a folder that may be full, or not
            // writable.
            connection.execute("PRAGMA temp_store = MEMORY");
            return connection;
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** A file that is not what was written: the place where it was found out does not tell what else is. */
    static StoreException damaged(Path file, String found, @Nullable Throwable cause) {
        return StoreException.damage(
                "The data file " + file
                        + " is damaged, perhaps cut off, spoilt by the disk, or copied while it was in use ("
                        + found + "): put a backup in its place. 'stator fsck', or DataFolder.verify(), tells"
                        + " more.",
                cause);
    }

    /** Without shared memory SQLite would go on with another kind of log, in which readers and the writer wait for each other. */
    static void logAhead(Path file, SqliteConnection connection) {
        String mode = connection.text("PRAGMA journal_mode = WAL");
        if (!mode.equals("wal")) {
            throw new StoreException(
                    "The data file " + file + " lies on a file system" + typeOf(file)
                            + " that cannot do what a write-ahead log needs, such as one of the network (SQLite's journal"
                            + " mode stays '" + mode + "'): use a folder on a local disk.",
                    null);
        }
    }

    private static String typeOf(Path file) {
        try {
            return " (" + Files.getFileStore(file).type() + ")";
        } catch (IOException e) {
            return "";
        }
    }

    private static void check(Path file, SqliteConnection connection) {
        long application;
        long format;
        try {
            application = connection.number("PRAGMA application_id");
            format = connection.number("PRAGMA user_version");
        } catch (StoreException e) {
            if (Sqlite.isNoDatabase(e)) {
                throw notOurs(file, e);
            }
            throw e;
        }
        if (application != APPLICATION) {
            throw notOurs(file, null);
        }
        if (format > FORMAT) {
            throw new StoreException(
                    "The data file " + file + " was written by a newer version of Stator (its format is " + format
                            + ", this version reads " + FORMAT + "): use that version, or another folder.",
                    null);
        }
        if (endsWithinAPage(file, connection)) {
            throw damaged(file, "it ends within a page", null);
        }
    }

    /** SQLite takes zeros for what is missing of the last page. If there is a log, it may hold that page. */
    private static boolean endsWithinAPage(Path file, SqliteConnection connection) {
        try {
            Path log = log(file);
            boolean logged = Files.exists(log) && Files.size(log) > 0;
            return !logged && Files.size(file) % connection.number("PRAGMA page_size") != 0;
        } catch (IOException e) {
            // One of them is gone meanwhile, and so there is somebody who has it open.
            return false;
        }
    }

    private static StoreException notOurs(Path file, @Nullable Throwable cause) {
        return new StoreException(
                "The file " + file + " is not a data file of Stator: move it away, or use another folder.", cause);
    }

    /** SQLite would take an empty file for a new one, and throw away the log beside it. */
    private static void requireContents(Path file) {
        if (isEmpty(file) && (Files.exists(file) || !isEmpty(log(file)))) {
            throw StoreException.damage(
                    "The data file " + file
                            + (Files.exists(file) ? " is empty" : " is missing, though its log is there")
                            + ", so it was cut off, or not copied as a whole. Nothing was changed: put a backup in its place;"
                            + " or, to begin anew, empty the folder.",
                    null);
        }
    }

    private static boolean isEmpty(Path file) {
        try {
            return Files.notExists(file) || Files.size(file) == 0;
        } catch (IOException e) {
            // It cannot be looked at; opening it says why.
            return false;
        }
    }

    /** Beside its place, to which it is moved as a whole, so that an empty file is never ours. */
    private static void create(Path file) {
        Path unfinished = file.resolveSibling(file.getFileName() + "-unfinished");
        try {
            Files.deleteIfExists(unfinished);
            try (SqliteConnection connection = SqliteConnection.open(unfinished)) {
                connection.execute("PRAGMA journal_mode = OFF");
                connection.execute("PRAGMA synchronous = OFF");
                connection.execute("PRAGMA application_id = " + APPLICATION);
                connection.execute("PRAGMA user_version = " + FORMAT);
                connection.execute(
                        "CREATE TABLE maps (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL)");
            }
            forceFile(unfinished);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            force(file.resolveSibling(""));
        } catch (IOException e) {
            throw new StoreException("The data file " + file + " cannot be made: " + e, e);
        }
    }
}
