package dev.stator.engine.store;

import static dev.stator.engine.store.Bytes.bytes;
import static dev.stator.engine.store.Bytes.entries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to folders from outside, sound ones and others. */
class FolderTest {
    private final Path folder;
    private final Path other;

    FolderTest(@TempDir Path folder, @TempDir Path other) {
        this.folder = folder;
        this.other = other.resolve("o");
    }

    private static void fill(Store store, int entries, int size) {
        var random = new Random(7);
        store.run(write -> {
            write.createMap("m");
            for (long n = 0; n < entries; n++) {
                byte[] value = new byte[size];
                random.nextBytes(value);
                write.put("m", bytes(n), value);
            }
        });
    }

    private static List<String> inspect(Path folder) {
        List<String> damage = new ArrayList<>();
        try (Snapshot snapshot = Folder.inspect(folder, damage::add)) {
            for (String map : snapshot.maps()) {
                assertThat(entries(snapshot, map, Range.all(), true)).isNotNull();
            }
        } catch (StoreException e) {
            if (!e.isDamage()) {
                throw e;
            }
            damage.add(String.valueOf(e.getMessage()));
        }
        return damage;
    }

    @Test
    void whatWasDeletedGoesBackToTheDisk() throws IOException {
        Path file = folder.resolve("data.sqlite");
        try (var store = SqliteStore.open(folder)) {
            fill(store, 1_000, 2_000);
            store.run(write -> {
                for (long n = 10; n < 1_000; n++) {
                    write.remove("m", bytes(n));
                }
            });
        }
        long before = Files.size(file);
        assertThat(before).isGreaterThan(2_000_000);
        assertThat(Folder.compact(folder)).isEqualTo(before - Files.size(file));
        assertThat(Files.size(file)).isLessThan(100_000);
        assertThat(inspect(folder)).isEmpty();
        try (var store = SqliteStore.open(folder)) {
            assertThat(entries(store, "m")).hasSize(10);
        }
    }

    @Test
    void aStoreInUseIsInspectedAndCopiedButNotCompacted() {
        try (var store = SqliteStore.open(folder)) {
            fill(store, 10, 10);
            assertThat(inspect(folder)).isEmpty();
            Folder.backup(folder, other);
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> Folder.compact(folder))
                    .withMessageContaining("in use");
            fill(store, 20, 10);
            assertThat(entries(store, "m")).hasSize(20);
        }
        try (var copy = SqliteStore.open(other)) {
            assertThat(entries(copy, "m")).hasSize(10);
        }
        assertThat(Folder.compact(folder)).isNotNegative();
    }

    @Test
    void ofTwoBackupsIntoOneFolderOneIsRefusedAndHarmsTheOtherNot() throws Exception {
        try (var store = SqliteStore.open(folder)) {
            fill(store, 10, 10);
            Files.createDirectories(other.getParent());
            Backup.into(other, unfinished -> {
                for (Runnable second : List.<Runnable>of(
                        () -> store.backup(other), () -> Folder.backup(folder, other), () -> failBackup(other))) {
                    assertThatExceptionOfType(StoreException.class)
                            .isThrownBy(second::run)
                            .withMessageContaining(other.toString())
                            .withMessageContaining("another one into it is under way");
                }
                try (var copy = SqliteStore.open(unfinished)) {
                    fill(copy, 7, 10);
                }
            });
            Folder.backup(folder, other.resolveSibling("second"));
        }
        try (var copy = SqliteStore.open(other)) {
            assertThat(entries(copy, "m")).hasSize(7);
        }
        try (Stream<Path> all = Files.list(other.getParent())) {
            assertThat(all).containsExactlyInAnyOrder(other, other.resolveSibling("second"));
        }
    }

    private static void failBackup(Path target) {
        Backup.into(target, unfinished -> {
            throw new IllegalStateException("This must not be begun");
        });
    }

    @Test
    void aBackupWithoutItsFileIsNotPutInItsPlace() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Backup.into(other, unfinished -> {}))
                .withMessageContaining(other.toString());
        assertThat(other).doesNotExist();
        assertThat(other.getParent()).isEmptyDirectory();
    }

    @Test
    void whereThereIsNoDataNothingIsMade() throws IOException {
        Path missing = folder.resolve("missing");
        for (Path each : List.of(folder, missing)) {
            List<Runnable> all = List.of(
                    () -> Folder.compact(each),
                    () -> Folder.backup(each, other),
                    () -> Folder.inspect(each, text -> {}));
            for (Runnable one : all) {
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(one::run)
                        .withMessageContaining(each.toString())
                        .withMessageContaining("no data");
            }
        }
        assertThat(folder).isEmptyDirectory();
        Files.createFile(folder.resolve("data.sqlite"));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Folder.backup(folder, other))
                .withMessageContaining("empty");
    }

    @Test
    void aFileThatIsCutOffAnywhereIsRefusedAndNotTouched() throws IOException {
        Path file = folder.resolve("data.sqlite");
        try (var store = SqliteStore.open(folder)) {
            fill(store, 200, 500);
        }
        byte[] whole = Files.readAllBytes(file);
        Path copy = Files.createDirectories(other).resolve("data.sqlite");
        var random = new Random(3);
        for (int i = 0; i < 20; i++) {
            int length = i < 2 ? whole.length - (i == 0 ? 1 : 4_096) : 1 + random.nextInt(whole.length - 4_096);
            byte[] cut = Arrays.copyOf(whole, length);
            Files.write(copy, cut);
            assertThatExceptionOfType(StoreException.class)
                    .as("cut to " + length)
                    .isThrownBy(() -> SqliteStore.open(other).close())
                    .withMessageContaining(copy.toString())
                    .satisfies(e -> assertThat(e.getMessage()).containsAnyOf("damaged", "not a data file"));
            assertThat(copy).hasBinaryContent(cut);
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> Folder.backup(other, folder.resolve("b")));
        }
        Files.write(copy, whole);
        try (var store = SqliteStore.open(other)) {
            assertThat(entries(store, "m")).hasSize(200);
        }
    }

    @Test
    void damageWithinTheFileIsFoundAndNotCopied() throws IOException {
        Path file = folder.resolve("data.sqlite");
        try (var store = SqliteStore.open(folder)) {
            fill(store, 200, 500);
        }
        assertThat(inspect(folder)).isEmpty();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (long at = 5 * 4_096L; at < channel.size(); at += 4_096) {
                channel.write(ByteBuffer.wrap(new byte[64]), at);
            }
        }
        assertThat(inspect(folder)).isNotEmpty();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Folder.backup(folder, other))
                .satisfies(e -> assertThat(e.isDamage()).isTrue());
        assertThat(other).doesNotExist();
    }

    @Test
    void aFolderInPlaceOfAFileIsNamed() throws IOException {
        Files.createDirectory(folder.resolve("data.sqlite"));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> SqliteStore.open(folder))
                .withMessageContaining(folder.resolve("data.sqlite").toString());
        Files.createDirectories(other.resolve("lock"));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> SqliteStore.open(other))
                .withMessageContaining(other.resolve("lock").toString())
                .withMessageContaining("cannot be locked");
    }
}
