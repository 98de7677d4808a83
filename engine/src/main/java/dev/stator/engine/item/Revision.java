package dev.stator.engine.item;

import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The writing of an item that is another one but for some attributes: what stays is copied as it is, and never decoded. */
final class Revision {
    private final ItemSizes sizes;
    private final JsonWriter json;

    private Revision(ItemSizes sizes, int length) {
        this.sizes = sizes;
        this.json = new JsonWriter(length);
    }

    /**
     * The bytes of the item after a change.
     *
     * @param before the item
     * @param changes the new values of attributes, null for those that go
     * @param sortKey the name of the table's sort key, if it has one; it does not change
     */
    static byte[] of(StoredItem before, Map<String, @Nullable AttributeValue> changes, @Nullable String sortKey) {
        StoredAttributes attributes = before.storedAttributes();
        AttributeValue sort = sortKey == null ? null : attributes.get(sortKey);
        Revision revision = new Revision(ItemSizes.noted(before, sort), before.bytes().length);
        revision.write(attributes, changes);
        byte[] after = revision.json.toByteArray(EncodedItem.HEAD_LENGTH);
        revision.sizes.noteIn(after, sort);
        return after;
    }

    private void write(StoredAttributes before, Map<String, @Nullable AttributeValue> changes) {
        json.startObject();
        for (String name : before.keySet()) {
            if (changes.containsKey(name)) {
                sizes.remove(name, Objects.requireNonNull(before.get(name)));
                write(name, changes.get(name));
            } else {
                before.writeTo(json, name);
            }
        }
        changes.forEach((name, value) -> {
            if (!before.containsKey(name)) {
                write(name, value);
            }
        });
        json.endObject();
    }

    private void write(String name, @Nullable AttributeValue value) {
        if (value != null) {
            sizes.add(name, value);
            json.field(name);
            value.writeTo(json.items());
        }
    }
}
