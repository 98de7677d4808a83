package dev.stator.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Configuration.Setting;
import dev.stator.Stator;
import dev.stator.StatorBuilder;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page about configuration says what the code does. */
class ConfigurationPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern NAME = Pattern.compile("`(AWS_[A-Z0-9_]+|aws\\.[A-Za-z0-9]+|[a-z0-9]+_[a-z0-9_]+)`");

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/configuration.md"));
    }

    private static String row(String setting) throws IOException {
        return page().lines()
                .filter(line -> line.startsWith("| " + setting + " |"))
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @EnumSource
    void everyNameOfASettingStandsOnThePage(Key key) throws IOException {
        Stream<String> names = Stream.of(key.variables, key.properties, List.of(key.profileKey))
                .flatMap(List::stream)
                .filter(name -> !name.isEmpty());

        assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(page()).contains("`" + name + "`"));
    }

    @Test
    void everyNameOnThePageIsReadByTheCode() throws IOException {
        String sources = sources("core") + sources("aws-sdk");
        List<String> names = NAME.matcher(page())
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace("`", ""))
                .toList();

        assertThat(names)
                .hasSizeGreaterThan(50)
                .allSatisfy(name -> assertThat(sources.contains(name)).as(name).isTrue());
    }

    private static String sources(String module) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Test
    void everyMethodOfTheBuilderStandsOnThePage() throws IOException {
        List<String> methods = Arrays.stream(StatorBuilder.class.getDeclaredMethods())
                .filter(method ->
                        Modifier.isPublic(method.getModifiers()) && method.getReturnType() == StatorBuilder.class)
                .map(method -> "`" + method.getName() + "(…)`")
                .distinct()
                .toList();

        assertThat(methods)
                .hasSizeGreaterThan(20)
                .allSatisfy(method -> assertThat(page()).contains(method));
    }

    @Test
    void everySettingOfAClientHasItsRowWithTheDefault() throws IOException {
        List<Setting> settings;
        try (Stator db = Stator.builder()
                .environment(Map.of("HOME", "/nowhere"))
                .systemProperties(Map.of())
                .region("eu-central-1")
                .userAgent("shop/1.4")
                .header("X-Team", "one")
                .build()) {
            settings = db.configuration().settings();
        }

        assertThat(settings).hasSizeGreaterThan(12);
        for (Setting setting : settings) {
            String row = row(setting.name());
            assertThat(row).as(setting.name()).isNotEmpty();
            boolean told =
                    setting.source().equals("default") && Pattern.matches("PT\\d+[SM]|\\d+|false", setting.value());
            if (told) {
                assertThat(row).as(setting.name()).endsWith("| " + plain(setting.value()) + " |");
            }
        }
    }

    /** Times as people write them. */
    private static String plain(String value) {
        return value.startsWith("PT") ? Duration.parse(value).toSeconds() + " s" : value;
    }
}
