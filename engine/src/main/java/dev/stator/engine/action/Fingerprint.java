package dev.stator.engine.action;

import dev.stator.engine.item.Attribute;
import dev.stator.engine.item.Attributes;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.request.Parameters;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A hash of parameters that does not depend on the order in which maps came, so that a repeated request has the same. */
final class Fingerprint {
    private final MessageDigest digest = sha256();

    private Fingerprint() {}

    static byte[] of(Object parameters) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(parameters);
        return fingerprint.digest.digest();
    }

    private void add(Object value) {
        if (value instanceof Parameters parameters) {
            mark('P');
            parameters.forEach((field, member) -> {
                add(field.name());
                add(member);
            });
        } else if (value instanceof List<?> list) {
            mark('L');
            list.forEach(this::add);
        } else if (value instanceof Attribute attribute) {
            add(attribute.raw());
        } else if (value instanceof Attributes attributes) {
            add(attributes.raw());
        } else if (value instanceof Map<?, ?> map) {
            mark('M');
            new TreeMap<>(map).forEach((name, entry) -> {
                add(name);
                add(entry);
            });
        } else if (value instanceof AttributeValue.M map) {
            add(map.values());
        } else if (value instanceof AttributeValue.L list) {
            add(list.values());
        } else if (value instanceof AttributeValue scalar) {
            JsonWriter json = new JsonWriter();
            StoredItem.write(Map.of("", scalar), json);
            bytes(json.toByteArray());
        } else {
            bytes(value.toString().getBytes(StandardCharsets.UTF_8));
        }
        mark('.');
    }

    private void bytes(byte[] bytes) {
        mark(bytes.length);
        digest.update(bytes);
    }

    private void mark(int number) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            digest.update((byte) (number >>> shift));
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
