package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads 1 to 100 different items, of any tables; the service may leave some undone and says which. The gets of one table
 * have the same projection, which includes the key, and the same consistency.
 */
public record BatchGetItemOperation(Map<ItemId, GetItemOperation<?>> gets) implements JsonOperation<BatchReply> {
    /** How many keys the service takes at once. */
    public static final int MAX_KEYS = 100;

    @Override
    public String action() {
        return "BatchGetItem";
    }

    @Override
    public Optional<String> table() {
        return ItemId.onlyTable(gets.keySet());
    }

    @Override
    public List<String> tables() {
        return ItemId.tables(gets.keySet());
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
        Map<String, List<GetItemOperation<?>>> byTable = new LinkedHashMap<>();
        gets.values()
                .forEach(get -> byTable.computeIfAbsent(get.tableName(), table -> new ArrayList<>())
                        .add(get));
        json.startObject();
        json.field("RequestItems");
        json.startObject();
        byTable.forEach((table, of) -> {
            json.field(table);
            json.startObject();
            json.field("Keys");
            json.startArray();
            of.forEach(get -> get.key().writeTo(json.items()));
            json.endArray();
            of.get(0).writeProjection(json);
            Fields.flagIfSet(json, "ConsistentRead", of.get(0).consistent());
            json.endObject();
        });
        json.endObject();
        meter.ask(json);
        json.endObject();
    }

    @Override
    public BatchReply read(JsonReader json, Meter meter) {
        Map<ItemId, Item> found = new HashMap<>();
        Set<ItemId> unprocessed = new HashSet<>();
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "Responses" -> {
                    json.startObject();
                    for (String table = json.nextField(); table != null; table = json.nextField()) {
                        json.startArray();
                        while (json.nextElement()) {
                            Item item = Item.readFrom(json.items());
                            found.put(ItemId.of(table, item, gets.keySet()), item);
                        }
                    }
                }
                case "UnprocessedKeys" -> {
                    json.startObject();
                    for (String table = json.nextField(); table != null; table = json.nextField()) {
                        readKeys(json, table, unprocessed);
                    }
                }
                case "ConsumedCapacity" -> meter.readAll(json);
                default -> json.skip();
            }
        }
        return new BatchReply(found, unprocessed);
    }

    private void readKeys(JsonReader json, String table, Set<ItemId> keys) {
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            if (field.equals("Keys")) {
                json.startArray();
                while (json.nextElement()) {
                    keys.add(ItemId.unprocessed(table, Item.readFrom(json.items()), gets.keySet()));
                }
            } else {
                json.skip();
            }
        }
    }
}
