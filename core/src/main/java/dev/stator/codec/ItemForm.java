package dev.stator.codec;

import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A codec of a class that can be a whole item: within another item it is a map, alone it stands without a type
 * descriptor.
 *
 * @param <T> the Java class
 */
interface ItemForm<T> extends Codec<T> {
    /** Writes the attributes of a value, within an item or map that is open. */
    void writeAttributes(T value, ItemWriter out);

    /** Reads the attributes of an item or map that is open, to its end. */
    T readAttributes(ItemReader in);

    @Override
    default Optional<AttributeType> storedType() {
        return Optional.of(AttributeType.M);
    }

    @Override
    default void write(T value, ItemWriter out) {
        out.startMap();
        writeAttributes(value, out);
        out.endMap();
    }

    @Override
    default T read(ItemReader in) {
        ScalarCodec.expect(AttributeType.M, javaClass(), in);
        in.startMap();
        return readAttributes(in);
    }

    /** Writes a whole item. */
    default void writeItem(T value, ItemWriter out) {
        out.startItem();
        writeAttributes(value, out);
        out.endItem();
    }

    /** Reads a whole item. */
    default T readItem(ItemReader in) {
        in.startItem();
        return readAttributes(in);
    }

    /** One attribute of a value; empty if the value has none of that stored name. */
    Optional<AttributeValue> valueOf(T value, String name);

    /**
     * A copy of a value that has these attributes in place of its own; those that the class does not know are left out.
     *
     * @throws dev.stator.error.CodecException if one does not fit its component
     */
    T with(T value, Item attributes);

    /** Whether values of older shapes may be stored, at the top of an item. */
    default boolean hasShapes() {
        return false;
    }

    /** The attributes that reading an item takes whatever it is: what tell its class and its shape. */
    default List<String> marks() {
        return List.of();
    }

    /**
     * The attributes of a stored item as they would be stored now.
     *
     * @throws dev.stator.error.CodecException if it is of a shape that is not known
     */
    default Item upgraded(Item stored) {
        return stored;
    }

    /** The shape of the class, and where it is stored; empty if it has none, or not one alone. */
    default Optional<ShapeNumber> shapeNumber() {
        return Optional.empty();
    }

    /** The templates that make attributes, by the names of those. */
    default Map<String, KeyTemplate> templates() {
        return Map.of();
    }

    /** The attributes of a value that are made from others, and so none of its own. */
    default List<String> made(T value) {
        return List.of();
    }

    /** Whether {@link #with} can give values this attribute. */
    default boolean takes(String name) {
        return true;
    }
}
