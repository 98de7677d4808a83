package dev.stator.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonItemTest {
    private static final String EVERYTHING = """
            {"s":{"S":"a \\"b\\" é 😀 \\n"},"n":{"N":"-12.5"},"long":{"N":"-9223372036854775808"},"b":{"B":"AQID"},\
            "t":{"BOOL":true},"f":{"BOOL":false},"null":{"NULL":true},\
            "l":{"L":[{"S":"x"},{"L":[]},{"M":{"k":{"N":"1"}}}]},"m":{"M":{"ss":{"SS":["a","b"]},"e":{"M":{}}}},\
            "ns":{"NS":["1","2.5"]},"bs":{"BS":["AQ==","Ag=="]}}""";

    private static Item everything() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("s", "a \"b\" é 😀 \n");
        values.put("n", new BigDecimal("-12.50"));
        values.put("long", Long.MIN_VALUE);
        values.put("b", new byte[] {1, 2, 3});
        values.put("t", true);
        values.put("f", false);
        values.put("null", AttributeValue.Null.NULL);
        values.put("l", List.of("x", List.of(), Map.of("k", 1)));
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("ss", new LinkedHashSet<>(List.of("a", "b")));
        inner.put("e", Map.of());
        values.put("m", inner);
        values.put("ns", new LinkedHashSet<>(List.of(1, 2.5)));
        values.put("bs", new LinkedHashSet<>(List.of(Binary.of(new byte[] {1}), Binary.of(new byte[] {2}))));
        return Item.copyOf(values);
    }

    static String json(Item item) {
        JsonWriter writer = new JsonWriter();
        item.writeTo(writer.items());
        return new String(writer.toByteArray(), UTF_8);
    }

    static Item item(String json) {
        return Item.readFrom(new JsonReader(json.getBytes(UTF_8)).items());
    }

    @Test
    void everyTypeIsWrittenAsTheServiceDoes() {
        assertThat(json(everything())).isEqualTo(EVERYTHING);
    }

    @Test
    void everyTypeIsReadBack() {
        assertThat(item(EVERYTHING)).isEqualTo(everything());
    }

    @Test
    void longsAreWrittenAsBigDecimalsAre() {
        for (long value : new long[] {0, -1, 9, 10, -10, 1234567890123L, Long.MAX_VALUE, Long.MIN_VALUE}) {
            JsonWriter writer = new JsonWriter();
            writer.items().number(value);
            assertThat(writer.toByteArray()).asString().isEqualTo("{\"N\":\"" + value + "\"}");
        }
    }

    @Test
    void numbersAreWrittenInPlainDigitsWithoutWhatDoesNotCount() {
        for (String number : List.of(
                "1", "-7", "10", "1200", "2048.75", "-0.5", "1E+20", "9".repeat(18), "9".repeat(19), "1E-130")) {
            BigDecimal value = new BigDecimal(number);
            String plain = value.stripTrailingZeros().toPlainString();
            JsonWriter writer = new JsonWriter();
            writer.items().startList();
            writer.items().number(value);
            writer.items().number(value.setScale(Math.max(0, value.scale()) + 2));
            writer.items().startSet(AttributeType.NS);
            writer.items().number(value);
            writer.items().endSet();
            writer.items().endList();
            assertThat(writer.toByteArray())
                    .asString()
                    .isEqualTo("{\"L\":[{\"N\":\"X\"},{\"N\":\"X\"},{\"NS\":[\"X\"]}]}".replace("X", plain));
        }
    }

    @Test
    void noPrefixOfADocumentGivesAValue() {
        byte[] whole = EVERYTHING.getBytes(UTF_8);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Item.readFrom(new JsonReader(cut).items()))
                    .as("cut after %d bytes", length)
                    .isInstanceOf(MalformedJsonException.class);
            assertThatThrownBy(() -> new JsonReader(cut).items().skip())
                    .as("skipped, cut after %d bytes", length)
                    .isInstanceOf(MalformedJsonException.class);
        }
        assertThat(Item.readFrom(new JsonReader(whole).items())).isEqualTo(everything());
    }

    @Test
    void anUnknownTypeDescriptorIsNamed() {
        assertThatThrownBy(() -> item("{\"a\":{\"X\":\"1\"}}"))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("unknown type descriptor \"X\"");
    }

    @Test
    void anUnknownTypeDescriptorCanBePassedBy() {
        ItemReader in = new JsonReader("{\"a\":{\"X\":{\"y\":[1]}},\"b\":{\"S\":\"v\"}}".getBytes(UTF_8)).items();
        in.startItem();
        assertThat(in.nextName()).isEqualTo("a");
        in.skip();
        assertThat(in.nextName()).isEqualTo("b");
        assertThat(in.string()).isEqualTo("v");
        assertThat(in.nextName()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{}}",
                "{\"a\":{\"S\":\"x\",\"N\":\"1\"}}",
                "{\"a\":{\"N\":1}}",
                "{\"a\":{\"S\":null}}",
                "{\"a\":\"x\"}",
                "{\"a\":{\"BOOL\":\"true\"}}",
                "{\"a\":{\"NULL\":false}}",
                "{\"a\":{\"B\":\"*\"}}",
                "{\"a\":{\"L\":[1]}}",
                "{\"a\":{\"L\":{}}}",
                "{\"a\":{\"M\":[]}}",
                "{\"a\":{\"SS\":[1]}}",
                "{\"a\":{\"SS\":\"x\"}}",
                "{\"a\":{\"S\":\"x\"}} {}",
                "[]",
                "nonsense"
            })
    void whatIsNoItemIsRefused(String json) {
        assertThatThrownBy(() -> item(json))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageStartingWith("Malformed JSON at byte ");
    }

    @Test
    void noMessageShowsContent() {
        assertThatThrownBy(() -> item("{\"a\":{\"S\":secret}}"))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void deepNestingIsRefusedBeforeTheStackEnds() {
        assertThatThrownBy(() -> item(nested(10_000)))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("nested too deeply");
        assertThat(item(nested(40)).has("a")).isTrue();
        JsonWriter writer = new JsonWriter();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    for (int level = 0; level < 10_000; level++) {
                        writer.items().startList();
                    }
                })
                .withMessageContaining("nested too deeply");
    }

    private static String nested(int levels) {
        return "{\"a\":" + "{\"L\":[".repeat(levels) + "{\"S\":\"x\"}" + "]}".repeat(levels) + "}";
    }

    @Test
    void halfOfASurrogatePairTravelsAsAnEscape() {
        assertThat(json(Item.of("s", "\uDE00x\uD83D"))).isEqualTo("{\"s\":{\"S\":\"\\uDE00x\\uD83D\"}}");
        assertThat(item("{\"s\":{\"S\":\"\\uDE00x\\uD83D\"}}")).isEqualTo(Item.of("s", "\uDE00x\uD83D"));
    }

    @Test
    void aNumberOfTooManyDigitsIsRefused() {
        BigDecimal most = new BigDecimal("9".repeat(38));
        assertThat(json(Item.of("n", most))).contains("9".repeat(38));
        JsonWriter writer = new JsonWriter();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.items().number(new BigDecimal("9".repeat(39))))
                .withMessageContaining("39 significant digits");
    }

    @Test
    void tokensOutOfOrderAreRefused() {
        JsonWriter nameless = new JsonWriter();
        nameless.items().startItem();
        assertThatIllegalStateException().isThrownBy(() -> nameless.items().string("x"));
        assertThatIllegalStateException().isThrownBy(nameless::toByteArray);
        JsonWriter unended = new JsonWriter();
        assertThatIllegalStateException().isThrownBy(() -> unended.items().endItem());
        assertThatIllegalStateException().isThrownBy(unended::toByteArray);
    }

    @Test
    void askingForAnotherTypeIsMisuse() {
        ItemReader in = new JsonReader("{\"N\":\"1\"}".getBytes(UTF_8)).items();
        assertThatIllegalStateException()
                .isThrownBy(in::string)
                .withMessage("The reader stands on a value of type N, not S");
        assertThat(in.type()).isEqualTo(AttributeType.N);
        assertThat(in.number()).isEqualTo("1");
    }

    @Test
    void aLargeDocumentIsWrittenWhole() {
        Item large = Item.of("a", "x".repeat(100_000), "b", "é".repeat(100_000));
        assertThat(item(json(large))).isEqualTo(large);
    }
}
