package dev.stator.benchmarks.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders with all that is in them. */
final class Folders {
    private Folders() {}

    /** From the top down. */
    private static List<Path> all(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted().toList();
        }
    }

    /**
     * Copies what nobody has open, but for the memory that processes shared.
     *
     * @return the length of the longest write-ahead log in bytes
     */
    static long copy(Path folder, Path target) throws IOException {
        Files.createDirectories(target);
        long log = 0;
        for (Path each : all(folder)) {
            Path copy = target.resolve(folder.relativize(each).toString());
            if (Files.isDirectory(each)) {
                Files.createDirectories(copy);
            } else if (!each.toString().endsWith("-shm")) {
                Files.copy(each, copy);
            }
            if (each.toString().endsWith("-wal")) {
                log = Math.max(log, Files.size(each));
            }
        }
        return log;
    }

    static void clear(Path folder) throws IOException {
        List<Path> all = all(folder).stream().sorted(Comparator.reverseOrder()).toList();
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
