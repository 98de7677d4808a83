package dev.stator.benchmarks.measure;

import dev.stator.benchmarks.crash.CrashCommand;
import dev.stator.benchmarks.engine.EngineCommand;
import dev.stator.benchmarks.soak.SoakCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code ./benchmarks/run}. */
@Command(
        name = "./benchmarks/run",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Measures Stator beside the AWS SDK on a loopback stub, and writes docs/benchmarks; or the engine beside DynamoDB"
                        + " Local; or soaks it in faults, or crashes the durable engine.")
public final class Main {

    private Main() {}

    /** Runs one command; the process ends with its exit code. */
    public static void main(String[] arguments) {
        String typed = "./benchmarks/run " + String.join(" ", arguments);
        CommandLine line = new CommandLine(new Main())
                .addSubcommand(new ThroughputCommand(typed))
                .addSubcommand(new ColdStartCommand(typed))
                .addSubcommand(new JmhCommand(typed))
                .addSubcommand(new SoakCommand(typed))
                .addSubcommand(new CrashCommand(typed))
                .addSubcommand(new EngineCommand(typed))
                .setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(line.execute(arguments));
    }
}
