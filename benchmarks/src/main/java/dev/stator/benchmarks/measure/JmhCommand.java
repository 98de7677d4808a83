package dev.stator.benchmarks.measure;

import dev.stator.benchmarks.report.MicroBenchmarks;
import dev.stator.benchmarks.report.Page;
import dev.stator.benchmarks.report.Surroundings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Runs the JMH benchmarks with allocation, and writes their table. */
@Command(
        name = "jmh",
        description = "Runs the JMH benchmarks and writes them to the page; other options and names are passed to JMH.")
final class JmhCommand implements Callable<Integer> {

    @Option(names = "--out", paramLabel = "FOLDER", description = "Where the results go (${DEFAULT-VALUE}).")
    private Path folder = Path.of("docs", "benchmarks");

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    private final String command;

    JmhCommand(String command) {
        this.command = command;
    }

    @Override
    public Integer call() throws RunnerException, CommandLineOptionException {
        var typed = new CommandLineOptions(arguments.toArray(String[]::new));
        var options =
                new OptionsBuilder().parent(typed).addProfiler(GCProfiler.class).build();
        if (typed.shouldList()) {
            new Runner(options).list();
            return 0;
        }
        var report = new MicroBenchmarks(new Runner(options).run());
        new Page(folder)
                .replace("jmh", report.markdown(Surroundings.here(Instant.now(), command, "JMH's own settings")));
        return 0;
    }
}
