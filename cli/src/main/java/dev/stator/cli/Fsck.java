package dev.stator.cli;

import dev.stator.engine.FolderReport;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stator fsck}: whether a folder is sound. */
@Command(
        name = "fsck",
        sortOptions = false,
        description = {
            "Verify a folder, whether or not it is being served. Changes nothing.",
            "Verified are the file itself, each item against its key, its size and its index entries,",
            "counters, streams, backups, tags and tokens.",
            "Prints what is wrong, a line for each, and ends with exit code 1 if there is any."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class Fsck implements Callable<Integer> {
    @Mixin
    private InFolder data = new InFolder();

    /** Replaced by picocli with the command's own. */
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        FolderReport report = data.folder().verify();
        PrintWriter out = spec.commandLine().getOut();
        report.problems().forEach(out::println);
        out.println(String.format(
                Locale.ROOT,
                "%s: tables %,d, items %,d, index entries %,d, problems %,d",
                data,
                report.tables(),
                report.items(),
                report.indexEntries(),
                report.problems().size()));
        out.flush();
        return report.isSound() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
