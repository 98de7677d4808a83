package dev.stator.benchmarks.measure;

import dev.stator.benchmarks.contender.Contenders;
import dev.stator.benchmarks.report.Reading;
import dev.stator.benchmarks.report.Surroundings;
import dev.stator.benchmarks.report.Throughput;
import dev.stator.benchmarks.workload.Contender;
import dev.stator.benchmarks.workload.Operation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures CPU, throughput and allocation of all contenders.
 *
 * <p>A JVM for each contender and round: what one leaves behind (compiled code that has seen other types, pools, garbage,
 * threads) would otherwise be paid by the next, and a single JVM's luck with the compiler would look like a fact.
 */
@Command(
        name = "throughput",
        mixinStandardHelpOptions = true,
        description = "Measures client CPU, calls per second and allocation per call, and writes them to the page.")
final class ThroughputCommand implements Callable<Integer> {

    /** The heap is the same for all and does not grow, so that growing is not measured. */
    private static final List<String> JVM = List.of("-Xms512m", "-Xmx512m");

    @Mixin
    private Choices choices = new Choices();

    @Option(names = "--quick", description = "One round of a second each, to see that it works; not for quoting.")
    private boolean quick;

    @Option(names = "--rounds", description = "JVMs for each contender (${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--seconds", description = "Measured for each operation and level (${DEFAULT-VALUE}).")
    private double seconds = 3;

    @Option(names = "--warm-up", description = "Seconds for each operation in each JVM before (${DEFAULT-VALUE}).")
    private double warmUp = 4;

    @Option(
            names = "--operations",
            split = ",",
            paramLabel = "NAME",
            description = "What they do (all unless told): ${COMPLETION-CANDIDATES}")
    private List<Operation> operations = List.of(Operation.values());

    @Option(names = "--in-flight", split = ",", paramLabel = "CALLS", description = "Levels (${DEFAULT-VALUE}).")
    private List<Integer> levels = List.of(1, 32);

    private final String command;

    ThroughputCommand(String command) {
        this.command = command;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (quick) {
            rounds = 1;
            seconds = 1;
            warmUp = 1;
        }
        List<Reading> readings = new ArrayList<>();
        try (Stub stub = Stub.start()) {
            say("Warming up the stub");
            round(stub, Contenders.named("floor"), 0);
            for (int round = 1; round <= rounds; round++) {
                for (Contender contender : choices.turns(round)) {
                    say("Round " + round + " of " + rounds + ", " + contender.title());
                    readings.addAll(round(stub, contender, round));
                }
            }
        }
        String detail = "%d rounds, %s s of warm-up and %s s measured each, heap %s"
                .formatted(rounds, warmUp, seconds, String.join(" ", JVM));
        Throughput report = new Throughput(choices.field(), readings);
        choices.page().write("throughput.csv", report.raw());
        choices.page().write("throughput.svg", report.chart());
        choices.page()
                .replace(
                        "throughput",
                        report.markdown(
                                Surroundings.here(Instant.now(), command, detail), "throughput.svg", "throughput.csv"));
        say("Written to " + choices.page().folder());
        return 0;
    }

    private List<Reading> round(Stub stub, Contender contender, int round) throws IOException, InterruptedException {
        List<Reading> readings = new ArrayList<>();
        try (Child jvm = Child.start(
                JVM,
                Round.class,
                stub.endpoint(),
                contender.id(),
                Integer.toString(round),
                operations.stream().map(Operation::action).collect(Collectors.joining(",")),
                levels.stream().map(String::valueOf).collect(Collectors.joining(",")),
                Long.toString(Math.round(warmUp * 1000)),
                Long.toString(Math.round(seconds * 1000)))) {
            for (Optional<String> line = jvm.line(); line.isPresent(); line = jvm.line()) {
                Reading reading = Reading.parse(line.get());
                readings.add(reading);
                say("  %-15s %2d in flight %10.1f µs CPU %10.0f calls/s %10.0f bytes"
                        .formatted(
                                reading.cell().operation().action(),
                                reading.cell().inFlight(),
                                reading.cpuMicros(),
                                reading.throughput(),
                                reading.bytes()));
            }
        }
        return readings;
    }

    private static void say(String text) {
        System.out.println(text);
    }
}
