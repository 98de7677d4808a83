package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sources of the tests of all modules. */
final class TestSources {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    /** A test in a table of a paper: a class, or a method of one. */
    static final Pattern NAMED = Pattern.compile("`(\\w+)(?:\\.(\\w+))?`");

    private TestSources() {}

    /** Holds that all tests that a cell of a table names exist. */
    static void assertNamedExist(String cell, String row) throws IOException {
        Map<String, String> tests = byClass();
        Matcher named = NAMED.matcher(cell);
        while (named.find()) {
            assertThat(tests).as(row).containsKey(named.group(1));
            if (named.group(2) != null) {
                assertThat(tests.get(named.group(1)))
                        .as("%s: %s", row, named.group())
                        .containsPattern("\\b" + named.group(2) + "\\s*\\(");
            }
        }
    }

    /** The text of each test class, by its simple name. */
    static Map<String, String> byClass() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (Path module : modules()) {
            try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
                for (Path file :
                        files.filter(file -> file.toString().endsWith(".java")).toList()) {
                    sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        return sources;
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("src/test/java")))
                    .toList();
        }
    }
}
