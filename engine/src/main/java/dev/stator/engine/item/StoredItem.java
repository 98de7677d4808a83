package dev.stator.engine.item;

import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item as the store holds it: its size, its size in a page, then its DynamoDB JSON. So a reply takes the bytes as they are, and an
 * attribute is decoded only when something must look at it.
 */
public final class StoredItem {
    private final byte[] bytes;
    private @Nullable Map<String, AttributeValue> attributes;

    StoredItem(byte[] bytes, @Nullable Map<String, AttributeValue> attributes) {
        this.bytes = bytes;
        this.attributes = attributes;
    }

    /** An item from the store. */
    public static StoredItem stored(byte[] bytes) {
        return new StoredItem(bytes, null);
    }

    /**
     * This item after a change, which costs by what changes.
     *
     * @param changes the new values of attributes, null for those that go; none is a key attribute of the table
     * @param sortKey the name of the table's sort key, if it has one
     */
    public StoredItem with(Map<String, @Nullable AttributeValue> changes, @Nullable String sortKey) {
        return stored(Revision.of(this, changes, sortKey));
    }

    /** Writes attributes as an item. */
    public static void write(Map<String, AttributeValue> attributes, JsonWriter out) {
        var items = out.items();
        items.startItem();
        attributes.forEach((name, value) -> {
            items.name(name);
            value.writeTo(items);
        });
        items.endItem();
    }

    /** Writes this item. */
    public void writeTo(JsonWriter out) {
        out.raw(bytes, EncodedItem.HEAD_LENGTH, bytes.length - EncodedItem.HEAD_LENGTH);
    }

    /** The bytes for the store. */
    public byte[] bytes() {
        return bytes;
    }

    /** The size by the service's rules for limits and capacity. */
    public int size() {
        return ByteBuffer.wrap(bytes).getInt();
    }

    /** How much of the 1 MB of a page this takes. */
    public int pageSize() {
        return ByteBuffer.wrap(bytes).getInt(Integer.BYTES);
    }

    /** The attributes, each decoded on first use. */
    public Map<String, AttributeValue> attributes() {
        Map<String, AttributeValue> decoded = attributes;
        if (decoded == null) {
            decoded = new StoredAttributes(bytes, EncodedItem.HEAD_LENGTH);
            attributes = decoded;
        }
        return decoded;
    }

    /** The attributes as they are stored. */
    StoredAttributes storedAttributes() {
        return attributes() instanceof StoredAttributes stored
                ? stored
                : new StoredAttributes(bytes, EncodedItem.HEAD_LENGTH);
    }

    /** Whether another item has the same attributes, in whatever order they came. */
    public boolean sameAs(StoredItem other) {
        return Arrays.equals(bytes, other.bytes)
                || (bytes.length == other.bytes.length && attributes().equals(other.attributes()));
    }
}
