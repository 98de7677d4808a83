package dev.stator.benchmarks.report;

import dev.stator.benchmarks.workload.Operation;
import java.util.List;

/**
 * What the meters of one JVM showed over one measured stretch.
 *
 * @param compileMillis time that the JVM compiled, on threads of its own: much of it means that the warm-up was too short
 * @param allocated bytes allocated by the threads that lived through the stretch
 * @param everyThreadSeen false when a thread died in between: its bytes are missing then
 */
public record Reading(
        Cell cell,
        int round,
        long calls,
        long nanos,
        long cpuNanos,
        long compileMillis,
        long allocated,
        boolean everyThreadSeen) {

    /** The heading of {@link #line}s in a file. */
    public static final String HEADING =
            "contender,operation,in_flight,round,calls,nanos,cpu_nanos,compile_millis,allocated_bytes,every_thread_seen";

    public Reading {
        if (calls <= 0) {
            throw new IllegalArgumentException("No call of " + cell + " finished in round " + round
                    + "; measure for longer, or look for what blocks it");
        }
    }

    /** Client CPU per call, in microseconds. */
    public double cpuMicros() {
        return cpuNanos / 1e3 / calls;
    }

    /** How much of the CPU time the JVM's compiler may have taken, from 0 to 1. */
    public double compiling() {
        return cpuNanos == 0 ? 0 : Math.min(1, compileMillis * 1e6 / cpuNanos);
    }

    /** Calls per second. */
    public double throughput() {
        return calls * 1e9 / nanos;
    }

    /** Bytes allocated per call. */
    public double bytes() {
        return (double) allocated / calls;
    }

    /** The reading as one line of text, for {@link #parse}. */
    public String line() {
        return String.join(
                ",",
                List.of(
                        cell.contender(),
                        cell.operation().action(),
                        Integer.toString(cell.inFlight()),
                        Integer.toString(round),
                        Long.toString(calls),
                        Long.toString(nanos),
                        Long.toString(cpuNanos),
                        Long.toString(compileMillis),
                        Long.toString(allocated),
                        Boolean.toString(everyThreadSeen)));
    }

    /** Reads what {@link #line} wrote. */
    public static Reading parse(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != 10) {
            throw new IllegalArgumentException("Not a reading, which has 10 fields: " + line);
        }
        Cell cell = new Cell(fields[0], Operation.of(fields[1]), Integer.parseInt(fields[2]));
        return new Reading(
                cell,
                Integer.parseInt(fields[3]),
                Long.parseLong(fields[4]),
                Long.parseLong(fields[5]),
                Long.parseLong(fields[6]),
                Long.parseLong(fields[7]),
                Long.parseLong(fields[8]),
                Boolean.parseBoolean(fields[9]));
    }
}
