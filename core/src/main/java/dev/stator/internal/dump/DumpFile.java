package dev.stator.internal.dump;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.error.StatorException;
import dev.stator.json.WireJson;
import dev.stator.stream.Checkpoints;
import dev.stator.value.Item;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A dump that is being written: a line that tells of the table, and then one for each item, in wire JSON. Beside it stands,
 * until it is whole, a small file with the place up to which it is good. What a crash has left behind that place is cut off
 * before more is added, so no item is lost or there twice.
 *
 * <p>The file is open only while something is added, so that a dump that is given up leaves nothing open.
 */
public final class DumpFile {
    /**
     * Up to where a dump is good.
     *
     * @param bytes how long the file is there
     * @param items how many items are in it
     * @param place behind which item to go on; empty at the beginning
     */
    public record Progress(long bytes, long items, Optional<Item> place) {
        /** Nothing yet. */
        public static final Progress NONE = new Progress(0, 0, Optional.empty());
    }

    private final Path file;
    private final Path placeFile;
    private final Checkpoints places;
    private final String source;

    /**
     * A dump.
     *
     * @param source what is read for it, in words that are the same whenever the same is read
     */
    public DumpFile(Path file, String source) {
        this.file = file;
        this.placeFile = file.resolveSibling(file.getFileName() + ".place");
        this.places = Checkpoints.file(placeFile);
        this.source = source;
    }

    /**
     * Where a dump that was broken off goes on; empty if there is none.
     *
     * @throws StatorException if there is one of something else, or a whole one
     */
    public Optional<Progress> brokenOff() {
        Map<String, String> known = io("Reading " + placeFile, places::load);
        if (known.isEmpty()) {
            if (Files.exists(file)) {
                throw new StatorException("There is nothing to go on with: the dump " + file
                        + " is whole, or none of ours; dump into another file, or say replacing()");
            }
            return Optional.empty();
        } else if (!source.equals(known.get("source"))) {
            throw new StatorException("The dump " + file + " was broken off in a " + known.get("source")
                    + ", and cannot go on with a " + source + "; go on with that, or say replacing()");
        }
        Progress progress = new Progress(
                Long.parseLong(known.getOrDefault("bytes", "0")),
                Long.parseLong(known.getOrDefault("items", "0")),
                Optional.ofNullable(known.get("place")).map(WireJson::read));
        if (progress.bytes > io("Looking at " + file, () -> Files.exists(file) ? Files.size(file) : 0)) {
            throw new StatorException("The dump " + file + " is shorter than " + placeFile
                    + " says that it was, so it cannot go on; say replacing()");
        }
        return Optional.of(progress);
    }

    /**
     * Refuses to begin where there is a file.
     *
     * @throws StatorException if there is one
     */
    public void refuseExisting() {
        if (Files.exists(file)) {
            throw new StatorException(
                    "The file " + file + " exists already; dump into another one, or say replacing(), or"
                            + " resuming() to go on with a dump that was broken off");
        }
    }

    /** Begins it with a line about the table, in place of what there was. */
    public Progress begin(String tableJson) {
        save(Progress.NONE);
        String line = "{\"" + DumpReader.MARK + "\":1,\"description\":" + tableJson.replaceAll("\\R", " ") + "}\n";
        Progress begun = new Progress(write(0, line), 0, Optional.empty());
        save(begun);
        return begun;
    }

    /** Adds items behind what is good, and gives up to where it is good then. Without a place to go on at, it is whole. */
    public Progress add(Progress before, List<Item> items, Optional<Item> place) {
        StringBuilder lines = new StringBuilder();
        items.forEach(item -> lines.append(WireJson.write(item)).append('\n'));
        Progress after = new Progress(write(before.bytes, lines.toString()), before.items + items.size(), place);
        if (place.isPresent()) {
            save(after);
        } else {
            finish();
        }
        return after;
    }

    /** Writes lines behind so many bytes, in place of what may be there, and gives how many there are then. */
    private long write(long bytes, String lines) {
        return io("Writing the dump " + file, () -> {
            byte[] packed = Gzip.packed(file, lines.getBytes(UTF_8));
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                out.truncate(bytes);
                ByteBuffer left = ByteBuffer.wrap(packed);
                while (left.hasRemaining()) {
                    out.write(left, bytes + left.position());
                }
                out.force(false);
            }
            return bytes + packed.length;
        });
    }

    private void save(Progress progress) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("source", source);
        entries.put("bytes", String.valueOf(progress.bytes));
        entries.put("items", String.valueOf(progress.items));
        progress.place.ifPresent(place -> entries.put("place", WireJson.write(place)));
        io("Saving " + placeFile, () -> {
            places.save(entries);
            return true;
        });
    }

    /** It is whole. */
    public void finish() {
        io("Deleting " + placeFile, () -> Files.deleteIfExists(placeFile));
    }

    /** Something that reads or writes files. */
    interface Access<R> {
        R run() throws IOException;
    }

    static <R> R io(String what, Access<R> access) {
        try {
            return access.run();
        } catch (IOException e) {
            throw new StatorException(what + " failed: " + e, e);
        } catch (UncheckedIOException e) {
            throw new StatorException(what + " failed: " + e.getCause(), e);
        }
    }
}
