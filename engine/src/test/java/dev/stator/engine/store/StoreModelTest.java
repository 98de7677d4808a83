package dev.stator.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/** Random changes, committed or thrown away, and random scans give what the same gives on a {@link TreeMap}. */
class StoreModelTest {
    private static final String MAP = "m";

    private static final Path FOLDER = temporaryFolder();
    private static final Store MEMORY = new MemoryStore();
    private static final Store SQLITE = SqliteStore.open(FOLDER, Duration.ofSeconds(1));

    private NavigableMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);

    /** Something that is done alike to a store and to the model. */
    private sealed interface Step {}

    private record Put(List<Byte> key, List<Byte> value) implements Step {}

    private record Remove(List<Byte> key) implements Step {}

    private record Drop() implements Step {}

    private record Look(List<Byte> from, List<Byte> to, int bounds, boolean forward) implements Step {}

    private record Batch(List<Step> steps, boolean commits) {}

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("stator-model");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterContainer
    static void close() throws IOException {
        MEMORY.close();
        SQLITE.close();
        try (var files = Files.walk(FOLDER)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 200)
    void theMemoryStoreIsLikeATreeMap(@ForAll("batches") List<Batch> batches) {
        check(MEMORY, batches);
    }

    @Property(tries = 100)
    void theDurableStoreIsLikeATreeMap(@ForAll("batches") List<Batch> batches) {
        check(SQLITE, batches);
    }

    private void check(Store store, List<Batch> batches) {
        store.run(write -> {
            write.dropMap(MAP);
            write.createMap(MAP);
        });
        model.clear();
        for (Batch batch : batches) {
            var before = new TreeMap<>(model);
            try (Snapshot snapshot = store.snapshot()) {
                try {
                    store.run(write -> {
                        batch.steps().forEach(step -> take(step, write));
                        if (!batch.commits()) {
                            throw new UnsupportedOperationException();
                        }
                    });
                } catch (UnsupportedOperationException e) {
                    model = new TreeMap<>(before);
                }
                assertThat(read(snapshot.scan(MAP, Range.all(), true))).isEqualTo(texts(before));
            }
            try (Snapshot after = store.snapshot()) {
                assertThat(read(after.scan(MAP, Range.all(), false))).isEqualTo(texts(model.descendingMap()));
                batch.steps().stream().filter(Look.class::isInstance).forEach(look -> compare((Look) look, after));
            }
        }
    }

    private void take(Step step, Write write) {
        if (step instanceof Put put) {
            write.put(MAP, bytes(put.key()), bytes(put.value()));
            model.put(bytes(put.key()), bytes(put.value()));
        } else if (step instanceof Remove remove) {
            write.remove(MAP, bytes(remove.key()));
            model.remove(bytes(remove.key()));
        } else if (step instanceof Drop) {
            write.dropMap(MAP);
            write.createMap(MAP);
            model.clear();
        } else if (step instanceof Look look) {
            compare(look, write);
        }
    }

    private void compare(Look look, Snapshot snapshot) {
        byte[] from = bytes(look.from());
        byte[] to = bytes(look.to());
        boolean fromInclusive = (look.bounds() & 1) != 0;
        boolean toInclusive = (look.bounds() & 2) != 0;
        NavigableMap<byte[], byte[]> expected = model;
        Range range = Range.all();
        if ((look.bounds() & 4) != 0) {
            expected = expected.tailMap(from, fromInclusive);
            range = fromInclusive ? range.startingAt(from) : range.startingAfter(from);
        }
        if ((look.bounds() & 8) != 0) {
            var upTo = model.headMap(to, toInclusive);
            var both = new TreeMap<>(expected);
            both.keySet().removeIf(key -> !upTo.containsKey(key));
            expected = both;
            range = toInclusive ? range.endingAt(to) : range.endingBefore(to);
        }
        assertThat(read(snapshot.scan(MAP, range, look.forward())))
                .isEqualTo(texts(look.forward() ? expected : expected.descendingMap()));
        byte[] value = model.get(from);
        assertThat(snapshot.get(MAP, from)).isEqualTo(value);
    }

    @Provide
    Arbitrary<List<Batch>> batches() {
        // Few different bytes and short keys, so that keys meet; the extremes, so that signs and carries matter.
        Arbitrary<List<Byte>> key = Arbitraries.of((byte) 0, (byte) 1, (byte) 0x7F, (byte) 0x80, (byte) 0xFF)
                .list()
                .ofMaxSize(3);
        Arbitrary<List<Byte>> value = Arbitraries.bytes().list().ofMaxSize(4);
        Arbitrary<Step> step = Arbitraries.frequencyOf(
                Tuple.of(12, Combinators.combine(key, value).as(Put::new)),
                Tuple.of(5, key.map(Remove::new)),
                Tuple.of(1, Arbitraries.create(Drop::new)),
                Tuple.of(
                        6,
                        Combinators.combine(
                                        key, key, Arbitraries.integers().between(0, 15), Arbitraries.of(true, false))
                                .as(Look::new)));
        Arbitrary<Boolean> commits = Arbitraries.of(true, true, true, false);
        return Combinators.combine(step.list().ofMaxSize(20), commits)
                .as(Batch::new)
                .list()
                .ofMaxSize(5);
    }

    private static byte[] bytes(List<Byte> list) {
        byte[] bytes = new byte[list.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = list.get(i);
        }
        return bytes;
    }

    private static List<String> read(Cursor cursor) {
        try (cursor) {
            var texts = new ArrayList<String>();
            while (cursor.next()) {
                texts.add(Arrays.toString(cursor.key()) + Arrays.toString(cursor.value()));
            }
            return texts;
        }
    }

    private static List<String> texts(Map<byte[], byte[]> map) {
        return map.entrySet().stream()
                .map(entry -> Arrays.toString(entry.getKey()) + Arrays.toString(entry.getValue()))
                .toList();
    }
}
