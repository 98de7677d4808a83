package dev.stator.engine.item;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import dev.stator.value.ItemSize;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EncodedItemTest {
    private static final Map<String, AttributeValue> ITEM = Item.copyOf(Map.of("pk", "p", "sk", "sort"))
            .with("n", 12.5)
            .with("list", List.of("a", 1, true))
            .with("map", Map.of("k", "v"))
            .with("set", Set.of("x", "yz"))
            .asMap();

    @Test
    void theSizeIsTheOneOfLimitsAndTheBytesHoldTheItem() {
        EncodedItem encoded = EncodedItem.of(ITEM);
        assertThat(encoded.size()).isEqualTo(ItemSize.of(ITEM));
        StoredItem stored = StoredItem.stored(encoded.in("sk").bytes());
        assertThat(stored.attributes()).isEqualTo(ITEM);
        assertThat(stored.size()).isEqualTo(ItemSize.of(ITEM));
    }

    @Test
    void anItemWhoseAttributesCameInAnotherOrderIsTheSame() {
        Map<String, AttributeValue> reversed = new LinkedHashMap<>();
        ITEM.keySet().stream().sorted(Comparator.reverseOrder()).forEach(name -> reversed.put(name, ITEM.get(name)));
        StoredItem item = EncodedItem.of(ITEM).in("sk");
        StoredItem again = EncodedItem.of(reversed).in("sk");
        assertThat(again.bytes()).isNotEqualTo(item.bytes());
        assertThat(item.sameAs(again)).isTrue();
        reversed.put("pk", new AttributeValue.S("q"));
        assertThat(item.sameAs(EncodedItem.of(reversed).in("sk"))).isFalse();
    }

    @Test
    void theSizeInAPageCountsTypesElementsAndTheHeadOfEachPiece() {
        // pk 1+1+1, sk 1+4+1, n 1+3+1, list 1+3+3 +(1+1) +(2+1) +1, map 1+3+2 +(1+1), set 1+3+2+1; head 2, piece 18.
        assertThat(EncodedItem.of(ITEM).in(null).pageSize()).isEqualTo(2 + 3 + 6 + 5 + 13 + 8 + 7 + 18);
    }

    @Test
    void theSortKeyIsCountedOnceForEachPieceOf3Kilobytes() {
        assertThat(EncodedItem.of(ITEM).in("sk").pageSize()).isEqualTo(2 + 3 + 5 + 13 + 8 + 7 + (18 + 4));
        Map<String, AttributeValue> large = new LinkedHashMap<>(ITEM);
        large.put("text", new AttributeValue.S("x".repeat(4_000)));
        assertThat(EncodedItem.of(large).in("sk").pageSize())
                .isEqualTo(2 + 3 + 5 + 13 + 8 + 7 + (1 + 4_000 + 2) + 2 * (18 + 4));
        assertThat(EncodedItem.of(large).in("absent").pageSize())
                .isEqualTo(EncodedItem.of(large).in(null).pageSize());
    }
}
