package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Java in the papers is code that runs. Above each block of it stands {@code <!-- SomeTest: region, region -->}, which names
 * the regions of a test class that it shows: from {@code // region name} to {@code // endregion}, without what stands
 * between {@code // hide} and {@code // show}.
 */
class SnippetTest {
    private static final Pattern COMMA = Pattern.compile(", ");
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- (\\w+): ([\\w, -]+) -->\n)?```java\n(.*?)```\n", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> everyBlockIsCodeThatRuns() throws IOException {
        Map<String, String> tests = TestSources.byClass();
        List<DynamicTest> blocks = new ArrayList<>();
        for (Path paper : papers()) {
            Matcher block = BLOCK.matcher(Files.readString(paper));
            while (block.find()) {
                String test = block.group(1);
                String names = block.group(2);
                String shown = block.group(3);
                blocks.add(DynamicTest.dynamicTest(paper.getFileName() + " " + test + " " + names, () -> {
                    assertThat(test).as("the test named above\n" + shown).isNotNull();
                    Map<String, String> regions = regions(tests.getOrDefault(test, ""));
                    List<String> code = new ArrayList<>();
                    for (String name : COMMA.splitAsStream(names).toList()) {
                        assertThat(regions).as("regions of " + test).containsKey(name);
                        code.add(regions.get(name));
                    }
                    assertThat(shown).isEqualTo(String.join("\n", code));
                }));
            }
        }
        assertThat(blocks).isNotEmpty();
        return blocks.stream();
    }

    private static List<Path> papers() throws IOException {
        try (Stream<Path> docs = Files.walk(TestSources.ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(TestSources.ROOT.resolve("README.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static Map<String, String> regions(String source) {
        Map<String, String> regions = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        String name = "";
        boolean hidden = false;
        for (String line : source.lines().toList()) {
            String word = line.strip();
            if (word.startsWith("// region ")) {
                name = word.substring("// region ".length());
                lines = new ArrayList<>();
            } else if (word.equals("// endregion")) {
                regions.put(name, String.join("\n", lines).stripIndent() + "\n");
                name = "";
            } else if (word.equals("// hide") || word.equals("// show")) {
                hidden = word.equals("// hide");
            } else if (!name.isEmpty() && !hidden) {
                lines.add(line);
            }
        }
        return regions;
    }
}
