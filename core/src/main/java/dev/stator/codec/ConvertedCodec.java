package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A class that is stored as another.
 *
 * @param <T> the Java class
 * @param <S> what it is stored as
 */
class ConvertedCodec<T, S> implements Codec<T> {
    private final Class<T> type;
    private final Converter<T, S> converter;
    private final Codec<S> target;
    /** What the converter reads without being asked about other types; null if it takes any. */
    private final @Nullable AttributeType expected;

    private ConvertedCodec(Class<T> type, Converter<T, S> converter, Codec<S> target) {
        this.type = type;
        this.converter = converter;
        this.target = target;
        this.expected = expected(target);
    }

    /** The codec of a converter to what the target stores: as good for keys, sets and maps as the target is. */
    static <T, S> Codec<T> of(Class<T> type, Converter<T, S> converter, Codec<S> target) {
        if (target instanceof TextForm<S> text) {
            return new Text<>(type, converter, text);
        } else if (target instanceof ScalarCodec<S> scalar) {
            return new Scalar<>(type, converter, scalar);
        }
        return new ConvertedCodec<>(type, converter, target);
    }

    private static @Nullable AttributeType expected(Codec<?> target) {
        if (target instanceof ScalarCodec<?> scalar) {
            return scalar.type();
        } else if (target instanceof SetCodec<?> set) {
            return set.type();
        } else if (target instanceof ListCodec<?>) {
            return AttributeType.L;
        } else if (target instanceof ConvertedCodec<?, ?> converted) {
            return converted.expected;
        } else if (target == BooleanCodec.INSTANCE) {
            return AttributeType.BOOL;
        }
        boolean map = target instanceof MapCodec<?, ?>
                || target instanceof ItemForm<?>
                || target instanceof RecursiveCodec<?>;
        return map ? AttributeType.M : null;
    }

    /** Whether the other converts in the same way, to what is stored alike. */
    final boolean isLike(ConvertedCodec<?, ?> other) {
        boolean alike = converter.equals(other.converter)
                || (converter.getClass() == other.converter.getClass()
                        && !(converter instanceof FunctionConverter<?, ?>));
        return alike && Likeness.of(target, other.target);
    }

    @Override
    public final Class<T> javaClass() {
        return type;
    }

    /** What is stored for a value, in Java. */
    final S stored(T value) {
        S stored;
        try {
            stored = converter.toStored(value);
        } catch (CodecException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new CodecException("", String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw new CodecException("", name() + " failed to store the value", e);
        }
        if (stored == null) {
            throw new CodecException("", name() + " gave null for a value, and what is stored is never null", null);
        }
        return stored;
    }

    /** The value of what is stored, in Java. */
    final T value(S stored) {
        T value;
        try {
            value = converter.fromStored(stored);
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CodecException(
                    "",
                    "found a " + target.javaClass().getSimpleName() + " that " + name() + " does not take as a "
                            + type.getSimpleName(),
                    e);
        }
        if (value == null) {
            throw new CodecException("", name() + " gave null for what is stored", null);
        }
        return value;
    }

    private String name() {
        return converter instanceof FunctionConverter<?, ?>
                ? "the converter of " + type.getSimpleName()
                : converter.getClass().getName();
    }

    @Override
    public void write(T value, ItemWriter out) {
        target.write(stored(value), out);
    }

    @Override
    public T read(ItemReader in) {
        return expected == null || in.type() == expected ? value(target.read(in)) : other(in);
    }

    private T other(ItemReader in) {
        AttributeType found = in.type();
        Optional<T> value;
        try {
            value = converter.fromOther(ValueCodec.value(in));
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CodecException("", name() + " failed to read an attribute of type " + found, e);
        }
        return value.orElseThrow(() -> new CodecException(
                "", "a " + type.getSimpleName() + " is stored as " + expected + "; found " + found, null));
    }

    @Override
    public Optional<AttributeType> storedType() {
        return target.storedType();
    }

    @Override
    public boolean isStoredInOrder() {
        return target.isStoredInOrder();
    }

    @Override
    public Optional<Member> attribute(String name) {
        return target.attribute(name);
    }

    @Override
    public boolean isChangedAsWhole(String attribute) {
        return target.isChangedAsWhole(attribute);
    }

    @Override
    public Optional<Codec<?>> element() {
        return target.element();
    }

    /** One that is stored as a string, number or binary. */
    private static class Scalar<T, S> extends ConvertedCodec<T, S> implements ScalarCodec<T> {
        private final ScalarCodec<S> scalar;

        Scalar(Class<T> type, Converter<T, S> converter, ScalarCodec<S> scalar) {
            super(type, converter, scalar);
            this.scalar = scalar;
        }

        @Override
        public AttributeType type() {
            return scalar.type();
        }

        @Override
        public boolean isEmpty(T value) {
            return scalar.isEmpty(stored(value));
        }

        @Override
        public boolean mayCollide() {
            return true;
        }

        @Override
        public boolean isWhole() {
            return scalar.isWhole();
        }

        @Override
        public Sorting sorting() {
            return scalar.sorting();
        }
    }

    /** One that is stored as a string. */
    private static final class Text<T, S> extends Scalar<T, S> implements TextForm<T> {
        private final TextForm<S> target;

        Text(Class<T> type, Converter<T, S> converter, TextForm<S> target) {
            super(type, converter, target);
            this.target = target;
        }

        @Override
        public String text(T value) {
            return target.text(stored(value));
        }

        @Override
        public T value(String text) {
            return value(target.value(text));
        }
    }
}
