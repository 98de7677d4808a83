package dev.stator.benchmarks.crash;

import dev.stator.benchmarks.report.CrashReport;
import dev.stator.engine.Durability;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** For a machine on which little is done in a time. */
    private static final int MOST_LINES = 150;

    /** From when another process begins to copy, and a time that it never takes. */
    private static final int OUTSIDE_MILLIS = 200;

    private static final int NEVER = 600_000;
    private static final int KILLED = 128 + 9;

    private final Path room;
    private final int workers;
    private final long seed;
    private final SplittableRandom random;
    private final Tally tally = new Tally();
    private Path folder;
    private Durability durability = Durability.SYNCED;
    private Told told = new Told();
    private Instant past = Instant.EPOCH;
    private boolean fresh = true;
    private int now;
    private int inOpening;
    private long unanswered;
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
            Orders orders = orders();
            check(kill, orders, kill(orders));
            if (kill % PER_FOLDER == 0) {
                System.out.println(kill + " of " + kills + " kills, " + tally.problems() + " problems");
            }
        }
        if (!fresh) {
            Folders.clear(folder);
        }
        return new CrashReport.Killed(kills, inOpening, unanswered, longestLog, tally.seen());
    }

    /** A new folder, so that what must be compared stays small; every second one is relaxed, which no kill may tell. */
    private void begin(int kill) throws IOException {
        if (!fresh) {
            Folders.clear(folder);
        }
        folder = room.resolve("killed-" + kill);
        durability = durability == Durability.SYNCED ? Durability.RELAXED : Durability.SYNCED;
        past = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Orders.PAST);
        told = new Told();
        fresh = false;
    }

    private Orders orders() {
        return new Orders(
                folder,
                durability,
                seed,
                past,
                0,
                told.last(Orders.ARCHIVIST, now),
                told.last(Orders.COPYIST, now),
                IntStream.range(0, workers)
                        .mapToObj(i -> told.last(Orders.owner(i), now))
                        .toList());
    }

    /** When a process is killed. */
    private enum Moment {
        IN_OPENING,
        UNDER_LOAD,
        AFTER_SO_MANY_LINES,
        /** While another process copies the folder, or soon after it did, or was killed as well. */
        WITH_AN_OUTSIDER
    }

    /**
     * Kills a process.
     *
     * @return the copy that another process made meanwhile, or may have made
     */
    private Optional<Copies.Copy> kill(Orders orders) throws IOException, InterruptedException {
        Moment moment = Moment.values()[random.nextInt(Moment.values().length)];
        int millis = random.nextInt(moment == Moment.IN_OPENING ? EARLY_MILLIS : LATE_MILLIS);
        int lines = random.nextInt(MOST_LINES);
        boolean ready = false;
        int began = now;
        Optional<Process> outsider = Optional.empty();
        Process child = new ProcessBuilder(orders.command())
                .redirectError(Redirect.INHERIT)
                .start();
        try (BufferedReader answers = child.inputReader(StandardCharsets.US_ASCII)) {
            // What is in the pipe when the process dies was acknowledged too.
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.equals(Victim.OPENING)) {
                    if (moment == Moment.IN_OPENING) {
                        killLater(child, millis);
                    }
                } else if (line.equals(Victim.READY)) {
                    ready = true;
                    if (moment == Moment.UNDER_LOAD) {
                        killLater(child, millis);
                    } else if (moment == Moment.WITH_AN_OUTSIDER) {
                        int ofItself = random.nextBoolean() ? NEVER : random.nextInt(OUTSIDE_MILLIS);
                        Process other = Outsider.start(orders, orders.outside(), ofItself);
                        outsider = Optional.of(other);
                        new Thread(() -> {
                                    other.onExit().join();
                                    killLater(child, millis / 4);
                                })
                                .start();
                    }
                } else {
                    note(line);
                    if (moment == Moment.AFTER_SO_MANY_LINES && now - began > lines) {
                        child.toHandle().destroyForcibly();
                    }
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
        return outsider.isPresent() ? Optional.of(copied(orders, outsider.get(), began)) : Optional.empty();
    }

    private Copies.Copy copied(Orders orders, Process outsider, int began) {
        int code = outsider.exitValue();
        if (code != 0 && code != Outsider.HALTED) {
            throw new IllegalStateException(
                    "The process that was to copy the folder ended with code " + code + "; it says why above");
        } else if (code == 0) {
            tally.copiedFromOutside();
        }
        return new Copies.Copy("the copy from outside", orders.outside(), code == 0, false, began, now);
    }

    /** Not the process itself, which would close the pipe as well. */
    private static void killLater(Process child, int millis) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(child.toHandle()::destroyForcibly);
    }

    private void note(String line) {
        int space = line.indexOf(' ');
        String who = line.substring(0, space);
        long number = Long.parseLong(line.substring(space + 1));
        tally.told(who, number);
        tell(who, number);
    }

    private void tell(String who, long number) {
        told.add(new Told.Line(++now, 0, who, number));
    }

    private void check(int kill, Orders orders, Optional<Copies.Copy> outside) throws IOException {
        Orders copy = orders.in(room.resolve("copy"));
        longestLog = Math.max(longestLog, Folders.copy(folder, copy.folder()));
        Inspection seen = Inspection.of(copy.data(), copy);
        tally.opened(seen);
        Comparison comparison = new Comparison(orders, told, now, now);
        comparison.compare(seen);
        List<String> wrong = new ArrayList<>(seen.problems());
        wrong.addAll(comparison.problems());
        Copies copies = new Copies(copy, told, now, tally);
        long copied = copies.look(random, wrong);
        if (outside.isPresent()) {
            copies.look(outside.get().in(copy.outside()), wrong);
            Folders.clear(orders.outside());
        }
        goOn(orders, comparison, copied);
        wrong.forEach(problem -> tally.problem("after kill " + kill + ": " + problem));
        if (wrong.isEmpty()) {
            Folders.clear(copy.folder());
        } else {
            // Both stay there for whoever looks into it.
            Files.move(copy.folder(), room.resolve("copy-" + kill));
            fresh = true;
        }
    }

    /** What was done without an answer is not done again. */
    private void goOn(Orders orders, Comparison comparison, long copied) {
        int killed = now;
        for (String owner : orders.owners()) {
            if (comparison.first(owner) > told.last(owner, killed)) {
                unanswered++;
            }
            goOn(owner, comparison.latest(owner));
        }
        // An errand that can be seen by nothing is done again.
        goOn(Orders.ARCHIVIST, comparison.first(Orders.ARCHIVIST));
        goOn(Orders.COPYIST, copied);
    }

    private void goOn(String who, long number) {
        if (number > told.last(who, now)) {
            tell(who, number);
        }
    }
}
