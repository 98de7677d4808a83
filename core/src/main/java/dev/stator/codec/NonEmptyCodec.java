package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;

/**
 * A string or binary that is a key, of the table or of an index: the service refuses an empty one.
 *
 * @param <T> the Java class
 */
record NonEmptyCodec<T>(ScalarCodec<T> values) implements ScalarCodec<T> {
    /** The codec of a key, and of what is in an optional one. */
    static Codec<?> guard(Codec<?> codec) {
        if (codec instanceof OptionalCodec<?, ?> optional) {
            return guarded(optional);
        }
        return codec instanceof ScalarCodec<?> scalar && mayBeEmpty(scalar) ? new NonEmptyCodec<>(scalar) : codec;
    }

    private static <O, V> Codec<O> guarded(OptionalCodec<O, V> optional) {
        return optional.present() instanceof ScalarCodec<V> scalar && mayBeEmpty(scalar)
                ? optional.with(new NonEmptyCodec<>(scalar))
                : optional;
    }

    private static boolean mayBeEmpty(ScalarCodec<?> scalar) {
        return scalar.type() != AttributeType.N;
    }

    @Override
    public AttributeType type() {
        return values.type();
    }

    @Override
    public Class<? super T> javaClass() {
        return values.javaClass();
    }

    @Override
    public boolean isEmpty(T value) {
        return values.isEmpty(value);
    }

    @Override
    public void write(T value, ItemWriter out) {
        if (values.isEmpty(value)) {
            throw new CodecException(
                    "", "the value is empty, and a key of a table or index must not be; give it a value", null);
        }
        values.write(value, out);
    }

    @Override
    public T read(ItemReader in) {
        return values.read(in);
    }
}
