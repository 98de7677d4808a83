package dev.stator.cli;

import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.io.StringWriter;
import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An item as JSON for people: no type descriptors, sets as arrays, binaries as base64. */
final class PlainJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private PlainJson() {}

    static String of(Item item) {
        Writer text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(new AttributeValue.M(item.asMap()), json);
        }
        return text.toString();
    }

    private static void write(AttributeValue value, JsonGenerator json) {
        if (value instanceof AttributeValue.S string) {
            json.writeString(string.value());
        } else if (value instanceof AttributeValue.N number) {
            json.writeNumber(number.text());
        } else if (value instanceof AttributeValue.Bool bool) {
            json.writeBoolean(bool.value());
        } else if (value instanceof AttributeValue.B binary) {
            json.writeString(binary.value().toBase64());
        } else if (value instanceof AttributeValue.M map) {
            json.writeStartObject();
            map.values().forEach((name, entry) -> {
                json.writeName(name);
                write(entry, json);
            });
            json.writeEndObject();
        } else if (value == AttributeValue.Null.NULL) {
            json.writeNull();
        } else {
            json.writeStartArray();
            elements(value).forEach(element -> write(element, json));
            json.writeEndArray();
        }
    }

    private static Iterable<AttributeValue> elements(AttributeValue value) {
        if (value instanceof AttributeValue.L list) {
            return list.values();
        } else if (value instanceof AttributeValue.SS strings) {
            return strings.values().stream()
                    .<AttributeValue>map(AttributeValue.S::new)
                    .toList();
        } else if (value instanceof AttributeValue.NS numbers) {
            return numbers.values().stream()
                    .<AttributeValue>map(AttributeValue.N::new)
                    .toList();
        }
        return ((AttributeValue.BS) value)
                .values().stream().<AttributeValue>map(AttributeValue.B::new).toList();
    }
}
