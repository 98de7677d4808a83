package dev.stator.engine.item;

import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * An item as the store holds it: its size, then its DynamoDB JSON. So a reply takes the bytes as they are, and an item is
 * decoded only when something must look into it.
 */
public final class StoredItem {
    private static final int SIZE_LENGTH = 4;

    private final byte[] bytes;
    private @Nullable Map<String, AttributeValue> attributes;

    private StoredItem(byte[] bytes, @Nullable Map<String, AttributeValue> attributes) {
        this.bytes = bytes;
        this.attributes = attributes;
    }

    /** An item to be stored. */
    public static StoredItem of(Map<String, AttributeValue> attributes) {
        JsonWriter json = new JsonWriter();
        write(attributes, json);
        byte[] text = json.toByteArray();
        byte[] bytes = new byte[SIZE_LENGTH + text.length];
        int size = ItemSize.of(attributes);
        for (int i = 0; i < SIZE_LENGTH; i++) {
            bytes[i] = (byte) (size >>> (8 * (SIZE_LENGTH - 1 - i)));
        }
        System.arraycopy(text, 0, bytes, SIZE_LENGTH, text.length);
        return new StoredItem(bytes, attributes);
    }

    /** An item from the store. */
    public static StoredItem stored(byte[] bytes) {
        return new StoredItem(bytes, null);
    }

    /** Writes attributes as an item. */
    public static void write(Map<String, AttributeValue> attributes, JsonWriter out) {
        var items = out.items();
        items.startItem();
        for (Map.Entry<String, AttributeValue> entry : attributes.entrySet()) {
            items.name(entry.getKey());
            entry.getValue().writeTo(items);
        }
        items.endItem();
    }

    /** Writes this item. */
    public void writeTo(JsonWriter out) {
        out.raw(bytes, SIZE_LENGTH, bytes.length - SIZE_LENGTH);
    }

    /** The bytes for the store. */
    public byte[] bytes() {
        return bytes;
    }

    /** The size by the service's rules. */
    public int size() {
        int size = 0;
        for (int i = 0; i < SIZE_LENGTH; i++) {
            size = (size << 8) | (bytes[i] & 0xFF);
        }
        return size;
    }

    /** The attributes, decoded on first use. */
    public Map<String, AttributeValue> attributes() {
        Map<String, AttributeValue> decoded = attributes;
        if (decoded == null) {
            try (JsonParser in = Json.parser(bytes, SIZE_LENGTH)) {
                in.nextToken();
                decoded = AttributeReader.readStored(in);
            }
            attributes = decoded;
        }
        return decoded;
    }

    /** Whether another item has the same bytes. */
    public boolean sameAs(StoredItem other) {
        return Arrays.equals(bytes, other.bytes);
    }
}
