package dev.stator.benchmarks.soak;

import dev.stator.benchmarks.report.Page;
import dev.stator.benchmarks.report.SoakReport;
import dev.stator.benchmarks.report.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds load through faults, and looks for writes that were lost or done twice. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description =
                "Holds load over HTTP through dropped connections, stalls, cut replies, errors and throttling; then compares"
                        + " what the client was told with what is stored, and writes docs/soak.md. Fails if a write is lost or doubled, or"
                        + " a connection leaked.")
public final class SoakCommand implements Callable<Integer> {
    private static final int LONGEST_MINUTES = 60;

    @Spec
    private CommandSpec spec;

    @Option(names = "--minutes", description = "How long, at most " + LONGEST_MINUTES + " (${DEFAULT-VALUE}).")
    private double minutes = 3;

    @Option(names = "--workers", description = "How many calls are under way at once (${DEFAULT-VALUE}).")
    private int workers = 24;

    @Option(names = "--seed", description = "Where chance begins (the time).")
    private long seed = System.currentTimeMillis();

    @Option(names = "--to", description = "The folder of the report (${DEFAULT-VALUE}).")
    private Path folder = Path.of("docs");

    private final String typed;

    /** The command as it was typed, for the report. */
    public SoakCommand(String typed) {
        this.typed = typed;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(minutes > 0 && minutes <= LONGEST_MINUTES) || workers < 1) {
            throw new ParameterException(
                    spec.commandLine(), "A soak takes up to " + LONGEST_MINUTES + " minutes, and at least one worker");
        }
        SoakReport report = new Soak(Duration.ofMillis((long) (minutes * 60_000)), workers, seed).run();
        String detail = minutes + " minutes, " + workers + " workers, seed " + seed;
        String page = report.markdown(Surroundings.here(Instant.now(), typed, detail));
        new Page(folder).write("soak.md", page);
        System.out.println(page);
        return report.isClean() ? 0 : 1;
    }
}
