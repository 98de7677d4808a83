package dev.stator.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stator backup}: a copy of a folder as of one moment. */
@Command(
        name = "backup",
        sortOptions = false,
        description = {
            "Copy a folder as it is at one moment, whether or not it is being served.",
            "The copy is a folder for --data itself. It is there entirely or, if this fails, not at all."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class Backup implements Callable<Integer> {
    @Parameters(paramLabel = "TARGET", description = "The folder of the copy; empty or not there.")
    private Path target = Path.of("");

    @Mixin
    private InFolder data = new InFolder();

    /** Replaced by picocli with the command's own. */
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        data.folder().backup(target);
        PrintWriter out = spec.commandLine().getOut();
        out.println(data + " is copied to " + target);
        out.flush();
        return ExitCode.OK;
    }
}
