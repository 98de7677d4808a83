package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts and deletes 1 to 25 different items, of any tables; the service may leave some undone and says which. */
public record BatchWriteItemOperation(Map<ItemId, EncodedWrite> entries) implements JsonOperation<BatchReply> {
    /** How many entries the service takes at once. */
    public static final int MAX_ENTRIES = 25;

    /** How many bytes of entries it takes at once: 16 MB, but for what stands around them. */
    public static final int MAX_BYTES = 16 * 1024 * 1024 - 64 * 1024;

    @Override
    public String action() {
        return "BatchWriteItem";
    }

    @Override
    public Optional<String> table() {
        return ItemId.onlyTable(entries.keySet());
    }

    @Override
    public List<String> tables() {
        return ItemId.tables(entries.keySet());
    }

    @Override
    public int batchSize() {
        return entries.size();
    }

    @Override
    public Effect effect() {
        return Effect.IDEMPOTENT_WRITE;
    }

    @Override
    public List<ItemId> changes() {
        return List.copyOf(entries.keySet());
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        Map<String, List<EncodedWrite>> byTable = new LinkedHashMap<>();
        entries.forEach((id, entry) -> byTable.computeIfAbsent(id.tableName(), table -> new ArrayList<>())
                .add(entry));
        json.startObject();
        json.field("RequestItems");
        json.startObject();
        byTable.forEach((table, of) -> {
            json.field(table);
            json.startArray();
            EncodedWrite.write(of, json);
            json.endArray();
        });
        json.endObject();
        meter.askOfWrite(json);
        json.endObject();
    }

    @Override
    public BatchReply read(JsonReader json, Meter meter) {
        Set<ItemId> unprocessed = new HashSet<>();
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "UnprocessedItems" -> {
                    json.startObject();
                    for (String table = json.nextField(); table != null; table = json.nextField()) {
                        json.startArray();
                        while (json.nextElement()) {
                            unprocessed.add(readEntry(json, table));
                        }
                    }
                }
                case "ConsumedCapacity" -> meter.readAll(json);
                case "ItemCollectionMetrics" -> meter.readCollections(json);
                default -> json.skip();
            }
        }
        return new BatchReply(Map.of(), unprocessed);
    }

    private ItemId readEntry(JsonReader json, String table) {
        Item content = Item.empty();
        json.startObject();
        while (json.nextField() != null) { // PutRequest or DeleteRequest
            json.startObject();
            while (json.nextField() != null) { // Item or Key
                content = Item.readFrom(json.items());
            }
        }
        return ItemId.unprocessed(table, content, entries.keySet());
    }
}
