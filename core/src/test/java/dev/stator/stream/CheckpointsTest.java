package dev.stator.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private void remembers(Checkpoints checkpoints) {
        assertThat(checkpoints.load()).isEmpty();
        checkpoints.save(Map.of("shardId-1", "100", "shardId-2", "END"));
        checkpoints.save(Map.of("shardId-2", "END", "shardId-3", "7"));
        assertThat(checkpoints.load()).isEqualTo(Map.of("shardId-2", "END", "shardId-3", "7"));
    }

    @Test
    void whatWasSavedLastIsLoaded() {
        remembers(Checkpoints.inMemory());
        remembers(Checkpoints.file(folder.resolve("places")));
    }

    @Test
    void aFileOutlivesTheProcess() {
        Path file = folder.resolve("places");
        Checkpoints.file(file).save(Map.of("shardId-1", "100"));
        assertThat(Checkpoints.file(file).load()).isEqualTo(Map.of("shardId-1", "100"));
        assertThat(folder).isDirectoryContaining(found -> found.equals(file));
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void anotherFileIsNotTakenForCheckpoints() throws IOException {
        Path file = Files.writeString(folder.resolve("places"), "hello\n");
        assertThatIllegalStateException()
                .isThrownBy(() -> Checkpoints.file(file).load())
                .withMessageContaining(file.toString());
    }

    @Test
    void aFolderThatIsNotThereIsAFailureOfSaving() {
        Path file = folder.resolve("nowhere").resolve("places");
        assertThatThrownBy(() -> Checkpoints.file(file).save(Map.of("shardId-1", "100")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }
}
