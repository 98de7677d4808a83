package dev.stator.internal.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OrderedMapTest {
    @Property
    void isWhatALinkedHashMapIs(@ForAll("names") List<String> names) {
        OrderedMap.Builder<Integer> builder = new OrderedMap.Builder<>(0);
        Map<String, Integer> model = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            builder.put(names.get(i), i);
            model.put(names.get(i), i);
        }
        OrderedMap<Integer> map = builder.build();
        assertThat(map).isEqualTo(model).hasSameSizeAs(model).hasToString(model.toString());
        assertThat(model).isEqualTo(map).hasSameHashCodeAs(map);
        assertThat(new ArrayList<>(map.entrySet())).isEqualTo(new ArrayList<>(model.entrySet()));
        assertThat(visited(map)).isEqualTo(visited(model));
        model.forEach((name, value) -> assertThat(map.get(name)).isEqualTo(value));
        assertThat(map.get("none")).isNull();
        assertThat(OrderedMap.copyOf(model)).isEqualTo(map);
    }

    @Property
    void itsNamesAreWhatALinkedHashSetIs(@ForAll("names") List<String> names) {
        OrderedSet.Builder<String> builder = new OrderedSet.Builder<>(0);
        Set<String> model = new LinkedHashSet<>();
        names.forEach(name -> assertThat(builder.add(name)).isEqualTo(model.add(name)));
        OrderedSet<String> set = builder.build();
        assertThat(set).isEqualTo(model).hasSameSizeAs(model).doesNotContain("none");
        assertThat(model).isEqualTo(set).hasSameHashCodeAs(set);
        assertThat(new ArrayList<>(set)).isEqualTo(new ArrayList<>(model));
        assertThat(model).allMatch(set::contains);
        assertThat(OrderedSet.copyOf(names)).isEqualTo(set);
    }

    /** Few letters, of which some pairs have equal hashes, so that names come again, and up to more of them than need a hash table. */
    @Provide
    Arbitrary<List<String>> names() {
        Arbitrary<String> pairs = Arbitraries.of("Aa", "BB", "C", "D");
        return pairs.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(parts -> String.join("", parts))
                .list()
                .ofMaxSize(60);
    }

    private static List<String> visited(Map<String, Integer> map) {
        List<String> entries = new ArrayList<>();
        BiConsumer<String, Integer> visitor = (name, value) -> entries.add(name + value);
        map.forEach(visitor);
        return entries;
    }

    @Test
    void doesNotChange() {
        OrderedMap<Integer> map = OrderedMap.copyOf(Map.of("a", 1));
        assertThat(map).containsExactly(Map.entry("a", 1));
        assertThatThrownBy(() -> map.put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.entrySet().iterator().next().setValue(2))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.keySet().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(map).containsExactly(Map.entry("a", 1));
    }

    @Test
    void aCopyOfItIsItself() {
        OrderedMap<Integer> map = OrderedMap.copyOf(Map.of("a", 1));
        assertThat(OrderedMap.<Integer>copyOf(map)).isSameAs(map);
        assertThat(OrderedSet.<String>copyOf(map.keySet())).isSameAs(map.keySet());
    }

    @Test
    void hasNoNulls() {
        OrderedMap.Builder<Object> builder = new OrderedMap.Builder<>(1);
        assertThatThrownBy(() -> builder.put("a", nothing()))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("a");
        builder.put("b", 1);
        assertThat(builder.build().containsKey(null)).isFalse();
    }

    @SuppressWarnings({"NullAway", "DataFlowIssue"}) // What a caller without NullAway can give.
    private static Object nothing() {
        return null;
    }
}
