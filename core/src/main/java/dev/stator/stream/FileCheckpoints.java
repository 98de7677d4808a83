package dev.stator.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
            String lines = new TreeMap<>(places)
                    .entrySet().stream()
                            .map(place -> place.getKey() + " " + place.getValue() + "\n")
                            .collect(Collectors.joining());
            try (FileChannel out = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true); // before it takes the old one's place, so that a power cut leaves one of both
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Saving the checkpoints in " + file + " failed", e);
        }
    }
}
