package dev.stator.codec;

import dev.stator.value.AttributeType;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.Optional;

/**
 * Writes a Java value as the tokens of one attribute value, and reads it back: {@code read(write(x))} equals {@code x}.
 *
 * <p>A codec is immutable and safe for use by many threads. A record's codec, and those of lists, sets, maps and
 * optionals, also tell about what is inside them, so that a typed path can be followed to the codec of its end.
 *
 * @param <T> the Java class
 */
public interface Codec<T> {
    /** The Java class of the values, for checks and messages. */
    Class<? super T> javaClass();

    /**
     * Writes one value.
     *
     * @throws dev.stator.error.CodecException if the value, or one within it, cannot be stored
     */
    void write(T value, ItemWriter out);

    /**
     * Reads the value on which the reader stands, to its end.
     *
     * @throws dev.stator.error.CodecException if the attribute does not fit the Java class
     */
    T read(ItemReader in);

    /** The member of a record that this accessor reads; empty if this is no record's codec or it has no such accessor. */
    default Optional<Member> member(String accessor) {
        return Optional.empty();
    }

    /** The member of a record with this stored name; empty if this is no record's codec or it stores no such attribute. */
    default Optional<Member> attribute(String name) {
        return Optional.empty();
    }

    /** Whether another codec stores values of the same class in the same form, be there always one or not. */
    default boolean isStoredLike(Codec<?> other) {
        return Likeness.of(Fit.core(this), Fit.core(other));
    }

    /** The DynamoDB type as which every value is stored; empty if that is not one alone, or not known. */
    default Optional<AttributeType> storedType() {
        return Optional.empty();
    }

    /** Whether what is stored sorts as the values do; of a class that is no more than its text or name, as that does. */
    default boolean isStoredInOrder() {
        return true;
    }

    /** Whether values that have an attribute all store it in one form, and not each class of them in one of its own. */
    default boolean isStoredInOneForm(String name) {
        return true;
    }

    /**
     * Whether this attribute of a value can be changed only with the value as a whole: it says of which {@link Shape} or of
     * which class under a {@link Discriminator} the value is, or what is stored may be of another and have no such attribute.
     */
    default boolean isChangedAsWhole(String attribute) {
        return false;
    }

    /**
     * The codec of those of the values that are of a class; empty if none can be. It may be another codec where a sealed
     * class stands for several.
     */
    default Optional<Codec<?>> narrowed(Class<?> owner) {
        return owner.isAssignableFrom(javaClass()) ? Optional.of(this) : Optional.empty();
    }

    /** The codec of the elements of a list or set, of the values of a map, or of what is in an optional. */
    default Optional<Codec<?>> element() {
        return Optional.empty();
    }

    /**
     * A component of a record, or a property of another class.
     *
     * @param accessor the name of the accessor
     * @param name the name of the attribute as stored
     * @param codec the codec of its values
     * @param optional whether an item can be read without the attribute, whichever of several classes it is of
     * @param nullStored whether no value is stored as the explicit null, rather than left out
     */
    record Member(String accessor, String name, Codec<?> codec, boolean optional, boolean nullStored) {}
}
