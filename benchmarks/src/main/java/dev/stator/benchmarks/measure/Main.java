package dev.stator.benchmarks.measure;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code ./benchmarks/run}. */
@Command(
        name = "./benchmarks/run",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Measures Stator beside the AWS SDK on a loopback stub, and writes docs/benchmarks.")
public final class Main {

    private Main() {}

    /** Runs one command; the process ends with its exit code. */
    public static void main(String[] arguments) {
        String typed = "./benchmarks/run " + String.join(" ", arguments);
        CommandLine line = new CommandLine(new Main())
                .addSubcommand(new ThroughputCommand(typed))
                .addSubcommand(new ColdStartCommand(typed))
                .addSubcommand(new JmhCommand(typed))
                .setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(line.execute(arguments));
    }
}
