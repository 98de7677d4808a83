package dev.stator.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TrieTest {
    /** Keys as those of items, of which many share a beginning, one may be the beginning of another, and all bytes occur. */
    private static byte[] key(Random random) {
        byte[] bytes = new byte[random.nextInt(6)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(2) * 0x81);
        }
        byte[] prefix = "prefix".getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean()) {
            return bytes;
        }
        byte[] longer = Arrays.copyOf(prefix, prefix.length + bytes.length);
        System.arraycopy(bytes, 0, longer, prefix.length, bytes.length);
        return longer;
    }

    @Property(tries = 100)
    void itIsLikeATreeMapAndNeverChanges(@ForAll long seed) {
        Random random = new Random(seed);
        NavigableMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
        Trie trie = Trie.EMPTY;
        for (int i = 0; i < 300; i++) {
            Trie before = trie;
            List<String> content = i % 30 == 0 ? read(before, Range.all(), true) : List.of();
            byte[] key = key(random);
            if (random.nextInt(3) == 0) {
                trie = trie.minus(key);
                model.remove(key);
            } else {
                byte[] value = {(byte) i};
                trie = trie.plus(key, value);
                model.put(key, value);
            }
            if (i % 30 == 0) {
                assertThat(read(before, Range.all(), true)).isEqualTo(content);
            }
            byte[] other = key(random);
            assertThat(trie.get(other)).isEqualTo(model.get(other));
            byte[] to = key(random);
            boolean fromInclusive = random.nextBoolean();
            boolean toInclusive = random.nextBoolean();
            Range range = new Range(other, fromInclusive, to, toInclusive);
            List<String> expected = Arrays.compareUnsigned(other, to) > 0
                    ? new ArrayList<>()
                    : texts(model.subMap(other, fromInclusive, to, toInclusive));
            assertThat(read(trie, range, true)).isEqualTo(expected);
            Collections.reverse(expected);
            assertThat(read(trie, range, false)).isEqualTo(expected);
            assertThat(read(trie, Range.all().startingAfter(to), true)).isEqualTo(texts(model.tailMap(to, false)));
            assertThat(read(trie, Range.all().endingBefore(to), true)).isEqualTo(texts(model.headMap(to, false)));
        }
        for (byte[] key : List.copyOf(model.keySet())) {
            trie = trie.minus(key);
        }
        assertThat(read(trie, Range.all(), true)).isEmpty();
    }

    /** The worst for the way to a key: each is the beginning of the next. */
    @Test
    void keysThatGrowByOneByteAreAllFound() {
        Trie trie = Trie.EMPTY;
        int many = 3_000;
        for (int length = 0; length < many; length++) {
            trie = trie.plus(new byte[length], new byte[] {1});
        }
        assertThat(read(trie, Range.all(), true)).hasSize(many);
        assertThat(read(trie, Range.all().startingAt(new byte[many - 10]), false))
                .hasSize(10);
        assertThat(trie.get(new byte[many])).isNull();
        for (int length = 0; length < many; length += 2) {
            trie = trie.minus(new byte[length]);
        }
        assertThat(trie.get(new byte[many - 1])).isNotNull();
        assertThat(trie.get(new byte[many - 2])).isNull();
        assertThat(read(trie, Range.all(), true)).hasSize(many / 2);
    }

    @Test
    void theWayToAKeyMayBeLongerThanAStackIsDeep() throws InterruptedException {
        int many = 3_000;
        AtomicReference<Trie> made = new AtomicReference<>();
        Thread shallow = new Thread(
                null,
                () -> {
                    Trie trie = Trie.EMPTY;
                    for (int length = 0; length < many; length++) {
                        trie = trie.plus(new byte[length], new byte[] {1});
                    }
                    made.set(trie.minus(new byte[many - 1]));
                },
                "shallow",
                1 << 17);
        shallow.start();
        shallow.join();
        assertThat(made.get()).as("an overflow ends the thread").isNotNull();
        assertThat(made.get().get(new byte[many - 1])).isNull();
        assertThat(made.get().get(new byte[many - 2])).isNotNull();
    }

    @Test
    void whatIsNotThereIsNotTakenAway() {
        Trie trie = Trie.EMPTY.plus(new byte[] {1}, new byte[0]).plus(new byte[] {2}, new byte[0]);
        assertThat(trie.minus(new byte[] {3})).isSameAs(trie);
        assertThat(trie.minus(new byte[] {1, 0})).isSameAs(trie);
        assertThat(read(trie.minus(new byte[] {1}), Range.all(), true)).containsExactly("[2][]");
        assertThat(Trie.EMPTY.minus(new byte[0])).isSameAs(Trie.EMPTY);
    }

    @Test
    void aCursorThatIsAtItsEndStaysThere() {
        Trie trie = Trie.EMPTY.plus(new byte[] {1}, new byte[0]).plus(new byte[] {2}, new byte[0]);
        try (Cursor cursor = trie.scan(Range.all().endingBefore(new byte[] {2}), true)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.next()).isFalse();
        }
    }

    private static List<String> read(Trie trie, Range range, boolean forward) {
        List<String> texts = new ArrayList<>();
        try (Cursor cursor = trie.scan(range, forward)) {
            while (cursor.next()) {
                texts.add(Arrays.toString(cursor.key()) + Arrays.toString(cursor.value()));
            }
        }
        return texts;
    }

    private static List<String> texts(Map<byte[], byte[]> map) {
        List<String> texts = new ArrayList<>();
        map.forEach((key, value) -> texts.add(Arrays.toString(key) + Arrays.toString(value)));
        return texts;
    }
}
