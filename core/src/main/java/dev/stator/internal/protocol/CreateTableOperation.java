package dev.stator.internal.protocol;

import dev.stator.codec.IndexSchema;
import dev.stator.codec.TableSchema;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.value.TableDescription;
import java.util.List;
import java.util.Optional;

/**
 * Begins to create a table with the keys and indexes of a schema, paid by request unless wished otherwise.
 *
 * @param settings what else is wished; whether items expire is not for this request
 */
public record CreateTableOperation(String tableName, TableSchema<?> schema, TableSettings settings)
        implements TableOperation<TableDescription> {
    @Override
    public String action() {
        return "CreateTable";
    }

    /** Done twice, it is refused the second time, which says no more of a first one without a reply than that it may be so. */
    @Override
    public Effect effect() {
        return Effect.IDEMPOTENT_WRITE;
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        json.startObject();
        Fields.text(json, "TableName", tableName);
        TableDefinitions.billing(json, settings.billing().or(() -> Optional.of(TableSettings.Billing.ON_DEMAND)));
        TableDefinitions.attributes(json, schema, schema.indexes());
        TableDefinitions.key(
                json, List.of(schema.partitionKey()), schema.sortKey().stream().toList());
        writeIndexes(json, "GlobalSecondaryIndexes", false);
        writeIndexes(json, "LocalSecondaryIndexes", true);
        TableDefinitions.options(json, settings);
        if (!settings.tags().isEmpty()) {
            TableDefinitions.tags(json, settings.tags());
        }
        json.endObject();
    }

    private void writeIndexes(JsonWriter json, String field, boolean local) {
        List<IndexSchema> indexes = schema.indexes().stream()
                .filter(index -> index.isLocal() == local)
                .toList();
        if (indexes.isEmpty()) {
            return;
        }
        json.field(field);
        json.startArray();
        for (IndexSchema index : indexes) {
            json.startObject();
            TableDefinitions.index(json, index, local ? Optional.empty() : settings.capacityOf(index.name()));
            json.endObject();
        }
        json.endArray();
    }

    @Override
    public TableDescription read(JsonReader json, Meter meter) {
        return Fields.readOne(json, meter, "TableDescription", TableDescriptions::read)
                .orElseThrow(() -> new MalformedJsonException("The reply has no TableDescription", 0));
    }
}
