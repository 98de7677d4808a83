package dev.stator.engine.store;

import static dev.stator.engine.store.Bytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContract {
    @Override
    Store open() {
        return new MemoryStore();
    }

    /** What a scan costs is seen in what it allocates, which is the same on every machine. */
    @Test
    void aScanFromTheMiddleOfABigMapCostsNoMoreThanItReads() {
        store.run(write -> {
            for (long n = 0; n < 200_000; n++) {
                write.put("m", bytes(n), bytes(n));
            }
        });
        readTenFromTheMiddle(true);
        readTenFromTheMiddle(false);

        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(readTenFromTheMiddle(true)).isEqualTo(100_010);
        assertThat(readTenFromTheMiddle(false)).isEqualTo(99_991);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(50_000);
    }

    private long readTenFromTheMiddle(boolean forward) {
        Range range = forward
                ? Range.all().startingAfter(bytes(100_000L)).endingBefore(bytes(190_000L))
                : Range.all().startingAt(bytes(10L)).endingAt(bytes(100_000L));
        try (Snapshot snapshot = store.snapshot();
                Cursor cursor = snapshot.scan("m", range, forward)) {
            for (int i = 0; i < 10; i++) {
                assertThat(cursor.next()).isTrue();
            }
            return Bytes.number(cursor.key());
        }
    }

    @Test
    void nothingOfSqliteIsLoaded() throws Exception {
        Process child = Jvm.start("-Xlog:class+load", Main.class);
        String loaded = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();
        assertThat(loaded).contains("dev.stator.engine.store.MemoryWrite").doesNotContain("org.sqlite");
    }

    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            try (var store = new MemoryStore()) {
                store.run(write -> {
                    write.createMap("m");
                    write.put("m", bytes("k"), bytes("v"));
                });
            }
        }
    }
}
