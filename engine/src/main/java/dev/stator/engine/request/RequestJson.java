package dev.stator.engine.request;

import dev.stator.engine.item.Attribute;
import dev.stator.engine.item.Attributes;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Parameters as the JSON that they came from, but in one form: the names in maps are sorted. */
public final class RequestJson {
    private final JsonWriter json = new JsonWriter();

    private RequestJson() {}

    /** The JSON of parameters, or of lists and maps of them. */
    public static byte[] of(Object parameters) {
        RequestJson text = new RequestJson();
        text.add(parameters);
        return text.json.toByteArray();
    }

    private void add(Object value) {
        if (value instanceof Parameters parameters) {
            json.startObject();
            parameters.forEach((field, member) -> {
                json.field(field.name());
                add(member);
            });
            json.endObject();
        } else if (value instanceof List<?> list) {
            json.startArray();
            list.forEach(this::add);
            json.endArray();
        } else if (value instanceof Attribute attribute) {
            add(attribute.raw());
        } else if (value instanceof Attributes attributes) {
            add(attributes.raw());
        } else if (value instanceof Map<?, ?> map) {
            json.startObject();
            addEntries(map);
            json.endObject();
        } else if (value instanceof AttributeValue.M map) {
            json.items().startMap();
            addEntries(map.values());
            json.items().endMap();
        } else if (value instanceof AttributeValue.L list) {
            json.items().startList();
            list.values().forEach(this::add);
            json.items().endList();
        } else if (value instanceof AttributeValue scalar) {
            scalar.writeTo(json.items());
        } else if (value instanceof Boolean flag) {
            json.flag(flag);
        } else {
            json.text(value.toString());
        }
    }

    private void addEntries(Map<?, ?> map) {
        Object[] names = map.keySet().toArray();
        Arrays.sort(names);
        for (Object name : names) {
            json.field((String) name);
            add(Objects.requireNonNull(map.get(name)));
        }
    }
}
