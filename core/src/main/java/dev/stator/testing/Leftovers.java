package dev.stator.testing;

import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import dev.stator.value.AttributeValue;
import dev.stator.value.AttributeValue.L;
import dev.stator.value.AttributeValue.M;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A batch of which the service does a part: the request without the entries that are left, and the reply with them. The
 * entries of a batch write are a list for each table, those of a batch get the list of keys in what it says of each table.
 */
final class Leftovers {
    private static final String ENTRIES = "RequestItems";
    private static final String KEYS = "Keys";

    private final String leftField;
    private final Map<String, AttributeValue> done = new LinkedHashMap<>();
    private final Map<String, AttributeValue> left = new LinkedHashMap<>();

    private Leftovers(String leftField) {
        this.leftField = leftField;
    }

    static boolean canBeOf(WireRequest request) {
        return request.action().equals("BatchWriteItem") || request.action().equals("BatchGetItem");
    }

    /** A fate in which at least one entry is left. */
    static Fate of(WireRequest request, RandomGenerator random) {
        Optional<M> body = Body.read(request.body());
        if (body.isEmpty() || !(body.get().values().get(ENTRIES) instanceof M tables)) {
            return Fate.after(request, reply -> reply);
        }
        Leftovers split =
                new Leftovers(request.action().equals("BatchWriteItem") ? "UnprocessedItems" : "UnprocessedKeys");
        double share = random.nextInt(4) == 0 ? 1 : random.nextDouble();
        tables.values().forEach((table, entries) -> split.table(table, entries, share, random));
        if (split.left.isEmpty()) {
            tables.values().forEach((table, entries) -> split.table(table, entries, 1, random));
        }
        if (split.done.isEmpty()) {
            return Fate.instead(() -> split.add(
                    ScriptedTransport.ok(request.action().equals("BatchGetItem") ? "{\"Responses\":{}}" : "{}")));
        }
        Map<String, AttributeValue> rest = new LinkedHashMap<>(body.get().values());
        rest.put(ENTRIES, new M(split.done));
        return Fate.after(
                request.withBody(Body.write(new M(rest))), reply -> reply.status() == 200 ? split.add(reply) : reply);
    }

    private void table(String name, AttributeValue value, double share, RandomGenerator random) {
        AttributeValue entries = value instanceof M read ? read.values().getOrDefault(KEYS, value) : value;
        List<AttributeValue> kept = new ArrayList<>();
        List<AttributeValue> given = new ArrayList<>();
        if (entries instanceof L list) {
            list.values().forEach(entry -> (random.nextDouble() < share ? given : kept).add(entry));
        }
        done.remove(name);
        put(done, name, value, kept);
        put(left, name, value, given);
    }

    private static void put(
            Map<String, AttributeValue> tables, String name, AttributeValue whole, List<AttributeValue> entries) {
        if (entries.isEmpty()) {
            return;
        }
        L list = new L(entries);
        if (whole instanceof M read) {
            Map<String, AttributeValue> part = new LinkedHashMap<>(read.values());
            part.put(KEYS, list);
            tables.put(name, new M(part));
        } else {
            tables.put(name, list);
        }
    }

    /** The reply with what is left. The engine behind may have left something, too, which is asked for again with the rest. */
    private WireReply add(WireReply reply) {
        Map<String, AttributeValue> fields =
                new LinkedHashMap<>(Body.read(reply.body()).orElseThrow().values());
        Map<String, AttributeValue> all = new LinkedHashMap<>(left);
        if (fields.get(leftField) instanceof M own) {
            own.values().forEach((table, entries) -> all.merge(table, entries, Leftovers::both));
        }
        fields.put(leftField, new M(all));
        return reply.withBody(Body.write(new M(fields)));
    }

    private static AttributeValue both(AttributeValue one, AttributeValue other) {
        if (one instanceof M read && other instanceof M more) {
            Map<String, AttributeValue> merged = new LinkedHashMap<>(read.values());
            AttributeValue keys = more.values().get(KEYS);
            if (keys != null) {
                merged.merge(KEYS, keys, Leftovers::both);
            }
            return new M(merged);
        }
        List<AttributeValue> elements = new ArrayList<>(((L) one).values());
        elements.addAll(((L) other).values());
        return new L(elements);
    }
}
