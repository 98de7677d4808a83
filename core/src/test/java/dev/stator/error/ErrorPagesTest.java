package dev.stator.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every exception that users can meet has a page, and every code stands on the page of its class. */
class ErrorPagesTest {
    private static final Path ROOT = Path.of("..");

    private static List<Class<?>> exceptions() throws Exception {
        Path classes = Path.of(StatorException.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    (Iterable<Path>) files.filter(path -> path.toString().endsWith("Exception.class"))::iterator) {
                String name = classes.relativize(file)
                        .toString()
                        .replace(".class", "")
                        .replace('/', '.');
                Class<?> type = Class.forName(name);
                if (StatorException.class.isAssignableFrom(type)
                        && Modifier.isPublic(type.getModifiers())
                        && !name.contains(".internal.")) {
                    found.add(type);
                }
            }
        }
        return found;
    }

    private static String page(String path) throws IOException {
        return Files.readString(ROOT.resolve(path));
    }

    @Test
    void everyExceptionHasAPageThatSaysWhatToDo() throws Exception {
        List<Class<?>> exceptions = exceptions();
        assertThat(exceptions).hasSizeGreaterThan(15).contains(ConditionFailedException.class);
        for (Class<?> type : exceptions) {
            assertThat(page(StatorException.pageOf(type)))
                    .as("page of %s", type)
                    .startsWith("# " + type.getSimpleName() + "\n")
                    .contains("Codes: ", "**What it means.** ", "**What to do.** ", "**Was anything done?** ");
        }
    }

    /** An attempt before the one that was refused may have been done. */
    @Test
    void everyPageOfARefusalTellsWhereToAskWhetherAnythingWasDone() throws Exception {
        for (Class<?> type : exceptions()) {
            if (ServiceException.class.isAssignableFrom(type)) {
                String text = page(StatorException.pageOf(type));
                assertThat(text.substring(text.indexOf("**Was anything done?**")))
                        .as("page of %s", type)
                        .contains("mayHaveApplied()");
            }
        }
    }

    /** Those of Stator itself, as the classes say them. */
    @Test
    void everyCodeOfOurOwnStandsOnThePageOfItsClass() throws Exception {
        Pattern code = Pattern.compile("public String code\\(\\) \\{\\s+return \"(\\w+)\"");
        int seen = 0;
        for (Class<?> type : exceptions()) {
            Matcher own = code.matcher(
                    Files.readString(Path.of("src/main/java", type.getName().replace('.', '/') + ".java")));
            if (own.find()) {
                seen++;
                assertThat(page(StatorException.pageOf(type))).contains("`" + own.group(1) + "`");
            }
        }
        assertThat(seen).isGreaterThan(5);
    }

    @Test
    void everyPageIsThatOfAnException() throws Exception {
        Set<String> pages = new TreeSet<>();
        for (Class<?> type : exceptions()) {
            pages.add(Path.of(StatorException.pageOf(type)).getFileName().toString());
        }
        pages.add("README.md");
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/errors"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(pages);
        }
    }

    @Test
    void everyCodeOfTheServiceStandsOnThePageOfItsClass() throws Exception {
        String table = Files.readString(Path.of("src/main/java/dev/stator/internal/protocol/ServiceError.java"));
        Matcher code = Pattern.compile(
                        "\"([A-Z]\\w{4,}(?:Exception|Exceeded|Failure|Error|Throttled|Skewed|Expired))\"")
                .matcher(table.substring(table.indexOf("meanings()")));
        String all = "";
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/errors"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                all += Files.readString(file);
            }
        }
        int seen = 0;
        while (code.find()) {
            seen++;
            assertThat(all).contains("`" + code.group(1) + "`");
        }
        assertThat(seen).isGreaterThan(40);
    }

    @Test
    void everyCodeOfATransportFailureStandsOnItsPage() throws IOException {
        String page = page("docs/errors/transport.md");
        assertThat(Arrays.stream(TransportException.Kind.values())
                        .map(kind -> new TransportException(kind, "x", null).code()))
                .allSatisfy(known -> assertThat(page).contains("`" + known + "`"));
    }
}
