package dev.stator.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.error.CodecException;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Items as the JSON that people write, without type descriptors, as in {@code {"id":"a","points":5}}. Numbers keep all
 * their digits. JSON has neither binaries nor sets: {@link #write} refuses them, and {@link #writeLossy} does not, so that
 * what it writes does not all come back as it was.
 */
public final class PlainJson {
    private PlainJson() {}

    /**
     * An item as one line of JSON, which reads back as the same item.
     *
     * @throws CodecException if there is a binary or a set in it; its path says where
     */
    public static String write(Item item) {
        return write(item, false);
    }

    /** An item as one line of JSON for people and other programs: binaries as base64, sets as arrays. */
    public static String writeLossy(Item item) {
        return write(item, true);
    }

    private static String write(Item item, boolean lossy) {
        JsonWriter out = new JsonWriter();
        writeEntries(item.asMap(), lossy, out);
        return new String(out.toByteArray(), UTF_8);
    }

    private static void writeEntries(Map<String, AttributeValue> entries, boolean lossy, JsonWriter out) {
        out.startObject();
        entries.forEach((name, value) -> {
            out.field(name);
            try {
                write(value, lossy, out);
            } catch (CodecException e) {
                throw e.within(name);
            }
        });
        out.endObject();
    }

    private static void writeElements(Iterable<AttributeValue> elements, boolean lossy, JsonWriter out) {
        int index = 0;
        out.startArray();
        for (AttributeValue element : elements) {
            try {
                write(element, lossy, out);
            } catch (CodecException e) {
                throw e.within("[" + index + "]");
            }
            index++;
        }
        out.endArray();
    }

    private static void write(AttributeValue value, boolean lossy, JsonWriter out) {
        if (value instanceof AttributeValue.S string) {
            out.text(string.value());
        } else if (value instanceof AttributeValue.N number) {
            out.digits(number.text());
        } else if (value instanceof AttributeValue.Bool bool) {
            out.flag(bool.value());
        } else if (value instanceof AttributeValue.L list) {
            writeElements(list.values(), lossy, out);
        } else if (value instanceof AttributeValue.M map) {
            writeEntries(map.values(), lossy, out);
        } else if (value == AttributeValue.Null.NULL) {
            out.nullValue();
        } else if (!lossy) {
            throw new CodecException(
                    "",
                    "a value of type " + value.type()
                            + " has no form in plain JSON; use writeLossy, or WireJson to read it back",
                    null);
        } else if (value instanceof AttributeValue.B binary) {
            out.text(binary.value().toBase64());
        } else {
            writeElements(elements(value), true, out);
        }
    }

    private static List<AttributeValue> elements(AttributeValue set) {
        if (set instanceof AttributeValue.SS strings) {
            return strings.values().stream()
                    .<AttributeValue>map(AttributeValue.S::new)
                    .toList();
        } else if (set instanceof AttributeValue.NS numbers) {
            return numbers.values().stream()
                    .<AttributeValue>map(AttributeValue.N::new)
                    .toList();
        }
        return ((AttributeValue.BS) set)
                .values().stream().<AttributeValue>map(AttributeValue.B::new).toList();
    }

    /**
     * The item of a JSON object: strings, numbers, booleans, nulls, arrays as lists and objects as maps.
     * A record of it is what {@link dev.stator.codec.TableSchema#fromInput} gives, which takes keys in any form that their
     * class reads; {@code fromItem} is for what is stored, and refuses a key in another form than that of the class.
     *
     * @throws CodecException if the text is no JSON object, or holds a number that DynamoDB does not have; its path says
     *     where
     */
    public static Item read(String json) {
        try {
            return Item.copyOf(entries(new JsonReader(json.getBytes(UTF_8))));
        } catch (MalformedJsonException e) {
            throw new CodecException("", String.valueOf(e.getMessage()), e);
        }
    }

    private static Map<String, AttributeValue> entries(JsonReader in) {
        Map<String, AttributeValue> entries = new LinkedHashMap<>();
        in.startObject();
        for (String name = in.nextField(); name != null; name = in.nextField()) {
            try {
                entries.put(name, value(in));
            } catch (CodecException e) {
                throw e.within(name);
            }
        }
        return entries;
    }

    private static List<AttributeValue> elements(JsonReader in) {
        List<AttributeValue> elements = new ArrayList<>();
        in.startArray();
        while (in.nextElement()) {
            try {
                elements.add(value(in));
            } catch (CodecException e) {
                throw e.within("[" + elements.size() + "]");
            }
        }
        return elements;
    }

    private static AttributeValue value(JsonReader in) {
        if (in.isObject()) {
            return new AttributeValue.M(entries(in));
        } else if (in.isArray()) {
            return new AttributeValue.L(elements(in));
        } else if (in.isNull()) {
            in.skip();
            return AttributeValue.Null.NULL;
        } else if (in.isText()) {
            return new AttributeValue.S(in.text());
        } else if (!in.isNumber()) {
            return new AttributeValue.Bool(in.flag());
        }
        try {
            return AttributeValue.N.parse(in.digits());
        } catch (IllegalArgumentException e) {
            throw new CodecException("", String.valueOf(e.getMessage()), e);
        }
    }
}
