package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Items as they are. */
enum ItemCodec implements ItemForm<Item> {
    INSTANCE;

    @Override
    public Class<Item> javaClass() {
        return Item.class;
    }

    @Override
    public void write(Item value, ItemWriter out) {
        out.startMap();
        value.asMap().forEach((name, attribute) -> {
            out.name(name);
            attribute.writeTo(out);
        });
        out.endMap();
    }

    @Override
    public Item read(ItemReader in) {
        ScalarCodec.expect(AttributeType.M, Item.class, in);
        in.startMap();
        return attributes(in);
    }

    private static Item attributes(ItemReader in) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            try {
                attributes.put(name, ValueCodec.value(in));
            } catch (CodecException e) {
                throw e.within(name);
            }
        }
        return Item.copyOf(attributes);
    }

    @Override
    public void writeItem(Item value, ItemWriter out) {
        value.writeTo(out);
    }

    @Override
    public Item readItem(ItemReader in) {
        in.startItem();
        return attributes(in);
    }

    @Override
    public Optional<AttributeValue> valueOf(Item value, String name) {
        return value.get(name);
    }

    @Override
    public Item with(Item value, Item attributes) {
        Map<String, AttributeValue> all = new LinkedHashMap<>(value.asMap());
        all.putAll(attributes.asMap());
        return Item.copyOf(all);
    }

    @Override
    public Optional<Codec<?>> element() {
        return Optional.of(ValueCodec.INSTANCE);
    }
}
