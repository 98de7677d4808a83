package dev.stator.codec;

import dev.stator.error.CodecException;
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
        return value(in);
    }

    /** Any value; one that breaks a rule of DynamoDB, as only a reply that is none of the service's holds, is told so. */
    static AttributeValue value(ItemReader in) {
        try {
            return AttributeValue.readFrom(in);
        } catch (IllegalArgumentException e) {
            throw new CodecException("", "found a value that breaks a rule of DynamoDB: " + e.getMessage(), null);
        }
    }

    @Override
    public Optional<Codec<?>> element() {
        return Optional.of(this);
    }
}
