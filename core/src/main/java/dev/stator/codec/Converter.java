package dev.stator.codec;

import dev.stator.value.AttributeValue;
import java.util.Optional;
import java.util.function.Function;

/**
 * Stores a class that Stator does not know as one that it does: money as a number, a date of an old library as an
 * {@code Instant}, a range as a record of two numbers.
 *
 * <pre>{@code
 * final class MoneyConverter implements Converter<Money, BigDecimal> {
 *     public BigDecimal toStored(Money value) { return value.amount(); }
 *     public Money fromStored(BigDecimal stored) { return new Money(stored); }
 * }
 *
 * record Order(@PartitionKey String id, @Convert(MoneyConverter.class) Money total) {}    // one attribute
 * TableSchema.of(Order.class, Mapping.standard().converter(new MoneyConverter()));        // every Money of a schema
 * Stator.builder().mapping(Mapping.standard().converter(new MoneyConverter())).build();   // every Money of a client
 * }</pre>
 *
 * <p>What is converted to a string, number or binary can be a key and an element of a set; to a string, also a key of a
 * map. Neither method sees null. A converter is safe for use by many threads. For full control of the tokens of the wire
 * implement {@link Codec}, which stands wherever a converter may.
 *
 * @param <T> the Java class
 * @param <S> what it is stored as: any type that a component may have, another converted one included
 */
public interface Converter<T, S> {
    /**
     * What is stored for a value.
     *
     * @throws IllegalArgumentException if the value cannot be stored; its message is shown, so it must not hold the value
     */
    S toStored(T value);

    /**
     * The value of what is stored. Whatever it throws means that there is none, and becomes the cause of a {@link
     * dev.stator.error.CodecException}.
     */
    T fromStored(S stored);

    /**
     * Reads an attribute of another type than this converter writes, such as a number that used to be stored as a string.
     *
     * @return empty, which is the default, if such an attribute is an error
     */
    default Optional<T> fromOther(AttributeValue found) {
        return Optional.empty();
    }

    /** A converter of two functions. */
    static <T, S> Converter<T, S> of(
            Class<T> type, Class<S> stored, Function<T, S> toStored, Function<S, T> fromStored) {
        return new FunctionConverter<>(type, stored, toStored, fromStored);
    }
}
