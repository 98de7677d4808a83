package dev.stator.engine;

import dev.stator.engine.store.Folder;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.StoreException;
import dev.stator.engine.table.Verification;
import dev.stator.error.StatorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a durable engine, looked after from outside: copied and verified, even while an engine in this or another
 * process has it open, and made small when none has.
 */
public final class DataFolder {
    private static final int MOST_PROBLEMS = 1_000;

    private final Path folder;

    private DataFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder at a path, at which nothing is looked yet. */
    public static DataFolder at(Path folder) {
        return new DataFolder(Objects.requireNonNull(folder, "folder"));
    }

    /**
     * Does what {@link Engine#backup} does.
     *
     * @param target a folder that is empty or not there
     * @throws StatorException if there is no data, the target is something else, or it cannot be written
     */
    public void backup(Path target) {
        Folder.backup(folder, target);
    }

    /**
     * Gives back to the file system what the data file has no use for. Under updates the file does not grow without this, as
     * room that was set free in it is used again; but it does not shrink either when much is deleted. Needs as much free
     * space as the data takes, twice for a while, and time by its size; if it fails or is killed, nothing has changed.
     *
     * @return by how many bytes the file is smaller
     * @throws StatorException if there is no data, an engine has the folder open, whose {@link Engine#compact} does it, or the
     *     disk is full
     */
    public long compact() {
        return Folder.compact(folder);
    }

    /**
     * Reads everything and holds it against each other: SQLite's own check of the file, each item against its key and size,
     * each item against its index entries and each entry against its item, the counters against what they count, streams and
     * backups against what is noted of them, tags against the tables, and the tokens of transactions against the times at which
     * they end. Sees one moment, and changes nothing. Takes up to a minute for a million items.
     *
     * @throws StatorException if there is no data to look at
     */
    public FolderReport verify() {
        List<String> problems = new ArrayList<>();
        long tables = 0;
        long items = 0;
        long entries = 0;
        try (Snapshot snapshot = Folder.inspect(folder, damage -> add(problems, "the data file: " + damage))) {
            for (String prefix : prefixes(snapshot)) {
                String where = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1) + ": ";
                Verification world = new Verification(
                        snapshot.part(prefix),
                        map -> World.ofMap(map).isPresent(),
                        problem -> add(problems, where + problem));
                try {
                    world.run();
                } finally {
                    tables += world.tables();
                    items += world.items();
                    entries += world.entries();
                }
            }
        } catch (StoreException e) {
            if (!e.isDamage()) {
                throw e;
            }
            add(problems, String.valueOf(e.getMessage()));
        }
        return new FolderReport(tables, items, entries, problems);
    }

    private static List<String> prefixes(Snapshot snapshot) {
        Stream<World> others = snapshot.maps().stream().map(World::ofMap).flatMap(Optional::stream);
        return Stream.concat(Stream.of(""), others.map(World::prefix).distinct().sorted())
                .toList();
    }

    private static void add(List<String> problems, String problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        } else if (problems.size() == MOST_PROBLEMS) {
            problems.add("and more: only the first " + MOST_PROBLEMS + " problems are told");
        }
    }
}
