package dev.stator.engine.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SearchTest {
    @Property
    void findsWhatStringsFind(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 40) String whole,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 6) String part) {
        assertThat(Search.contains(bytes(whole), bytes(part))).isEqualTo(whole.contains(part));
    }

    /** In the time of a product this would take hours, and the build would be ended. */
    @Test
    void theWorstTextsTakeTimeByTheirLengthOnly() {
        String whole = "a".repeat(40_000_000);
        String part = "a".repeat(20_000_000);
        assertThat(Search.contains(bytes(whole), bytes(part + "b"))).isFalse();
        assertThat(Search.contains(bytes(whole + "b"), bytes(part + "b"))).isTrue();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
