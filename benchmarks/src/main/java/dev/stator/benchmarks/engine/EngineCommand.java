package dev.stator.benchmarks.engine;

import dev.stator.benchmarks.report.EngineReading;
import dev.stator.benchmarks.report.EngineReport;
import dev.stator.benchmarks.report.EngineReport.Control;
import dev.stator.benchmarks.report.EngineReport.FirstTable;
import dev.stator.benchmarks.report.EngineReport.Footprint;
import dev.stator.benchmarks.report.Page;
import dev.stator.benchmarks.report.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the engine beside DynamoDB Local. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        description =
                "Measures the engine, in process and over HTTP, in memory and in a folder, beside DynamoDB Local: throughput and CPU,"
                        + " the first table, memory, and tables that grow; then writes the report. About thirteen minutes. With --quick or --parts the report is only shown,"
                        + " unless --to is given.")
public final class EngineCommand implements Callable<Integer> {
    /** What the page has sections of. */
    private enum Part {
        CONTEST,
        FIRST,
        MEMORY,
        GROWTH
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--quick",
            description = "A round of short turns and small tables, to see that it works; not for quoting.")
    private boolean quick;

    @Option(
            names = "--rounds",
            description = "Turns of each setting in each cell, after those that warm up (${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--seconds", description = "Measured in each turn (${DEFAULT-VALUE}).")
    private double seconds = 0.6;

    @Option(
            names = "--items",
            description = "The largest table: 10,000 items, or some times ten of it (${DEFAULT-VALUE}).")
    private int items = 1_000_000;

    @Option(
            names = "--parts",
            split = ",",
            paramLabel = "PART",
            description = "What is measured (all unless told): ${COMPLETION-CANDIDATES}")
    private Set<Part> parts = EnumSet.allOf(Part.class);

    @Option(names = "--in", description = "An existing folder on the disk to test on (that of temporary files).")
    private Path disk = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--to", description = "The folder of the report (docs, for a whole run).")
    private @Nullable Path folder;

    private final String typed;

    /** The command as it was typed, for the report. */
    public EngineCommand(String typed) {
        this.typed = typed;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (quick) {
            rounds = 1;
            seconds = 0.3;
            items = Math.min(items, 100_000);
        }
        if (rounds < 1 || !(seconds > 0) || items < Growth.SMALLEST) {
            throw new ParameterException(
                    spec.commandLine(),
                    "At least 1 round, some time for a turn, and %,d items".formatted(Growth.SMALLEST));
        }
        long began = System.nanoTime();
        Path room = Files.createTempDirectory(disk.toRealPath(), "stator-engine");
        try {
            long millis = Math.round(seconds * 1000);
            List<FirstTable> firstTables =
                    parts.contains(Part.FIRST) ? FirstTables.measure(room, quick ? 20 : 200) : List.of();
            List<Footprint> footprints =
                    parts.contains(Part.MEMORY) ? Footprints.measure(room, quick ? 100 : 1) : List.of();
            Growth growing = new Growth(room, rounds, millis);
            List<EngineReading> growth = parts.contains(Part.GROWTH) ? growing.run(items) : List.of();
            List<Control> controls = parts.contains(Part.GROWTH) ? growing.controls(items) : List.of();
            List<EngineReading> contest =
                    parts.contains(Part.CONTEST) ? new Contest(room, rounds, millis).run() : List.of();
            EngineReport report = new EngineReport(
                    contest, growth, controls, firstTables, footprints, (System.nanoTime() - began) / 1_000_000_000);
            String detail = "%d rounds of turns of %s s, tables of up to %,d items".formatted(rounds, seconds, items);
            String page = report.markdown(Surroundings.here(Instant.now(), typed, detail));
            target().ifPresent(to -> {
                Page files = new Page(to.resolve("benchmarks"));
                report.raw().forEach(files::write);
                new Page(to).write("speed.md", page);
            });
            System.out.println(page);
        } finally {
            remove(room);
        }
        return 0;
    }

    /** What a whole run saw is not replaced by that of a part. */
    private Optional<Path> target() {
        boolean whole = !quick && parts.size() == Part.values().length;
        return Optional.ofNullable(folder).or(() -> whole ? Optional.of(Path.of("docs")) : Optional.empty());
    }

    private static void remove(Path room) throws IOException {
        try (Stream<Path> all = Files.walk(room)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
