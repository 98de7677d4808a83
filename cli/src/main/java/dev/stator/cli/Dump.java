package dev.stator.cli;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.value.Item;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stator dump}: all items of a table into a file. */
@Command(
        name = "dump",
        sortOptions = false,
        description = {
            "Write the items of a table into a file.",
            "The first line describes the table; each further one is an item in DynamoDB's own JSON."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class Dump implements Callable<Integer> {
    private final EngineSource engines;

    @Parameters(index = "0", paramLabel = "TABLE", description = "The table's name.")
    private String table = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The file; compressed if its name ends in .gz.")
    private Path file = Path.of("");

    @ArgGroup
    private Existing existing = new Existing();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "1",
            description = "Read so many parts of the table at the same time (default: ${DEFAULT-VALUE}).")
    private int parallel;

    @Mixin
    private Target target = new Target();

    /** Replaced by picocli with the command's own. */
    @Spec
    private CommandSpec spec = CommandSpec.create();

    Dump(EngineSource engines) {
        this.engines = engines;
    }

    @Override
    public Integer call() {
        if (parallel < 1) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--parallel': " + parallel + " is not 1 or more");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Stator db = target.open(engines, spec)) {
            Table<Item> items = db.discover(table).execute();
            dev.stator.Dump dump =
                    parallel > 1 ? items.scan().parallel(parallel, parallel).dump(file) : items.dump(file);
            long count = (existing.resume ? dump.resuming() : existing.replace ? dump.replacing() : dump).execute();
            out.println(count + " items of " + table + " are in " + file);
        }
        out.flush();
        return ExitCode.OK;
    }

    /** What to do about a file that is there. */
    private static final class Existing {
        @Option(names = "--resume", description = "Go on with a dump that was broken off.")
        private boolean resume;

        @Option(names = "--replace", description = "Write a file that is there anew.")
        private boolean replace;
    }
}
