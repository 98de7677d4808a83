package dev.stator.internal.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import dev.stator.value.ItemSize;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class EncodedWriteTest {
    private static final TableSchema<Item> SCHEMA = TableSchema.items(KeyAttribute.string("id"));

    private static PutItemOperation<Item> put(Item item) {
        return new PutItemOperation<>("items", SCHEMA, item, Optional.empty(), false);
    }

    private static String alone(BatchWriteEntry entry) {
        JsonWriter json = new JsonWriter();
        entry.writeEntry(json);
        return new String(json.toByteArray(), UTF_8);
    }

    @Property(tries = 200)
    void entriesAreWrittenAsTheyAreAloneInWhicheverOrder(
            @ForAll("values") List<AttributeValue> values,
            @ForAll @Size(max = 40) List<@IntRange(max = 59) Integer> chosen) {
        List<PutItemOperation<Item>> puts = new ArrayList<>();
        for (AttributeValue value : values) {
            puts.add(put(Item.of("id", "i" + puts.size(), "value", value)));
        }
        List<EncodedWrite> encoded = EncodedWrite.of(puts);
        List<EncodedWrite> some = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        chosen.stream().filter(at -> at < puts.size()).forEach(at -> {
            some.add(encoded.get(at));
            expected.add(alone(puts.get(at)));
        });

        JsonWriter json = new JsonWriter();
        json.startArray();
        EncodedWrite.write(some, json);
        json.endArray();

        assertThat(new String(json.toByteArray(), UTF_8)).isEqualTo("[" + String.join(",", expected) + "]");
    }

    @Property(tries = 500)
    void theSizeThatCountsIsNeverMoreThanTheJson(@ForAll("values") @Size(max = 3) List<AttributeValue> values) {
        Item item = Item.of("id", "i", "values", values);
        int json = EncodedWrite.of(List.of(put(item))).get(0).length();
        assertThat(ItemSize.of(item.asMap())).isLessThanOrEqualTo(json);
    }

    @Provide
    Arbitrary<List<AttributeValue>> values() {
        return Arbitraries.randomValue(random -> value(random, 3)).list().ofMaxSize(60);
    }

    private static AttributeValue value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 8)) {
            case 0 -> AttributeValue.of("\u0000é😀\"\\".substring(0, 2).repeat(random.nextInt(4)));
            case 1 -> AttributeValue.of(new BigDecimal(random.nextLong()).scaleByPowerOfTen(random.nextInt(100) - 60));
            case 2 -> AttributeValue.of(random.nextBoolean());
            case 3 -> AttributeValue.Null.NULL;
            case 4 -> AttributeValue.of(new byte[random.nextInt(5)]);
            case 5 -> AttributeValue.of(Set.of(random.nextInt(), random.nextInt(100) / 8.0));
            case 6 -> AttributeValue.of(List.of(value(random, depth - 1), value(random, depth - 1)));
            default -> AttributeValue.of(Map.of("a", value(random, depth - 1), "b.c", value(random, depth - 1)));
        };
    }
}
