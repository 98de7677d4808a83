package dev.stator.engine.store;

import static dev.stator.engine.store.Bytes.bytes;
import static dev.stator.engine.store.Bytes.entries;
import static dev.stator.engine.store.Bytes.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store does. */
abstract class StoreContract {
    Store store;

    abstract Store open();

    @BeforeEach
    void openWithAMap() {
        store = open();
        store.run(write -> {
            write.createMap("m");
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    final void put(String map, String key, String value) {
        store.run(write -> {
            write.put(map, bytes(key), bytes(value));
        });
    }

    final void fill(String... keys) {
        store.run(write -> {
            for (String key : keys) {
                write.put("m", bytes(key), bytes(key));
            }
        });
    }

    private List<String> scan(Range range, boolean forward) {
        try (Snapshot snapshot = store.snapshot()) {
            return entries(snapshot, "m", range, forward);
        }
    }

    @Test
    void whatWasPutIsRead() {
        put("m", "k", "v");
        try (Snapshot snapshot = store.snapshot()) {
            assertThat(snapshot.get("m", bytes("k"))).isEqualTo(bytes("v"));
            assertThat(snapshot.get("m", bytes("K"))).isNull();
        }
    }

    @Test
    void aPutReplacesTheValue() {
        put("m", "k", "v");
        put("m", "k", "w");
        assertThat(entries(store, "m")).containsExactly("k=w");
    }

    @Test
    void aRemovedKeyIsGoneAndOthersStay() {
        fill("a", "b");
        store.run(write -> {
            write.remove("m", bytes("a"));
            write.remove("m", bytes("never there"));
        });
        assertThat(entries(store, "m")).containsExactly("b=b");
    }

    @Test
    void emptyKeysAndValuesAreKept() {
        put("m", "", "");
        put("m", "a", "");
        assertThat(entries(store, "m")).containsExactly("=", "a=");
        try (Snapshot snapshot = store.snapshot()) {
            assertThat(snapshot.get("m", bytes(""))).isEmpty();
        }
    }

    @Test
    void longKeysAndValuesAreKept() {
        String prefix = "k".repeat(3_000);
        byte[] value = new byte[1_500_000];
        value[value.length - 1] = 1;
        store.run(write -> {
            write.put("m", bytes(prefix + "b"), value);
            write.put("m", bytes(prefix + "a"), bytes("short"));
        });
        try (Snapshot snapshot = store.snapshot()) {
            assertThat(snapshot.get("m", bytes(prefix + "b"))).isEqualTo(value);
            try (Cursor cursor = snapshot.scan("m", Range.prefix(bytes(prefix)), true)) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.key()).isEqualTo(bytes(prefix + "a"));
            }
        }
    }

    @Test
    void keysAreOrderedAsUnsignedBytesWithThePrefixFirst() {
        fill("\u00ff", "\u0080", "\u007f", "a", "ab", "", "a\u0000", "b");
        assertThat(scan(Range.all(), true).stream().map(entry -> entry.substring(0, entry.indexOf('='))))
                .containsExactly("", "a", "a\u0000", "ab", "b", "\u007f", "\u0080", "\u00ff");
    }

    @Test
    void boundsAreInclusiveOrExclusive() {
        fill("a", "b", "c", "d");
        Range range = Range.all();
        assertThat(scan(range.startingAt(bytes("b")), true)).containsExactly("b=b", "c=c", "d=d");
        assertThat(scan(range.startingAfter(bytes("b")), true)).containsExactly("c=c", "d=d");
        assertThat(scan(range.endingAt(bytes("b")), true)).containsExactly("a=a", "b=b");
        assertThat(scan(range.endingBefore(bytes("b")), true)).containsExactly("a=a");
        assertThat(scan(new Range(bytes("a"), false, bytes("c"), true), true)).containsExactly("b=b", "c=c");
        assertThat(scan(new Range(bytes("a"), false, bytes("c"), true), false)).containsExactly("c=c", "b=b");
        assertThat(scan(new Range(bytes("a"), true, bytes("c"), false), false)).containsExactly("b=b", "a=a");
    }

    @Test
    void boundsNeedNotBeKeys() {
        fill("b", "d");
        assertThat(scan(new Range(bytes("a"), true, bytes("c"), true), true)).containsExactly("b=b");
        assertThat(scan(new Range(bytes("c"), false, bytes("e"), false), false)).containsExactly("d=d");
    }

    @Test
    void aRangeOfOneKeyHoldsItOnlyIfBothBoundsDo() {
        fill("a", "b", "c");
        assertThat(scan(new Range(bytes("b"), true, bytes("b"), true), true)).containsExactly("b=b");
        assertThat(scan(new Range(bytes("b"), true, bytes("b"), false), true)).isEmpty();
        assertThat(scan(new Range(bytes("b"), false, bytes("b"), false), false)).isEmpty();
    }

    @Test
    void crossedBoundsHoldNothing() {
        fill("a", "b", "c");
        assertThat(scan(new Range(bytes("c"), true, bytes("a"), true), true)).isEmpty();
        assertThat(scan(new Range(bytes("c"), true, bytes("a"), true), false)).isEmpty();
    }

    @Test
    void aPrefixHoldsWhatBeginsWithIt() {
        fill("a", "a\u00ff", "a\u00ffz", "a\u00fe", "b", "\u00ff", "\u00ff\u00ff", "\u00ff\u00ffx");
        assertThat(scan(Range.prefix(bytes("a\u00ff")), true)).containsExactly("a\u00ff=a\u00ff", "a\u00ffz=a\u00ffz");
        assertThat(scan(Range.prefix(bytes("\u00ff\u00ff")), false))
                .containsExactly("\u00ff\u00ffx=\u00ff\u00ffx", "\u00ff\u00ff=\u00ff\u00ff");
        assertThat(scan(Range.prefix(bytes("")), true)).hasSize(8);
        assertThat(scan(Range.prefix(bytes("a")).startingAfter(bytes("a\u00fe")), true))
                .containsExactly("a\u00ff=a\u00ff", "a\u00ffz=a\u00ffz");
    }

    @Test
    void aMapThatDoesNotExistReadsLikeAnEmptyOne() {
        try (Snapshot snapshot = store.snapshot()) {
            assertThat(snapshot.get("none", bytes("k"))).isNull();
            assertThat(entries(snapshot, "none", Range.all(), true)).isEmpty();
        }
        assertThatCode(() -> store.run(write -> {
                    write.remove("none", bytes("k"));
                    write.dropMap("none");
                }))
                .doesNotThrowAnyException();
    }

    @Test
    void aMapMustExistToBeWrittenTo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> put("none", "k", "v"))
                .withMessageContaining("none")
                .withMessageContaining("create");
    }

    @Test
    void mapNamesMayHoldAnything() {
        for (String name : List.of("a'b\"c", "M", "m", "\u00e4 \u2603", "", "x; DROP TABLE maps")) {
            store.run(write -> {
                write.createMap(name);
                write.put(name, bytes("k"), bytes("in " + name.length()));
            });
        }
        assertThat(entries(store, "M")).containsExactly("k=in 1");
        assertThat(entries(store, "")).containsExactly("k=in 0");
        assertThat(entries(store, "x; DROP TABLE maps")).containsExactly("k=in 18");
    }

    @Test
    void creatingAMapAgainKeepsItsEntries() {
        fill("a");
        store.run(write -> {
            write.createMap("m");
        });
        assertThat(entries(store, "m")).containsExactly("a=a");
    }

    @Test
    void aDroppedMapIsGoneAndComesBackEmpty() {
        fill("a");
        try (Snapshot before = store.snapshot()) {
            store.run(write -> {
                write.dropMap("m");
            });
            assertThat(entries(store, "m")).isEmpty();
            store.run(write -> {
                write.createMap("m");
                write.put("m", bytes("b"), bytes("b"));
            });
            assertThat(entries(store, "m")).containsExactly("b=b");
            assertThat(entries(before, "m", Range.all(), true)).containsExactly("a=a");
        }
    }

    @Test
    void aCopyHasTheEntriesOfItsMomentAndAChangeOfItsOwn() {
        fill("a", "b");
        store.run(write -> {
            write.put("m", bytes("c"), bytes("c"));
            write.copyMap("m", "copy");
            write.remove("m", bytes("a"));
            write.put("copy", bytes("d"), bytes("d"));
        });
        assertThat(entries(store, "copy")).containsExactly("a=a", "b=b", "c=c", "d=d");
        assertThat(entries(store, "m")).containsExactly("b=b", "c=c");
        store.run(write -> write.dropMap("m"));
        assertThat(entries(store, "copy")).containsExactly("a=a", "b=b", "c=c", "d=d");
    }

    @Test
    void theCopyOfAMapThatIsNotThereIsEmptyAndCanBeWrittenTo() {
        store.run(write -> {
            write.copyMap("none", "copy");
            write.put("copy", bytes("a"), bytes("a"));
        });
        assertThat(entries(store, "copy")).containsExactly("a=a");
    }

    @Test
    void aCopyTakesNoPlaceOfAnotherMap() {
        fill("a");
        store.run(write -> write.createMap("copy"));
        assertThatIllegalStateException()
                .isThrownBy(() -> store.run(write -> write.copyMap("m", "copy")))
                .withMessageContaining("copy");
        assertThat(entries(store, "copy")).isEmpty();
    }

    @Test
    void theCopyWithinAPartStaysInThePart() {
        fill("a");
        Store part = store.part("part/");
        part.run(write -> {
            write.createMap("m");
            write.put("m", bytes("b"), bytes("b"));
            write.copyMap("m", "copy");
        });
        assertThat(entries(store, "part/copy")).containsExactly("b=b");
        assertThat(entries(store, "copy")).isEmpty();
    }

    @Test
    void mapsCanBeDroppedAndMadeAgainWithinOneChange() {
        fill("a");
        store.run(write -> {
            write.dropMap("m");
            assertThat(write.get("m", bytes("a"))).isNull();
            write.createMap("m");
            assertThat(write.get("m", bytes("a"))).isNull();
            write.put("m", bytes("b"), bytes("b"));
        });
        assertThat(entries(store, "m")).containsExactly("b=b");
    }

    @Test
    void aSnapshotDoesNotSeeLaterChanges() {
        fill("a", "b");
        try (Snapshot before = store.snapshot();
                Cursor cursor = before.scan("m", Range.all(), true)) {
            assertThat(cursor.next()).isTrue();
            put("m", "a", "changed");
            fill("c");
            store.run(write -> {
                write.remove("m", bytes("b"));
            });
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.value()).isEqualTo(bytes("b"));
            assertThat(cursor.next()).isFalse();
            assertThat(entries(before, "m", Range.all(), true)).containsExactly("a=a", "b=b");
        }
        assertThat(entries(store, "m")).containsExactly("a=changed", "c=c");
    }

    @Test
    void aChangeIsVisibleToSnapshotsOnlyWhenItIsDone() {
        store.run(write -> {
            write.createMap("new");
            write.put("new", bytes("k"), bytes("v"));
            write.put("m", bytes("k"), bytes("v"));
            assertThat(entries(store, "m")).isEmpty();
            assertThat(entries(store, "new")).isEmpty();
        });
        assertThat(entries(store, "m")).containsExactly("k=v");
        assertThat(entries(store, "new")).containsExactly("k=v");
    }

    @Test
    void aChangeSeesItsOwnWrites() {
        fill("a", "b", "c");
        List<String> seen = store.write(write -> {
            write.put("m", bytes("b"), bytes("new"));
            write.put("m", bytes("d"), bytes("d"));
            write.remove("m", bytes("a"));
            assertThat(write.get("m", bytes("b"))).isEqualTo(bytes("new"));
            assertThat(write.get("m", bytes("a"))).isNull();
            return entries(write, "m", Range.all(), false);
        });
        assertThat(seen).containsExactly("d=d", "c=c", "b=new");
    }

    @Test
    void aCursorOfAChangeShowsTheMapAsItWasWhenTheScanBegan() {
        fill("a", "b", "c");
        var seen = new ArrayList<String>();
        store.run(write -> {
            try (Cursor cursor = write.scan("m", Range.all(), true)) {
                while (cursor.next()) {
                    seen.add(Bytes.text(cursor.key()) + Bytes.text(cursor.value()));
                    write.put("m", bytes("b"), bytes("changed"));
                    write.put("m", bytes(Bytes.text(cursor.key()) + "1"), bytes("added"));
                    write.remove("m", bytes("c"));
                }
            }
        });
        assertThat(seen).containsExactly("aa", "bb", "cc");
        assertThat(entries(store, "m")).containsExactly("a=a", "a1=added", "b=changed", "b1=added", "c1=added");
    }

    @Test
    void aCursorOfAChangeOutlivesTheDropOfItsMap() {
        fill("a", "b");
        var seen = new ArrayList<String>();
        store.run(write -> {
            write.createMap("copy");
            try (Cursor cursor = write.scan("m", Range.all(), true)) {
                while (cursor.next()) {
                    write.dropMap("m");
                    write.put("copy", cursor.key(), cursor.value());
                    seen.add(Bytes.text(cursor.key()));
                }
            }
        });
        assertThat(seen).containsExactly("a", "b");
        assertThat(entries(store, "copy")).containsExactly("a=a", "b=b");
        assertThat(entries(store, "m")).isEmpty();
    }

    @Test
    void aChangeThatThrowsLeavesNothingAndItsExceptionComesOutAsItIs() {
        fill("a");
        var thrown = new IllegalArgumentException("mine");
        assertThatThrownBy(() -> store.run(write -> {
                    write.put("m", bytes("b"), bytes("b"));
                    write.remove("m", bytes("a"));
                    write.createMap("new");
                    write.put("new", bytes("k"), bytes("v"));
                    write.scan("m", Range.all(), true).next();
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(entries(store, "m")).containsExactly("a=a");
        assertThatIllegalStateException().isThrownBy(() -> put("new", "k", "v"));
        fill("c");
        assertThat(entries(store, "m")).containsExactly("a=a", "c=c");
    }

    @Test
    void aDroppedMapIsBackWhenItsChangeThrows() {
        fill("a");
        assertThatThrownBy(() -> store.run(write -> {
                    write.dropMap("m");
                    write.createMap("m");
                    write.put("m", bytes("b"), bytes("b"));
                    throw new UnsupportedOperationException();
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(entries(store, "m")).containsExactly("a=a");
        fill("b");
        assertThat(entries(store, "m")).containsExactly("a=a", "b=b");
    }

    @Test
    void aChangeReturnsAValue() {
        int seven = store.write(write -> 7);
        assertThat(seven).isEqualTo(7);
    }

    @Test
    void manyThreadsThatCountLoseNothing() throws Exception {
        store.run(write -> {
            write.put("m", bytes("n"), bytes(0L));
        });
        int threads = 8;
        int each = 100;
        var refused = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < threads; i++) {
            refused.add(() -> {
                int thrown = 0;
                for (int j = 0; j < each; j++) {
                    boolean fails = j % 10 == 3;
                    try {
                        store.run(write -> {
                            write.put("m", bytes("n"), bytes(number(write.get("m", bytes("n"))) + 1));
                            if (fails) {
                                throw new UnsupportedOperationException();
                            }
                        });
                    } catch (UnsupportedOperationException e) {
                        thrown++;
                    }
                }
                return thrown;
            });
        }
        var executor = Executors.newFixedThreadPool(threads);
        int thrown = 0;
        try {
            for (var future : executor.invokeAll(refused)) {
                thrown += future.get();
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(thrown).isEqualTo(threads * each / 10);
        try (Snapshot snapshot = store.snapshot()) {
            assertThat(number(snapshot.get("m", bytes("n")))).isEqualTo(threads * each - thrown);
        }
    }

    @Test
    void readersSeeWholeChangesWhileOthersWrite() throws Exception {
        var executor = Executors.newFixedThreadPool(2);
        try {
            var writer = executor.submit(() -> {
                for (long n = 1; n <= 300; n++) {
                    byte[] value = bytes(n);
                    store.run(write -> {
                        write.createMap("other");
                        write.put("m", bytes("n"), value);
                        write.put("other", bytes("n"), value);
                    });
                }
            });
            var reader = executor.submit(() -> {
                int looks = 0;
                do {
                    try (Snapshot snapshot = store.snapshot()) {
                        byte[] first = snapshot.get("m", bytes("n"));
                        byte[] second = snapshot.get("other", bytes("n"));
                        assertThat(second).isEqualTo(first);
                        looks++;
                    }
                } while (!writer.isDone());
                return looks;
            });
            writer.get();
            assertThat(reader.get()).isPositive();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void anInterruptedCallerStillGetsItsOutcomeAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        try {
            String outcome = store.write(write -> {
                write.put("m", bytes("k"), bytes("v"));
                return "done";
            });
            assertThat(outcome).isEqualTo("done");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(entries(store, "m")).containsExactly("k=v");
    }

    @Test
    void aChangeCannotStartAnotherOrCloseTheStore() {
        assertThatIllegalStateException()
                .isThrownBy(() -> store.write(write -> store.write(inner -> 1)))
                .withMessageContaining("another change");
        assertThatIllegalStateException()
                .isThrownBy(() -> store.run(write -> {
                    store.close();
                }))
                .withMessageContaining("close");
        fill("a");
        assertThat(entries(store, "m")).containsExactly("a=a");
    }

    @Test
    void theViewOfAChangeIsOfNoUseAfterIt() {
        Write kept = store.write(write -> write);
        assertThatIllegalStateException().isThrownBy(() -> kept.get("m", bytes("k")));
        assertThatIllegalStateException().isThrownBy(() -> kept.put("m", bytes("k"), bytes("v")));
    }

    @Test
    void aCursorHasNoEntryBeforeItsFirstAndAfterItsLast() {
        fill("a");
        try (Snapshot snapshot = store.snapshot();
                Cursor cursor = snapshot.scan("m", Range.all(), true)) {
            assertThatIllegalStateException().isThrownBy(cursor::key);
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.key()).isEqualTo(bytes("a"));
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.next()).isFalse();
            assertThatIllegalStateException().isThrownBy(cursor::value);
        }
    }

    @Test
    void cursorsOfOneSnapshotDoNotDisturbEachOther() {
        fill("a", "b");
        try (Snapshot snapshot = store.snapshot();
                Cursor first = snapshot.scan("m", Range.all(), true);
                Cursor second = snapshot.scan("m", Range.all(), true)) {
            assertThat(first.next()).isTrue();
            assertThat(second.next()).isTrue();
            assertThat(second.next()).isTrue();
            assertThat(first.key()).isEqualTo(bytes("a"));
            assertThat(second.key()).isEqualTo(bytes("b"));
        }
    }

    @Test
    void aClosedStoreSaysSo() {
        store.close();
        store.close();
        assertThatIllegalStateException().isThrownBy(store::snapshot).withMessageContaining("closed");
        assertThatIllegalStateException()
                .isThrownBy(() -> store.write(write -> 1))
                .withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(store::compact).withMessageContaining("closed");
    }

    @Test
    void mapsAreListedAsTheViewSeesThem() {
        try (Snapshot before = store.snapshot()) {
            store.run(write -> {
                write.createMap("new");
                assertThat(write.maps()).containsExactlyInAnyOrder("m", "new");
                write.dropMap("m");
                assertThat(write.maps()).containsExactly("new");
            });
            assertThat(before.maps()).containsExactly("m");
        }
        try (Snapshot after = store.snapshot()) {
            assertThat(after.maps()).containsExactly("new");
        }
    }

    @Test
    void aPartHasTheMapsOfItsPrefixAlone() {
        Store part = store.part("a/");
        Store other = store.part("b/");
        for (Store each : List.of(part, other)) {
            each.run(write -> {
                write.createMap("m");
                write.put("m", bytes("k"), bytes(each == part ? "of a" : "of b"));
                assertThat(write.maps()).containsExactly("m");
                assertThat(write.get("m", bytes("k"))).isEqualTo(bytes(each == part ? "of a" : "of b"));
            });
        }
        assertThat(entries(part, "m")).containsExactly("k=of a");
        assertThat(entries(other, "m")).containsExactly("k=of b");
        assertThat(entries(store, "a/m")).containsExactly("k=of a");
        assertThat(entries(store, "m")).isEmpty();
        part.run(write -> write.remove("m", bytes("k")));
        assertThat(entries(part, "m")).isEmpty();
        part.run(write -> write.dropMap("m"));
        try (Snapshot snapshot = part.snapshot()) {
            assertThat(snapshot.maps()).isEmpty();
        }
        part.close();
        assertThat(entries(other, "m")).containsExactly("k=of b");
    }

    @Test
    void aStateIsPutBackAsOftenAsOneWants() {
        put("m", "a", "1");
        State state = store.state();
        for (int i = 0; i < 2; i++) {
            store.run(write -> {
                write.put("m", bytes("a"), bytes("2"));
                write.put("m", bytes("b"), bytes("2"));
                write.createMap("later");
                write.put("later", bytes("c"), bytes("2"));
            });
            try (Snapshot before = store.snapshot()) {
                assertThat(entries(before, "m", Range.all(), true)).containsExactly("a=2", "b=2");
                store.restore(state);
                assertThat(entries(before, "later", Range.all(), true)).containsExactly("c=2");
            }
            assertThat(entries(store, "m")).containsExactly("a=1");
            try (Snapshot after = store.snapshot()) {
                assertThat(after.maps()).containsExactly("m");
            }
        }
    }

    @Test
    void aStateGoesFromOneStoreToAnother() {
        put("m", "a", "1");
        try (Store other = new MemoryStore()) {
            other.restore(store.state());
            put("m", "a", "2");
            assertThat(entries(other, "m")).containsExactly("a=1");
            other.run(write -> write.put("m", bytes("b"), bytes("3")));
            store.restore(other.state());
        }
        assertThat(entries(store, "m")).containsExactly("a=1", "b=3");
    }

    @Test
    void aBackupIsAStoreOfItsOwn(@TempDir Path files) {
        put("m", "a", "1");
        Path target = files.resolve("deep").resolve("backup");
        store.backup(target);
        put("m", "a", "2");
        try (Store backup = SqliteStore.open(target)) {
            assertThat(entries(backup, "m")).containsExactly("a=1");
            backup.run(write -> write.put("m", bytes("b"), bytes("3")));
        }
        assertThat(entries(store, "m")).containsExactly("a=2");
    }

    @Test
    void aBackupLiesWhereNothingWas(@TempDir Path files) throws IOException {
        put("m", "a", "1");
        Path taken = Files.createDirectory(files.resolve("taken"));
        Files.writeString(taken.resolve("mine"), "mine");
        Path file = Files.writeString(files.resolve("file"), "mine");
        for (Path target : List.of(taken, file, taken.resolve("mine"))) {
            assertThatThrownBy(() -> store.backup(target))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(target.toString());
        }
        assertThat(taken.resolve("mine")).hasContent("mine");
        store.backup(Files.createDirectory(files.resolve("empty")));
        try (var all = Files.list(files)) {
            assertThat(all.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("taken", "file", "empty");
        }
        try (Store backup = SqliteStore.open(files.resolve("empty"))) {
            assertThat(entries(backup, "m")).containsExactly("a=1");
        }
    }

    @Test
    void backupsUnderLoadHoldWholeChanges(@TempDir Path files) throws Exception {
        var stop = new AtomicBoolean();
        var writing = Executors.newSingleThreadExecutor();
        try {
            var written = writing.submit(() -> {
                long n = 0;
                while (!stop.get()) {
                    byte[] value = bytes(++n);
                    store.run(write -> {
                        for (String key : List.of("a", "b", "c")) {
                            write.put("m", bytes(key), value);
                        }
                    });
                }
                return n;
            });
            for (int i = 0; i < 5; i++) {
                store.backup(files.resolve("" + i));
            }
            stop.set(true);
            assertThat(written.get()).isPositive();
        } finally {
            stop.set(true);
            writing.shutdownNow();
        }
        for (int i = 0; i < 5; i++) {
            try (Store backup = SqliteStore.open(files.resolve("" + i));
                    Snapshot snapshot = backup.snapshot()) {
                assertThat(snapshot.get("m", bytes("a")))
                        .isEqualTo(snapshot.get("m", bytes("b")))
                        .isEqualTo(snapshot.get("m", bytes("c")));
            }
        }
    }
}
