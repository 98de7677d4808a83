package dev.stator.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stator.benchmarks.crash.Deed.Kind;
import dev.stator.benchmarks.report.CrashCount;
import dev.stator.benchmarks.report.CrashReport;
import dev.stator.engine.Durability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
    private static final String OWNER = "w0";

    private final Path room;
    private final Orders orders;

    CrashTest(@TempDir Path room) throws IOException {
        this.room = room.toRealPath();
        this.orders =
                new Orders(room, Durability.SYNCED, 42, Instant.ofEpochSecond(1_800_000_000), 0, 0, 0, List.of(0L));
    }

    @Test
    void aFewKillsLeaveNothingWrong() throws IOException, InterruptedException {
        CrashReport.Killed killed = new Kills(room, 3, 42).run(2);
        assertThat(killed.seen().problems()).isEmpty();
        assertThat(killed.seen().count(CrashCount.ACKNOWLEDGED)).isPositive();
        assertThat(killed.seen().count(CrashCount.ITEMS)).isPositive();
        assertThat(room).isEmptyDirectory();
    }

    @Test
    void aFewLossesOfPowerLeaveNothingWrong() throws IOException, InterruptedException {
        assumeThat(PowerCuts.canRecord()).isTrue();
        CrashReport.Cut cut = new PowerCuts(room, 3, 50, Durability.SYNCED, 42).run(4);
        assertThat(cut.seen().problems()).isEmpty();
        assertThat(cut.seen().count(CrashCount.ACKNOWLEDGED)).isPositive();
        assertThat(cut.seen().count(CrashCount.BACKUPS)).isPositive();
        assertThat(cut.seen().count(CrashCount.COPIES)).isPositive();
        assertThat(cut.syncs()).isPositive();
        assertThat(room).isEmptyDirectory();
    }

    /** The notes as a deed leaves them. */
    private Map<Long, Note> after(long number) {
        Map<Long, Note> notes = new HashMap<>();
        for (long done = 1; done <= number; done++) {
            orders.deed(OWNER, done).applyTo(notes);
        }
        return notes;
    }

    @Test
    void notesAreFoundAtTheDeedThatLeftThemAndNotWhenOneIsMissingOrOther() {
        long transaction = LongStream.iterate(20, number -> number + 1)
                .filter(number -> orders.deed(OWNER, number).kind() == Kind.TRANSACTION)
                .findFirst()
                .orElseThrow();
        History history = new History(orders, OWNER);
        Map<Long, Note> found = after(transaction);
        assertThat(history.places(found, transaction - 1, transaction + 1)).contains(transaction);
        assertThat(history.places(found, 0, transaction - 1)).isEmpty();

        long first = ((Change.Writing) orders.deed(OWNER, transaction).changes().get(0))
                .note()
                .slot();
        Map<Long, Note> torn = new HashMap<>(found);
        torn.remove(first);
        assertThat(history.places(torn, 0, transaction + 1)).isEmpty();
    }

    @Test
    void onlyNotesWhoseTimeIsOverMayBeMissing() {
        Map<Long, Note> found = after(60);
        assertThat(found.values()).anyMatch(note -> note.expires().isPresent());
        found.values().removeIf(note -> note.expires().isPresent());
        History history = new History(orders, OWNER);
        assertThat(history.places(found, 60, 60)).containsExactly(60L);
        found.remove(found.keySet().iterator().next());
        assertThat(history.places(found, 60, 60)).isEmpty();
    }

    /** A line of strace, whose strings are in hex. */
    private static String hex(String text) {
        StringBuilder hex = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.US_ASCII)) {
            hex.append("\\x%02x".formatted(each));
        }
        return hex.toString();
    }

    /** Two writes, of which the first one is synced while the other one begins; then an answer. */
    private Trace trace() throws IOException {
        String file = room + "/data";
        String open = "7<" + hex(file) + ">";
        List<String> lines = List.of(
                "11 1.000001 openat(AT_FDCWD<" + hex("/") + ">, \"" + hex(file) + "\", O_RDWR|O_CREAT, 0644) = " + open,
                "11 1.000002 fsync(8<" + hex(room.toString()) + ">)    = 0",
                "11 1.000003 write(" + open + ", \"" + hex("synced") + "\", 6) = 6",
                "11 1.000004 fdatasync(" + open + " <unfinished ...>",
                "12 1.000005 lseek(" + open + ", 512, SEEK_SET) = 512",
                "12 1.000006 write(" + open + ", \"" + hex("not yet") + "\", 7 <unfinished ...>",
                "11 1.000007 <... fdatasync resumed>)    = 0",
                "12 1.000008 <... write resumed>) = 7",
                "13 1.000009 write(1<" + hex("/dev/null") + "<char 1:3>>, \"" + hex("w2 17\n") + "\", 6) = 6");
        return trace(lines);
    }

    private Trace trace(List<String> lines) throws IOException {
        Path record = Files.write(room.resolve("record"), lines);
        Trace trace = Trace.read(record, room);
        Files.delete(record);
        return trace;
    }

    /** A folder with a file in it that is written, synced and given its name, by one sync each. */
    private Trace traceOfAFolder() throws IOException {
        String before = room + "/.copy";
        String file = "7<" + hex(before + "/data") + ">";
        String folder = "8<" + hex(before) + ">";
        return trace(List.of(
                "11 1.000001 mkdir(\"" + hex(before) + "\", 0777) = 0",
                "11 1.000002 openat(AT_FDCWD<" + hex("/") + ">, \"" + hex(before + "/data")
                        + "\", O_RDWR|O_CREAT, 0644) = " + file,
                "11 1.000003 pwrite64(" + file + ", \"" + hex("all") + "\", 3, 0) = 3",
                "11 1.000004 fsync(" + file + ") = 0",
                "11 1.000005 fsync(" + folder + ") = 0",
                "11 1.000006 rename(\"" + hex(before) + "\", \"" + hex(room + "/copy") + "\") = 0",
                "11 1.000007 fsync(8<" + hex(room.toString()) + ">) = 0"));
    }

    @Test
    void aRecordTellsWhatWasWrittenSyncedAndSaid() throws IOException {
        List<Trace.Event> events = trace().events();
        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Naming", "FolderSync", "Write", "FileSync", "Write", "Acknowledgement");
        assertThat(events.get(3)).isEqualTo(new Trace.FileSync(3, 6, 1, false));
        Trace.Write second = (Trace.Write) events.get(4);
        assertThat(second.begin()).isEqualTo(5);
        assertThat(second.end()).isEqualTo(7);
        assertThat(second.offset()).isEqualTo(512);
        assertThat(second.data()).isEqualTo(StandardCharsets.US_ASCII.encode("not yet"));
        assertThat(events.get(5)).isEqualTo(new Trace.Acknowledgement(8, 8, 1_000_009, "w2", 17));
    }

    /** The files, with the beginnings of their contents, that losses of power at a moment leave. */
    private Set<String> images(Trace trace, int moment) throws IOException {
        Set<String> images = new HashSet<>();
        for (int seed = 0; seed < 60; seed++) {
            Path image = room.resolve("image");
            Image.write(trace, moment, new SplittableRandom(seed), image);
            StringBuilder found = new StringBuilder();
            try (Stream<Path> all = Files.walk(image)) {
                for (Path each : all.sorted().toList()) {
                    found.append(
                            Files.isDirectory(each)
                                    ? ""
                                    : ": " + Files.readString(each).replace("\0", ""));
                    found.insert(0, each.equals(image) ? "" : image.relativize(each) + " ");
                }
            }
            images.add(found.toString().strip());
            Folders.clear(image);
        }
        return images;
    }

    @Test
    void onlyWhatWasNotSyncedMayBeLostAsAWholeOrInPart() throws IOException {
        String nothing = "data :";
        String synced = "data : synced";
        assertThat(images(trace(), 0)).containsExactlyInAnyOrder("", nothing);
        assertThat(images(trace(), 3)).contains(nothing, synced).doesNotContain("");
        assertThat(images(trace(), 8))
                .contains(synced, synced + "not yet", synced + "not")
                .allMatch(it -> it.startsWith(synced));
    }

    @Test
    void aFolderIsThereWhenTheOneAboveItWasSyncedUnderItsOldNameOrItsNewOne() throws IOException {
        assertThat(images(traceOfAFolder(), 0)).containsExactlyInAnyOrder("", ".copy");
        assertThat(images(traceOfAFolder(), 2)).contains("", ".copy", ".copy/data .copy : all", ".copy/data .copy :");
        assertThat(images(traceOfAFolder(), 4)).containsExactlyInAnyOrder("", ".copy/data .copy : all");
        assertThat(images(traceOfAFolder(), 5))
                .containsExactlyInAnyOrder("", ".copy/data .copy : all", "copy/data copy : all");
        assertThat(images(traceOfAFolder(), 6)).containsExactly("copy/data copy : all");
    }
}
