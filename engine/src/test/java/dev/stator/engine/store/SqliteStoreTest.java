package dev.stator.engine.store;

import static dev.stator.engine.store.Bytes.bytes;
import static dev.stator.engine.store.Bytes.entries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
    private final Path folder;

    SqliteStoreTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Override
    Store open() {
        return SqliteStore.open(folder, Durability.SYNCED);
    }

    private void reopen() {
        store.close();
        store = open();
    }

    @Test
    void everythingIsThereAfterReopening() {
        fill("a", "b");
        store.run(write -> {
            write.createMap("other");
            write.put("other", bytes("k"), bytes("v"));
            write.createMap("dropped");
            write.remove("m", bytes("a"));
        });
        store.run(write -> write.dropMap("dropped"));
        reopen();
        assertThat(entries(store, "m")).containsExactly("b=b");
        assertThat(entries(store, "other")).containsExactly("k=v");
        assertThat(entries(store, "dropped")).isEmpty();
        fill("c");
        assertThat(entries(store, "m")).containsExactly("b=b", "c=c");
    }

    @Test
    void closingLeavesOneFileOfDataAndAnEmptyLock() throws IOException {
        fill("a");
        store.close();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("data.sqlite", "lock");
        }
        assertThat(folder.resolve("lock")).isEmptyFile();
    }

    @Test
    void theRelaxedStoreKeepsEverythingToo() {
        store.close();
        store = SqliteStore.open(folder, Durability.RELAXED);
        fill("a", "b");
        reopen();
        assertThat(entries(store, "m")).containsExactly("a=a", "b=b");
    }

    @Test
    void aChangeThatWaitsInTheQueueIsDoneBeforeTheStoreCloses() throws Exception {
        var running = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var executor = Executors.newFixedThreadPool(3);
        try {
            var first = executor.submit(() -> store.run(write -> {
                running.countDown();
                await(goOn);
                write.put("m", bytes("a"), bytes("a"));
            }));
            running.await();
            var second = executor.submit(() -> fill("b"));
            var closing = executor.submit(() -> {
                // Whether the second one came before or after is open: then it is done, or refused.
                store.close();
                return "closed";
            });
            goOn.countDown();
            first.get();
            assertThat(closing.get()).isEqualTo("closed");
            boolean done = true;
            try {
                second.get();
            } catch (ExecutionException e) {
                assertThat(e.getCause())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("closed");
                done = false;
            }
            store = open();
            assertThat(entries(store, "m")).containsExactlyElementsOf(done ? List.of("a=a", "b=b") : List.of("a=a"));
        } finally {
            goOn.countDown();
            executor.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSnapshotThatIsOpenWhenTheStoreClosesSaysSo() {
        fill("a", "b");
        try (Snapshot snapshot = store.snapshot();
                Cursor cursor = snapshot.scan("m", Range.all(), true)) {
            assertThat(cursor.next()).isTrue();
            store.close();
            assertThatIllegalStateException().isThrownBy(cursor::next).withMessageContaining("closed");
            assertThatIllegalStateException()
                    .isThrownBy(() -> snapshot.get("m", bytes("a")))
                    .withMessageContaining("closed");
        }
    }

    @Test
    void aSecondOpeningInTheSameProcessIsRefusedAndHarmsNothing() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(this::open)
                    .withMessageContaining(folder.toString())
                    .withMessageContaining(
                            "in use by process " + ProcessHandle.current().pid())
                    .withMessageContaining("this one");
        }
        assertThat(openInAnotherProcess()).contains("in use by process");
        fill("a");
        assertThat(entries(store, "m")).containsExactly("a=a");
    }

    @Test
    void anotherProcessIsRefusedUntilTheStoreCloses() throws Exception {
        assertThat(openInAnotherProcess())
                .contains(folder.toString())
                .contains("in use by process " + ProcessHandle.current().pid())
                .contains("stop that process");
        store.close();
        assertThat(openInAnotherProcess()).isEqualTo("opened\n");
    }

    @Test
    void aLibraryThatCannotBeUnpackedIsExplained() throws Exception {
        store.close();
        assertThat(openInAnotherProcess("-Dorg.sqlite.tmpdir=" + folder.resolve("lock")))
                .contains("native library")
                .contains("-Dorg.sqlite.tmpdir");
    }

    private String openInAnotherProcess() throws Exception {
        return openInAnotherProcess("-Dfile.encoding=UTF-8");
    }

    private String openInAnotherProcess(String option) throws Exception {
        Process child = Jvm.start(option, Opener.class, folder.toString());
        String answer = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        child.waitFor();
        return answer.replace("\r", "");
    }

    static final class Opener {
        private Opener() {}

        public static void main(String[] args) {
            try (var store = SqliteStore.open(Path.of(args[0]), Durability.SYNCED)) {
                store.snapshot().close();
                System.out.println("opened");
            } catch (StoreException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void theFolderMayHaveAnyNameAndIsMade(@TempDir Path parent) {
        Path odd = parent.resolve("a?b #c %20 \u00e4 'q'").resolve("deep");
        try (var other = SqliteStore.open(odd, Durability.SYNCED)) {
            other.run(write -> {
                write.createMap("m");
                write.put("m", bytes("k"), bytes("v"));
            });
        }
        assertThat(odd.resolve("data.sqlite")).isNotEmptyFile();
        try (var other = SqliteStore.open(odd, Durability.SYNCED)) {
            assertThat(entries(other, "m")).containsExactly("k=v");
        }
    }

    @Test
    void theFileStaysFlatWhileValuesChangeAndMapsComeAndGo() throws IOException {
        var random = new Random(1);
        churn(random);
        reopen();
        long before = size();
        for (int i = 0; i < 5; i++) {
            churn(random);
        }
        assertThat(Files.size(folder.resolve("data.sqlite-wal"))).isLessThan(40L << 20);
        reopen();
        assertThat(size()).isLessThan(before * 5 / 4);
    }

    /** Rewrites 2 MB ten times over in other bytes, and makes and drops a map of 2 MB. */
    private void churn(Random random) {
        for (int round = 0; round < 10; round++) {
            store.run(write -> {
                write.createMap("passing");
                for (long n = 0; n < 1_000; n++) {
                    byte[] value = new byte[1_500 + random.nextInt(1_000)];
                    random.nextBytes(value);
                    write.put("m", bytes(n), value);
                    write.put("passing", bytes(n), value);
                }
            });
            store.run(write -> write.dropMap("passing"));
        }
    }

    private long size() throws IOException {
        return Files.size(folder.resolve("data.sqlite"));
    }

    @Test
    void theLogIsShortenedAsSoonAsAReaderLetsIt() throws IOException {
        var random = new Random(2);
        Path log = folder.resolve("data.sqlite-wal");
        try (Snapshot snapshot = store.snapshot()) {
            assertThat(entries(snapshot, "m", Range.all(), true)).isEmpty();
            for (int i = 0; i < 3; i++) {
                writeThirtyMegabytes(random);
            }
            assertThat(Files.size(log)).isGreaterThan(64L << 20);
            assertThat(entries(snapshot, "m", Range.all(), true)).isEmpty();
        }
        for (int i = 0; i < 3; i++) {
            writeThirtyMegabytes(random);
        }
        assertThat(Files.size(log)).isLessThan(64L << 20);
    }

    private void writeThirtyMegabytes(Random random) {
        for (long n = 0; n < 20; n++) {
            byte[] value = new byte[1_500_000];
            random.nextBytes(value);
            byte[] key = bytes(n);
            store.run(write -> write.put("m", key, value));
        }
    }
}
