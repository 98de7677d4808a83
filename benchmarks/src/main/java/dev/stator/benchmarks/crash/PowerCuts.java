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
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

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
    private final List<Duration> reopened = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int recordings;
    private int images;
    private long acknowledged;
    private long writes;
    private long syncs;
    private long unsynced;
    private long shards;
    private long restores;
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
            System.out.println(images + " of " + wanted + " losses of power, " + durability + ", " + problems.size()
                    + " problems");
        }
        return new CrashReport.Cut(
                durability.name(),
                recordings,
                images,
                acknowledged,
                writes,
                syncs,
                unsynced,
                shards,
                restores,
                lostAllowed,
                longestLoss / 1000,
                reopened,
                problems);
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
        acknowledged += trace.events().stream()
                .filter(Acknowledgement.class::isInstance)
                .count();
        writes += trace.events().stream().filter(Trace.Write.class::isInstance).count();
        syncs += trace.events().stream().filter(FileSync.class::isInstance).count();
        int first = trace.events().get(0).begin();
        int[] told = trace.events().stream()
                .filter(Acknowledgement.class::isInstance)
                .mapToInt(Event::begin)
                .sorted()
                .toArray();
        for (int i = 0; i < count; i++) {
            // The making of the tables and the compaction at the end are short, and would have few moments.
            int moment = switch (random.nextInt(SHARES)) {
                case 0 -> random.nextInt(first, told[0]);
                case 1 -> random.nextInt(told[told.length - 1], trace.lines());
                default -> random.nextInt(told[0], told[told.length - 1]);
            };
            look(trace, moment, orders);
        }
    }

    private void look(Trace trace, int moment, Orders orders) throws IOException {
        images++;
        Path image = room.resolve("image-" + durability + images);
        unsynced += Image.write(trace, moment, random, image);
        Inspection seen = Inspection.of(image, orders);
        reopened.add(seen.opened());
        shards = Math.max(shards, seen.shards());
        restores += seen.restores();
        List<String> wrong = new ArrayList<>(seen.problems());
        compare(trace, moment, orders, seen, wrong);
        for (String problem : wrong) {
            problems.add("image " + images + ", as of line " + moment + " of record " + recordings + ": " + problem);
        }
        if (wrong.isEmpty()) {
            Folders.clear(image);
        }
    }

    private void compare(Trace trace, int moment, Orders orders, Inspection seen, List<String> wrong) {
        List<History> histories = IntStream.range(0, workers)
                .mapToObj(i -> new History(orders, Orders.owner(i)))
                .toList();
        List<Acknowledgement> told = trace.events().stream()
                .filter(event -> event.begin() <= moment)
                .filter(Acknowledgement.class::isInstance)
                .map(Acknowledgement.class::cast)
                .toList();
        long[] needed = upTo(durability == Durability.SYNCED ? moment : lastLogSync(trace, moment), told);
        long[] latest = new long[workers];
        long fewest = 0;
        long most = 0;
        int orderedUpTo = -1;
        told.forEach(each -> histories.get(each.owner()).acknowledge(each.number()));
        for (int owner = 0; owner < workers; owner++) {
            History history = histories.get(owner);
            Map<Long, Note> found = seen.notes().getOrDefault(history.owner(), Map.of());
            List<Long> places = history.places(found, needed[owner], history.acknowledged() + 1);
            if (places.isEmpty()) {
                wrong.add(history.owner() + " must be as deed " + needed[owner] + " or a later one up to "
                        + (history.acknowledged() + 1) + " left it, and is like none of them");
                return;
            }
            latest[owner] = places.get(places.size() - 1);
            fewest += history.transactions(places.get(0));
            most += history.transactions(latest[owner]);
            // This owner's deed was begun when the one before it had been acknowledged.
            orderedUpTo = Math.max(orderedUpTo, lineOf(owner, places.get(0) - 1, told));
        }
        if (seen.transactions() < fewest || seen.transactions() > most) {
            wrong.add(
                    "the total says " + seen.transactions() + " transactions, but the notes of " + most + " are there");
        }
        long[] before = upTo(orderedUpTo, told);
        boolean inOrder = IntStream.range(0, workers).allMatch(owner -> latest[owner] >= before[owner]);
        if (!inOrder) {
            wrong.add("a deed is there that was begun when another one, which is not, had been acknowledged");
        }
        measureLoss(trace.micros(moment), told, latest, wrong);
    }

    private void measureLoss(long now, List<Acknowledgement> told, long[] latest, List<String> wrong) {
        long longest = 0;
        for (Acknowledgement each : told) {
            if (each.number() > latest[each.owner()]) {
                lostAllowed++;
                longest = Math.max(longest, now - each.micros());
            }
        }
        longestLoss = Math.max(longestLoss, longest);
        if (longest > LONGEST_LOSS.toNanos() / 1000) {
            wrong.add("a deed is lost that was acknowledged " + longest / 1000 + " ms ago");
        }
    }

    /** The numbers of the last deeds that were acknowledged before a line. */
    private long[] upTo(int line, List<Acknowledgement> told) {
        long[] numbers = new long[workers];
        for (Acknowledgement each : told) {
            if (each.begin() <= line) {
                numbers[each.owner()] = Math.max(numbers[each.owner()], each.number());
            }
        }
        return numbers;
    }

    private static int lineOf(int owner, long number, List<Acknowledgement> told) {
        return told.stream()
                .filter(each -> each.owner() == owner && each.number() == number)
                .mapToInt(Acknowledgement::begin)
                .findFirst()
                .orElse(-1);
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
