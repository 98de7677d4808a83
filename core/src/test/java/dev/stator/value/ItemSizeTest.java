package dev.stator.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 2",
        "-1, 3",
        "12, 2",
        "10, 2",
        "100, 2",
        "123, 3",
        "1.5, 3",
        "12.5, 3",
        "0.1, 2",
        "11111111111111111111111111111111111111E88, 20"
    })
    void aNumberCountsByPairsOfDigits(String number, int size) {
        assertThat(ItemSize.of(AttributeValue.N.parse(number))).isEqualTo(size);
    }

    @Test
    void namesAndStringsCountInUtf8() {
        assertThat(ItemSize.of(Item.of("né", "aé€😀").asMap())).isEqualTo(3 + 1 + 2 + 3 + 4);
    }

    @Test
    void containersCountThreeAndOneForEachElement() {
        assertThat(ItemSize.of(AttributeValue.of(List.of("a", true)))).isEqualTo(3 + 2 + 1 + 1);
        assertThat(ItemSize.of(AttributeValue.of(Map.of("key", "a")))).isEqualTo(3 + 1 + 3 + 1);
        assertThat(ItemSize.of(AttributeValue.of(Set.of("a", "bc")))).isEqualTo(3);
        assertThat(ItemSize.of(AttributeValue.Null.NULL)).isEqualTo(1);
    }
}
