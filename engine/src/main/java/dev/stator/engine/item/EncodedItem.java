package dev.stator.engine.item;

import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item in the form of the store before its table is known, of which only the size in a page depends. So a put does what
 * takes it long while others write.
 */
public final class EncodedItem {
    static final int HEAD_LENGTH = 2 * Integer.BYTES;

    private final Map<String, AttributeValue> attributes;
    private final ItemSizes sizes;
    private final byte[] bytes;

    private EncodedItem(Map<String, AttributeValue> attributes, ItemSizes sizes, byte[] bytes) {
        this.attributes = attributes;
        this.sizes = sizes;
        this.bytes = bytes;
    }

    /** An item to be stored. */
    public static EncodedItem of(Map<String, AttributeValue> attributes) {
        ItemSizes sizes = ItemSizes.of(attributes);
        JsonWriter json = new JsonWriter(2 * sizes.size());
        StoredItem.write(attributes, json);
        return new EncodedItem(attributes, sizes, json.toByteArray(HEAD_LENGTH));
    }

    /** The attributes. */
    public Map<String, AttributeValue> attributes() {
        return attributes;
    }

    /** The size by the service's rules for limits and capacity. */
    public int size() {
        return sizes.size();
    }

    /**
     * The item as its table stores it, in these very bytes.
     *
     * @param sortKey the name of the table's sort key, if it has one
     */
    public StoredItem in(@Nullable String sortKey) {
        AttributeValue sort = sortKey == null ? null : attributes.get(sortKey);
        sizes.noteIn(bytes, sort);
        return new StoredItem(bytes, attributes);
    }
}
