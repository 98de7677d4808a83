package dev.stator.engine.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.EncodedItem;
import dev.stator.engine.item.StoredItem;
import dev.stator.internal.parse.ExpressionParser;
import dev.stator.value.AttributeValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UpdatesTest {
    /** A string within so many maps and lists in turn. */
    private static AttributeValue nested(int depth) {
        AttributeValue value = new AttributeValue.S("s");
        for (int i = 0; i < depth; i++) {
            value = i % 2 == 0 ? new AttributeValue.M(Map.of("m", value)) : new AttributeValue.L(List.of(value));
        }
        return value;
    }

    /** An item with so many maps within each other. */
    private static Map<String, AttributeValue> item(int depth) {
        AttributeValue value = new AttributeValue.N(BigDecimal.ONE);
        for (int i = 0; i < depth; i++) {
            value = new AttributeValue.M(Map.of("m", value));
        }
        return Map.of("a", new AttributeValue.S("key"), "m", value);
    }

    @Property
    void whatAnUpdateMakesCanBeReadAgain(
            @ForAll @IntRange(min = 1, max = 31) int there,
            @ForAll @IntRange(min = 1, max = 31) int at,
            @ForAll @IntRange(max = 32) int added,
            @ForAll @IntRange(min = 1, max = 70_000) int name) {
        String path = "m" + ".m".repeat(Math.min(there, at) - 1) + ".#n";
        var parser = new ExpressionParser(Map.of("#n", "n".repeat(name)), Map.of(":v", nested(added)));
        int depth = Math.min(there, at) + added;
        boolean fits = depth <= 31 && name <= 65_535;
        try {
            var changes = Updates.apply(parser.update("SET " + path + " = :v"), item(there), true);
            assertThat(fits).isTrue();
            StoredItem updated = EncodedItem.of(item(there)).in(null).with(changes, null);
            assertThat(changes).containsOnlyKeys("m");
            assertThat(updated.attributes()).isEqualTo(Map.of("a", new AttributeValue.S("key"), "m", changes.get("m")));
        } catch (Fault refused) {
            assertThat(fits).isFalse();
        }
    }

    @Test
    void whatAnEarlierVersionStoredTooDeepIsReadAllTheSame() {
        Map<String, AttributeValue> poisoned = Map.of("m", nested(60), "s", new AttributeValue.SS(Set.of("s")));
        assertThat(StoredItem.stored(EncodedItem.of(poisoned).in(null).bytes()).attributes())
                .isEqualTo(poisoned);
    }
}
