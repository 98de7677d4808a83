package dev.stator.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What one setting did in one turn of a round.
 *
 * @param operation in words
 * @param items in the table
 */
public record EngineReading(Setting setting, String operation, int items, int clients, int round, Use use) {
    static final String HEADING =
            "setting,operation,items,clients,round,calls,nanos,cpu_nanos_of_the_subject,cpu_nanos_of_the_driver";

    /**
     * What a stretch of calls took.
     *
     * @param cpuNanos of the process that has the subject in it
     * @param driverCpuNanos of the process that makes the calls, which is the same one for an engine in the process
     */
    public record Use(long calls, long nanos, long cpuNanos, long driverCpuNanos) {

        /** As one line of text, for {@link #parse}. */
        public String line() {
            return LongStream.of(calls, nanos, cpuNanos, driverCpuNanos)
                    .mapToObj(Long::toString)
                    .collect(Collectors.joining(","));
        }

        /** Reads what {@link #line} wrote. */
        public static Use parse(String line) {
            List<Long> numbers =
                    Arrays.stream(line.split(",", -1)).map(Long::valueOf).toList();
            if (numbers.size() != 4) {
                throw new IllegalArgumentException("Not the four numbers of a use: " + line);
            }
            return new Use(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
        }
    }

    public EngineReading {
        if (use.calls() <= 0) {
            throw new IllegalArgumentException("No " + operation + " of " + setting + " by " + clients
                    + " clients ended in round " + round + "; measure for longer, or look for what blocks it");
        }
    }

    /** Calls per second. */
    public double throughput() {
        return use.calls() * 1e9 / use.nanos();
    }

    /** Time from one call's end to the next one's, for one client. */
    public double micros() {
        return use.nanos() / 1e3 / use.calls();
    }

    /** CPU time of the subject's process per call. */
    public double cpuMicros() {
        return use.cpuNanos() / 1e3 / use.calls();
    }

    /** CPU time of the driver per call. */
    public double driverCpuMicros() {
        return use.driverCpuNanos() / 1e3 / use.calls();
    }

    String line() {
        return String.join(
                ",",
                setting.name(),
                operation,
                Integer.toString(items),
                Integer.toString(clients),
                Integer.toString(round),
                use.line());
    }
}
