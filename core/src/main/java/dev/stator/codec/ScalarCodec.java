package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.ItemReader;
import java.util.Optional;

/**
 * A codec of one of the three types that may be keys, elements of sets and, if it is text, names in maps.
 *
 * @param <T> the Java class
 */
interface ScalarCodec<T> extends Codec<T> {
    /** The type of what is written: string, number or binary. */
    AttributeType type();

    /** Whether the value is stored with a length of zero, which no key may have. */
    default boolean isEmpty(T value) {
        return false;
    }

    /** Whether values that are not equal in Java can be stored as one, such as 1.0 and 1.00: a set holds that once. */
    default boolean mayCollide() {
        return false;
    }

    /** Whether all values are stored as numbers without a fraction. */
    default boolean isWhole() {
        return false;
    }

    /** Whether nothing is read that would be written in another form, as numbers of one value are one. */
    default boolean isExact() {
        return false;
    }

    /** How what is stored sorts, as a sort key. */
    default Sorting sorting() {
        return Sorting.STEADY;
    }

    @Override
    default Optional<AttributeType> storedType() {
        return Optional.of(type());
    }

    @Override
    default boolean isStoredInOrder() {
        return sorting() != Sorting.NONE;
    }

    /** Stands in front of each read, so that a wrong type is told apart from broken data. */
    static void expect(AttributeType wanted, Class<?> javaClass, ItemReader in) {
        AttributeType found = in.type();
        if (found != wanted) {
            throw new CodecException(
                    "", "a " + javaClass.getSimpleName() + " is stored as " + wanted + "; found " + found, null);
        }
    }
}
