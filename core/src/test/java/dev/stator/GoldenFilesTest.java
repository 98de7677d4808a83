package dev.stator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenFilesTest {
    private static final Path PROTOCOL = Path.of("src/main/java/dev/stator/internal/protocol");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path TEST = Path.of("src/test/java/dev/stator/GoldenWireTest.java");

    /** The actions that have an operation of their own. */
    static List<String> actions() throws IOException {
        try (Stream<Path> files = Files.list(PROTOCOL)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Operation.java"))
                    .map(name -> name.replace("Operation.java", ""))
                    .filter(name -> !List.of("", "Json", "Table", "Stream", "Scaling", "Raw")
                            .contains(name))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> requests(String action) throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN.resolve(action))) {
            return files.filter(file -> file.toString().endsWith(".request.json"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("actions")
    void everyOperationHasGoldenFilesAndEachIsUsed(String action) throws IOException {
        List<Path> requests = requests(action);
        assertThat(requests).as("cases of " + action).hasSizeGreaterThan(1);
        String test = Files.readString(TEST);
        for (Path request : requests) {
            String name = request.getFileName().toString().replace(".request.json", "");
            assertThat(request.resolveSibling(name + ".reply.json")).exists();
            assertThat(test).contains('"' + action + "/" + name + '"');
        }
    }
}
