package dev.stator.benchmarks.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders that have files only. */
final class Folders {
    private Folders() {}

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /**
     * Copies what nobody has open, but for the memory that processes shared.
     *
     * @return the length of the write-ahead log in bytes
     */
    static long copy(Path folder, Path target) throws IOException {
        Files.createDirectories(target);
        long log = 0;
        if (Files.exists(folder)) {
            for (Path file : files(folder)) {
                String name = file.getFileName().toString();
                if (!name.endsWith("-shm")) {
                    Files.copy(file, target.resolve(name));
                }
                if (name.endsWith("-wal")) {
                    log = Files.size(file);
                }
            }
        }
        return log;
    }

    static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path file : files(folder)) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
    }
}
