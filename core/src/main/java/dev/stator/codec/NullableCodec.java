package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An element of a list or map that is declared nullable: null is the explicit null of the wire.
 *
 * @param <T> the Java class
 */
record NullableCodec<T>(Codec<T> present) implements Codec<T> {
    /** The value itself, unless it is null and the codec cannot take that. */
    static <T> T require(@Nullable T value, Codec<T> codec) {
        if (value == null && !(codec instanceof NullableCodec<?>)) {
            throw new CodecException("", "the value is null; leave it out, or declare it @Nullable or Optional", null);
        }
        return unchecked(value);
    }

    @SuppressWarnings("NullAway") // Null only for a codec of nullable values.
    private static <T> T unchecked(@Nullable T value) {
        return value;
    }

    @Override
    public Class<? super T> javaClass() {
        return present.javaClass();
    }

    @Override
    public void write(@Nullable T value, ItemWriter out) {
        if (value == null) {
            out.nullValue();
        } else {
            present.write(value, out);
        }
    }

    @Override
    public T read(ItemReader in) {
        if (in.type() == AttributeType.NULL) {
            in.nullValue();
            return unchecked(null);
        }
        return present.read(in);
    }

    @Override
    public Optional<AttributeType> storedType() {
        return present.storedType();
    }

    @Override
    public boolean isStoredInOrder() {
        return present.isStoredInOrder();
    }

    @Override
    public Optional<Member> member(String accessor) {
        return present.member(accessor);
    }

    @Override
    public Optional<Member> attribute(String name) {
        return present.attribute(name);
    }

    @Override
    public boolean isChangedAsWhole(String attribute) {
        return present.isChangedAsWhole(attribute);
    }

    @Override
    public Optional<Codec<?>> element() {
        return present.element();
    }
}
