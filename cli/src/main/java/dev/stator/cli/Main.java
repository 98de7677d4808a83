package dev.stator.cli;

import dev.stator.engine.Engine;
import dev.stator.error.StatorException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The program {@code stator}: its commands, and how their errors reach the user. */
@Command(
        name = "stator",
        description = {"A DynamoDB toolkit: an embedded engine that speaks the service's protocol.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  stator demo                          a tour on the Unicode character database",
            "  stator serve --in-memory             a DynamoDB on port 8000, its data in memory",
            "  stator serve --data DIR --port 9000  the same, kept in a folder",
            "  stator scan TABLE --data DIR         look into a folder",
            "  stator dump TABLE FILE.gz            keep its items in a file, for stator load",
            "  stator backup TARGET --data DIR      copy a folder, also while it is being served",
            "  stator fsck --data DIR               verify it",
            "",
            "Exit codes: 0 success, 1 failure, 2 wrong usage."
        })
public final class Main {
    /** The engine that the commands work on. */
    private static final EngineSource ENGINE = (data, options) ->
            data.map(folder -> Engine.open(folder, options)).orElseGet(() -> Engine.inMemory(options));

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean verbose;

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        // Items are Unicode, whatever the terminal's locale says: a file written from here must hold them.
        System.exit(commandLine(ENGINE)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(args));
    }

    /** The whole command line; a further command is one more {@code addSubcommand} here. */
    static CommandLine commandLine(EngineSource engine) {
        Main main = new Main();
        return new CommandLine(main)
                .addSubcommand(new Demo(engine, UnicodeCharacter::all))
                .addSubcommand(new Serve(engine))
                .addSubcommand(new Tables(engine))
                .addSubcommand(new Scan(engine))
                .addSubcommand(new Dump(engine))
                .addSubcommand(new Load(engine))
                .addSubcommand(new Backup())
                .addSubcommand(new Fsck())
                .addSubcommand(new Compact())
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((error, arguments) -> main.misused(error))
                .setExecutionExceptionHandler((error, command, parsed) -> main.failed(error, command));
    }

    private int misused(ParameterException error) {
        CommandLine command = error.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message = String.valueOf(error.getMessage()).replaceFirst("^Error: ", "");
        report(error, command, name + ": " + message + "; see '" + name + " --help'");
        return ExitCode.USAGE;
    }

    private int failed(Exception error, CommandLine command) {
        // Our own messages say what to do; others are of use with their name only, and with their stack to who mends
        // them.
        String message = error.getMessage();
        if (!(error instanceof StatorException)) {
            message = error + (verbose ? "" : " (--verbose shows the stack trace)");
        }
        report(error, command, command.getCommandSpec().qualifiedName() + ": " + message);
        return ExitCode.SOFTWARE;
    }

    private void report(Exception error, CommandLine command, String line) {
        PrintWriter err = command.getErr();
        err.println(line.replaceAll("\\R", " "));
        if (verbose) {
            error.printStackTrace(err);
        }
        err.flush();
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "stator " + (version == null ? "(not packaged)" : version) + ", Java " + Runtime.version()
            };
        }
    }
}
