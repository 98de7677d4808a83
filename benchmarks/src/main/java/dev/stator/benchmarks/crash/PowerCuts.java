package dev.stator.benchmarks.crash;

import dev.stator.benchmarks.crash.Trace.Acknowledgement;
import dev.stator.benchmarks.crash.Trace.Event;
import dev.stator.benchmarks.crash.Trace.FileSync;
import dev.stator.benchmarks.report.CrashReport;
import dev.stator.engine.Durability;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Records processes that write, and opens what losses of power at random moments would have left of their folders. */
final class PowerCuts {
    private static final int IMAGES_PER_RECORD = 100;

    /** One in so many moments is of the beginning, and one of the end. */
    private static final int SHARES = 6;

    /** What may be lost of a relaxed engine is a second; more is what a machine under load takes to begin the sync. */
    static final Duration LONGEST_LOSS = Duration.ofSeconds(2);

    private final Path room;
    private final int workers;
    private final int deeds;
    private final Durability durability;
    private final SplittableRandom random;
    private final Tally tally = new Tally();
    private int recordings;
    private int images;
    private long writes;
    private long syncs;
    private long unsynced;
    private long lostAllowed;
    private long longestLoss;

    /** Cuts the power of processes of which each writer does so many deeds. */
    PowerCuts(Path room, int workers, int deeds, Durability durability, long seed) {
        this.room = room;
        this.workers = workers;
        this.deeds = deeds;
        this.durability = durability;
        this.random = new SplittableRandom(seed);
    }

    /** Whether there is a strace to record with. */
    static boolean canRecord() throws InterruptedException {
        try {
            return new ProcessBuilder("strace", "--version")
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    CrashReport.Cut run(int wanted) throws IOException, InterruptedException {
        while (images < wanted) {
            record(Math.min(IMAGES_PER_RECORD, wanted - images));
            System.out.println(images + " of " + wanted + " losses of power, " + durability + ", " + tally.problems()
                    + " problems");
        }
        return new CrashReport.Cut(
                durability.name(),
                recordings,
                images,
                writes,
                syncs,
                unsynced,
                lostAllowed,
                longestLoss / 1000,
                tally.seen());
    }

    private void record(int count) throws IOException, InterruptedException {
        recordings++;
        Path folder = Files.createDirectories(room.resolve("recorded-" + durability + recordings));
        Path record = room.resolve("recorded-" + durability + recordings + ".strace");
        Orders orders = new Orders(
                folder,
                durability,
                random.nextLong(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Orders.PAST),
                deeds,
                0,
                0,
                Collections.nCopies(workers, 0L));
        List<String> command = new ArrayList<>(Trace.COMMAND);
        command.add("--output=" + record);
        command.addAll(orders.command());
        Process process = new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The process that was recorded ended with code " + process.exitValue()
                    + "; it says why above. May this user trace processes?");
        }
        Trace trace = Trace.read(record, folder);
        Files.delete(record);
        Folders.clear(folder);
        Told told = told(trace);
        told.lines().forEach(line -> tally.told(line.who(), line.number()));
        writes += trace.events().stream().filter(Trace.Write.class::isInstance).count();
        syncs += trace.events().stream().filter(FileSync.class::isInstance).count();
        int first = trace.events().get(0).begin();
        int[] deeds = told.lines().stream()
                .filter(line -> orders.owners().contains(line.who()))
                .mapToInt(Told.Line::at)
                .sorted()
                .toArray();
        for (int i = 0; i < count; i++) {
            // The making of the tables and the compaction at the end are short, and would have few moments.
            int moment = switch (random.nextInt(SHARES)) {
                case 0 -> random.nextInt(first, deeds[0]);
                case 1 -> random.nextInt(deeds[deeds.length - 1], trace.lines());
                default -> random.nextInt(deeds[0], deeds[deeds.length - 1]);
            };
            look(trace, told, moment, orders);
        }
    }

    private static Told told(Trace trace) {
        Told told = new Told();
        for (Event event : trace.events()) {
            if (event instanceof Acknowledgement line) {
                told.add(new Told.Line(line.begin(), line.micros(), line.who(), line.number()));
            }
        }
        return told;
    }

    private void look(Trace trace, Told told, int moment, Orders orders) throws IOException {
        images++;
        Orders image = orders.in(room.resolve("image-" + durability + images));
        unsynced += Image.write(trace, moment, random, image.folder());
        Inspection seen = Inspection.of(image.data(), image);
        tally.opened(seen);
        int needed = durability == Durability.SYNCED ? moment : lastLogSync(trace, moment);
        Comparison comparison = new Comparison(orders, told, needed, moment);
        comparison.compare(seen);
        List<String> wrong = new ArrayList<>(seen.problems());
        wrong.addAll(comparison.problems());
        if (comparison.problems().isEmpty()) {
            measureLoss(trace.micros(moment), told.until(moment), comparison, wrong);
        }
        new Copies(image, told, moment, tally).look(random, wrong);
        for (String problem : wrong) {
            tally.problem("image " + images + ", as of line " + moment + " of record " + recordings + ": " + problem);
        }
        if (wrong.isEmpty()) {
            Folders.clear(image.folder());
        }
    }

    private void measureLoss(long now, List<Told.Line> told, Comparison comparison, List<String> wrong) {
        long longest = 0;
        for (Told.Line each : told) {
            if (comparison.isLost(each)) {
                lostAllowed++;
                longest = Math.max(longest, now - each.micros());
            }
        }
        longestLoss = Math.max(longestLoss, longest);
        if (longest > LONGEST_LOSS.toNanos() / 1000) {
            wrong.add("a deed is lost that was acknowledged " + longest / 1000 + " ms ago");
        }
    }

    /** Where the last sync of the log that had ended was begun. */
    private static int lastLogSync(Trace trace, int moment) {
        return trace.events().stream()
                .filter(event -> event.end() <= moment && event instanceof FileSync sync && sync.ofLog())
                .mapToInt(Event::begin)
                .max()
                .orElse(-1);
    }
}
