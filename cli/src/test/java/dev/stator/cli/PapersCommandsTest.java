package dev.stator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.stator.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands in the papers have options that exist. */
class PapersCommandsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern COMMAND = Pattern.compile(" {4}(?:\\./)?stator (?!…)(.+)");

    static List<String> commands() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            List<String> commands = Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .flatMap(PapersCommandsTest::lines)
                    .map(COMMAND::matcher)
                    .filter(line -> line.matches())
                    .map(line -> line.group(1))
                    .toList();
            assertThat(commands).anyMatch(command -> command.startsWith("fsck"));
            return commands;
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theCommandIsUnderstood(String command) {
        assertThatCode(() ->
                        Main.commandLine((data, options) -> Engine.inMemory()).parseArgs(command.split(" +")))
                .as(command)
                .doesNotThrowAnyException();
    }
}
