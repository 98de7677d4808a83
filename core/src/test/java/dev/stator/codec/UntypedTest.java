package dev.stator.codec;

import static dev.stator.codec.MisfitTest.assertMisfit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import dev.stator.value.UnstorableException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The one table of rules between plain Java values and attribute values, alone and as untyped components. */
class UntypedTest {
    record Loose(
            @PartitionKey String id,
            Map<String, Object> map,
            List<Object> list,
            @Nullable Object one) {}

    private static final TableSchema<Loose> LOOSE = TableSchema.of(Loose.class);

    @Test
    void eachPlainValueHasOneType() {
        assertThat(AttributeValue.of("x")).isEqualTo(new AttributeValue.S("x"));
        for (Number five : List.of(
                (byte) 5,
                (short) 5,
                5,
                5L,
                5f,
                5d,
                new BigDecimal("5.0"),
                BigInteger.valueOf(5),
                new AtomicInteger(5),
                new AtomicLong(5))) {
            assertThat(AttributeValue.of(five)).isEqualTo(AttributeValue.N.parse("5"));
        }
        AttributeValue binary = new AttributeValue.B(Binary.of(new byte[] {1}));
        for (Object one : List.of(new byte[] {1}, ByteBuffer.wrap(new byte[] {1}), Binary.of(new byte[] {1}))) {
            assertThat(AttributeValue.of(one)).isEqualTo(binary);
        }
        assertThat(AttributeValue.of(true)).isEqualTo(new AttributeValue.Bool(true));
        assertThat(AttributeValue.of(null)).isEqualTo(AttributeValue.Null.NULL);
        assertThat(AttributeValue.of(Set.of("a"))).isEqualTo(new AttributeValue.SS(Set.of("a")));
        assertThat(AttributeValue.of(Set.of(1, 2.5)))
                .isEqualTo(new AttributeValue.NS(Set.of(BigDecimal.ONE, new BigDecimal("2.5"))));
        assertThat(AttributeValue.of(Set.of(Binary.of(new byte[] {1}))))
                .isEqualTo(new AttributeValue.BS(Set.of(Binary.of(new byte[] {1}))));
        AttributeValue list = new AttributeValue.L(List.of(AttributeValue.of(1), AttributeValue.of(2)));
        for (Object each : List.of(List.of(1, 2), new int[] {1, 2}, new Object[] {1L, 2.0})) {
            assertThat(AttributeValue.of(each)).isEqualTo(list);
        }
        assertThat(AttributeValue.of(Collections.unmodifiableMap(Map.of("a", 1))))
                .isEqualTo(new AttributeValue.M(Map.of("a", AttributeValue.of(1))));
    }

    private static void assertRefused(Object value, String path, String problem) {
        assertThatExceptionOfType(UnstorableException.class)
                .isThrownBy(() -> Item.of("a", value))
                .withMessageStartingWith("Attribute a" + path + ": ")
                .withMessageContaining(problem)
                .satisfies(e -> assertThat(e.path()).isEqualTo("a" + path));
        assertMisfit(() -> LOOSE.toItem(new Loose("k", Map.of("a", value), List.of(), null)), "map.a" + path, problem);
        assertMisfit(() -> Wire.json(LOOSE, new Loose("k", Map.of(), List.of(value), null)), "list[0]" + path, problem);
    }

    @Test
    void whatHasNoTypeIsRefusedWithItsPath() {
        assertRefused(Double.NaN, "", "DynamoDB has no NaN");
        assertRefused(List.of(1, Double.NEGATIVE_INFINITY), "[1]", "no -Infinity");
        assertRefused(Map.of("b", List.of(Map.of("c", Float.NaN))), ".b[0].c", "no NaN");
        assertRefused(List.of(new BigDecimal("1".repeat(39))), "[0]", "39 significant digits");
        assertRefused(Map.of("b", Set.of()), ".b", "empty set");
        assertRefused(Map.of("b", Set.of(1, "1")), ".b", "one kind of them only");
        assertRefused(List.of(Set.of(true)), "[0]", "one kind of them only");
        assertRefused(List.of(List.of(Thread.currentThread())), "[0][0]", "has no DynamoDB type");
        assertRefused(Map.of("b", Map.of(1, 2)), ".b", "string keys");
        assertRefused(List.of(new DoubleAdder()), "[0]", "does not say which digits it has");
        assertRefused(Map.of("b", new Object[] {'c'}), ".b[0]", "java.lang.Character");
    }

    private static Loose loose() {
        Map<String, Object> map = new HashMap<>();
        map.put("none", null);
        map.put("list", Arrays.asList(new BigDecimal("1.5"), null, Map.of("x", "y")));
        map.put("set", Set.of(new BigDecimal("7")));
        return new Loose("k", map, Arrays.asList("a", null, true), new BigDecimal("12345678901234567890.5"));
    }

