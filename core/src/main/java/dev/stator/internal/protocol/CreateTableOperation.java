package dev.stator.internal.protocol;

import dev.stator.codec.IndexSchema;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.value.AttributeType;
import dev.stator.value.TableDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Begins to create a table, paid by request, with the keys and indexes of a schema. */
public record CreateTableOperation(String tableName, TableSchema<?> schema)
        implements TableOperation<TableDescription> {
    @Override
    public String action() {
        return "CreateTable";
    }

    @Override
    public Effect effect() {
        return Effect.WRITE;
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        json.startObject();
        Fields.text(json, "TableName", tableName);
        Fields.text(json, "BillingMode", "PAY_PER_REQUEST");
        writeDefinitions(json);
        writeKeys(json, schema.partitionKey(), schema.sortKey());
        writeIndexes(json, "GlobalSecondaryIndexes", false);
        writeIndexes(json, "LocalSecondaryIndexes", true);
        json.endObject();
    }

    private void writeDefinitions(JsonWriter json) {
        Map<String, AttributeType> types = new LinkedHashMap<>();
        types.put(schema.partitionKey().name(), schema.partitionKey().type());
        schema.sortKey().ifPresent(key -> types.put(key.name(), key.type()));
        for (IndexSchema index : schema.indexes()) {
            types.put(index.partitionKey().name(), index.partitionKey().type());
            index.sortKey().ifPresent(key -> types.put(key.name(), key.type()));
        }
        json.field("AttributeDefinitions");
        json.startArray();
        types.forEach((name, type) -> {
            json.startObject();
            Fields.text(json, "AttributeName", name);
            Fields.text(json, "AttributeType", type.name());
            json.endObject();
        });
        json.endArray();
    }

    private static void writeKeys(JsonWriter json, KeyAttribute partitionKey, Optional<KeyAttribute> sortKey) {
        json.field("KeySchema");
        json.startArray();
        writeKey(json, partitionKey, "HASH");
        sortKey.ifPresent(key -> writeKey(json, key, "RANGE"));
        json.endArray();
    }

    private static void writeKey(JsonWriter json, KeyAttribute key, String role) {
        json.startObject();
        Fields.text(json, "AttributeName", key.name());
        Fields.text(json, "KeyType", role);
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
            Fields.text(json, "IndexName", index.name());
            writeKeys(json, index.partitionKey(), index.sortKey());
            json.field("Projection");
            json.startObject();
            Fields.text(json, "ProjectionType", "ALL");
            json.endObject();
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
