package dev.stator;

import dev.stator.codec.KeyAttribute;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.value.Item;
import java.util.Base64;

/** The text form of a place in a query or scan: the key behind which to go on, as JSON, in URL-safe base64. */
final class Cursor {
    private Cursor() {}

    static String of(Item key) {
        JsonWriter json = new JsonWriter();
        key.writeTo(json.items());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.toByteArray());
    }

    static Item parse(String cursor, Source<?> source) {
        Item key;
        try {
            key = Item.readFrom(new JsonReader(Base64.getUrlDecoder().decode(cursor)).items());
        } catch (IllegalArgumentException | IllegalStateException | MalformedJsonException e) {
            throw new IllegalArgumentException(
                    "The cursor for " + source.describe() + " is damaged: pass what Page.cursor() gave, unchanged", e);
        }
        if (!key.asMap().keySet().equals(source.keyNames())) {
            throw new IllegalArgumentException("The cursor does not belong to " + source.describe()
                    + ": it leads behind " + key.asMap().keySet() + " where " + source.keyNames() + " is needed");
        }
        for (KeyAttribute attribute : source.keys()) {
            if (key.get(attribute.name()).orElseThrow().type() != attribute.type()) {
                throw new IllegalArgumentException("The cursor does not belong to " + source.describe() + ": its "
                        + attribute.name() + " is not of the type " + attribute.type());
            }
        }
        return key;
    }
}
