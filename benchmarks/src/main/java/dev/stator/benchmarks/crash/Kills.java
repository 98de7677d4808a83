package dev.stator.benchmarks.crash;

import dev.stator.benchmarks.report.CrashReport;
import dev.stator.engine.Durability;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Starts a process, kills it at a random moment, checks a copy of what it left, and starts the next one on what it left: so each
 * but the first recovers by itself, and some are killed while they do.
 */
final class Kills {
    private static final int PER_FOLDER = 10;
    private static final int EARLY_MILLIS = 300;
    private static final int LATE_MILLIS = 1_000;
    private static final int KILLED = 128 + 9;

    private final Path room;
    private final int workers;
    private final long seed;
    private final SplittableRandom random;
    private final List<Duration> reopened = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private Path folder;
    private Durability durability = Durability.SYNCED;
    private List<History> histories = List.of();
    private Instant past = Instant.EPOCH;
    private boolean fresh = true;
    private int inOpening;
    private long acknowledged;
    private long unanswered;
    private long items;
    private long entries;
    private long records;
    private long shards;
    private long restores;
    private long longestLog;

    Kills(Path room, int workers, long seed) {
        this.room = room;
        this.folder = room;
        this.workers = workers;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    CrashReport.Killed run(int kills) throws IOException, InterruptedException {
        for (int kill = 1; kill <= kills; kill++) {
            if (fresh || kill % PER_FOLDER == 0) {
                begin(kill);
            }
            Orders orders = new Orders(
                    folder,
                    durability,
                    seed,
                    past,
                    0,
                    histories.stream().map(History::acknowledged).toList());
            kill(orders);
            check(kill, orders);
            if (kill % PER_FOLDER == 0) {
                System.out.println(kill + " of " + kills + " kills, " + problems.size() + " problems");
            }
        }
        if (!fresh) {
            Folders.clear(folder);
        }
        return new CrashReport.Killed(
                kills,
                inOpening,
                acknowledged,
                unanswered,
                items,
                entries,
                records,
                shards,
                restores,
                longestLog,
                reopened,
                problems);
    }

    /** A new folder, so that what must be compared stays small; every second one is relaxed, which no kill may tell. */
    private void begin(int kill) throws IOException {
        if (!fresh) {
            Folders.clear(folder);
        }
        folder = room.resolve("killed-" + kill);
        durability = durability == Durability.SYNCED ? Durability.RELAXED : Durability.SYNCED;
        past = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Orders.PAST);
        Orders all = new Orders(folder, durability, seed, past, 0, Collections.nCopies(workers, 0L));
        histories = IntStream.range(0, workers)
                .mapToObj(i -> new History(all, Orders.owner(i)))
                .toList();
        fresh = false;
    }

    private void kill(Orders orders) throws IOException, InterruptedException {
        boolean early = random.nextInt(5) == 0;
        int moment = random.nextInt(early ? EARLY_MILLIS : LATE_MILLIS);
        boolean ready = false;
        Process child = new ProcessBuilder(orders.command())
                .redirectError(Redirect.INHERIT)
                .start();
        try (BufferedReader answers = child.inputReader(StandardCharsets.US_ASCII)) {
            // What is in the pipe when the process dies was acknowledged too.
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.equals(Victim.OPENING)) {
                    if (early) {
                        killLater(child, moment);
                    }
                } else if (line.equals(Victim.READY)) {
                    ready = true;
                    if (!early) {
                        killLater(child, moment);
                    }
                } else {
                    note(line);
                }
            }
        }
        if (child.waitFor() != KILLED) {
            throw new IllegalStateException("The process that was to be killed ended by itself with code "
                    + child.exitValue() + "; it says why above");
        }
        if (!ready) {
            inOpening++;
        }
    }

    /** Not the process itself, which would close the pipe as well. */
    private static void killLater(Process child, int millis) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(child.toHandle()::destroyForcibly);
    }

    private void note(String line) {
        int space = line.indexOf(' ');
        int index = Integer.parseInt(line.substring(1, space));
        histories.get(index).acknowledge(Long.parseLong(line.substring(space + 1)));
        acknowledged++;
    }

    private void check(int kill, Orders orders) throws IOException {
        Path copy = room.resolve("copy");
        longestLog = Math.max(longestLog, Folders.copy(folder, copy));
        Inspection seen = Inspection.of(copy, orders);
        List<String> wrong = new ArrayList<>(seen.problems());
        long transactions = 0;
        for (History history : histories) {
            Map<Long, Note> found = seen.notes().getOrDefault(history.owner(), Map.of());
            long told = history.acknowledged();
            List<Long> places = history.places(found, told, told + 1);
            if (places.isEmpty()) {
                wrong.add(history.owner() + " was acknowledged deed " + told
                        + ", and what is there is as neither it nor the next one left it");
                continue;
            }
            long place = places.get(places.size() - 1);
            if (!places.contains(told)) {
                unanswered++;
            }
            history.settle(found, place);
            transactions += history.transactions(place);
            items += found.size();
        }
        if (wrong.isEmpty() && transactions != seen.transactions()) {
            wrong.add("the total says " + seen.transactions() + " transactions, but of " + transactions
                    + " the notes are there");
        }
        reopened.add(seen.opened());
        entries += seen.entries();
        records += seen.records();
        shards = Math.max(shards, seen.shards());
        restores += seen.restores();
        for (String problem : wrong) {
            problems.add("after kill " + kill + ": " + problem);
        }
        if (wrong.isEmpty()) {
            Folders.clear(copy);
        } else {
            // Both stay there for whoever looks into it.
            Files.move(copy, room.resolve("copy-" + kill));
            fresh = true;
        }
    }
}
