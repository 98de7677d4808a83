package dev.stator.codec;

import dev.stator.value.AttributeType;
import dev.stator.value.Binary;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.function.Function;

/**
 * A class of bytes.
 *
 * @param <T> the Java class
 */
record BinaryCodec<T>(Class<T> javaClass, Function<T, Binary> toBinary, Function<Binary, T> fromBinary)
        implements ScalarCodec<T> {
    @Override
    public AttributeType type() {
        return AttributeType.B;
    }

    @Override
    public boolean mayCollide() {
        return javaClass == (Object) byte[].class;
    }

    @Override
    public boolean isExact() {
        return true;
    }

    @Override
    public void write(T value, ItemWriter out) {
        out.binary(toBinary.apply(value));
    }

    @Override
    public T read(ItemReader in) {
        ScalarCodec.expect(AttributeType.B, javaClass, in);
        return fromBinary.apply(in.binary());
    }

    @Override
    public boolean isEmpty(T value) {
        return toBinary.apply(value).length() == 0;
    }
}
