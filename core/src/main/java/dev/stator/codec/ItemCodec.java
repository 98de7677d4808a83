package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Items as they are. */
enum ItemCodec implements ItemForm<Item> {
    INSTANCE;

    @Override
    public Class<Item> javaClass() {
        return Item.class;
    }

    @Override
    public void writeAttributes(Item value, ItemWriter out) {
        value.asMap().forEach((name, attribute) -> {
            out.name(name);
            attribute.writeTo(out);
        });
    }

    @Override
    public Item readAttributes(ItemReader in) {
        return attributes(in.nextName(), in);
    }

    /** The attributes from one on, whose name was read and whose value was not; none if that is null. */
    static Item attributes(@Nullable String first, ItemReader in) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        for (String name = first; name != null; name = in.nextName()) {
            try {
                attributes.put(name, ValueCodec.value(in));
            } catch (CodecException e) {
                throw e.within(name);
            }
        }
        return Item.copyOf(attributes);
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
