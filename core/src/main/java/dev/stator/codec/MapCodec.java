package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A map from names, or from values with a text of their own, to values of one class.
 *
 * @param <K> the class of the keys
 * @param <V> the class of the values
 * @param sorted whether a map that is read is sorted
 */
record MapCodec<K, V>(TextForm<K> keys, Codec<V> values, boolean sorted) implements Codec<Map<K, V>> {
    @Override
    public Class<? super Map<K, V>> javaClass() {
        return Map.class;
    }

    @Override
    public Optional<AttributeType> storedType() {
        return Optional.of(AttributeType.M);
    }

    @Override
    public void write(Map<K, V> map, ItemWriter out) {
        out.startMap();
        for (Map.Entry<K, V> entry : map.entrySet()) {
            K key = entry.getKey();
            if (key == null) {
                throw new CodecException("", "the map has a null key; remove it", null);
            }
            String name = keys.text(key);
            out.name(name);
            try {
                values.write(NullableCodec.require(entry.getValue(), values), out);
            } catch (CodecException e) {
                throw e.within(name);
            }
        }
        out.endMap();
    }

    @Override
    public Map<K, V> read(ItemReader in) {
        ScalarCodec.expect(AttributeType.M, Map.class, in);
        return sorted
                ? Collections.unmodifiableNavigableMap(readInto(new TreeMap<>(), in))
                : Collections.unmodifiableMap(readInto(new LinkedHashMap<>(), in));
    }

    private <M extends Map<K, V>> M readInto(M map, ItemReader in) {
        in.startMap();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            try {
                map.put(keys.value(name), values.read(in));
            } catch (CodecException e) {
                throw e.within(name);
            }
        }
        return map;
    }

    @Override
    public Optional<Codec<?>> element() {
        return Optional.of(values);
    }
}
