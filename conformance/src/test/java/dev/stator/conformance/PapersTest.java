package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The papers name tests and files; this holds that they exist. */
class PapersTest {
    private static final Pattern NAMED_TEST = Pattern.compile("(?<!@)\\b([A-Z]\\w*(?:Test|Contract))\\b");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)\\)");

    @ParameterizedTest
    @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"})
    void namedTestsExist(String paper) throws IOException {
        Set<String> named = find(NAMED_TEST, paper);
        named.remove("XContract"); // The action to be added.
        assertThat(TestSources.byClass().keySet()).containsAll(named);
    }

    @ParameterizedTest
    @MethodSource("papers")
    void linkedFilesExist(String paper) throws IOException {
        Path folder = TestSources.ROOT.resolve(paper).getParent();
        assertThat(find(LINK, paper))
                .allSatisfy(link -> assertThat(folder.resolve(link)).exists());
    }

    @Test
    void theVersionToDependOnIsThatOfTheProject() throws IOException {
        Pattern version =
                Pattern.compile("<artifactId>stator(?:-parent)?</artifactId>.*\\n\\s*<version>([^$]+)</version>");
        assertThat(find(version, "README.md"))
                .isEqualTo(find(version, "pom.xml"))
                .hasSize(1);
    }

    static List<String> papers() throws IOException {
        try (Stream<Path> top = Files.list(TestSources.ROOT);
                Stream<Path> docs = Files.walk(TestSources.ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .map(file -> TestSources.ROOT.relativize(file).toString())
                    .filter(file -> file.endsWith(".md"))
                    .toList();
        }
    }

    private static Set<String> find(Pattern pattern, String paper) throws IOException {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(Files.readString(TestSources.ROOT.resolve(paper)));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
