package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeValue;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import dev.stator.value.UnstorableException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Values of any kind: an {@code Object}, as in a {@code Map<String, Object>}, is what {@link AttributeValue#of} takes.
 *
 * @param numbers what numbers become
 */
record UntypedCodec(Function<String, ? extends Number> numbers) implements Codec<Object> {
    @Override
    public Class<Object> javaClass() {
        return Object.class;
    }

    @Override
    public void write(Object value, ItemWriter out) {
        try {
            AttributeValue.of(value).writeTo(out);
        } catch (UnstorableException e) {
            throw new CodecException(e.path(), e.problem(), e);
        }
    }

    @Override
    @SuppressWarnings("NullAway") // Null for the explicit null only, which never comes here: see NullableCodec.
    public Object read(ItemReader in) {
        try {
            return ValueCodec.value(in).toObject(numbers);
        } catch (UnstorableException e) {
            throw new CodecException(e.path(), e.problem(), e);
        }
    }

    @Override
    public Optional<Codec<?>> element() {
        return Optional.of(this);
    }
}
