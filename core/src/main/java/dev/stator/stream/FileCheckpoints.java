package dev.stator.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Places in a file, a line for each shard. */
record FileCheckpoints(Path file) implements Checkpoints {
    @Override
    public Map<String, String> load() {
        Map<String, String> places = new LinkedHashMap<>();
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                int space = line.indexOf(' ');
                if (space <= 0) {
                    throw new IllegalStateException(file + " is no file of checkpoints: a line is not a shard and a"
                            + " place; name another file, or delete it to begin anew");
                }
                places.put(line.substring(0, space), line.substring(space + 1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the checkpoints in " + file + " failed", e);
        }
        return places;
    }

    @Override
    public void save(Map<String, String> places) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.write(
                    next,
                    new TreeMap<>(places)
                            .entrySet().stream()
                                    .map(place -> place.getKey() + " " + place.getValue())
                                    .toList());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Saving the checkpoints in " + file + " failed", e);
        }
    }
}
