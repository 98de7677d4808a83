package dev.stator.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.store.Cursor;
import dev.stator.engine.store.MemoryStore;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.Store;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** Records by number and time, and how those go that are older than a second. */
class JournalTest {
    private static final String MAP = "journal";
    private static final Duration RETENTION = Duration.ofSeconds(1);

    private final Store store = new MemoryStore();

    JournalTest() {
        store.run(write -> write.createMap(MAP));
    }

    private void add(long... times) {
        for (long time : times) {
            store.run(write -> {
                Journal journal = new Journal(write, MAP, RETENTION);
                journal.add(
                        write,
                        time,
                        millis ->
                                ByteBuffer.allocate(Long.BYTES).putLong(millis).array());
                journal.finish(write, time);
            });
        }
    }

    private <R> R read(Function<Journal, R> look) {
        try (Snapshot snapshot = store.snapshot()) {
            return look.apply(new Journal(snapshot, MAP, RETENTION));
        }
    }

    private static List<Long> times(Cursor records) {
        List<Long> times = new ArrayList<>();
        try (records) {
            while (records.next()) {
                times.add(ByteBuffer.wrap(records.value()).getLong());
            }
        }
        return times;
    }

    private List<Long> times() {
        return read(journal -> times(journal.from(Journal.FIRST)));
    }

    private long number(ToLongFunction<Journal> look) {
        return read(look::applyAsLong);
    }

    private boolean hasOld(long now) {
        return read(journal -> journal.hasOld(now));
    }

    @Test
    void recordsAreFoundByTime() {
        assertThat(number(journal -> journal.firstAfter(0))).isEqualTo(1);
        add(10, 20, 20, 20, 30);
        for (long[] expected : new long[][] {{0, 1}, {9, 1}, {10, 2}, {19, 2}, {20, 5}, {29, 5}, {30, 6}, {99, 6}}) {
            assertThat(number(journal -> journal.firstAfter(expected[0])))
                    .as("after " + expected[0])
                    .isEqualTo(expected[1]);
        }
        List<Long> forth = read(journal -> times(journal.from(5)));
        assertThat(forth).containsExactly(30L);
        List<Long> back = read(journal -> times(journal.backTo(4)));
        assertThat(back).containsExactly(30L, 20L);
    }

    @Test
    void timesDoNotGoBack() {
        add(10, 5, 20);
        assertThat(times()).containsExactly(10L, 10L, 20L);
    }

    @Test
    void eachRecordThatComesTakesTwoOldOnesAway() {
        add(1, 2, 3, 4, 5);
        assertThat(times()).hasSize(5);
        add(1004);
        assertThat(times()).containsExactly(3L, 4L, 5L, 1004L);
        assertThat(number(journal -> journal.oldest(1004))).isEqualTo(5);
        add(1005, 1006);
        assertThat(times()).containsExactly(1004L, 1005L, 1006L);
        assertThat(number(Journal::last)).isEqualTo(8);
    }

    @Test
    void whatIsOldIsTrimmedInPortions() {
        add(1, 2, 3, 4, 5);
        assertThat(hasOld(1000)).isFalse();
        assertThat(hasOld(1001)).isTrue();
        assertThat(trim(2, 1004)).isTrue();
        assertThat(times()).containsExactly(3L, 4L, 5L);
        assertThat(trim(2, 1004)).isFalse();
        assertThat(times()).containsExactly(5L);
        assertThat(trim(2, 9999)).isFalse();
        assertThat(times()).isEmpty();
        assertThat(number(journal -> journal.oldest(9999))).isEqualTo(6);
        add(10_000);
        assertThat(number(Journal::last)).isEqualTo(6);
    }

    private boolean trim(int most, long now) {
        return store.write(write -> new Journal(write, MAP, RETENTION).trim(write, most, now));
    }

    @Test
    void recordsThatAreMissingAreFound() {
        add(1, 2, 3);
        assertThat(problems()).isEmpty();
        store.run(write ->
                write.remove(MAP, ByteBuffer.allocate(Long.BYTES).putLong(2).array()));
        assertThat(problems()).containsExactly("record 3 comes where record 2 should");
        store.run(write ->
                write.remove(MAP, ByteBuffer.allocate(Long.BYTES).putLong(3).array()));
        assertThat(problems()).containsExactly("record 1 is the last; that should be record 3");
    }

    private List<String> problems() {
        return read(journal -> {
            List<String> problems = new ArrayList<>();
            journal.verify(record -> {}, problems::add);
            return problems;
        });
    }
}
