package dev.stator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written comes back, and is told apart, in both backends alike. */
class MeaningTest {
    record Sets(@PartitionKey String id, Set<BigDecimal> decimals, Set<Double> doubles, Set<byte[]> bytes) {}

    private static final TableSchema<Sets> SETS = TableSchema.of(Sets.class);

    @Property(tries = 50)
    void aSetIsWrittenWithoutDuplicatesByBothBackends(
            @ForAll @Size(min = 1, max = 8) Set<@IntRange(min = -2, max = 2) Integer> units,
            @ForAll @Size(min = 1, max = 3) Set<@IntRange(max = 3) Integer> scales) {
        Set<BigDecimal> decimals = new HashSet<>();
        units.forEach(unit ->
                scales.forEach(scale -> decimals.add(BigDecimal.valueOf(unit).setScale(scale))));
        byte[] one = {1};
        Sets sets = new Sets("a", decimals, Set.of(0.0, -0.0, 1.5), Set.of(one, one.clone()));

        Item wire = Wire.item(Wire.json(SETS, sets));
        assertThat(wire).isEqualTo(SETS.toItem(sets));
        assertThat(Wire.json(SETS, sets)).containsOnlyOnce("\"AQ==\"");
        Sets back = SETS.fromItem(wire);
        assertThat(back.decimals()).hasSize(units.size());
        assertThat(back.doubles()).containsExactlyInAnyOrder(0.0, 1.5);
        assertThat(back.bytes()).hasSize(1);
    }

    record OptionalValue(@PartitionKey String id, Optional<AttributeValue> value) {}

    record Twice(@PartitionKey String id, Optional<Optional<String>> value) {}

    record Listed(@PartitionKey String id, List<@Nullable AttributeValue> value) {}

    record Mapped(@PartitionKey String id, Map<String, @Nullable AttributeValue> value) {}

    record Plain(@PartitionKey String id, @Nullable AttributeValue value, List<AttributeValue> list) {}

    @Test
    void aComponentWhoseAbsenceCannotBeToldFromNullIsRefused() {
        for (Class<?> type : List.of(OptionalValue.class, Twice.class, Listed.class, Mapped.class)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TableSchema.of(type))
                    .withMessageContainingAll(type.getSimpleName() + ".value", "; use ");
        }
        Plain nulls = new Plain("a", AttributeValue.Null.NULL, List.of(AttributeValue.Null.NULL));
        TableSchema<Plain> schema = TableSchema.of(Plain.class);
        assertThat(schema.fromItem(schema.toItem(nulls))).isEqualTo(nulls);
    }

    @Test
    void aValueThatBreaksARuleIsAMisfitWithItsPath() {
        TableSchema<Item> items = TableSchema.items(KeyAttribute.string("id"));
        for (String odd : List.of("{\"N\":\"abc\"}", "{\"N\":\"" + "1".repeat(39) + "\"}", "{\"SS\":[]}")) {
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> Wire.read(items, "{\"id\":{\"S\":\"a\"},\"odd\":" + odd + "}"))
                    .satisfies(misfit -> assertThat(misfit.path()).isEqualTo("odd"));
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() ->
                            Wire.read(TableSchema.of(Plain.class), "{\"id\":{\"S\":\"a\"},\"value\":" + odd + "}"))
                    .satisfies(misfit -> assertThat(misfit.path()).isEqualTo("value"));
        }
        assertThat(Wire.read(items, "{\"id\":{\"S\":\"a\"}}")).isEqualTo(Item.of("id", "a"));
    }
}
