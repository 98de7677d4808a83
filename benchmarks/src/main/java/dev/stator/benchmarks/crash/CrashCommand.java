package dev.stator.benchmarks.crash;

import dev.stator.benchmarks.report.CrashReport;
import dev.stator.benchmarks.report.Page;
import dev.stator.benchmarks.report.Surroundings;
import dev.stator.engine.Durability;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Kills engines and cuts their power, and looks for writes that are lost or torn. */
@Command(
        name = "crash",
        mixinStandardHelpOptions = true,
        description =
                "Kills processes with a durable engine under load, rebuilds what losses of power would have left of others, and holds"
                        + " what is there against what was acknowledged; then writes docs/crash.md. Fails if anything is lost, torn or"
                        + " at odds. About a second and a half for each kill, and less for each image.")
public final class CrashCommand implements Callable<Integer> {
    private static final int MOST = 100_000;

    /** So many that the log is brought over and begun anew several times. */
    private static final int DEEDS = 2_400;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--kills", description = "How often a process is killed (${DEFAULT-VALUE}).")
    private int kills = 300;

    @Option(
            names = "--images",
            description = "How many losses of power, for each durability; needs strace, unless 0 (${DEFAULT-VALUE}).")
    private int images = 300;

    @Option(names = "--workers", description = "How many writers a process has (${DEFAULT-VALUE}).")
    private int workers = 6;

    @Option(names = "--seed", description = "Where chance begins (the time).")
    private long seed = System.currentTimeMillis();

    @Option(names = "--in", description = "An existing folder on the disk to test on (that of temporary files).")
    private Path disk = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--to", description = "The folder of the report (${DEFAULT-VALUE}).")
    private Path folder = Path.of("docs");

    private final String typed;

    /** The command as it was typed, for the report. */
    public CrashCommand(String typed) {
        this.typed = typed;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (kills < 0 || images < 0 || kills > MOST || images > MOST || workers < 1 || workers > 100) {
            throw new ParameterException(
                    spec.commandLine(), "Up to " + MOST + " kills and images, and from 1 to 100 workers");
        }
        if (images > 0 && !PowerCuts.canRecord()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Losses of power are rebuilt from what strace records, and there is no strace here: install it (Linux"
                            + " only), or leave them out with --images 0");
        }
        long began = System.nanoTime();
        Path room = Files.createTempDirectory(disk.toRealPath(), "stator-crash");
        CrashReport report = new CrashReport(
                new Kills(room, workers, seed).run(kills),
                List.of(
                        new PowerCuts(room, workers, DEEDS / workers, Durability.SYNCED, seed + 1).run(images),
                        new PowerCuts(room, workers, DEEDS / workers, Durability.RELAXED, seed + 2).run(images)),
                (System.nanoTime() - began) / 1_000_000_000);
        remove(room);
        String detail =
                kills + " kills, " + images + " images for each durability, " + workers + " workers, seed " + seed;
        String page = report.markdown(Surroundings.here(Instant.now(), typed, detail));
        new Page(folder).write("crash.md", page);
        System.out.println(page);
        return report.isClean() ? 0 : 1;
    }

    private static void remove(Path room) throws IOException {
        try {
            Files.delete(room);
        } catch (DirectoryNotEmptyException e) {
            System.out.println("What was found damaged is in " + room);
        }
    }
}
