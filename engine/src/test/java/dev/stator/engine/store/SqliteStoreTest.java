package dev.stator.engine.store;

import static dev.stator.engine.Latches.await;
import static dev.stator.engine.store.Bytes.bytes;
import static dev.stator.engine.store.Bytes.entries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
    private static final int ACCOUNTS = 50;

    private final Path folder;

    SqliteStoreTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Override
    Store open() {
        return SqliteStore.open(folder);
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
        store = SqliteStore.open(folder, Duration.ofSeconds(1));
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
            try (var store = SqliteStore.open(Path.of(args[0]))) {
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
        try (var other = SqliteStore.open(odd)) {
            other.run(write -> {
                write.createMap("m");
                write.put("m", bytes("k"), bytes("v"));
            });
        }
        assertThat(odd.resolve("data.sqlite")).isNotEmptyFile();
        try (var other = SqliteStore.open(odd)) {
            assertThat(entries(other, "m")).containsExactly("k=v");
        }
    }

    /** A store that empties its log from one megabyte on, so that little need be written to see it. */
    private void reopenWithAShortLog() {
        store.close();
        store = SqliteStore.open(folder, Duration.ZERO, 1L << 20);
    }

    @Test
    void theFileStaysFlatWhileValuesChangeAndMapsComeAndGo() throws IOException {
        reopenWithAShortLog();
        var random = new Random(1);
        churn(random);
        reopenWithAShortLog();
        long before = size();
        for (int i = 0; i < 5; i++) {
            churn(random);
        }
        assertThat(Files.size(folder.resolve("data.sqlite-wal"))).isLessThan(4L << 20);
        reopenWithAShortLog();
        assertThat(size()).isLessThan(before * 5 / 4);
    }

    /** Rewrites 200 KB three times over in other bytes, and makes and drops a map of 200 KB. */
    private void churn(Random random) {
        for (int round = 0; round < 3; round++) {
            store.run(write -> {
                write.createMap("passing");
                for (long n = 0; n < 100; n++) {
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
    void anOpenStoreIsCompactedWhileOthersReadAndWrite() throws Exception {
        store.run(write -> {
            write.createMap("accounts");
            for (long n = 0; n < ACCOUNTS; n++) {
                write.put("accounts", bytes(n), bytes(100L));
            }
        });
        var stop = new AtomicBoolean();
        var transfers = new AtomicInteger();
        var looks = new AtomicInteger();
        var executor = Executors.newFixedThreadPool(4);
        List<Future<?>> others = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            var random = new Random(i);
            others.add(executor.submit(() -> {
                while (!stop.get()) {
                    transfer(random.nextInt(ACCOUNTS), random.nextInt(ACCOUNTS));
                    transfers.incrementAndGet();
                }
            }));
            others.add(executor.submit(() -> {
                while (!stop.get()) {
                    try (Snapshot snapshot = store.snapshot()) {
                        assertThat(sum(snapshot)).isEqualTo(100L * ACCOUNTS);
                        looks.incrementAndGet();
                    }
                }
            }));
        }
        try {
            for (int round = 0; round < 4; round++) {
                int doneBefore = transfers.get();
                int seenBefore = looks.get();
                writeTwoMegabytes();
                store.run(write -> {
                    for (long n = 0; n < 10; n++) {
                        write.remove("m", bytes(n));
                    }
                });
                store.compact();
                while (transfers.get() < doneBefore + 20 || looks.get() < seenBefore + 20) {
                    others.stream().filter(Future::isDone).forEach(SqliteStoreTest::fail);
                    Thread.onSpinWait();
                }
            }
        } finally {
            stop.set(true);
            executor.shutdown();
        }
        for (Future<?> other : others) {
            other.get();
        }

        store.compact();
        assertThat(size()).isLessThan(1L << 20);
        reopen();
        try (Snapshot snapshot = store.snapshot()) {
            assertThat(sum(snapshot)).isEqualTo(100L * ACCOUNTS);
        }
        assertThat(Folder.inspect(folder, SqliteStoreTest::fail).maps()).contains("accounts");
    }

    private static void fail(Future<?> ended) {
        try {
            ended.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static void fail(String damage) {
        throw new AssertionError(damage);
    }

    private void transfer(long from, long to) {
        store.run(write -> {
            write.put("accounts", bytes(from), bytes(number(write.get("accounts", bytes(from))) - 1));
            write.put("accounts", bytes(to), bytes(number(write.get("accounts", bytes(to))) + 1));
        });
    }

    private static long sum(Snapshot snapshot) {
        long sum = 0;
        try (Cursor cursor = snapshot.scan("accounts", Range.all(), true)) {
            while (cursor.next()) {
                sum += number(cursor.value());
            }
        }
        return sum;
    }

    private static long number(byte[] value) {
        return ByteBuffer.wrap(value).getLong();
    }

    @Test
    void aSnapshotOutlivesACompactionAndHoldsTheFileUntilItIsClosed() throws IOException {
        writeTwoMegabytes();
        assertThat(store.compact()).isZero();
        try (Snapshot before = store.snapshot()) {
            store.run(write -> {
                for (long n = 1; n < 10; n++) {
                    write.remove("m", bytes(n));
                }
            });
            store.compact();
            assertThat(size()).isGreaterThan(2_000_000);
            assertThat(entries(before, "m", Range.all(), true)).hasSize(10);
        }
        store.compact();
        assertThat(size()).isLessThan(1L << 20);
        assertThat(entries(store, "m")).hasSize(1);
    }

    @Test
    void theLogIsShortenedAsSoonAsAReaderLetsIt() throws IOException {
        reopenWithAShortLog();
        Path log = folder.resolve("data.sqlite-wal");
        try (Snapshot snapshot = store.snapshot()) {
            assertThat(entries(snapshot, "m", Range.all(), true)).isEmpty();
            writeTwoMegabytes();
            assertThat(Files.size(log)).isGreaterThan(1L << 20);
            assertThat(entries(snapshot, "m", Range.all(), true)).isEmpty();
        }
        writeTwoMegabytes();
        assertThat(Files.size(log)).isLessThan(2L << 20);
    }

    @Test
    void theLogStartsOverWhileReadsAndWritesTakeTurns() throws IOException {
        for (int round = 0; round < 20; round++) {
            writeTwoMegabytes(round);
            try (Snapshot first = store.snapshot();
                    Snapshot second = store.snapshot()) {
                assertThat(entries(first, "m", Range.all(), true)).hasSize(10);
                assertThat(entries(second, "m", Range.all(), true)).hasSize(10);
            }
        }
        long full = Checkpoints.PAGES_PER_CHECKPOINT * 4096L;
        assertThat(Files.size(folder.resolve("data.sqlite-wal"))).isBetween(full / 2, 2 * full);
    }

    @Test
    void whatWasReadBeforeKeepsNoCompactionFromItsEnd() throws IOException {
        writeTwoMegabytes();
        store.run(write -> {
            for (long n = 1; n < 10; n++) {
                write.remove("m", bytes(n));
            }
        });
        assertThat(entries(store, "m")).hasSize(1);
        store.compact();
        assertThat(size()).isLessThan(1L << 20);
    }

    @Test
    void everySnapshotShowsAllThatWasWrittenBeforeIt() throws Exception {
        byte[] key = bytes("counter");
        store.run(write -> {
            write.createMap("m");
            write.put("m", key, bytes(0L));
        });
        var written = new AtomicLong();
        var executor = Executors.newFixedThreadPool(3);
        try {
            List<Callable<Long>> reads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                reads.add(() -> {
                    long behind = 0;
                    while (written.get() < 500) {
                        long before = written.get();
                        // Two in a row, of which the second may show what the first one did.
                        for (int again = 0; again < 2; again++) {
                            try (Snapshot snapshot = store.snapshot()) {
                                byte[] value = snapshot.get("m", key);
                                if (value == null || ByteBuffer.wrap(value).getLong() < before) {
                                    behind++;
                                }
                            }
                        }
                    }
                    return behind;
                });
            }
            List<Future<Long>> counts = reads.stream().map(executor::submit).toList();
            for (long n = 1; n <= 500; n++) {
                byte[] value = bytes(n);
                store.run(write -> write.put("m", key, value));
                written.set(n);
            }
            for (Future<Long> behind : counts) {
                assertThat(behind.get()).isZero();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private void writeTwoMegabytes() {
        writeTwoMegabytes(0);
    }

    /** SQLite writes no page that stays as it is. */
    private void writeTwoMegabytes(int filling) {
        byte[] value = new byte[200_000];
        Arrays.fill(value, (byte) filling);
        for (long n = 0; n < 10; n++) {
            byte[] key = bytes(n);
            store.run(write -> write.put("m", key, value));
        }
    }

    @Test
    void twoHundredReadersShareAFewConnections() throws Exception {
        fill("a");
        int readers = 200;
        var open = new AtomicInteger();
        var most = new AtomicInteger();
        var executor = Executors.newFixedThreadPool(readers);
        try {
            List<Callable<List<String>>> reads = new ArrayList<>();
            for (int i = 0; i < readers; i++) {
                reads.add(() -> {
                    for (int round = 0; ; round++) {
                        try (Snapshot snapshot = store.snapshot()) {
                            most.accumulateAndGet(open.incrementAndGet(), Math::max);
                            List<String> found = entries(snapshot, "m", Range.all(), true);
                            open.decrementAndGet();
                            if (round == 5) {
                                return found;
                            }
                        }
                    }
                });
            }
            for (Future<List<String>> read : executor.invokeAll(reads)) {
                assertThat(read.get()).containsExactly("a=a");
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(most.get()).isPositive().isLessThanOrEqualTo(Readers.MOST_LENT);
    }

    @Test
    void aReaderThatWaitsForAConnectionHearsThatTheStoreCloses() throws Exception {
        List<Snapshot> all = new ArrayList<>();
        for (int i = 0; i < Readers.MOST_LENT; i++) {
            all.add(store.snapshot());
        }
        var executor = Executors.newSingleThreadExecutor();
        try {
            var waiting = executor.submit(() -> store.snapshot());
            store.close();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(waiting::get)
                    .havingCause()
                    .isInstanceOf(IllegalStateException.class)
                    .withMessageContaining("closed");
        } finally {
            executor.shutdownNow();
            all.forEach(Snapshot::close);
        }
    }

    @Test
    void anotherClassLoadersStoreIsRefusedAndHarmsNothing() throws Exception {
        String[] paths = System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1);
        URL[] urls = new URL[paths.length];
        for (int i = 0; i < paths.length; i++) {
            urls[i] = Path.of(paths[i]).toUri().toURL();
        }
        try (var loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Class<?> other = loader.loadClass(FolderLock.class.getName());
            assertThat(other).isNotSameAs(FolderLock.class);
            Method take = other.getDeclaredMethod("take", Path.class);
            take.setAccessible(true);
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(InvocationTargetException.class)
                        .isThrownBy(() -> take.invoke(null, folder))
                        .havingCause()
                        .withMessageContaining(folder.toString())
                        .withMessageContaining("another class loader");
            }
            System.gc();
            assertThat(openInAnotherProcess()).contains("in use by process");
        }
        fill("a");
        assertThat(entries(store, "m")).containsExactly("a=a");
    }
}
