package dev.stator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values that do not fit: each is refused with its path, and its neighbour that fits is not. */
class MisfitTest {
    static void assertMisfit(ThrowingCallable call, String path, String problem) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CodecException.class, e -> assertThat(e.path()).isEqualTo(path))
                .hasMessageStartingWith("Attribute " + path + ": ")
                .hasMessageContaining(problem);
    }

    /** Writes a row both ways, which must fail in the same way. */
    private static <T> void assertUnwritable(Class<T> type, T row, String path, String problem) {
        TableSchema<T> schema = TableSchema.of(type);
        assertMisfit(() -> Wire.json(schema, row), path, problem);
        assertMisfit(() -> schema.toItem(row), path, problem);
    }

    private static <T> void assertUnreadable(Class<T> type, String attributes, String path, String problem) {
        TableSchema<T> schema = TableSchema.of(type);
        String json = "{\"id\":{\"S\":\"k\"}," + attributes + "}";
        assertMisfit(() -> Wire.read(schema, json), path, problem);
        assertMisfit(() -> schema.fromItem(Wire.item(json)), path, problem);
    }

    private static <T> T read(Class<T> type, String attributes) {
        TableSchema<T> schema = TableSchema.of(type);
        String json = "{\"id\":{\"S\":\"k\"}" + (attributes.isEmpty() ? "" : ",") + attributes + "}";
        T row = Wire.read(schema, json);
        assertThat(schema.fromItem(Wire.item(json))).isEqualTo(row);
        return row;
    }

    record Numbers(@PartitionKey String id, int count) {}

    record Text(@PartitionKey String id, String text) {}

    record Maybe(
            @PartitionKey String id,
            Optional<String> optional,
            OptionalInt number,
            @Nullable String nullable,
            Set<String> set) {}

    record Floats(@PartitionKey String id, float little, double more) {}

    @Test
    void wholeNumbersRefuseWhatFloatsRound() {
        String digits = "{\"N\":\"0.12345678901234567890123\"}";
        assertThat(read(Floats.class, "\"little\":{\"N\":\"300000000000\"},\"more\":" + digits))
                .isEqualTo(new Floats("k", (float) 3e11, 0.12345678901234568));
        assertUnreadable(Numbers.class, "\"count\":{\"N\":\"300000000000\"}", "count", "does not fit in a Integer");
        assertUnreadable(Numbers.class, "\"count\":{\"N\":\"1.5\"}", "count", "does not fit in a Integer");
    }

    @Test
    void anAbsentPrimitiveIsRefused() {
        assertUnreadable(Numbers.class, "\"x\":{\"N\":\"1\"}", "count", "no such attribute");
        assertUnreadable(Numbers.class, "\"count\":{\"NULL\":true}", "count", "no such attribute");
        assertThat(read(Numbers.class, "\"count\":{\"N\":\"1\"}")).isEqualTo(new Numbers("k", 1));
    }

    @Test
    void anAbsentReferenceIsRefusedUnlessDeclared() {
        assertUnreadable(Text.class, "\"x\":{\"N\":\"1\"}", "text", "no such attribute");
        assertUnreadable(Text.class, "\"text\":{\"NULL\":true}", "text", "no such attribute");
        Maybe empty = new Maybe("k", Optional.empty(), OptionalInt.empty(), null, Set.of());
        assertThat(read(Maybe.class, "")).isEqualTo(empty);
        assertThat(read(
                        Maybe.class,
                        "\"optional\":{\"NULL\":true},\"number\":{\"NULL\":true},\"nullable\":{\"NULL\":true},"
                                + "\"set\":{\"NULL\":true}"))
                .isEqualTo(empty);
        assertThat(Wire.json(TableSchema.of(Maybe.class), empty)).isEqualTo("{\"id\":{\"S\":\"k\"}}");
    }

    @Test
    @SuppressWarnings({"NullAway", "NullOptional"})
    void aNullComponentIsRefusedUnlessDeclared() {
        assertUnwritable(Text.class, new Text("k", null), "text", "declare it @Nullable or Optional");
        assertUnwritable(Maybe.class, new Maybe("k", null, OptionalInt.empty(), null, Set.of()), "optional", "is null");
        assertUnwritable(
                Maybe.class, new Maybe("k", Optional.empty(), OptionalInt.empty(), null, null), "set", "is null");
    }

    record Address(List<String> lines) {}

    record User(@PartitionKey String id, Address address, Map<String, List<Integer>> scores) {}

    @Test
    void thePathGoesToTheElement() {
        List<@Nullable String> holed = new ArrayList<>(Arrays.asList("a", "b", null));
        assertUnwritable(User.class, new User("k", new Address(trusted(holed)), Map.of()), "address.lines[2]", "null");
        assertUnreadable(
                User.class,
                "\"address\":{\"M\":{\"lines\":{\"L\":[{\"S\":\"a\"},{\"N\":\"1\"}]}}}",
                "address.lines[1]",
                "a String is stored as S; found N");
        assertUnreadable(
                User.class,
                "\"address\":{\"M\":{\"lines\":{\"L\":[]}}},\"scores\":{\"M\":{\"a\":{\"L\":[{\"N\":\"1.5\"}]}}}",
                "scores.a[0]",
                "does not fit in a Integer");
        assertUnreadable(User.class, "\"address\":{\"M\":{}}", "address.lines", "no such attribute");
    }

    @SuppressWarnings("NullAway")
    private static <T> List<T> trusted(List<@Nullable T> list) {
        return list;
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullsInMapsAreRefused() {
        Map<String, List<Integer>> nullValue = new HashMap<>();
        nullValue.put("a", null);
        assertUnwritable(User.class, new User("k", new Address(List.of()), nullValue), "scores.a", "null");
        Map<String, List<Integer>> nullKey = new HashMap<>();
        nullKey.put(null, List.of());
        assertUnwritable(User.class, new User("k", new Address(List.of()), nullKey), "scores", "null key");
    }

    record Sets(@PartitionKey String id, List<Set<String>> sets, Set<Integer> numbers) {}

    @Test
    @SuppressWarnings("NullAway")
    void setsWithNullsAndEmptySetsInListsAreRefused() {
        Set<Integer> holed = new LinkedHashSet<>(Arrays.asList(1, null));
        assertUnwritable(Sets.class, new Sets("k", List.of(), holed), "numbers", "holds a null");
        assertUnwritable(Sets.class, new Sets("k", List.of(Set.of("a"), Set.of()), Set.of(1)), "sets[1]", "empty");
        assertThat(TableSchema.of(Sets.class).toItem(new Sets("k", List.of(Set.of("a")), Set.of())))
                .isEqualTo(Item.of("id", "k", "sets", List.of(Set.of("a"))));
    }

    record Reals(@PartitionKey String id, double twice, float once, Optional<Double> boxed, BigDecimal exact) {}

    private static Reals reals(double twice, float once, double boxed, BigDecimal exact) {
        return new Reals("k", twice, once, Optional.of(boxed), exact);
    }

    @Test
    void numbersThatDynamoDbDoesNotHaveAreRefused() {
        BigDecimal one = BigDecimal.ONE;
        assertUnwritable(Reals.class, reals(Double.NaN, 0, 0, one), "twice", "DynamoDB has no NaN");
        assertUnwritable(Reals.class, reals(0, Float.POSITIVE_INFINITY, 0, one), "once", "DynamoDB has no Infinity");
        assertUnwritable(Reals.class, reals(0, 0, Double.NEGATIVE_INFINITY, one), "boxed", "no -Infinity");
        assertUnwritable(Reals.class, reals(1e-200, 0, 0, one), "twice", "magnitude 1E-200");
        assertUnwritable(Reals.class, reals(1e200, 0, 0, one), "twice", "magnitude 1E200");
        assertUnwritable(Reals.class, reals(0, 0, 0, new BigDecimal("1".repeat(39))), "exact", "39 significant digits");
        Reals largest = reals(1e125, Float.MAX_VALUE, -0.1, new BigDecimal("1".repeat(38)));
        TableSchema<Reals> schema = TableSchema.of(Reals.class);
        assertThat(Wire.read(schema, Wire.json(schema, largest))).isEqualTo(largest);
    }

    record Whole(
            @PartitionKey String id,
            Optional<Byte> b,
            Optional<Short> s,
            Optional<Integer> i,
            Optional<Long> l,
            Optional<BigInteger> big,
            Optional<Float> f) {}

    @Test
    void aNumberThatDoesNotFitIsNeverCutOff() {
        assertUnreadable(Whole.class, "\"b\":{\"N\":\"128\"}", "b", "does not fit in a Byte");
        assertUnreadable(Whole.class, "\"s\":{\"N\":\"-32769\"}", "s", "does not fit in a Short");
        assertUnreadable(Whole.class, "\"i\":{\"N\":\"2147483648\"}", "i", "does not fit in a Integer");
        assertUnreadable(Whole.class, "\"l\":{\"N\":\"9223372036854775808\"}", "l", "does not fit in a Long");
        assertUnreadable(Whole.class, "\"l\":{\"N\":\"0.5\"}", "l", "does not fit in a Long");
        assertUnreadable(Whole.class, "\"big\":{\"N\":\"0.5\"}", "big", "does not fit in a BigInteger");
        assertUnreadable(Whole.class, "\"f\":{\"N\":\"1" + "0".repeat(40) + "\"}", "f", "does not fit in a Float");
        assertThat(read(Whole.class, "\"b\":{\"N\":\"127\"},\"i\":{\"N\":\"5.0\"},\"l\":{\"N\":\"1E2\"}"))
                .extracting(Whole::b, Whole::i, Whole::l)
                .containsExactly(Optional.of((byte) 127), Optional.of(5), Optional.of(100L));
    }

    @Test
    void aHostileNumberCostsNothing() {
        TableSchema<Whole> schema = TableSchema.of(Whole.class);
        for (String name : List.of("b", "i", "l", "big", "f")) {
            String json = "{\"id\":{\"S\":\"k\"},\"" + name + "\":{\"N\":\"1E999999999\"}}";
            assertMisfit(() -> Wire.read(schema, json), name, "does not fit");
        }
    }

    record Texts(
            @PartitionKey String id,
            Optional<UUID> uuid,
            Optional<Character> letter,
            Optional<DayOfWeek> day,
            Optional<Instant> instant,
            Optional<LocalDate> date,
            Optional<Locale> locale) {}

    @Test
    void aTextOfAnotherFormIsRefusedAndNotShown() {
        for (String name : List.of("uuid", "letter", "day", "instant", "date")) {
            assertUnreadable(Texts.class, "\"" + name + "\":{\"S\":\"secret\"}", name, "is not the text of a");
            assertThatThrownBy(() -> read(Texts.class, "\"" + name + "\":{\"S\":\"secret\"}"))
                    .hasMessageNotContaining("secret")
                    .hasNoCause();
        }
        assertUnreadable(
                Texts.class, "\"instant\":{\"S\":\"2020-01-0xT00:00:00.000000000Z\"}", "instant", "is not the text");
        assertThat(read(Texts.class, "\"instant\":{\"S\":\"2020-01-01T01:00:00+01:00\"},\"day\":{\"S\":\"FRIDAY\"}"))
                .extracting(Texts::instant, Texts::day)
                .containsExactly(Optional.of(Instant.parse("2020-01-01T00:00:00Z")), Optional.of(DayOfWeek.FRIDAY));
    }

    @Test
    void whatHasNoSortableOrExactTextIsRefused() {
        Instant year10000 = Instant.parse("+10000-01-01T00:00:00Z");
        assertUnwritable(
                Texts.class, texts(year10000, LocalDate.MIN.withYear(1), Locale.ROOT), "instant", "0000 to 9999");
        Instant last = Instant.parse("9999-12-31T23:59:59.999999999Z");
        assertUnwritable(Texts.class, texts(last, LocalDate.MAX, Locale.ROOT), "date", "0000 to 9999");
        Locale odd = new Locale.Builder().setLanguage("de").build();
        assertThat(Wire.json(TableSchema.of(Texts.class), texts(last, LocalDate.of(0, 1, 1), odd)))
                .contains("9999-12-31T23:59:59.999999999Z", "0000-01-01", "\"de\"");
    }

    private static Texts texts(Instant instant, LocalDate date, Locale locale) {
        return new Texts(
                "k",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(instant),
                Optional.of(date),
                Optional.of(locale));
    }

    record Values(@PartitionKey String id, boolean flag, Binary binary, Map<String, String> map, Set<String> set) {}

    @Test
    void anAttributeOfAnotherTypeIsRefusedWithBothTypes() {
        String fits = "\"flag\":{\"BOOL\":true},\"binary\":{\"B\":\"AQ==\"},\"map\":{\"M\":{}}";
        assertThat(read(Values.class, fits).flag()).isTrue();
        assertUnreadable(Values.class, "\"flag\":{\"S\":\"true\"}", "flag", "a Boolean is stored as BOOL; found S");
        assertUnreadable(Values.class, "\"binary\":{\"S\":\"AQ==\"}", "binary", "a Binary is stored as B; found S");
        assertUnreadable(Values.class, "\"map\":{\"L\":[]}", "map", "a Map is stored as M; found L");
        assertUnreadable(Values.class, "\"set\":{\"L\":[]}", "set", "a Set is stored as SS; found L");
        assertUnreadable(Values.class, "\"set\":{\"NS\":[\"1\"]}", "set", "a Set is stored as SS; found NS");
        assertUnreadable(User.class, "\"address\":{\"S\":\"x\"}", "address", "a Address is stored as M; found S");
    }

    record Positive(int value) {
        Positive {
            if (value <= 0) {
                throw new IllegalStateException("not positive");
            }
        }
    }

    record Checked(@PartitionKey String id, Positive positive) {}

    @Test
    void aConstructorThatRefusesIsNamed() {
        assertUnreadable(
                Checked.class,
                "\"positive\":{\"M\":{\"value\":{\"N\":\"0\"}}}",
                "positive",
                "Positive refused the attributes: java.lang.IllegalStateException");
        assertThat(read(Checked.class, "\"positive\":{\"M\":{\"value\":{\"N\":\"1\"}}}"))
                .isEqualTo(new Checked("k", new Positive(1)));
    }

    @Test
    void unknownAttributesOfEveryTypeAreSkipped() {
        String unknown = GoldenRecordTest.GOLDEN.substring(1, GoldenRecordTest.GOLDEN.length() - 1);
        String json =
                "{\"before\":{\"NS\":[\"1\"]},\"text\":{\"S\":\"t\"}," + unknown + ",\"after\":{\"BS\":[\"AQ==\"]}}";
        TableSchema<Text> schema = TableSchema.of(Text.class);
        assertThat(Wire.read(schema, json)).isEqualTo(new Text("id", "t"));
        assertThat(schema.fromItem(Wire.item(json))).isEqualTo(new Text("id", "t"));
    }

    record Any(@PartitionKey String id, AttributeValue value, Optional<Item> item) {}

    @Test
    void anExplicitNullIsKeptWhereItIsAValue() {
        assertThat(read(Any.class, "\"value\":{\"NULL\":true}").value()).isEqualTo(AttributeValue.Null.NULL);
        assertUnreadable(Any.class, "\"item\":{\"M\":{}}", "value", "no such attribute");
    }
}
