package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of reliability name code and tests; this holds that each has both, and that they exist. */
class ReliabilityTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| (`[^|]+`) \\| (`[^|]+`) \\|$");
    private static final Pattern TYPE = Pattern.compile("`(\\w+)`");
    private static final Pattern TOPIC = Pattern.compile("\\*\\*([^*]+?)\\.?\\*\\*");

    private static String page() throws IOException {
        return Files.readString(TestSources.ROOT.resolve(Path.of("docs", "reliability.md")));
    }

    @Test
    void everyTopicHasItsRules() throws IOException {
        Set<String> topics = new HashSet<>();
        Matcher topic = TOPIC.matcher(page());
        while (topic.find()) {
            topics.add(topic.group(1));
        }
        assertThat(topics)
                .contains(
                        "Retry",
                        "Retry quota",
                        "Server's hint",
                        "Transactions",
                        "Batches",
                        "CRC32",
                        "Connections",
                        "Clock skew",
                        "Deadlines",
                        "Expired credentials",
                        "Throttling reasons",
                        "Unknown things survive",
                        "Region drift",
                        "Limits");
    }

    @Test
    void everyRuleNamesCodeAndTestsThatExist() throws IOException {
        Set<String> code = mainClasses();
        Matcher row = ROW.matcher(page());
        int rules = 0;
        while (row.find()) {
            rules++;
            Matcher type = TYPE.matcher(row.group(2));
            while (type.find()) {
                assertThat(code).as(row.group(1)).contains(type.group(1));
            }
            TestSources.assertNamedExist(row.group(3), row.group(1));
        }
        assertThat(rules)
                .isEqualTo(page().lines().filter(line -> line.startsWith("| ")).count() - 1);
    }

    private static Set<String> mainClasses() throws IOException {
        try (Stream<Path> files = Files.walk(TestSources.ROOT.resolve(Path.of("core", "src", "main", "java")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }
}
