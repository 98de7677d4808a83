package dev.stator.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Puts a copy of a store in its place: written beside it, synced, and then moved there as a whole. */
final class Backup {
    private Backup() {}

    /**
     * Lets somebody write a store into a folder, which becomes the target when it is done.
     *
     * @throws StoreException if the target is there and not an empty folder, or cannot be written
     */
    static void into(Path target, Consumer<Path> writing) {
        Path place = target.toAbsolutePath().normalize();
        Path parent = place.getParent();
        if (parent == null || !isFree(place)) {
            throw taken(target);
        }
        DataFile.createFolder(parent);
        Path guard = parent.resolve("." + place.getFileName() + ".guard");
        Path unfinished = parent.resolve("." + place.getFileName() + ".unfinished");
        FolderLock lock = guard(target, guard);
        try (lock) {
            try {
                if (!isFree(place)) {
                    throw taken(target);
                }
                put(unfinished, place, writing);
                DataFile.force(parent);
            } finally {
                remove(guard);
            }
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    /** What is kept within the folder would go wherever that goes, so it would be no backup. */
    static void requireOutside(Path folder, Path target) {
        try {
            Path data = folder.toRealPath();
            Path place = target.toAbsolutePath().normalize();
            Path there = place;
            while (there != null && Files.notExists(there)) {
                there = there.getParent();
            }
            if (there == null) {
                return;
            }
            Path real = there.toRealPath().resolve(there.relativize(place));
            if (real.startsWith(data)) {
                throw new StoreException(
                        "The backup cannot be put into " + target + ", because that is "
                                + (real.equals(data) ? "" : "inside ") + "the data folder " + folder
                                + " itself: pass a folder outside of it, best on another disk.",
                        null);
            }
        } catch (IOException e) {
            // What cannot be looked at is refused when it is read or written, which says why.
            return;
        }
    }

    /** So that of two processes with one target none moves there what the other one has begun. */
    private static FolderLock guard(Path target, Path guard) {
        try {
            Files.createDirectories(guard);
            return FolderLock.take(guard);
        } catch (IOException e) {
            throw failed(target, e);
        } catch (StoreException e) {
            throw new StoreException(
                    "The backup cannot be put into " + target + ", because another one into it is under way: "
                            + e.getMessage(),
                    e);
        }
    }

    private static void remove(Path guard) {
        try {
            clear(guard);
        } catch (IOException e) {
            // Windows keeps what is open; it is in nobody's way.
            return;
        }
    }

    private static void put(Path unfinished, Path place, Consumer<Path> writing) throws IOException {
        try {
            clear(unfinished);
            Files.createDirectory(unfinished);
            writing.accept(unfinished);
            Files.deleteIfExists(unfinished.resolve(FolderLock.FILE));
            DataFile.forceFile(DataFile.in(unfinished));
            DataFile.force(unfinished);
            Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            clearQuietly(unfinished, e);
            throw e;
        }
    }

    private static StoreException taken(Path target) {
        return new StoreException(
                "The backup cannot be put into " + target
                        + ", because something is there: pass a folder that is empty or not there.",
                null);
    }

    private static StoreException failed(Path target, IOException e) {
        return new StoreException(
                "The backup cannot be put into " + target + " (" + e + "): make the folder above it writable for this"
                        + " user, or use another path.",
                e);
    }

    private static boolean isFree(Path place) {
        if (Files.notExists(place)) {
            return true;
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.findAny().isEmpty();
        } catch (IOException notAFolder) {
            return false;
        }
    }

    private static void clearQuietly(Path folder, Exception because) {
        try {
            clear(folder);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    /** Removes what an earlier attempt left. */
    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> files;
            try (Stream<Path> all = Files.walk(folder)) {
                files = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
