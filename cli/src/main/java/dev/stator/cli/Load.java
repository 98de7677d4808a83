package dev.stator.cli;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.value.Item;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stator load}: the items of a file into a table. */
@Command(
        name = "load",
        sortOptions = false,
        description = {
            "Put the items of a file into a table, each in place of the one with its key.",
            "Reads dumps of stator, items in DynamoDB's own JSON, exports to S3, and dumps of PynamoDB."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class Load implements Callable<Integer> {
    private final EngineSource engines;

    @Parameters(index = "0", paramLabel = "TABLE", description = "The table's name.")
    private String table = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The file; uncompressed if its name ends in .gz.")
    private Path file = Path.of("");

    @Option(
            names = "--create",
            description = "Create the table if it is missing, with the keys and indexes that the dump tells of.")
    private boolean create;

    @Option(names = "--resume", description = "Remember how much is loaded, and begin behind that next time.")
    private boolean resume;

    @Mixin
    private Target target = new Target();

    /** Replaced by picocli with the command's own. */
    @Spec
    private CommandSpec spec = CommandSpec.create();

    Load(EngineSource engines) {
        this.engines = engines;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Stator db = target.open(engines, spec)) {
            if (create) {
                db.dumped(table, file).create().ifMissing().execute();
            }
            Table<Item> items = db.discover(table).execute();
            dev.stator.Load load = items.load(file);
            long count = (resume ? load.resuming() : load).execute();
            out.println(count + " items of " + file + " are in " + table);
        }
        out.flush();
        return ExitCode.OK;
    }
}
