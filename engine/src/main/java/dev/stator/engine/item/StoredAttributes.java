package dev.stator.engine.item;

import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an item in its stored form, each decoded when somebody asks for its value: most of what is done with an item
 * looks at few of them.
 *
 * <p>Threads may share one: two that ask for a value at once may both decode it, to equal values, of which either stays. Values are
 * immutable, so that none is seen half made.
 */
final class StoredAttributes extends AbstractMap<String, AttributeValue> {
    /** Where the JSON of a value lies, and the value once it has been decoded. */
    private static final class Part {
        final int start;
        final int end;

        @Nullable
        AttributeValue value;

        Part(int start, int end) {
            this.start = start;
            this.end = end;
        }
    }

    private final byte[] bytes;
    private final Map<String, Part> parts = new LinkedHashMap<>();

    /**
     * The attributes of an item.
     *
     * @param offset where its JSON begins
     * @throws IllegalStateException if the bytes are no JSON that this engine has written
     */
    StoredAttributes(byte[] bytes, int offset) {
        this.bytes = bytes;
        StoredJson json = new StoredJson(bytes, offset);
        json.startItem();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            int start = json.at();
            json.skipValue();
            parts.put(name, new Part(start, json.at()));
        }
    }

    /** Writes the name and the value of an attribute, without decoding it. */
    void writeTo(JsonWriter out, String name) {
        Part part = parts.get(name);
        if (part != null) {
            out.field(name);
            out.raw(bytes, part.start, part.end - part.start);
        }
    }

    @Override
    public @Nullable AttributeValue get(Object name) {
        Part part = parts.get(name);
        return part == null ? null : value(part);
    }

    private AttributeValue value(Part part) {
        AttributeValue value = part.value;
        if (value == null) {
            value = AttributeReader.readStored(bytes, part.start, part.end);
            part.value = value;
        }
        return value;
    }

    @Override
    public boolean containsKey(Object name) {
        return parts.containsKey(name);
    }

    @Override
    public int size() {
        return parts.size();
    }

    @Override
    public Set<String> keySet() {
        return parts.keySet();
    }

    @Override
    public Set<Entry<String, AttributeValue>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, AttributeValue>> iterator() {
                return parts.entrySet().stream()
                        .map(entry -> Map.entry(entry.getKey(), value(entry.getValue())))
                        .iterator();
            }

            @Override
            public int size() {
                return parts.size();
            }
        };
    }
}
