package dev.stator.internal.protocol;

import dev.stator.codec.IndexSchema;
import dev.stator.codec.TableSchema;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.value.Capacity;
import dev.stator.value.TableDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Begins to change a table.
 *
 * @param settings what is wished; tags, and whether items expire, are not for this request
 * @param created the global index to add
 * @param deleted the name of the global index to take away
 */
public record UpdateTableOperation(
        String tableName,
        TableSchema<?> schema,
        TableSettings settings,
        Optional<IndexSchema> created,
        Optional<String> deleted)
        implements TableOperation<TableDescription> {
    @Override
    public String action() {
        return "UpdateTable";
    }

    @Override
    public Effect effect() {
        return Effect.WRITE;
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        json.startObject();
        Fields.text(json, "TableName", tableName);
        created.ifPresent(index -> TableDefinitions.attributes(json, schema, List.of(index)));
        TableDefinitions.billing(json, settings.billing());
        writeIndexes(json);
        TableDefinitions.options(json, settings);
        json.endObject();
    }

    private void writeIndexes(JsonWriter json) {
        Map<String, Capacity> changed = settings.indexCapacities();
        if (created.isEmpty() && deleted.isEmpty() && changed.isEmpty()) {
            return;
        }
        json.field("GlobalSecondaryIndexUpdates");
        json.startArray();
        created.ifPresent(index ->
                entry(json, "Create", () -> TableDefinitions.index(json, index, settings.capacityOf(index.name()))));
        deleted.ifPresent(name -> entry(json, "Delete", () -> Fields.text(json, "IndexName", name)));
        changed.forEach((name, capacity) -> {
            if (!created.map(IndexSchema::name).equals(Optional.of(name))) {
                entry(json, "Update", () -> {
                    Fields.text(json, "IndexName", name);
                    TableDefinitions.capacity(json, capacity);
                });
            }
        });
        json.endArray();
    }

    private static void entry(JsonWriter json, String kind, Runnable members) {
        json.startObject();
        json.field(kind);
        json.startObject();
        members.run();
        json.endObject();
        json.endObject();
    }

    @Override
    public TableDescription read(JsonReader json, Meter meter) {
        return Fields.readOne(json, meter, "TableDescription", TableDescriptions::read)
                .orElseThrow(() -> new MalformedJsonException("The reply has no TableDescription", 0));
    }
}
