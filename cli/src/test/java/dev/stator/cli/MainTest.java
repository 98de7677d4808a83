package dev.stator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.error.StatorException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** An engine that cannot be opened: whatever gets this far was parsed, and ends there. */
    private Optional<Path> opened = Optional.empty();

    private final EngineSource unusable = (data, options) -> {
        opened = data;
        throw new StatorException("the folder is in use by another process");
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serve                                | --in-memory",
                "serve --in-memory --data d           | mutually exclusive",
                "serve --data                         | --data",
                "serve --in-memory --port many        | --port",
                "serve --in-memory --port 65536       | not between 0 and 65535",
                "serve --in-memory --port -1          | not between 0 and 65535",
                "serve --in-memory --colour           | --colour",
                "serve --in-memory --relaxed          | --relaxed",
                "serve --in-memory --status-delay -1  | --status-delay",
                "serve --in-memory --lag -1           | --lag",
                "serve --in-memory --index-lag -1     | --index-lag",
                "serve --data d --lag 1               | --in-memory",
                "serve --in-memory --tls-key k        | --tls-certificate",
                "scan t --endpoint nonsense           | nonsense",
                "scan t --endpoint http://localhost:1 --region Nix_da | Nix_da",
                "sing                                 | sing"
            })
    void wrongUsageIsOneLineOfErrorThatLeadsToTheHelp(String arguments, String named) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .satisfies(line -> assertThat(line).contains(named).contains("--help"));
        assertThat(out.toString()).isEmpty();
    }

    /** Of a description, the list of commands shows the first string alone. */
    @Test
    void theListOfCommandsHasWholeSentences() {
        assertThat(Main.commandLine(unusable).getSubcommands().values())
                .isNotEmpty()
                .allSatisfy(command -> assertThat(
                                command.getCommandSpec().usageMessage().description()[0])
                        .endsWith("."));
    }

    @Test
    void noCommandIsWrongUsage() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("stator: Missing required subcommand; see 'stator --help'");
    }

    @Test
    void aFailureIsOneLineOfError() {
        assertThat(run("serve", "--data", "folder")).isEqualTo(1);
        assertThat(opened).contains(Path.of("folder"));
        assertThat(err.toString()).isEqualToIgnoringNewLines("stator serve: the folder is in use by another process");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--verbose serve --in-memory", "serve --in-memory --verbose"})
    void verboseShowsTheStackTrace(String arguments) {
        assertThat(run(arguments.split(" "))).isEqualTo(1);
        assertThat(opened).isEmpty();
        assertThat(err.toString())
                .startsWith("stator serve: the folder is in use by another process" + System.lineSeparator())
                .contains("\tat dev.stator.cli.");
    }

    @Test
    void anUnexpectedExceptionIsNamed() {
        CommandLine line = commandLine((data, options) -> {
            throw new IllegalStateException("odd");
        });
        assertThat(line.execute("serve", "--in-memory")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "stator serve: java.lang.IllegalStateException: odd (--verbose shows the stack trace)");
    }

    @Test
    void theHelpNamesTheCommandsAndTheirOptions() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("serve").contains("Exit codes");
        assertThat(run("serve", "--help")).isZero();
        assertThat(out.toString()).contains("(--in-memory | --data=DIR)").contains("default: 8000");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theVersionNamesTheProgramAndTheJava() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("stator ").contains("Java " + Runtime.version());
    }

    private int run(String... arguments) {
        return commandLine(unusable).execute(arguments);
    }

    private CommandLine commandLine(EngineSource engine) {
        return Main.commandLine(engine).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    }
}
