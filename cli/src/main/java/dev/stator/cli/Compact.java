package dev.stator.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stator compact}: a folder without the room that nothing uses. */
@Command(
        name = "compact",
        sortOptions = false,
        description = {
            "Give back to the disk what a folder does not use any more, such as that of deleted items.",
            "Nobody may be using the folder, and the disk needs room for two more copies of what is left."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class Compact implements Callable<Integer> {
    @Mixin
    private InFolder data = new InFolder();

    /** Replaced by picocli with the command's own. */
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        long bytes = data.folder().compact();
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, "%s is smaller by %,d bytes", data, bytes));
        out.flush();
        return ExitCode.OK;
    }
}
