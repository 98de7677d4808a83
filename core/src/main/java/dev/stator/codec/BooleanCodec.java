package dev.stator.codec;

import dev.stator.value.AttributeType;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.Optional;

/** Booleans. */
enum BooleanCodec implements Codec<Boolean> {
    INSTANCE;

    @Override
    public Class<Boolean> javaClass() {
        return Boolean.class;
    }

    @Override
    public Optional<AttributeType> storedType() {
        return Optional.of(AttributeType.BOOL);
    }

    @Override
    public void write(Boolean value, ItemWriter out) {
        out.bool(value);
    }

    @Override
    public Boolean read(ItemReader in) {
        ScalarCodec.expect(AttributeType.BOOL, Boolean.class, in);
        return in.bool();
    }
}
