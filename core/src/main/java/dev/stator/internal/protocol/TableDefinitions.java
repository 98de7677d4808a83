package dev.stator.internal.protocol;

import dev.stator.codec.IndexSchema;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeType;
import dev.stator.value.Capacity;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the parts that the requests which create and change tables have in common. */
final class TableDefinitions {
    private TableDefinitions() {}

    /** The key attributes of the table and of some indexes, each once. */
    static void attributes(JsonWriter json, TableSchema<?> schema, Collection<IndexSchema> indexes) {
        Map<String, AttributeType> types = new LinkedHashMap<>();
        types.put(schema.partitionKey().name(), schema.partitionKey().type());
        schema.sortKey().ifPresent(key -> types.put(key.name(), key.type()));
        for (IndexSchema index : indexes) {
            index.keys().forEach(key -> types.put(key.name(), key.type()));
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

    /** A key, the attributes of the partition key first. */
    static void key(JsonWriter json, List<KeyAttribute> partitionKeys, List<KeyAttribute> sortKeys) {
        json.field("KeySchema");
        json.startArray();
        partitionKeys.forEach(key -> part(json, key, "HASH"));
        sortKeys.forEach(key -> part(json, key, "RANGE"));
        json.endArray();
    }

    private static void part(JsonWriter json, KeyAttribute key, String role) {
        json.startObject();
        Fields.text(json, "AttributeName", key.name());
        Fields.text(json, "KeyType", role);
        json.endObject();
    }

    /** The members of an index; only a global one may have a capacity. */
    static void index(JsonWriter json, IndexSchema index, Optional<Capacity> capacity) {
        Fields.text(json, "IndexName", index.name());
        key(json, index.partitionKeys(), index.sortKeys());
        json.field("Projection");
        json.startObject();
        Fields.text(json, "ProjectionType", index.projection().kind().name());
        if (!index.projection().attributes().isEmpty()) {
            json.field("NonKeyAttributes");
            json.startArray();
            index.projection().attributes().forEach(json::text);
            json.endArray();
        }
        json.endObject();
        capacity.ifPresent(units -> capacity(json, units));
    }

    static void capacity(JsonWriter json, Capacity capacity) {
        json.field("ProvisionedThroughput");
        json.startObject();
        json.field("ReadCapacityUnits");
        json.number(capacity.readUnits());
        json.field("WriteCapacityUnits");
        json.number(capacity.writeUnits());
        json.endObject();
    }

    /** How the table is paid, if that is wished. */
    static void billing(JsonWriter json, Optional<TableSettings.Billing> billing) {
        if (billing.isPresent()) {
            Fields.text(json, "BillingMode", billing.get().mode());
            billing.get().provisioned().ifPresent(units -> capacity(json, units));
        }
    }

    /** The wishes that creating and changing a table express alike. */
    static void options(JsonWriter json, TableSettings settings) {
        settings.stream().ifPresent(stream -> {
            json.field("StreamSpecification");
            json.startObject();
            json.field("StreamEnabled");
            json.flag(stream.view().isPresent());
            stream.view().ifPresent(view -> Fields.text(json, "StreamViewType", view.name()));
            json.endObject();
        });
        settings.deletionProtected().ifPresent(on -> {
            json.field("DeletionProtectionEnabled");
            json.flag(on);
        });
        settings.tableClass().ifPresent(word -> Fields.text(json, "TableClass", word.name()));
        settings.encryptionKey().ifPresent(key -> {
            json.field("SSESpecification");
            json.startObject();
            json.field("Enabled");
            json.flag(true);
            Fields.text(json, "SSEType", "KMS");
            Fields.text(json, "KMSMasterKeyId", key);
            json.endObject();
        });
    }

    /** Tags as the service's list. */
    static void tags(JsonWriter json, Map<String, String> tags) {
        json.field("Tags");
        json.startArray();
        tags.forEach((key, value) -> {
            json.startObject();
            Fields.text(json, "Key", key);
            Fields.text(json, "Value", value);
            json.endObject();
        });
        json.endArray();
    }
}
