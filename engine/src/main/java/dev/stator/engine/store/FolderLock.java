package dev.stator.engine.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a folder for one store: an exclusive lock on the file {@code lock} in it, which also names the process. The
 * operating system drops the lock when the process ends, however it ends.
 */
final class FolderLock implements AutoCloseable {
    /**
     * The folders that this process has locked. The file lock alone cannot tell: on POSIX systems it belongs to the whole
     * process, and closing any channel to the file, such as that of a refused second attempt, would drop it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /**
     * Channels to locks of this process that another class loader's copy of this class holds. Closing one, which the
     * garbage collector does too, would drop that lock.
     */
    private static final Set<FileChannel> LEFT_OPEN = ConcurrentHashMap.newKeySet();

    /** What the file is called. */
    static final String FILE = "lock";

    /** Far behind the text, because Windows lets nobody read what is locked. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Locks a folder that exists, or says who has it. */
    static FolderLock take(Path folder) {
        try {
            Path real = folder.toRealPath();
            if (!HELD.add(real)) {
                throw new StoreException(
                        "The data folder " + folder + " is in use by process "
                                + ProcessHandle.current().pid()
                                + ", which is this one: share the engine that has it open, close that one first, or use"
                                + " another folder.",
                        null);
            }
            try {
                return new FolderLock(real, lock(folder));
            } catch (IOException | RuntimeException e) {
                HELD.remove(real);
                throw e;
            }
        } catch (IOException e) {
            throw new StoreException(
                    "The data folder " + folder + " cannot be locked, because the file " + folder.resolve(FILE)
                            + " cannot be written (" + e + "): make the folder writable for this user, or use another"
                            + " one.",
                    e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                throw new StoreException(
                        "The data folder " + folder + " is in use by " + owner(file)
                                + ": stop that process, or use another folder.",
                        null);
            }
            note(channel);
            return channel;
        } catch (OverlappingFileLockException e) {
            LEFT_OPEN.add(channel);
            throw new StoreException(
                    "The data folder " + folder + " is in use by this process, from classes that another class loader"
                            + " has loaded: share the engine that has it open, close that one first, or use another"
                            + " folder.",
                    e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Names this process for those who are refused. On a full disk they hear of another process, and no number. */
    private static void note(FileChannel channel) {
        try {
            channel.truncate(0);
            channel.write(
                    StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
        } catch (IOException e) {
            // Locked it is all the same, and what it guards can be read.
            return;
        }
    }

    private static String owner(Path file) throws IOException {
        String process = Files.readString(file).trim();
        return process.isEmpty() ? "another process" : "process " + process;
    }

    /** Gives the folder free. The file stays, empty: removing it would race with a process that is about to lock it. */
    @Override
    public void close() {
        try (channel) {
            channel.truncate(0);
        } catch (IOException e) {
            throw new StoreException("The lock of the data folder " + folder + " could not be given back: " + e, e);
        } finally {
            HELD.remove(folder);
        }
    }
}
