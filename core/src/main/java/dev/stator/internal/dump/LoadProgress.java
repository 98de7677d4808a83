package dev.stator.internal.dump;

import dev.stator.error.StatorException;
import dev.stator.stream.Checkpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** How many items of a file are loaded into a table, in a small file beside it until the end. */
public final class LoadProgress {
    private final Path place;
    private final String table;

    /** That of a file. */
    public LoadProgress(Path file, String table) {
        this.place = file.resolveSibling(file.getFileName() + ".loaded");
        this.table = table;
    }

    /**
     * How many are loaded.
     *
     * @throws StatorException if the file was being loaded into another table
     */
    public long loaded() {
        Map<String, String> known = DumpFile.io("Reading " + place, Checkpoints.file(place)::load);
        if (!known.isEmpty() && !table.equals(known.get("table"))) {
            throw new StatorException(place + " tells how much was loaded into table " + known.get("table")
                    + ", not into " + table + "; delete it to begin anew");
        }
        return Long.parseLong(known.getOrDefault("items", "0"));
    }

    /** Remembers it. */
    public void save(long items) {
        DumpFile.io("Saving " + place, () -> {
            Checkpoints.file(place).save(Map.of("table", table, "items", String.valueOf(items)));
            return true;
        });
    }

    /** All are loaded. */
    public void forget() {
        DumpFile.io("Deleting " + place, () -> Files.deleteIfExists(place));
    }
}
