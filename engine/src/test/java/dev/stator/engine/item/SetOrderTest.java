package dev.stator.engine.item;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.value.Binary;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SetOrderTest {
    @Property
    void textsAreInTheOrderOfTheirBytes(@ForAll List<String> members) {
        List<String> sound = members.stream()
                .filter(member -> new String(member.getBytes(UTF_8), UTF_8).equals(member))
                .toList();
        if (!sound.isEmpty()) {
            assertThat(SetOrder.strings(sound).values())
                    .containsExactlyElementsOf(sound.stream()
                            .distinct()
                            .sorted((a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)))
                            .toList());
        }
    }

    @Test
    void characterPairsComeBehindAllOthers() {
        assertThat(SetOrder.strings(List.of("\uD83D\uDE00", "\uFFFF", "é", "B", "a"))
                        .values())
                .containsExactly("B", "a", "é", "\uFFFF", "\uD83D\uDE00");
    }

    @Test
    void numbersKeepTheirOrder() {
        assertThat(SetOrder.numbers(List.of(new BigDecimal("1.5"), new BigDecimal("10"), new BigDecimal("1.5")))
                        .values())
                .containsExactly(new BigDecimal("1.5"), new BigDecimal("1E+1"));
    }

    @Test
    void binariesAreInTheOrderOfTheirUnsignedBytes() {
        assertThat(SetOrder.binaries(List.of(
                                Binary.fromBase64("/w=="), Binary.fromBase64("Ag=="), Binary.fromBase64("AQI=")))
                        .values())
                .containsExactly(Binary.fromBase64("AQI="), Binary.fromBase64("Ag=="), Binary.fromBase64("/w=="));
    }
}
