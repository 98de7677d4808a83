package dev.stator;

import dev.stator.Explanation.Estimate;
import dev.stator.Explanation.Kind;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.value.Item;
import dev.stator.value.ItemSize;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads from the body of a request what {@link Explanation} tells of it, so that every request can be explained alike. */
final class RequestReader {
    private static final int WRITE_UNIT = 1024;

    private final Set<String> tables = new LinkedHashSet<>();
    private final Set<String> notCounted = new LinkedHashSet<>();
    private Optional<String> index = Optional.empty();
    private double readUnits;
    private double writeUnits;

    private RequestReader() {}

    static RequestReader read(String action, byte[] body) {
        RequestReader request = new RequestReader();
        try {
            request.one(action, new JsonReader(body), 1);
        } catch (MalformedJsonException e) {
            // The text of Stator.call(…) may be anything; the service will say what is wrong with it.
            request.notCounted.add("what the service makes of it, as it is not the JSON of such a request");
        }
        return request;
    }

    Explanation.Request explained(String action, String json) {
        return new Explanation.Request(
                action,
                kind(action),
                Set.copyOf(tables),
                index,
                json,
                new Estimate(readUnits, writeUnits, List.copyOf(notCounted)));
    }

    private static Kind kind(String action) {
        return switch (action) {
            case "GetItem", "BatchGetItem", "TransactGetItems" -> Kind.GET;
            case "Query" -> Kind.QUERY;
            case "Scan" -> Kind.SCAN;
            case "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems" -> Kind.WRITE;
            default -> Kind.OTHER;
        };
    }

    /** Reads a whole request, or one action of a batch or transaction, which costs so many times as much. */
    private void one(String action, JsonReader json, int times) {
        boolean consistent = false;
        int size = 0;
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "TableName" -> tables.add(json.text());
                case "IndexName" -> index = Optional.of(json.text());
                case "ConsistentRead" -> consistent = json.flag();
                case "Item" -> size = ItemSize.of(Item.readFrom(json.items()).asMap());
                case "TransactItems" -> transaction(json);
                case "RequestItems" -> batch(json);
                default -> json.skip();
            }
        }
        count(action, size, consistent || times > 1, times);
    }

    private void transaction(JsonReader json) {
        json.startArray();
        while (json.nextElement()) {
            json.startObject();
            for (String action = json.nextField(); action != null; action = json.nextField()) {
                one(action, json, 2);
            }
        }
    }

    private void batch(JsonReader json) {
        json.startObject();
        for (String table = json.nextField(); table != null; table = json.nextField()) {
            tables.add(table);
            if (json.isObject()) {
                keys(json);
            } else {
                json.startArray();
                while (json.nextElement()) {
                    json.startObject();
                    for (String action = json.nextField(); action != null; action = json.nextField()) {
                        one(action, json, 1);
                    }
                }
            }
        }
    }

    private void keys(JsonReader json) {
        boolean consistent = false;
        int count = 0;
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            if (field.equals("Keys")) {
                json.startArray();
                while (json.nextElement()) {
                    count++;
                }
            } else if (field.equals("ConsistentRead")) {
                consistent = json.flag();
            } else {
                json.skip();
            }
        }
        for (int i = 0; i < count; i++) {
            count("Get", 0, consistent, 1);
        }
    }

    private void count(String action, int size, boolean consistent, int times) {
        double read = (consistent ? 1 : 0.5) * times;
        switch (action) {
            case "GetItem", "Get" -> {
                readUnits += read;
                notCounted.add("each 4 KB of an item beyond the first");
            }
            case "Query", "Scan" -> {
                readUnits += read;
                notCounted.add("each 4 KB beyond the first of all that is evaluated, up to 1 MB, so " + 256 * read
                        + " units, a request");
            }
            case "PutItem", "Put", "PutRequest" -> {
                writeUnits += Math.max(1, (size + WRITE_UNIT - 1) / WRITE_UNIT) * times;
                notCounted.add("a larger item that is replaced");
                notCounted.add("secondary indexes");
            }
            case "UpdateItem", "Update", "DeleteItem", "Delete", "DeleteRequest", "ConditionCheck" -> {
                writeUnits += times;
                notCounted.add("each KB of an item beyond the first");
                if (!action.equals("ConditionCheck")) {
                    notCounted.add("secondary indexes");
                }
            }
            default -> {
                // A batch or transaction, whose parts were counted, or an action that is free.
            }
        }
    }
}
