package dev.stator.codec;

import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A class whose shape is numbered. The number is written first; where it is read first, too, and is that of the class, the
 * rest comes straight from the reader, otherwise by way of an {@link Item}.
 *
 * @param <T> the class
 */
record ShapedCodec<T>(RecordCodec<T> plain, Upgrades upgrades) implements ItemForm<T> {
    @Override
    public Class<T> javaClass() {
        return plain.javaClass();
    }

    private ShapeNumber shape() {
        return upgrades.shape();
    }

    @Override
    public void writeAttributes(T value, ItemWriter out) {
        out.name(shape().attribute());
        out.number(shape().current());
        plain.writeAttributes(value, out);
    }

    @Override
    public T readAttributes(ItemReader in) {
        String first = in.nextName();
        Map<String, AttributeValue> all = new LinkedHashMap<>();
        if (shape().attribute().equals(first)) {
            AttributeValue number = ValueCodec.value(in);
            if (upgrades.number(number) == shape().current()) {
                return plain.readAttributes(in);
            }
            all.put(first, number);
            first = in.nextName();
        }
        all.putAll(ItemCodec.attributes(first, in).asMap());
        return read(Item.copyOf(all));
    }

    private T read(Item stored) {
        Item item = upgrades.upgraded(stored);
        if (upgrades.number(stored.get(shape().attribute()).orElse(null)) == shape().current()) {
            return plain.readItem(new TreeItemReader(item));
        }
        // Keys that would only be compared are compared here, where it can be said why they are others.
        for (String key : upgrades.keys()) {
            item = plain.isComparedOnly(key) ? item.without(key) : item;
        }
        T value = plain.readItem(new TreeItemReader(item));
        for (String key : upgrades.keys()) {
            Upgrades.checkKey(key, stored, plain.valueOf(value, key));
        }
        return value;
    }

    @Override
    public boolean hasShapes() {
        return true;
    }

    @Override
    public boolean isChangedAsWhole(String attribute) {
        return true;
    }

    @Override
    public List<String> marks() {
        return List.of(shape().attribute());
    }

    @Override
    public Item upgraded(Item stored) {
        return upgrades.upgraded(stored).with(shape().attribute(), shape().current());
    }

    @Override
    public Optional<ShapeNumber> shapeNumber() {
        return Optional.of(shape());
    }

    @Override
    public Optional<AttributeValue> valueOf(T value, String name) {
        return name.equals(shape().attribute())
                ? Optional.of(AttributeValue.of(shape().current()))
                : plain.valueOf(value, name);
    }

    @Override
    public T with(T value, Item attributes) {
        return plain.with(value, attributes.without(shape().attribute()));
    }

    @Override
    public Map<String, KeyTemplate> templates() {
        return plain.templates();
    }

    @Override
    public List<String> made(T value) {
        return plain.made(value);
    }

    @Override
    public boolean takes(String name) {
        return plain.takes(name);
    }

    @Override
    public Optional<Member> member(String accessor) {
        return plain.member(accessor);
    }

    @Override
    public Optional<Member> attribute(String name) {
        return name.equals(shape().attribute())
                ? Optional.of(
                        new Member("", name, StandardCodecs.of(Integer.class).orElseThrow(), true, false))
                : plain.attribute(name);
    }
}
