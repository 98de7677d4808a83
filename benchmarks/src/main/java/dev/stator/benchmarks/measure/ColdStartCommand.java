package dev.stator.benchmarks.measure;

import dev.stator.benchmarks.report.ColdStart;
import dev.stator.benchmarks.report.ColdStart.Start;
import dev.stator.benchmarks.report.Surroundings;
import dev.stator.benchmarks.workload.Contender;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how long a fresh JVM takes to its first item. */
@Command(
        name = "cold-start",
        mixinStandardHelpOptions = true,
        description = "Measures the time from the start of a JVM to the first item, and writes it to the page.")
final class ColdStartCommand implements Callable<Integer> {

    @Mixin
    private Choices choices = new Choices();

    @Option(names = "--quick", description = "Two runs, to see that it works; not for quoting.")
    private boolean quick;

    @Option(names = "--runs", description = "JVMs for each contender (${DEFAULT-VALUE}).")
    private int runs = 15;

    private final String command;

    ColdStartCommand(String command) {
        this.command = command;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (quick) {
            runs = 2;
        }
        List<Start> starts = new ArrayList<>();
        try (Stub stub = Stub.start()) {
            // The first turn of each finds jars that are in no cache, and is thrown away.
            for (Contender contender : choices.turns(0)) {
                start(stub, contender, 0);
            }
            for (int run = 1; run <= runs; run++) {
                for (Contender contender : choices.turns(run)) {
                    Start start = start(stub, contender, run);
                    starts.add(start);
                    System.out.printf(
                            "Run %d of %d, %-28s %5.0f ms%n", run, runs, contender.title(), start.nanos() / 1e6);
                }
            }
        }
        ColdStart report = new ColdStart(choices.field(), starts);
        choices.page().write("cold-start.csv", report.raw());
        String detail = runs + " runs";
        choices.page()
                .replace(
                        "cold-start",
                        report.markdown(Surroundings.here(Instant.now(), command, detail), "cold-start.csv"));
        System.out.println("Written to " + choices.page().folder());
        return 0;
    }

    private static Start start(Stub stub, Contender contender, int run) throws IOException, InterruptedException {
        long before = System.nanoTime();
        try (Child jvm = Child.start(List.of(), FirstItem.class, stub.endpoint(), contender.id())) {
            if (jvm.line().isEmpty()) {
                throw new IllegalStateException("The JVM of " + contender.id() + " printed no item");
            }
            return new Start(contender.id(), run, System.nanoTime() - before);
        }
    }
}
