package dev.stator.cli;

import dev.stator.Listing;
import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.json.PlainJson;
import dev.stator.value.Item;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stator scan}: the items of a table or index, or of one partition of it. */
@Command(
        name = "scan",
        sortOptions = false,
        description = "Print the items of a table or index, one line of JSON each.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class Scan implements Callable<Integer> {
    private final EngineSource engines;

    @Parameters(index = "0", paramLabel = "TABLE", description = "The table's name.")
    private String table = "";

    @Option(names = "--index", paramLabel = "NAME", description = "Read this secondary index.")
    private @Nullable String index;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "Print at most so many items (default: ${DEFAULT-VALUE}).")
    private long limit;

    @Mixin
    private Target target = new Target();

    /** Replaced by picocli with the command's own. */
    @Spec
    private CommandSpec spec = CommandSpec.create();

    Scan(EngineSource engines) {
        this.engines = engines;
    }

    @Override
    public Integer call() {
        if (limit < 0) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--limit': " + limit + " is negative");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Stator db = target.open(engines, spec)) {
            Table<Item> items = db.discover(table).execute();
            Listing<Item, ?> listing =
                    index == null ? items.scan() : items.index(index).scan();
            for (Item item : listing.limit(limit)) {
                out.println(PlainJson.writeLossy(item));
            }
        }
        out.flush();
        return ExitCode.OK;
    }
}
