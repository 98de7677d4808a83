package dev.stator.engine.store;

import static dev.stator.engine.store.Bytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.testing.ManualClock;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which states of a store in memory are kept, and for how long. */
class HistoryTest {
    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final MemoryStore store = new MemoryStore();
    private final List<Past> held = new ArrayList<>();

    HistoryTest() {
        store.run(write -> write.createMap("m"));
    }

    /** Writes, a millisecond later than the write before. */
    private void write(long number) {
        clock.advance(Duration.ofMillis(1));
        store.run(write -> write.put("m", bytes("k"), bytes(number)));
    }

    private Past past(long millis) {
        return store.past(clock, Duration.ofMillis(millis));
    }

    private static long number(Past past) {
        try (Snapshot snapshot = past.snapshot()) {
            return Bytes.number(snapshot.get("m", bytes("k")));
        }
    }

    /** Writes until a state is gone, if nothing holds it; the test's time limit is for one that stays. */
    private void writeUntilGone(WeakReference<State> state) {
        for (long n = 1_000; state.get() != null; n++) {
            System.gc();
            write(n);
        }
    }

    @Test
    @Timeout(60)
    void statesAreKeptWhileSomebodyLooksBackSoFarAndNoLonger() {
        write(1);
        held.add(past(1_000));
        WeakReference<State> first = new WeakReference<>(store.state());
        write(2);
        System.gc();
        write(3);
        assertThat(first.get()).isNotNull();
        assertThat(number(held.get(0))).isEqualTo(1);
        held.clear();

        writeUntilGone(first);

        write(10);
        Past again = past(1_000);
        write(11);
        assertThat(number(again)).isEqualTo(10);
    }

    @Test
    @Timeout(60)
    void whoLooksBackLessFarKeepsLess() {
        write(1);
        held.add(past(1_000_000));
        Past near = past(2);
        WeakReference<State> first = new WeakReference<>(store.state());
        for (long n = 2; n < 10; n++) {
            write(n);
        }
        assertThat(number(held.get(0))).isEqualTo(1);
        assertThat(number(near)).isEqualTo(7);
        held.clear();

        writeUntilGone(first);

        write(10);
        write(11);
        write(12);
        assertThat(number(near)).isEqualTo(10);
    }
}
