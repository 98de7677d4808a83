package dev.stator.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.error.CodecException;
import dev.stator.json.PlainJson;
import dev.stator.transport.WireRequest;
import dev.stator.value.AttributeValue;
import dev.stator.value.AttributeValue.L;
import dev.stator.value.AttributeValue.M;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The body of a request or reply as a tree: any JSON is what plain JSON makes of it, whether it means an item or not. */
final class Body {
    /** Made anew for each call, so it says nothing of what was asked. */
    private static final String TOKEN = "ClientRequestToken";

    private static final Set<String> TRANSACTIONS = Set.of("TransactWriteItems", "ExecuteTransaction");

    private static final Set<String> SETS = Set.of("SS", "NS", "BS");

    private Body() {}

    /** The tree of a body, or nothing if it is no JSON object. */
    static Optional<M> read(byte[] json) {
        try {
            return Optional.of(new M(PlainJson.read(new String(json, UTF_8)).asMap()));
        } catch (CodecException e) {
            return Optional.empty();
        }
    }

    /** The tree of a JSON object that somebody wrote by hand. */
    static M parse(String json) {
        return read(json.getBytes(UTF_8))
                .orElseThrow(() -> new IllegalArgumentException("This is no JSON object: " + json));
    }

    static byte[] write(M tree) {
        return PlainJson.write(Item.copyOf(tree.values())).getBytes(UTF_8);
    }

    /** The token of a transaction. */
    static Optional<String> token(WireRequest request) {
        return TRANSACTIONS.contains(request.action())
                ? read(request.body())
                        .flatMap(tree -> Item.copyOf(tree.values()).string(TOKEN))
                : Optional.empty();
    }

    /** The same meaning in the same form: without token, and the elements of sets in order. */
    static M canonical(M tree) {
        Map<String, AttributeValue> values = new LinkedHashMap<>(tree.values());
        values.remove(TOKEN);
        return (M) ordered(new M(values));
    }

    private static AttributeValue ordered(AttributeValue value) {
        if (value instanceof L list) {
            return new L(list.values().stream().map(Body::ordered).toList());
        } else if (value instanceof M map) {
            Map<String, AttributeValue> values = new TreeMap<>();
            map.values().forEach((name, inner) -> values.put(name, isSet(map, name) ? sorted(inner) : ordered(inner)));
            return new M(values);
        }
        return value;
    }

    private static boolean isSet(M map, String name) {
        return map.values().size() == 1 && SETS.contains(name);
    }

    private static AttributeValue sorted(AttributeValue value) {
        if (!(value instanceof L list)) {
            return ordered(value);
        }
        List<AttributeValue> elements = new ArrayList<>(list.values());
        elements.sort((one, other) -> one.toString().compareTo(other.toString()));
        return new L(elements);
    }

    /** Where two trees differ, a line for each place. */
    static List<String> differences(M expected, M actual) {
        List<String> lines = new ArrayList<>();
        compare("", expected, actual, lines);
        return lines;
    }

    private static void compare(String path, AttributeValue expected, AttributeValue actual, List<String> lines) {
        if (expected.equals(actual)) {
            return;
        } else if (expected instanceof M one && actual instanceof M other) {
            one.values().forEach((name, value) -> {
                AttributeValue found = other.values().get(name);
                if (found == null) {
                    lines.add(path + "/" + name + " is missing; expected " + text(value));
                } else {
                    compare(path + "/" + name, value, found, lines);
                }
            });
            other.values().forEach((name, value) -> {
                if (!one.values().containsKey(name)) {
                    lines.add(path + "/" + name + " is not expected, and it is " + text(value));
                }
            });
        } else if (expected instanceof L one
                && actual instanceof L other
                && one.values().size() == other.values().size()) {
            for (int i = 0; i < one.values().size(); i++) {
                compare(path + "/" + i, one.values().get(i), other.values().get(i), lines);
            }
        } else {
            lines.add(path + " is " + text(actual) + "; expected " + text(expected));
        }
    }

    private static String text(AttributeValue value) {
        String object = PlainJson.write(Item.of("", value));
        return object.substring("{\"\":".length(), object.length() - 1);
    }
}