    @Test
    void untypedComponentsComeBackAsPlainValues() {
        assertThat(LOOSE.fromItem(LOOSE.toItem(loose()))).isEqualTo(loose());
        assertThat(Wire.read(LOOSE, Wire.json(LOOSE, loose()))).isEqualTo(loose());
        Loose absent = new Loose("k", Map.of(), List.of(), null);
        assertThat(LOOSE.toItem(absent).has("one")).isFalse();
        assertThat(LOOSE.fromItem(LOOSE.toItem(absent))).isEqualTo(absent);
    }

    @Test
    void numbersBecomeTheClassThatIsAskedFor() {
        TableSchema<Loose> doubles =
                TableSchema.of(Loose.class, Mapping.standard().numbers(Double::valueOf));
        Item item = Item.of("id", "k", "map", Map.of("a", Set.of(1, 2.5)), "list", List.of(7))
                .with("one", 1.25);

        assertThat(doubles.fromItem(item)).isEqualTo(new Loose("k", Map.of("a", Set.of(1.0, 2.5)), List.of(7.0), 1.25));
        assertThat(LOOSE.fromItem(item).one()).isEqualTo(new BigDecimal("1.25"));
        TableSchema<Loose> ints = TableSchema.of(Loose.class, Mapping.standard().numbers(Integer::valueOf));
        assertThat(ints.fromItem(item.with("one", 5).with("map", Map.of())).one())
                .isEqualTo(5);
        assertMisfit(() -> ints.fromItem(item.with("map", Map.of("b", List.of(0.5)))), "map.b[0]", "does not fit");
    }

    @Test
    void anItemIsAMapOfPlainValuesAndBack() {
        Item item = LOOSE.toItem(loose()).with("binary", new byte[] {1});
        Map<String, @Nullable Object> map = item.toMap();

        assertThat(map).containsEntry("one", new BigDecimal("12345678901234567890.5"));
        assertThat(map.get("map")).isEqualTo(loose().map());
        assertThat(Item.copyOf(map)).isEqualTo(item);
        assertThat(Item.of("n", 5).toMap(Long::valueOf)).isEqualTo(Map.of("n", 5L));
        assertThatExceptionOfType(UnstorableException.class)
                .isThrownBy(() -> Item.of("n", Map.of("m", 0.5)).toMap(Long::valueOf))
                .withMessageStartingWith("Attribute n.m: ")
                .withMessageNotContaining("0.5");
    }

    @Test
    void whatIsGivenIsNeitherChangedNorKept() {
        Map<String, Object> inner = new LinkedHashMap<>(Map.of("a", 1));
        Map<String, Object> given = new LinkedHashMap<>(Map.of("inner", inner));
        Item item = Item.copyOf(given);
        inner.put("b", 2);

        assertThat(item).isEqualTo(Item.of("inner", Map.of("a", 1)));
        assertThat(given).isEqualTo(Map.of("inner", Map.of("a", 1, "b", 2)));
    }

    enum Level {
        LOW(1),
        HIGH(2);

        @EnumCode
        final int code;

        Level(int code) {
            this.code = code;
        }
    }

    enum Colour {
        RED,
        BLUE;

        @EnumCode
        String letter() {
            return name().substring(0, 1).toLowerCase(Locale.ROOT);
        }
    }

    record Coded(@PartitionKey Level level, Set<Colour> colours, Map<Colour, Level> map) {}

    @Test
    void enumsAreStoredByTheirCodes() {
        TableSchema<Coded> schema = TableSchema.of(Coded.class);
        Coded coded = new Coded(Level.HIGH, Set.of(Colour.RED, Colour.BLUE), Map.of(Colour.BLUE, Level.LOW));
        Item item = Item.of("level", 2, "colours", Set.of("r", "b"), "map", Map.of("b", 1));

        assertThat(schema.toItem(coded)).isEqualTo(item);
        assertThat(schema.fromItem(item)).isEqualTo(coded);
        assertThat(Wire.read(schema, Wire.json(schema, coded))).isEqualTo(coded);
        assertThat(schema.key(Level.LOW)).isEqualTo(Item.of("level", 1));
        assertMisfit(() -> schema.fromItem(item.with("level", 3)), "level", "does not take as a Level");
        assertMisfit(() -> schema.fromItem(item.with("map", Map.of("x", 1))), "map.x", "does not take as a Colour");
    }

    enum Same {
        A,
        B;

        @EnumCode
        int code() {
            return 1;
        }
    }

    enum TwoCodes {
        A;

        @EnumCode
        final int one = 1;

        @EnumCode
        final int two = 2;
    }

    enum FlagCode {
        A;

        @EnumCode
        final boolean flag = true;
    }

    record OfSame(@PartitionKey String id, Same same) {}

    record OfTwo(@PartitionKey String id, TwoCodes two) {}

    record OfFlag(@PartitionKey String id, FlagCode flag) {}

    @Test
    void codesAreDistinctAndScalar() {
        for (Class<?> type : List.of(OfSame.class, OfTwo.class, OfFlag.class)) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> TableSchema.of(type))
                    .withMessageStartingWith(type.getSimpleName() + ".")
                    .withMessageContaining("EnumCode");
        }
    }
}
