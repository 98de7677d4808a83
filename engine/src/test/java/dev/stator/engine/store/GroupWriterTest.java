package dev.stator.engine.store;

import static dev.stator.engine.store.Bytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class GroupWriterTest {
    /** Checkpoints at which the thread dies, as from want of memory, once it is let. */
    private static final class Deadly extends Checkpoints {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        Deadly(SqliteConnection connection, Path file) {
            super(connection, file, Duration.ZERO, LONG_LOG_BYTES);
        }

        @Override
        void committed() {
            reached.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new OutOfMemoryError("as the test wants it");
        }
    }

    @Test
    @Timeout(60)
    void aThreadThatDiesLetsAllItsCallersGo(@TempDir Path folder) throws Exception {
        Path file = DataFile.in(folder);
        try (SqliteConnection connection = DataFile.open(file, true)) {
            var checkpoints = new Deadly(connection, file);
            var writer = new GroupWriter("test", connection, checkpoints);
            boolean acknowledged = writer.write(write -> {
                write.createMap("m");
                return true;
            });
            assertThat(acknowledged).isTrue();
            checkpoints.reached.await();
            var executor = Executors.newSingleThreadExecutor();
            try {
                var waiting = executor.submit(() -> {
                    refuses(writer);
                    return true;
                });
                checkpoints.goOn.countDown();
                assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                executor.shutdownNow();
            }
            refuses(writer);
            writer.drain();
        }
    }

    private static void refuses(GroupWriter writer) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> writer.write(write -> {
                    write.put("m", bytes("k"), bytes("v"));
                    return true;
                }))
                .withMessageContaining("takes no more changes")
                .withMessageContaining("as the test wants it")
                .satisfies(e -> assertThat(e.mayHaveApplied()).isFalse());
    }
}
