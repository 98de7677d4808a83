package dev.stator.benchmarks.crash;

import dev.stator.benchmarks.crash.Copyist.Way;
import java.nio.file.Files;
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
        String name = "copy " + number + " (" + Way.of(number) + "): ";
        if (Files.notExists(orders.copy(number))) {
            if (isTold) {
                wrong.add(name + "it is not there");
            }
            return false;
        }
        Inspection seen = Inspection.of(orders.copy(number), orders);
        if (seen.isEmpty() && !isTold && Way.of(number) == Way.SNAPSHOT_RESTORED_IN_A_FOLDER) {
            // The engine was made, and nothing was restored.
            seen.problems().forEach(problem -> wrong.add(name + problem));
            return false;
        }
        tally.copy(seen);
        Comparison comparison = new Comparison(
                orders,
                told,
                told.when(Orders.COPYIST, number - 1, -1),
                Math.min(now, told.when(Orders.COPYIST, number, now)));
        comparison.compare(seen);
        seen.problems().forEach(problem -> wrong.add(name + problem));
        comparison.problems().forEach(problem -> wrong.add(name + problem));
        return true;
    }
}
