package dev.stator.codec;

import dev.stator.value.AttributeValue;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.Optional;

/** Attribute values as they are, the explicit null included. */
enum ValueCodec implements Codec<AttributeValue> {
    INSTANCE;

    @Override
    public Class<AttributeValue> javaClass() {
        return AttributeValue.class;
    }

    @Override
    public void write(AttributeValue value, ItemWriter out) {
        value.writeTo(out);
    }

    @Override
    public AttributeValue read(ItemReader in) {
        return AttributeValue.readFrom(in);
    }

    @Override
    public Optional<Codec<?>> element() {
        return Optional.of(this);
    }
}
