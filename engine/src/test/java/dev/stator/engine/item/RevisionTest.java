package dev.stator.engine.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class RevisionTest {
    private static final String SORT = "sk";

    /** Quotes, backslashes and brackets are what a walk through JSON could stumble on, in names and in values. */
    private static final Arbitrary<String> TEXT = Arbitraries.frequencyOf(
            Tuple.of(
                    4,
                    Arbitraries.strings()
                            .withChars("ab\"\\{}[]:,\n\u00e9\u20ac")
                            .ofMinLength(1)
                            .ofMaxLength(4)),
            Tuple.of(1, Arbitraries.integers().between(3_000, 9_000).map("x"::repeat)));

    @Provide
    Arbitrary<AttributeValue> value() {
        Arbitrary<AttributeValue> scalar = Arbitraries.oneOf(
                TEXT.map(AttributeValue.S::new),
                Arbitraries.longs().map(n -> new AttributeValue.N(BigDecimal.valueOf(n, 3))),
                TEXT.map(text -> new AttributeValue.B(Binary.of(text.getBytes(StandardCharsets.UTF_8)))),
                Arbitraries.of(true, false).map(AttributeValue.Bool::new),
                Arbitraries.just(AttributeValue.Null.NULL),
                TEXT.set().ofMinSize(1).ofMaxSize(3).map(AttributeValue.SS::new));
        return Arbitraries.lazyOf(
                () -> scalar,
                () -> scalar.list().ofMaxSize(3).map(AttributeValue.L::new),
                () -> Arbitraries.maps(TEXT, scalar).ofMaxSize(3).map(AttributeValue.M::new));
    }

    @Provide
    Arbitrary<Map<String, AttributeValue>> attributes() {
        return Arbitraries.maps(Arbitraries.oneOf(TEXT, Arbitraries.of("a", "b", "c", "d")), value())
                .ofMaxSize(6);
    }

    /** What became of the attributes that both have depends on which of them goes, so that every way is gone. */
    @Property
    void anItemAfterAChangeIsTheSameAsOneThatWasWrittenAsAWhole(
            @ForAll("attributes") Map<String, AttributeValue> attributes,
            @ForAll("attributes") Map<String, AttributeValue> others,
            @ForAll String sort,
            @ForAll boolean sorted) {
        Map<String, AttributeValue> before = new LinkedHashMap<>(attributes);
        before.put(SORT, new AttributeValue.S(sort));
        Map<String, AttributeValue> after = new LinkedHashMap<>(before);
        Map<String, AttributeValue> changes = new LinkedHashMap<>();
        others.forEach((name, value) -> {
            if (!name.equals(SORT)) {
                boolean goes = before.containsKey(name) && value instanceof AttributeValue.N;
                changes.put(name, goes ? null : value);
                if (goes) {
                    after.remove(name);
                } else {
                    after.put(name, value);
                }
            }
        });
        String sortKey = sorted ? SORT : null;
        StoredItem stored = StoredItem.stored(EncodedItem.of(before).in(sortKey).bytes());
        assertThat(stored.with(changes, sortKey).bytes())
                .isEqualTo(EncodedItem.of(after).in(sortKey).bytes());
        assertThat(stored.attributes()).isEqualTo(before);
    }

    @Test
    void anAttributeIsDecodedWithoutTheOthers() {
        StoredItem damaged = stored("{\"good\":{\"S\":\"v\"},\"bad\":{\"N\":\"x\"}}");
        assertThat(damaged.attributes().get("good")).isEqualTo(new AttributeValue.S("v"));
        assertThat(damaged.attributes()).containsKey("bad").doesNotContainKey("ugly");
        assertThatThrownBy(() -> damaged.attributes().get("bad"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void whatIsNoStoredItemIsToldSo() {
        assertThat(stored("{}").attributes()).isEmpty();
        for (String json :
                List.of("", "[", "{", "{\"a", "{\"a\":{\"S\":\"v\"}", "{\"a\":{\"S\":\"v\"}}}", "{\"a\" :{}}")) {
            assertThatThrownBy(() -> stored(json).attributes())
                    .as(json)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot be read");
        }
    }

    private static StoredItem stored(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[EncodedItem.HEAD_LENGTH + text.length];
        System.arraycopy(text, 0, bytes, EncodedItem.HEAD_LENGTH, text.length);
        return StoredItem.stored(bytes);
    }
}
