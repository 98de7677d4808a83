package dev.stator.benchmarks.measure;

import dev.stator.benchmarks.contender.Contenders;
import dev.stator.benchmarks.report.Cell;
import dev.stator.benchmarks.report.Reading;
import dev.stator.benchmarks.workload.Client;
import dev.stator.benchmarks.workload.Operation;
import dev.stator.benchmarks.workload.Service;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * One contender's turn in one round, in a JVM of its own: warms up on all operations, then measures each at each level
 * and prints a {@link Reading} for it.
 */
final class Round {

    /** Between the start of a load and the measured stretch: connections open and queues fill. */
    private static final long SETTLE_MILLIS = 500;

    private static final long SLICE_MILLIS = 500;

    /** The longest that a warm-up may last beyond its time, in times of it. */
    private static final int PATIENCE = 5;

    private Round() {}

    /** Arguments: endpoint, contender, number of the round, operations, levels, milliseconds of warm-up and of measuring. */
    public static void main(String[] arguments) throws InterruptedException {
        URI endpoint = URI.create(arguments[0]);
        String contender = arguments[1];
        int round = Integer.parseInt(arguments[2]);
        List<Operation> operations =
                Arrays.stream(arguments[3].split(",", -1)).map(Operation::of).toList();
        List<Integer> levels =
                Arrays.stream(arguments[4].split(",", -1)).map(Integer::valueOf).toList();
        long warmUpMillis = Long.parseLong(arguments[5]);
        long measureMillis = Long.parseLong(arguments[6]);

        try (Client client = Contenders.named(contender).open(new Service(endpoint))) {
            int most = levels.stream().max(Comparator.naturalOrder()).orElseThrow();
            for (Operation operation : operations) {
                warmUp(client, operation, most, warmUpMillis);
            }
            for (Operation operation : operations) {
                for (int level : levels) {
                    System.out.println(measure(client, new Cell(contender, operation, level), round, measureMillis)
                            .line());
                }
            }
        }
        // Clients wait for seconds until their threads end, and nothing is left to see.
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    /** For as long as told, and then until the compiler has little left to do, or a slow contender would be measured unready. */
    private static void warmUp(Client client, Operation operation, int inFlight, long millis)
            throws InterruptedException {
        try (Load load = Load.start(client, operation, inFlight)) {
            Thread.sleep(millis);
            for (long more = 0; more < PATIENCE * millis; more += SLICE_MILLIS) {
                Meter.Mark before = Meter.mark();
                Thread.sleep(SLICE_MILLIS);
                load.completed();
                if (Meter.mark().since(before).compileMillis() < SLICE_MILLIS / 50) {
                    return;
                }
            }
        }
    }

    static Reading measure(Client client, Cell cell, int round, long millis) throws InterruptedException {
        System.gc();
        try (Load load = Load.start(client, cell.operation(), cell.inFlight())) {
            Thread.sleep(SETTLE_MILLIS);
            long callsBefore = load.completed();
            Meter.Mark before = Meter.mark();
            Thread.sleep(millis);
            long calls = load.completed() - callsBefore;
            Meter.Use use = Meter.mark().since(before);
            return new Reading(
                    cell,
                    round,
                    calls,
                    use.nanos(),
                    use.cpuNanos(),
                    use.compileMillis(),
                    use.allocated(),
                    use.everyThreadSeen());
        }
    }
}
