package dev.stator.engine.action;

import dev.stator.engine.item.Attribute;
import dev.stator.engine.item.Attributes;
import dev.stator.engine.request.Parameters;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A hash of sound parameters that does not depend on the order in which maps came, so that a repeated request has the same: that of
 * a JSON text in which names are sorted.
 */
final class Fingerprint {
    private final JsonWriter json = new JsonWriter();

    private Fingerprint() {}

    static byte[] of(Object parameters) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(parameters);
        return sha256().digest(fingerprint.json.toByteArray());
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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
