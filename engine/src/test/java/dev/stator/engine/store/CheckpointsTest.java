package dev.stator.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    private static final long NOTHING_DUE = Long.MAX_VALUE;

    /** Checkpoints of a store whose commits may stay unsynced for a moment that is over at once. */
    private static Checkpoints checkpoints(SqliteConnection connection, Path file) {
        return new Checkpoints(connection, file, Duration.ofNanos(1), Checkpoints.LONG_LOG_BYTES);
    }

    @Test
    void whatWasCommittedIsSyncedOnce(@TempDir Path folder) {
        Path file = DataFile.in(folder);
        try (SqliteConnection connection = DataFile.open(file, false)) {
            Checkpoints checkpoints = checkpoints(connection, file);
            assertThat(checkpoints.untilDue()).isEqualTo(NOTHING_DUE);

            checkpoints.committed();
            assertThat(checkpoints.untilDue()).isLessThan(NOTHING_DUE);
            checkpoints.checkDue();

            assertThat(checkpoints.untilDue()).isEqualTo(NOTHING_DUE);
        }
    }

    @Test
    void aLogThatCannotBeSyncedIsNotTriedWithoutEnd(@TempDir Path folder) throws Exception {
        Path file = DataFile.in(folder);
        try (SqliteConnection connection = DataFile.open(file, false)) {
            Path other = folder.resolve("other");
            Files.createDirectory(DataFile.log(other));
            Checkpoints checkpoints = checkpoints(connection, other);

            checkpoints.committed();
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(checkpoints::checkDue)
                    .withMessageContaining("cannot be synced");

            assertThat(checkpoints.untilDue()).isEqualTo(NOTHING_DUE);
        }
    }
}
