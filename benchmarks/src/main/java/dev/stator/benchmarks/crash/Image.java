package dev.stator.benchmarks.crash;

import dev.stator.benchmarks.crash.Trace.Event;
import dev.stator.benchmarks.crash.Trace.FileChange;
import dev.stator.benchmarks.crash.Trace.FileSync;
import dev.stator.benchmarks.crash.Trace.FolderChange;
import dev.stator.benchmarks.crash.Trace.FolderSync;
import dev.stator.benchmarks.crash.Trace.Naming;
import dev.stator.benchmarks.crash.Trace.Renaming;
import dev.stator.benchmarks.crash.Trace.Truncation;
import dev.stator.benchmarks.crash.Trace.Write;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The files of a folder, and of those in it, as a loss of power at a moment may leave them. What had ended when a sync of its file began is there, if that
 * sync has ended by then. The rest of each file's writes meets one of the kinds of {@link Loss}; of the changes to the names in a folder that
 * were not synced, some of the first ones are there.
 */
final class Image {
    /** What becomes of the writes to a file that were not synced. */
    enum Loss {
        NOTHING_IS_LEFT,
        /** The first ones are left, and the beginning of the next one. */
        CUT_SHORT,
        /** Any of them are left, and of some of these only some sectors. */
        SOME_ARE_LEFT,
        EVERYTHING_IS_LEFT
    }

    private static final int SECTOR = 512;

    private final Trace trace;
    private final int moment;
    private final SplittableRandom random;
    private final Map<Integer, Integer> syncs = new HashMap<>();
    private final Map<Integer, Contents> contents = new HashMap<>();
    private final Map<Integer, Integer> folderSyncs = new HashMap<>();
    private final Map<Integer, Map<String, Integer>> names = new HashMap<>();
    private int unsynced;

    /** The bytes of a file, which grow as they are written. */
    private static final class Contents {
        private byte[] bytes = new byte[1 << 16];
        private int length;

        void write(long offset, ByteBuffer data, int from, int to) {
            int begin = Math.toIntExact(offset) + from;
            int end = begin + to - from;
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
            }
            data.get(from, bytes, begin, to - from);
            length = Math.max(length, end);
        }

        void truncate(long to) {
            int now = Math.toIntExact(to);
            if (now < length) {
                Arrays.fill(bytes, now, length, (byte) 0);
            }
            length = now;
        }
    }

    private Image(Trace trace, int moment, SplittableRandom random) {
        this.trace = trace;
        this.moment = moment;
        this.random = random;
    }

    /**
     * Writes one into a folder that is not there yet.
     *
     * @return how many writes had not been synced
     */
    static int write(Trace trace, int moment, SplittableRandom random, Path folder) throws IOException {
        Image image = new Image(trace, moment, random);
        image.findSyncs();
        image.fill();
        image.name();
        image.write(Trace.TOP, folder);
        return image.unsynced;
    }

    private void write(int node, Path place) throws IOException {
        if (trace.isFolder(node)) {
            Files.createDirectories(place);
            for (Map.Entry<String, Integer> each :
                    names.getOrDefault(node, Map.of()).entrySet()) {
                write(each.getValue(), place.resolve(each.getKey()));
            }
        } else {
            Contents found = contents.getOrDefault(node, new Contents());
            Files.write(place, Arrays.copyOf(found.bytes, found.length));
        }
    }

    private void findSyncs() {
        for (Event event : trace.events()) {
            if (event.end() <= moment) {
                if (event instanceof FileSync sync) {
                    syncs.merge(sync.file(), sync.begin(), Math::max);
                } else if (event instanceof FolderSync sync) {
                    folderSyncs.merge(sync.folder(), sync.begin(), Math::max);
                }
            }
        }
    }

    private void fill() {
        Map<Integer, List<FileChange>> waiting = new HashMap<>();
        for (Event event : trace.events()) {
            if (event instanceof FileChange change && change.begin() <= moment) {
                if (change.end() < syncs.getOrDefault(change.file(), -1)) {
                    apply(change);
                } else {
                    waiting.computeIfAbsent(change.file(), any -> new ArrayList<>())
                            .add(change);
                }
            }
        }
        waiting.forEach((file, changes) -> {
            unsynced += changes.size();
            lose(changes);
        });
    }

    private Contents of(FileChange change) {
        return contents.computeIfAbsent(change.file(), any -> new Contents());
    }

    private void apply(FileChange change) {
        if (change instanceof Write write) {
            of(change).write(write.offset(), write.data(), 0, write.data().capacity());
        } else if (change instanceof Truncation truncation) {
            of(change).truncate(truncation.length());
        }
    }

    private void lose(List<FileChange> changes) {
        Loss loss = Loss.values()[random.nextInt(Loss.values().length)];
        switch (loss) {
            case NOTHING_IS_LEFT -> {}
            case EVERYTHING_IS_LEFT -> changes.forEach(this::apply);
            case CUT_SHORT -> {
                int left = random.nextInt(changes.size());
                changes.subList(0, left).forEach(this::apply);
                if (changes.get(left) instanceof Write write) {
                    of(write)
                            .write(
                                    write.offset(),
                                    write.data(),
                                    0,
                                    random.nextInt(write.data().capacity() + 1));
                }
            }
            case SOME_ARE_LEFT -> {
                double share = random.nextDouble();
                for (FileChange change : changes) {
                    if (random.nextDouble() < share) {
                        if (change instanceof Write write && random.nextInt(4) == 0) {
                            sectors(write);
                        } else {
                            apply(change);
                        }
                    }
                }
            }
        }
    }

    /** Writes every second sector or so. */
    private void sectors(Write write) {
        int length = write.data().capacity();
        int from = 0;
        while (from < length) {
            int to = (int) Math.min(length, from + SECTOR - (write.offset() + from) % SECTOR);
            if (random.nextBoolean()) {
                of(write).write(write.offset(), write.data(), from, to);
            }
            from = to;
        }
    }

    private void name() {
        Map<Integer, List<FolderChange>> waiting = new HashMap<>();
        for (Event event : trace.events()) {
            if (event instanceof FolderChange change && change.begin() <= moment) {
                if (change.end() < folderSyncs.getOrDefault(change.folder(), -1)) {
                    name(change);
                } else {
                    waiting.computeIfAbsent(change.folder(), any -> new ArrayList<>())
                            .add(change);
                }
            }
        }
        waiting.values()
                .forEach(changes ->
                        changes.subList(0, random.nextInt(changes.size() + 1)).forEach(this::name));
    }

    private void name(FolderChange change) {
        Map<String, Integer> inFolder = names.computeIfAbsent(change.folder(), any -> new HashMap<>());
        if (change instanceof Renaming renaming) {
            inFolder.put(renaming.to(), inFolder.remove(renaming.from()));
        } else if (change instanceof Naming naming && naming.node() == Trace.NOTHING) {
            inFolder.remove(naming.name());
        } else if (change instanceof Naming naming) {
            inFolder.put(naming.name(), naming.node());
        }
    }
}
