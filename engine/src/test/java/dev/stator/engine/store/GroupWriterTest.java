package dev.stator.engine.store;

import static dev.stator.engine.store.Bytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;

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
            var writer = new GroupWriter("test", connection, checkpoints, new Readers(file));
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

    @Test
    void workThatFailsWithoutHarmStopsNoChange(@TempDir Path folder) {
        withWriter(folder, (writer, connection) -> {
            String attach = "ATTACH '" + folder.resolve("nowhere").resolve("file") + "' AS other";
            failsAlone(writer, () -> connection.execute(attach), "CANTOPEN");
            assertThat(put(writer)).isTrue();
        });
    }

    @Test
    void workThatLeavesATransactionOpenStopsTheWriter(@TempDir Path folder) {
        withWriter(folder, (writer, connection) -> {
            failsAlone(
                    writer,
                    () -> {
                        connection.execute("BEGIN");
                        connection.execute("VACUUM");
                    },
                    "VACUUM");
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> put(writer))
                    .withMessageContaining("takes no more changes");
        });
    }

    @Test
    void workAtWhichTheDiskFailsStopsTheWriter(@TempDir Path folder) {
        withWriter(folder, (writer, connection) -> {
            int failedSync = SQLiteErrorCode.SQLITE_IOERR_FSYNC.code;
            failsAlone(
                    writer,
                    () -> {
                        throw new StoreException("as the test wants it", new SQLException("sync", "", failedSync));
                    },
                    "as the test wants it");
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> put(writer))
                    .withMessageContaining("takes no more changes");
        });
    }

    @Test
    void aChangeThatFailsLetsTheNamesOfTheMapsBeKnownUnlessItChangedThem(@TempDir Path folder) {
        withWriter(folder, (writer, connection) -> {
            assertThat(put(writer)).isTrue();
            try (var stranger = SqliteConnection.open(DataFile.in(folder))) {
                stranger.execute("INSERT INTO maps(name) VALUES ('beside')");
            }
            fails(writer, write -> write.put("m", bytes("k"), bytes("lost")));
            assertThat(writer.write(Snapshot::maps)).as("not read again").containsExactly("m");
            fails(writer, write -> write.createMap("lost"));
            assertThat(writer.write(Snapshot::maps)).as("read again").containsExactlyInAnyOrder("m", "beside");
            fails(writer, write -> write.dropMap("m"));
            fails(writer, write -> write.copyMap("m", "copy"));
            assertThat(put(writer)).isTrue();
            assertThat(writer.write(Snapshot::maps)).containsExactlyInAnyOrder("m", "beside");
        });
    }

    @Test
    void aCheckpointThatFailsLeavesThePatienceWithStrangersAsItWas(@TempDir Path folder) {
        Path file = DataFile.in(folder);
        try (SqliteConnection connection = DataFile.open(file, true)) {
            var checkpoints = new Checkpoints(connection, file, Duration.ZERO, Checkpoints.LONG_LOG_BYTES);
            connection.execute("BEGIN IMMEDIATE");
            connection.execute("CREATE TABLE t (k)");
            assertThatExceptionOfType(StoreException.class).isThrownBy(checkpoints::shorten);
            assertThat(connection.number("PRAGMA busy_timeout")).isEqualTo(SqliteConnection.BUSY_MILLIS);
            connection.execute("COMMIT");
            checkpoints.shorten();
            assertThat(connection.number("PRAGMA busy_timeout")).isEqualTo(SqliteConnection.BUSY_MILLIS);
        }
    }

    private static void withWriter(Path folder, BiConsumer<GroupWriter, SqliteConnection> work) {
        Path file = DataFile.in(folder);
        try (SqliteConnection connection = DataFile.open(file, true)) {
            var checkpoints = new Checkpoints(connection, file, Duration.ZERO, Checkpoints.LONG_LOG_BYTES);
            var writer = new GroupWriter("test", connection, checkpoints, new Readers(file));
            try {
                work.accept(writer, connection);
            } finally {
                writer.drain();
            }
        }
    }

    private static boolean put(GroupWriter writer) {
        return writer.write(write -> {
            write.createMap("m");
            write.put("m", bytes("k"), bytes("v"));
            return true;
        });
    }

    private static void fails(GroupWriter writer, Consumer<Write> change) {
        assertThatIllegalStateException()
                .isThrownBy(() -> writer.write(write -> {
                    change.accept(write);
                    throw new IllegalStateException("as the test wants it");
                }))
                .withMessage("as the test wants it");
    }

    private static void failsAlone(GroupWriter writer, Runnable work, String message) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> writer.alone(() -> {
                    work.run();
                    return true;
                }))
                .withMessageContaining(message);
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
