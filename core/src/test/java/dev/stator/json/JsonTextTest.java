package dev.stator.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stator.codec.Convert;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.TableSchema;
import dev.stator.error.CodecException;
import dev.stator.value.Item;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Objects as JSON in one string. */
class JsonTextTest {
    record Preferences(String colourName, List<Integer> sizes) {}

    record User(
            @PartitionKey String id,
            @Json Preferences preferences,
            @Json Optional<Preferences> old,
            List<@Json Preferences> history,
            @Json Map<String, Object> any) {}

    private static final TableSchema<User> USERS = TableSchema.of(User.class);
    private static final Preferences RED = new Preferences("red", List.of(1, 2));

    @Test
    void anObjectIsOneString() {
        User user = new User("a", RED, Optional.of(RED), List.of(RED), Map.of("n", new BigDecimal("0.10")));
        String json = "{\"colourName\":\"red\",\"sizes\":[1,2]}";
        Item item = Item.of("id", "a", "preferences", json, "old", json)
                .with("history", List.of(json))
                .with("any", "{\"n\":0.10}");

        assertThat(USERS.toItem(user)).isEqualTo(item);
        assertThat(USERS.fromItem(item)).isEqualTo(user);
        assertThat(USERS.toItem(new User("a", RED, Optional.empty(), List.of(), Map.of()))
                        .has("old"))
                .isFalse();
    }

    @Test
    void whatIsNoJsonOfTheClassIsAMisfitThatDoesNotShowIt() {
        Item item = USERS.toItem(new User("a", RED, Optional.empty(), List.of(RED), Map.of()));
        for (String json : List.of("secret", "{\"sizes\":\"secret\"}", "{\"sizes\":[1,2]", "null", "")) {
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> USERS.fromItem(item.with("history", List.of(json))))
                    .satisfies(e -> assertThat(e.path()).isEqualTo("history[0]"))
                    .withStackTraceContaining("JsonText")
                    .satisfies(e -> assertThat(String.valueOf(e.getCause())).doesNotContain("secret"));
        }
    }

    static final class Snake extends JsonText {
        Snake(Type type) {
            super(
                    type,
                    JsonMapper.builder()
                            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                            .build());
        }
    }

    record Own(
            @PartitionKey String id, @Convert(Snake.class) Preferences preferences) {}

    @Test
    void aMapperOfOnesOwnIsAConverterOfThreeLines() {
        TableSchema<Own> schema = TableSchema.of(Own.class);
        Item item = schema.toItem(new Own("a", RED));
        assertThat(item.string("preferences")).contains("{\"colour_name\":\"red\",\"sizes\":[1,2]}");
        assertThat(schema.fromItem(item)).isEqualTo(new Own("a", RED));
    }

    @Test
    void withoutJacksonDatabindTheClassIsRefusedAndTheMessageSaysSo() throws Exception {
        URL[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("jackson-databind"))
                .map(JsonTextTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader poor = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Class<?> schema = poor.loadClass(TableSchema.class.getName());
            Class<?> user = poor.loadClass(User.class.getName());
            assertThatExceptionOfType(InvocationTargetException.class)
                    .isThrownBy(() -> schema.getMethod("of", Class.class).invoke(null, user))
                    .havingCause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .withMessageStartingWith("User.preferences: ")
                    .withMessageContaining("tools.jackson.databind")
                    .withMessageContaining("add the library");
        }
    }

    private static URL url(String entry) {
        try {
            return new File(entry).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
