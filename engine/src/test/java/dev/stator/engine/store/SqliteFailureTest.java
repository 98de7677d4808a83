package dev.stator.engine.store;

import static dev.stator.engine.Latches.await;
import static dev.stator.engine.store.Bytes.bytes;
import static dev.stator.engine.store.Bytes.entries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the durable store says and keeps when its folder, its file or its disk is at fault. */
class SqliteFailureTest {
    private final Path folder;

    SqliteFailureTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static void refused(Path folder, String... parts) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> SqliteStore.open(folder))
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    private SqliteStore openWithAMap() {
        var store = SqliteStore.open(folder);
        store.run(write -> write.createMap("m"));
        return store;
    }

    /** Runs SQL on the connection that writes, within a change. */
    private static void sql(Write write, String sql) {
        ((SqliteWrite) write).connection.execute(sql);
    }

    @Test
    void aFileInPlaceOfTheFolderIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        refused(file, file.toString(), "a file is in its place", "another path");
        refused(file.resolve("deeper"), file.toString(), "cannot be made");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatCannotBeMadeOrWrittenIsNamed() {
        refused(Path.of("/proc/stator"), "/proc/stator", "cannot be made", "writable");
        refused(Path.of("/proc"), "/proc", "cannot be locked", "writable");
    }

    @Test
    void aFileThatIsNoDatabaseIsNotTouched() throws IOException {
        Path file = folder.resolve("data.sqlite");
        Files.writeString(file, "my notes, which happen to be here, and are longer than a header".repeat(20));
        byte[] before = Files.readAllBytes(file);
        refused(folder, file.toString(), "not a data file of Stator", "another folder");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void aDatabaseOfSomebodyElseIsNotTouched() throws IOException {
        Path file = folder.resolve("data.sqlite");
        try (var other = SqliteConnection.open(file)) {
            other.execute("CREATE TABLE maps (id, name)");
        }
        byte[] before = Files.readAllBytes(file);
        refused(folder, file.toString(), "not a data file of Stator");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void aNewerFormatIsNamedAndTheFolderIsFreeAgain() {
        openWithAMap().close();
        Path file = folder.resolve("data.sqlite");
        try (var other = SqliteConnection.open(file)) {
            other.execute("PRAGMA user_version = 7");
        }
        refused(folder, file.toString(), "newer version of Stator", "format is 7");
        try (var other = SqliteConnection.open(file)) {
            other.execute("PRAGMA user_version = 1");
        }
        SqliteStore.open(folder).close();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileSystemWithoutSharedMemoryIsRefused() {
        Path file = folder.resolve("data.sqlite");
        // This way of SQLite to use files has no shared memory, as file systems of the network have none.
        try (var connection = SqliteConnection.open(file, "?vfs=unix-none")) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> DataFile.logAhead(file, connection))
                    .withMessageContaining(file.toString())
                    .withMessageContaining("file system")
                    .withMessageContaining("local disk");
        }
        try (var connection = SqliteConnection.open(file)) {
            DataFile.logAhead(file, connection);
            assertThat(connection.text("PRAGMA journal_mode")).isEqualTo("wal");
        }
    }

    @Test
    void aStartThatWasInterruptedIsBegunAnew() throws IOException {
        Path unfinished = folder.resolve("data.sqlite-unfinished");
        Files.write(unfinished, new byte[5_000]);
        try (var store = openWithAMap()) {
            store.run(write -> write.put("m", bytes("k"), bytes("v")));
            assertThat(entries(store, "m")).containsExactly("k=v");
        }
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void aFileThatIsCutOffToNothingOrMissingIsNotTakenForANewOne() throws IOException {
        Path file = folder.resolve("data.sqlite");
        Path log = folder.resolve("data.sqlite-wal");
        openWithAMap().close();
        Files.write(file, new byte[0]);
        refusesAndKeeps(file, "is empty");
        Files.write(log, new byte[10_000]);
        refusesAndKeeps(file, "is empty");
        assertThat(log).hasSize(10_000);
        Files.delete(file);
        refusesAndKeeps(file, "its log is there");
        assertThat(log).hasSize(10_000);
        Files.write(log, new byte[0]);
        openWithAMap().close();
    }

    private void refusesAndKeeps(Path file, String why) {
        boolean isThere = Files.exists(file);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(this::openWithAMap)
                .withMessageContaining(file.toString())
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.isDamage()).isTrue());
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> Folder.inspect(folder, text -> {}));
        assertThat(Files.exists(file)).isEqualTo(isThere);
    }

    @Test
    void aLogThatIsCutOffAnywhereLeavesABeginningOfWholeChanges() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Path log = folder.resolve("data.sqlite-wal");
        byte[] file;
        byte[] whole;
        try (var store = openWithAMap()) {
            for (long n = 1; n <= 30; n++) {
                long number = n;
                store.run(write -> {
                    write.put("m", bytes("last"), bytes(number));
                    write.put("m", bytes(number), new byte[(int) (100 * number)]);
                });
            }
            file = Files.readAllBytes(folder.resolve("data.sqlite"));
            whole = Files.readAllBytes(log);
        }
        Set<Integer> found = new TreeSet<>();
        for (int left = 16; left >= 0; left--) {
            Files.write(copy.resolve("data.sqlite"), file);
            Files.write(copy.resolve("data.sqlite-wal"), Arrays.copyOf(whole, whole.length / 16 * left));
            try (var store = SqliteStore.open(copy);
                    Snapshot snapshot = store.snapshot()) {
                int entries = snapshot.maps().isEmpty()
                        ? 0
                        : entries(snapshot, "m", Range.all(), true).size();
                byte[] last = entries == 0 ? bytes(0L) : snapshot.get("m", bytes("last"));
                assertThat(last).isEqualTo(bytes((long) Math.max(0, entries - 1)));
                found.add(entries);
            }
        }
        assertThat(found).contains(31).hasSizeGreaterThan(8);
    }

    @Test
    void aConnectionThatFailedIsNotLentAgain() {
        try (var store = openWithAMap()) {
            SqliteConnection sound = reading(store, "SELECT 1");
            assertThat(reading(store, "SELECT 1")).isSameAs(sound);
            assertThat(reading(store, "SELECT nothing")).isSameAs(sound);
            assertThat(reading(store, "SELECT 1")).isNotSameAs(sound);
        }
    }

    /** The connection of a snapshot, which runs some SQL before it is given back. */
    private static SqliteConnection reading(SqliteStore store, String sql) {
        try (Snapshot snapshot = store.snapshot()) {
            SqliteConnection connection = ((SqliteSnapshot) snapshot).connection;
            try {
                connection.execute(sql);
            } catch (StoreException e) {
                assertThat(connection.failure()).isSameAs(e);
            }
            return connection;
        }
    }

    @Test
    void filesCopiedWhileTheStoreIsOpenAndNobodyWritesAreWhole() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (var store = openWithAMap()) {
            store.run(write -> write.put("m", bytes("k"), bytes("v")));
            for (String file : List.of("data.sqlite", "data.sqlite-wal", "data.sqlite-shm", "lock")) {
                Files.copy(folder.resolve(file), copy.resolve(file));
            }
            try (var other = SqliteStore.open(copy)) {
                assertThat(entries(other, "m")).containsExactly("k=v");
            }
        }
    }

    @Test
    void aFileThatIsMovedAwayUnderTheStoreIsMissedAndNotMadeAnew() throws IOException {
        Path file = folder.resolve("data.sqlite");
        Path away = folder.resolve("away");
        try (var store = openWithAMap();
                Snapshot snapshot = store.snapshot()) {
            Files.move(file, away);
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> entries(store, "m"))
                    .withMessageContaining(file.toString());
            assertThat(file).doesNotExist();
            Files.move(away, file);
            store.run(write -> write.put("m", bytes("k"), bytes("v")));
            assertThat(entries(store, "m")).containsExactly("k=v");
            assertThat(snapshot.get("m", bytes("k"))).isNull();
        }
    }

    @Test
    void aFullDiskFailsTheWholeGroupAndTheStoreGoesOn() throws Exception {
        try (var store = openWithAMap()) {
            store.run(write -> sql(write, "PRAGMA max_page_count = 200"));
            var running = new CountDownLatch(1);
            var goOn = new CountDownLatch(1);
            var executor = Executors.newFixedThreadPool(3);
            List<Future<?>> group = new ArrayList<>();
            try {
                group.add(executor.submit(() -> store.run(write -> {
                    write.put("m", bytes("small"), bytes("v"));
                    running.countDown();
                    await(goOn);
                })));
                running.await();
                var queued = new CountDownLatch(1);
                group.add(executor.submit(() -> {
                    queued.countDown();
                    store.run(write -> {
                        // Even if the change does not care.
                        try {
                            write.put("m", bytes("big"), new byte[1_500_000]);
                        } catch (StoreException e) {
                            assertThat(e).hasMessageContaining("full");
                        }
                    });
                }));
                queued.await();
                goOn.countDown();
                int failed = 0;
                for (Future<?> change : group) {
                    try {
                        change.get();
                    } catch (ExecutionException e) {
                        failed++;
                        assertThat(e.getCause())
                                .isInstanceOfSatisfying(
                                        StoreException.class,
                                        failure -> assertThat(failure.mayHaveApplied())
                                                .isFalse())
                                .hasMessageContaining("full")
                                .hasMessageContaining(folder.toString());
                    }
                }
                // The second one surely; the first one if both were in one group.
                List<String> kept = failed == 2 ? List.of() : List.of("small=v");
                assertThat(failed).isPositive();
                assertThat(entries(store, "m")).isEqualTo(kept);
            } finally {
                goOn.countDown();
                executor.shutdownNow();
            }
            store.run(write -> sql(write, "PRAGMA max_page_count = 4000000"));
            store.run(write -> write.put("m", bytes("big"), new byte[1_500_000]));
            try (Snapshot snapshot = store.snapshot()) {
                assertThat(snapshot.get("m", bytes("big"))).hasSize(1_500_000);
            }
        }
    }

    /** The folders in which SQLite would have them may be full, or not writable at all. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void changesNeedNoTemporaryFiles() throws Exception {
        try (var store = openWithAMap()) {
            store.run(write -> {
                for (long n = 0; n < 1_000; n++) {
                    write.put("m", bytes(n), new byte[500]);
                }
            });
            var running = new CountDownLatch(1);
            var goOn = new CountDownLatch(1);
            var executor = Executors.newFixedThreadPool(2);
            try {
                Future<?> first = executor.submit(() -> store.run(write -> {
                    running.countDown();
                    await(goOn);
                }));
                running.await();
                List<String> open = new ArrayList<>();
                Future<?> second = executor.submit(() -> store.run(write -> {
                    for (long n = 0; n < 1_000; n++) {
                        write.put("m", bytes(n), new byte[600]);
                    }
                    open.addAll(openFiles());
                }));
                goOn.countDown();
                first.get();
                second.get();
                assertThat(open)
                        .anyMatch(file -> file.contains("data.sqlite"))
                        .noneMatch(file -> file.contains("etilqs"));
            } finally {
                goOn.countDown();
                executor.shutdownNow();
            }
        }
    }

    private static List<String> openFiles() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            List<String> files = new ArrayList<>();
            for (Path each : descriptors.toList()) {
                if (Files.exists(each, LinkOption.NOFOLLOW_LINKS)) {
                    files.add(Files.readSymbolicLink(each).toString());
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatACompactionThatWasKilledHasLeftIsRemoved() throws IOException {
        openWithAMap().close();
        Path left = folder.resolve("data.sqlite-compacting");
        Path journal = folder.resolve("data.sqlite-compacting-journal");
        Files.write(left, new byte[10_000]);
        Files.createFile(journal);
        openWithAMap().close();
        assertThat(left).doesNotExist();
        assertThat(journal).doesNotExist();
        Files.write(left, new byte[10_000]);
        assertThat(Folder.compact(folder)).isNotNegative();
        assertThat(left).doesNotExist();
    }

    @Test
    void aCompactionThatFailsSaysWhatItNeedsAndTheStoreGoesOn() {
        try (var store = openWithAMap()) {
            // The copy that SQLite makes is one database too many.
            int most = 0;
            for (boolean room = true; room; most += room ? 1 : 0) {
                room = attach(store, most);
            }
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(store::compact)
                    .withMessageContaining(folder.toString())
                    .withMessageContaining("too many attached databases")
                    .withMessageContaining("need room in its folder");
            store.run(write -> write.put("m", bytes("after"), bytes("v")));
            assertThat(entries(store, "m")).containsExactly("after=v");
        }
    }

    private static boolean attach(Store store, int number) {
        try {
            store.run(write -> sql(write, "ATTACH ':memory:' AS other" + number));
            return true;
        } catch (StoreException e) {
            assertThat(e).hasMessageContaining("too many attached databases");
            return false;
        }
    }

    @Test
    void aCommitThatFailsForAnUnknownReasonStopsTheStoreUntilItIsOpenedAgain() {
        try (var store = openWithAMap()) {
            store.run(write -> write.put("m", bytes("before"), bytes("v")));
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.run(write -> {
                        write.put("m", bytes("lost"), bytes("v"));
                        failAtCommit(write);
                    }))
                    .withMessageContaining("could not be committed")
                    .withMessageContaining("open it again")
                    .satisfies(e -> assertThat(e.mayHaveApplied()).isTrue());
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.run(write -> write.put("m", bytes("after"), bytes("v"))))
                    .withMessageContaining("takes no more changes")
                    .satisfies(e -> assertThat(e.mayHaveApplied()).isFalse());
            assertThat(entries(store, "m")).containsExactly("before=v");
        }
        try (var store = openWithAMap()) {
            assertThat(entries(store, "m")).containsExactly("before=v");
        }
    }

    /** A deferred constraint is the one thing that fails at COMMIT on a healthy disk. */
    private static void failAtCommit(Write write) {
        sql(write, "ROLLBACK");
        sql(write, "PRAGMA foreign_keys = true");
        sql(write, "BEGIN IMMEDIATE");
        sql(write, "CREATE TABLE parent (id INTEGER PRIMARY KEY)");
        sql(write, "CREATE TABLE child (id REFERENCES parent(id) DEFERRABLE INITIALLY DEFERRED)");
        sql(write, "INSERT INTO child VALUES (1)");
    }
}
