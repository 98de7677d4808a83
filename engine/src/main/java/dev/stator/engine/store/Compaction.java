package dev.stator.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes a data file anew without the room that was set free in it: into a copy beside it, of which SQLite then makes the contents of
 * the file, in one commit that goes through the log like any other, so that snapshots stay what they are. SQLite's own {@code VACUUM}
 * does the same, but has its copy in a folder for temporary files, which is on another disk, or nowhere.
 */
final class Compaction {
    private Compaction() {}

    /** Where the copy is meanwhile. */
    private static Path copyOf(Path file) {
        return file.resolveSibling(file.getFileName() + "-compacting");
    }

    /**
     * Does it, when no transaction is open. If it fails, nothing has changed.
     *
     * @throws StoreException if there is no room for it, or the disk failed
     */
    static void run(SqliteConnection connection, Path file) {
        Path copy = copyOf(file);
        try {
            connection.copyTo(copy);
            connection.replaceWith(copy);
            long pages = Files.size(copy) / connection.number("PRAGMA page_size");
            if (connection.number("PRAGMA page_count") != pages) {
                throw failed(file, "the disk is probably full", null);
            }
        } catch (StoreException e) {
            if (e.isDamage()) {
                throw e;
            }
            throw failed(file, String.valueOf(e.getMessage()), e.getCause());
        } catch (IOException e) {
            throw failed(file, e.toString(), e);
        } finally {
            clear(file);
        }
    }

    private static StoreException failed(Path file, String why, @Nullable Throwable cause) {
        return new StoreException(
                "The data file " + file + " was not compacted, and nothing in it has changed: " + why
                        + ". Two more copies of the data, without what was deleted, need room in its folder for a while:"
                        + " make room, and try again.",
                cause);
    }

    /** Removes what one that was killed has left. */
    static void clear(Path file) {
        Path copy = copyOf(file);
        try {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(copy.resolveSibling(copy.getFileName() + "-journal"));
        } catch (IOException e) {
            throw new StoreException("What a compaction has left cannot be removed: " + e, e);
        }
    }
}
