package dev.stator.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.Item;

/** The way of an item through JSON, for tests. */
final class Wire {
    private Wire() {}

    static <T> String json(TableSchema<T> schema, T value) {
        JsonWriter writer = new JsonWriter();
        schema.writeItem(value, writer.items());
        return new String(writer.toByteArray(), UTF_8);
    }

    static <T> T read(TableSchema<T> schema, String json) {
        return schema.readItem(new JsonReader(json.getBytes(UTF_8)).items());
    }

    static Item item(String json) {
        return Item.readFrom(new JsonReader(json.getBytes(UTF_8)).items());
    }
}
