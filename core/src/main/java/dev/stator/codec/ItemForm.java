package dev.stator.codec;

import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import java.util.Optional;

/**
 * A codec of a class that can be a whole item: within another item it is a map, alone it stands without a type
 * descriptor.
 *
 * @param <T> the Java class
 */
interface ItemForm<T> extends Codec<T> {
    /** Writes a whole item. */
    void writeItem(T value, ItemWriter out);

    /** Reads a whole item. */
    T readItem(ItemReader in);

    /** One attribute of a value; empty if the value has none of that stored name. */
    Optional<AttributeValue> valueOf(T value, String name);

    /**
     * A copy of a value that has these attributes in place of its own; those that the class does not know are left out.
     *
     * @throws dev.stator.error.CodecException if one does not fit its component
     */
    T with(T value, Item attributes);
}
