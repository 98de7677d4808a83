package dev.stator.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.error.CodecException;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Items in the service's own JSON, with a type descriptor around each value, as in {@code {"id":{"S":"a"}}}: without loss,
 * and as exports, streams and other tools have it. For a record, go through {@link dev.stator.codec.TableSchema#toItem} and
 * {@link dev.stator.codec.TableSchema#fromItem}.
 */
public final class WireJson {
    private WireJson() {}

    /** An item as one line of JSON. */
    public static String write(Item item) {
        JsonWriter json = new JsonWriter();
        item.writeTo(json.items());
        return new String(json.toByteArray(), UTF_8);
    }

    /**
     * The item of a JSON object.
     *
     * @throws CodecException if the text is no JSON, has an unknown type descriptor, or breaks a rule of DynamoDB; its path
     *     says where
     */
    public static Item read(String json) {
        try {
            return item(new JsonReader(json.getBytes(UTF_8)));
        } catch (MalformedJsonException e) {
            throw new CodecException("", String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The item in one field of a reply, such as {@code Item}, {@code Attributes} or {@code LastEvaluatedKey}; empty if the reply
     * has no such field.
     *
     * @throws CodecException as {@link #read}
     */
    public static Optional<Item> readIn(String reply, String field) {
        return in(reply, field, WireJson::item);
    }

    /**
     * The items in one field of a reply, such as {@code Items}; none if the reply has no such field.
     *
     * @throws CodecException as {@link #read}
     */
    public static List<Item> readAllIn(String reply, String field) {
        return in(reply, field, json -> {
                    List<Item> items = new ArrayList<>();
                    json.startArray();
                    while (json.nextElement()) {
                        items.add(item(json));
                    }
                    return items;
                })
                .orElse(List.of());
    }

    private static <R> Optional<R> in(String reply, String field, Function<JsonReader, R> reader) {
        try {
            JsonReader json = new JsonReader(reply.getBytes(UTF_8));
            json.startObject();
            for (String name = json.nextField(); name != null; name = json.nextField()) {
                if (name.equals(field)) {
                    return Optional.of(reader.apply(json));
                }
                json.skip();
            }
            return Optional.empty();
        } catch (MalformedJsonException e) {
            throw new CodecException("", String.valueOf(e.getMessage()), e);
        }
    }

    private static Item item(JsonReader json) {
        ItemReader in = json.items();
        in.startItem();
        return Item.copyOf(entries(in));
    }

    private static Map<String, AttributeValue> entries(ItemReader in) {
        Map<String, AttributeValue> entries = new LinkedHashMap<>();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            try {
                entries.put(name, value(in));
            } catch (CodecException e) {
                throw e.within(name);
            }
        }
        return entries;
    }

    private static AttributeValue value(ItemReader in) {
        try {
            return switch (in.type()) {
                case L -> new AttributeValue.L(elements(in));
                case M -> {
                    in.startMap();
                    yield new AttributeValue.M(entries(in));
                }
                default -> AttributeValue.readFrom(in);
            };
        } catch (MalformedJsonException | IllegalArgumentException e) {
            throw new CodecException("", String.valueOf(e.getMessage()), e);
        }
    }

    private static List<AttributeValue> elements(ItemReader in) {
        List<AttributeValue> elements = new ArrayList<>();
        in.startList();
        while (in.nextElement()) {
            try {
                elements.add(value(in));
            } catch (CodecException e) {
                throw e.within("[" + elements.size() + "]");
            }
        }
        return elements;
    }
}
