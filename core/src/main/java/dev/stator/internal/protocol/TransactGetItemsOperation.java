package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads 1 to 100 items as of one moment; the result has an entry for each get, in order, empty where there is no item. */
public record TransactGetItemsOperation(List<GetItemOperation<?>> gets) implements JsonOperation<List<Optional<?>>> {
    @Override
    public String action() {
        return "TransactGetItems";
    }

    @Override
    public Optional<String> table() {
        return Optional.of(tables()).filter(tables -> tables.size() == 1).map(tables -> tables.get(0));
    }

    @Override
    public List<String> tables() {
        return gets.stream().map(GetItemOperation::tableName).distinct().toList();
    }

    @Override
    public int batchSize() {
        return gets.size();
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        json.startObject();
        json.field("TransactItems");
        json.startArray();
        for (GetItemOperation<?> get : gets) {
            json.startObject();
            json.field("Get");
            json.startObject();
            get.writeGet(json);
            json.endObject();
            json.endObject();
        }
        json.endArray();
        meter.ask(json);
        json.endObject();
    }

    @Override
    public List<Optional<?>> read(JsonReader json, Meter meter) {
        List<Optional<?>> found = new ArrayList<>();
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "Responses" -> {
                    json.startArray();
                    while (json.nextElement()) {
                        checkCount(found.size() < gets.size());
                        found.add(readResponse(json, gets.get(found.size())));
                    }
                }
                case "ConsumedCapacity" -> meter.readAll(json);
                default -> json.skip();
            }
        }
        checkCount(found.size() == gets.size());
        return found;
    }

    private static void checkCount(boolean asAsked) {
        if (!asAsked) {
            throw new MalformedJsonException("the reply has not as many responses as the request has gets", 0);
        }
    }

    private static Optional<?> readResponse(JsonReader json, GetItemOperation<?> get) {
        @Nullable Object item = null;
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            if (field.equals("Item")) {
                item = get.reader().apply(json.items());
            } else {
                json.skip();
            }
        }
        return Optional.ofNullable(item);
    }
}
