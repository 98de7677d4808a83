package dev.stator.codec;

import java.util.function.Function;

/**
 * A converter of two functions, which do not tell their classes.
 *
 * @param <T> the Java class
 * @param <S> what it is stored as
 */
record FunctionConverter<T, S>(Class<T> type, Class<S> stored, Function<T, S> to, Function<S, T> from)
        implements Converter<T, S> {
    @Override
    public S toStored(T value) {
        return to.apply(value);
    }

    @Override
    public T fromStored(S stored) {
        return from.apply(stored);
    }
}
