package dev.stator.benchmarks.crash;

import dev.stator.benchmarks.crash.Copyist.Way;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Looks at the copies that a crash has left beside the engine's folder. */
final class Copies {
    private final Orders orders;
    private final Told told;
    private final int now;
    private final Tally tally;

    /**
     * Looks at copies.
     *
     * @param orders where they are
     * @param now until when they can have been made
     */
    Copies(Orders orders, Told told, int now, Tally tally) {
        this.orders = orders;
        this.told = told;
        this.now = now;
        this.tally = tally;
    }

    /**
     * Compares the last copy that was acknowledged and one of those before it, which must be there; and the one that was under way, which
     * must not be there in part.
     *
     * @param wrong takes what was wrong, in sentences
     * @return the number of the last copy that is there
     */
    long look(SplittableRandom random, List<String> wrong) {
        long last = told.last(Orders.COPYIST, now);
        if (last > 0) {
            look(last, wrong);
        }
        if (last > 1) {
            look(random.nextLong(1, last), wrong);
        }
        return look(last + 1, wrong) ? last + 1 : last;
    }

    private boolean look(long number, List<String> wrong) {
        boolean isTold = number <= told.last(Orders.COPYIST, now);
        Copy copy = new Copy(
                "copy " + number + " (" + Way.of(number) + ")",
                orders.copy(number),
                isTold,
                !isTold && Way.of(number) == Way.SNAPSHOT_RESTORED_IN_A_FOLDER,
                told.when(Orders.COPYIST, number - 1, -1),
                Math.min(now, told.when(Orders.COPYIST, number, now)));
        return look(copy, wrong);
    }

    /**
     * A copy that may be there.
     *
     * @param isTold whether it must be
     * @param mayBeEmpty whether an engine may have been made there, into which nothing was brought
     * @param from when it was begun, at the earliest
     * @param to when it was made, at the latest
     */
    record Copy(String name, Path folder, boolean isTold, boolean mayBeEmpty, int from, int to) {
        /** The same in another place. */
        Copy in(Path place) {
            return new Copy(name, place, isTold, mayBeEmpty, from, to);
        }
    }

    /** Compares one if it is there. */
    boolean look(Copy copy, List<String> wrong) {
        if (Files.notExists(copy.folder())) {
            if (copy.isTold()) {
                wrong.add(copy.name() + ": it is not there");
            }
            return false;
        }
        Inspection seen = Inspection.of(copy.folder(), orders);
        seen.problems().forEach(problem -> wrong.add(copy.name() + ": " + problem));
        if (seen.isEmpty() && copy.mayBeEmpty()) {
            return false;
        }
        tally.copy(seen);
        Comparison comparison = new Comparison(orders, told, copy.from(), copy.to());
        comparison.compare(seen);
        comparison.problems().forEach(problem -> wrong.add(copy.name() + ": " + problem));
        return true;
    }
}
