package dev.stator.cli;

import dev.stator.Stator;
import dev.stator.value.TableDescription;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stator tables}: what tables there are. */
@Command(
        name = "tables",
        sortOptions = false,
        description = "List the tables with their keys, indexes, item counts and sizes.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class Tables implements Callable<Integer> {
    private final EngineSource engines;

    @Mixin
    private Target target = new Target();

    /** Replaced by picocli with the command's own. */
    @Spec
    private CommandSpec spec = CommandSpec.create();

    Tables(EngineSource engines) {
        this.engines = engines;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Stator db = target.open(engines, spec)) {
            List<String> names = db.tableNames().execute();
            if (names.isEmpty()) {
                out.println("no tables");
            }
            for (String name : names) {
                TableDescription table = db.describe(name).execute();
                out.println(String.format(
                        Locale.ROOT,
                        "%s  %s  key %s  %,d items  %,d bytes",
                        name,
                        table.status(),
                        TableDescription.key(
                                List.of(table.partitionKey()),
                                table.sortKey().stream().toList()),
                        table.itemCount(),
                        table.sizeBytes()));
                for (TableDescription.Index index : table.indexes()) {
                    out.println("  " + (index.local() ? "local" : "global") + " index " + index.name() + "  key "
                            + TableDescription.key(index.partitionKeys(), index.sortKeys()));
                }
            }
        }
        out.flush();
        return ExitCode.OK;
    }
}
