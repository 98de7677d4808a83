package dev.stator.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stator.codec.PartitionKey;
import dev.stator.codec.TableSchema;
import dev.stator.error.CodecException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The two JSON forms of an item. */
class ItemJsonTest {
    private static final Item PLAIN = Item.of(
                    "s", "a\"b", "n", new BigDecimal("12345678901234567890.12345678901234567"))
            .with("bool", true)
            .with("null", null)
            .with("l", Arrays.asList(1, null, List.of()))
            .with("m", Map.of("a.b", Map.of("c", false)));

    private static void assertRefused(ThrowingCallable call, String path, String problem) {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(call)
                .withMessageContaining(problem)
                .satisfies(e -> assertThat(e.path()).isEqualTo(path));
    }

    @Test
    void wireJsonHasATypeDescriptorAroundEachValue() {
        Item item =
                Item.of("id", "a", "b", new byte[] {1}).with("ns", Set.of(5)).with("l", List.of("x", true));
        String json = "{\"id\":{\"S\":\"a\"},\"b\":{\"B\":\"AQ==\"},\"ns\":{\"NS\":[\"5\"]},"
                + "\"l\":{\"L\":[{\"S\":\"x\"},{\"BOOL\":true}]}}";

        assertThat(WireJson.write(item)).isEqualTo(json);
        assertThat(WireJson.read(json)).isEqualTo(item);
        assertThat(WireJson.read(" { \"id\" : { \"S\" : \"a\" } }\n")).isEqualTo(Item.of("id", "a"));
    }

    record Visit(@PartitionKey Instant at, int count) {}

    @Test
    void aRecordOfPlainJsonHasKeysInAnyFormOfTheirClass() {
        TableSchema<Visit> visits = TableSchema.of(Visit.class, MethodHandles.lookup());
        Item item = PlainJson.read("{\"at\":\"2024-01-01T00:00:00Z\",\"count\":2}");
        assertThat(visits.fromInput(item)).isEqualTo(new Visit(Instant.parse("2024-01-01T00:00:00Z"), 2));
        assertRefused(() -> visits.fromItem(item), "at", "in another form");
    }

    @Test
    void itemsAreReadOutOfReplies() {
        String reply = "{\"Count\":2,\"Items\":[{\"id\":{\"S\":\"a\"}},{\"id\":{\"S\":\"b\"}}],"
                + "\"LastEvaluatedKey\":{\"id\":{\"S\":\"b\"}}}";

        assertThat(WireJson.readAllIn(reply, "Items")).containsExactly(Item.of("id", "a"), Item.of("id", "b"));
        assertThat(WireJson.readIn(reply, "LastEvaluatedKey")).contains(Item.of("id", "b"));
        assertThat(WireJson.readIn(reply, "Item")).isEmpty();
        assertThat(WireJson.readAllIn(reply, "Responses")).isEmpty();
        assertRefused(() -> WireJson.readIn("{\"Item\":{\"a\":{\"M\":{\"b\":{\"N\":\"x\"}}}}}", "Item"), "a.b", "x");
        assertRefused(() -> WireJson.readAllIn(reply, "Count"), "", "");
        assertRefused(() -> WireJson.readIn("no JSON", "Item"), "", "");
    }

    @Test
    void plainJsonHasNone() {
        String json = PlainJson.write(PLAIN);

        assertThat(json)
                .isEqualTo("{\"s\":\"a\\\"b\",\"n\":12345678901234567890.12345678901234567,\"bool\":true,\"null\":null,"
                        + "\"l\":[1,null,[]],\"m\":{\"a.b\":{\"c\":false}}}");
        assertThat(PlainJson.read(json)).isEqualTo(PLAIN);
        assertThat(PlainJson.writeLossy(PLAIN)).isEqualTo(json);
        assertThat(PlainJson.read("{\"n\": 1E+2, \"z\": -0.50}"))
                .isEqualTo(Item.of("n", 100, "z", new BigDecimal("-0.5")));
    }

    @Test
    void plainJsonRefusesBinariesAndSetsUnlessLossIsAllowed() {
        Item item = Item.of("m", Map.of("l", List.of(1, Set.of("x"))));
        assertRefused(() -> PlainJson.write(item), "m.l[1]", "type SS has no form in plain JSON");
        assertRefused(() -> PlainJson.write(Item.of("b", new byte[] {1})), "b", "type B has no form");
        Item all = Item.of("b", new byte[] {1}, "ns", Set.of(5)).with("bs", Set.of(new byte[] {2}));
        assertThat(PlainJson.writeLossy(all)).isEqualTo("{\"b\":\"AQ==\",\"ns\":[5],\"bs\":[\"Ag==\"]}");
        assertThat(PlainJson.writeLossy(item)).isEqualTo("{\"m\":{\"l\":[1,[\"x\"]]}}");
    }

    @Test
    void whatIsNoItemIsRefusedWithItsPath() {
        assertRefused(
                () -> WireJson.read("{\"a\":{\"M\":{\"b\":{\"L\":[{\"S\":\"x\"},{\"X\":1}]}}}}"), "a.b[1]", "\"X\"");
        assertRefused(() -> WireJson.read("{\"a\":{\"M\":{\"b\":{\"N\":\"x\"}}}}"), "a.b", "not a number");
        assertRefused(() -> WireJson.read("{\"a\":{\"L\":[{\"SS\":[]}]}}"), "a[0]", "empty set");
        assertRefused(() -> WireJson.read("{\"a\":{\"S\":\"x\",\"N\":\"1\"}}"), "a", "more than one type descriptor");
        assertRefused(() -> WireJson.read("[]"), "", "expected an object, found an array");
        assertRefused(() -> WireJson.read("{\"a\":{\"S\":\"x\"}} {}"), "", "follows the end");
        assertRefused(() -> WireJson.read(""), "", "no value");
        assertRefused(() -> PlainJson.read("{\"a\":{\"b\":[1,1e200]}}"), "a.b[1]", "magnitude");
        assertRefused(() -> PlainJson.read("{\"a\":[" + "1".repeat(39) + "]}"), "a[0]", "39 significant digits");
        assertRefused(() -> PlainJson.read("{\"a\":NaN}"), "", "rules of JSON");
        assertRefused(() -> PlainJson.read("5"), "", "expected an object");
    }

    @Property(tries = 200)
    void bothFormsComeBack(@ForAll("values") AttributeValue value) {
        Item item = Item.of("value", value);
        assertThat(PlainJson.read(PlainJson.write(item))).isEqualTo(item);
        assertThat(WireJson.read(WireJson.write(item))).isEqualTo(item);
        assertThat(Item.copyOf(item.toMap())).isEqualTo(item);
        Item sets = item.with("b", new byte[] {1}).with("s", Set.of(1, 2));
        assertThat(WireJson.read(WireJson.write(sets))).isEqualTo(sets);
    }

    @Provide
    Arbitrary<AttributeValue> values() {
        return Arbitraries.randomValue(random -> value(random, 4));
    }

    private static AttributeValue value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> AttributeValue.of("t" + random.nextInt() + "\u0000é😀\"\\");
            case 1 -> AttributeValue.of(new BigDecimal(random.nextLong()).scaleByPowerOfTen(random.nextInt(100) - 60));
            case 2 -> AttributeValue.of(random.nextBoolean());
            case 3 -> AttributeValue.Null.NULL;
            case 4 -> AttributeValue.of(List.of(value(random, depth - 1), value(random, depth - 1)));
            default -> AttributeValue.of(Map.of("a", value(random, depth - 1), "b.c", value(random, depth - 1)));
        };
    }
}
