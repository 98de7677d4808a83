package dev.stator.codec;

import dev.stator.value.AttributeType;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One of the four optional classes. A record leaves an empty one out; in a list or map it is the explicit null.
 *
 * @param <O> the optional class
 * @param <V> the class of what is in it
 * @param empty the empty optional
 * @param unwrap gives what is in an optional, or null
 */
record OptionalCodec<O, V>(
        Class<? super O> javaClass, Codec<V> present, O empty, Function<O, @Nullable V> unwrap, Function<V, O> wrap)
        implements Codec<O> {
    static <V> OptionalCodec<Optional<V>, V> of(Codec<V> present) {
        return new OptionalCodec<>(
                Optional.class, present, Optional.empty(), optional -> optional.orElse(null), Optional::of);
    }

    static OptionalCodec<OptionalInt, Integer> ofInt(Codec<Integer> present) {
        return new OptionalCodec<>(
                OptionalInt.class,
                present,
                OptionalInt.empty(),
                optional -> optional.isPresent() ? (Integer) optional.getAsInt() : null,
                OptionalInt::of);
    }

    static OptionalCodec<OptionalLong, Long> ofLong(Codec<Long> present) {
        return new OptionalCodec<>(
                OptionalLong.class,
                present,
                OptionalLong.empty(),
                optional -> optional.isPresent() ? (Long) optional.getAsLong() : null,
                OptionalLong::of);
    }

    static OptionalCodec<OptionalDouble, Double> ofDouble(Codec<Double> present) {
        return new OptionalCodec<>(
                OptionalDouble.class,
                present,
                OptionalDouble.empty(),
                optional -> optional.isPresent() ? (Double) optional.getAsDouble() : null,
                OptionalDouble::of);
    }

    /** The same around another codec of the same class. */
    OptionalCodec<O, V> with(Codec<V> other) {
        return new OptionalCodec<>(javaClass, other, empty, unwrap, wrap);
    }

    /** What is in an optional of this class. */
    @SuppressWarnings("unchecked") // The caller has one of this codec's class.
    Optional<Object> content(Object optional) {
        return Optional.ofNullable(unwrap.apply((O) optional));
    }

    @Override
    public void write(O value, ItemWriter out) {
        V content = unwrap.apply(value);
        if (content == null) {
            out.nullValue();
        } else {
            present.write(content, out);
        }
    }

    @Override
    public O read(ItemReader in) {
        if (in.type() == AttributeType.NULL) {
            in.nullValue();
            return empty;
        }
        return wrap.apply(present.read(in));
    }

    @Override
    public Optional<Codec<?>> element() {
        return Optional.of(present);
    }
}
