package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.value.AttributeType;
import dev.stator.value.Capacity;
import dev.stator.value.TableDescription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the service's description of a table. Key schemas name attributes whose types stand elsewhere in the reply, so it
 * is read whole before it is put together.
 */
final class TableDescriptions {
    private static final class Draft {
        private String name = "";
        private String status = "";
        private String arn = "";
        private String projection = "";
        private @Nullable Instant created;
        private long itemCount;
        private long sizeBytes;
        private boolean local;
        private boolean deletionProtected;
        private String billing = "PROVISIONED";
        private String tableClass = "STANDARD";
        private String streamArn = "";
        private Optional<String> streamView = Optional.empty();
        private Optional<String> encryptionKey = Optional.empty();
        private Optional<Capacity> capacity = Optional.empty();
        private final List<String> projected = new ArrayList<>();

        /** Some servers go on telling the capacity of before, once a table is paid on demand. */
        private Optional<Capacity> provisioned(Optional<Capacity> told) {
            return billing.equals("PROVISIONED") ? told : Optional.empty();
        }

        /** The attributes of the key by role, in order. */
        private final Map<String, List<String>> keys = new HashMap<>();

        private final Map<String, AttributeType> types = new HashMap<>();
        private final List<Draft> indexes = new ArrayList<>();
    }

    private TableDescriptions() {}

    static TableDescription read(JsonReader json) {
        Draft table = draft(json);
        List<TableDescription.Index> indexes = new ArrayList<>();
        for (boolean local : new boolean[] {false, true}) {
            for (Draft index : table.indexes) {
                if (index.local == local) {
                    indexes.add(new TableDescription.Index(
                            index.name,
                            local,
                            index.status,
                            keys(index, "HASH", table),
                            keys(index, "RANGE", table),
                            index.projection,
                            index.projected,
                            table.provisioned(index.capacity),
                            index.itemCount,
                            index.sizeBytes));
                }
            }
        }
        return new TableDescription(
                table.name,
                table.status,
                table.arn,
                Optional.ofNullable(table.created),
                table.itemCount,
                table.sizeBytes,
                partitionKey(table, table),
                key(table, "RANGE", table),
                indexes,
                new TableDescription.Options(
                        table.billing,
                        table.provisioned(table.capacity),
                        table.streamView.map(view -> new TableDescription.Stream(table.streamArn, view)),
                        table.streamArn.isEmpty() ? Optional.empty() : Optional.of(table.streamArn),
                        table.deletionProtected,
                        table.tableClass,
                        table.encryptionKey));
    }

    /** A table that is being deleted may come without its key. */
    private static TableDescription.Key partitionKey(Draft of, Draft table) {
        return key(of, "HASH", table).orElse(new TableDescription.Key("", AttributeType.S));
    }

    private static Optional<TableDescription.Key> key(Draft of, String role, Draft table) {
        return keys(of, role, table).stream().findFirst();
    }

    private static List<TableDescription.Key> keys(Draft of, String role, Draft table) {
        return of.keys.getOrDefault(role, List.of()).stream()
                .map(name -> new TableDescription.Key(name, table.types.getOrDefault(name, AttributeType.S)))
                .toList();
    }

    private static Draft draft(JsonReader json) {
        Draft draft = new Draft();
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "TableName", "IndexName" -> draft.name = json.text();
                case "TableStatus", "IndexStatus" -> draft.status = json.text();
                case "TableArn" -> draft.arn = json.text();
                case "CreationDateTime" -> draft.created = Instant.ofEpochMilli(Math.round(json.decimal() * 1000));
                case "ItemCount" -> draft.itemCount = json.integer();
                case "TableSizeBytes", "IndexSizeBytes" -> draft.sizeBytes = json.integer();
                case "ProvisionedThroughput" -> draft.capacity = readCapacity(json);
                case "BillingModeSummary" -> readText(json, "BillingMode").ifPresent(mode -> draft.billing = mode);
                case "TableClassSummary" -> readText(json, "TableClass").ifPresent(word -> draft.tableClass = word);
                case "SSEDescription" -> draft.encryptionKey = readText(json, "KMSMasterKeyArn");
                case "LatestStreamArn" -> draft.streamArn = json.text();
                // Absent once the stream is disabled, while its ARN stays.
                case "StreamSpecification" -> draft.streamView = readText(json, "StreamViewType");
                case "DeletionProtectionEnabled" -> draft.deletionProtected = json.flag();
                case "KeySchema" -> readKeys(json, draft);
                case "AttributeDefinitions" -> readTypes(json, draft);
                case "Projection" -> readProjection(json, draft);
                case "GlobalSecondaryIndexes" -> readIndexes(json, draft, false);
                case "LocalSecondaryIndexes" -> readIndexes(json, draft, true);
                default -> json.skip();
            }
        }
        return draft;
    }

    private static void readIndexes(JsonReader json, Draft table, boolean local) {
        json.startArray();
        while (json.nextElement()) {
            Draft index = draft(json);
            index.local = local;
            table.indexes.add(index);
        }
    }

    private static void readKeys(JsonReader json, Draft draft) {
        json.startArray();
        while (json.nextElement()) {
            String[] nameAndRole = readPair(json, "AttributeName", "KeyType");
            draft.keys
                    .computeIfAbsent(nameAndRole[1], role -> new ArrayList<>())
                    .add(nameAndRole[0]);
        }
    }

    private static void readTypes(JsonReader json, Draft draft) {
        json.startArray();
        while (json.nextElement()) {
            String[] nameAndType = readPair(json, "AttributeName", "AttributeType");
            draft.types.put(nameAndType[0], keyType(nameAndType[1]));
        }
    }

    private static AttributeType keyType(String text) {
        return switch (text) {
            case "S" -> AttributeType.S;
            case "N" -> AttributeType.N;
            case "B" -> AttributeType.B;
            default -> throw new MalformedJsonException("an attribute definition has none of the types S, N and B", 0);
        };
    }

    private static void readProjection(JsonReader json, Draft draft) {
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "ProjectionType" -> draft.projection = json.text();
                case "NonKeyAttributes" -> {
                    json.startArray();
                    while (json.nextElement()) {
                        draft.projected.add(json.text());
                    }
                }
                default -> json.skip();
            }
        }
    }

    /** Empty for a table that is paid on demand, of which the service says that it has no units. */
    private static Optional<Capacity> readCapacity(JsonReader json) {
        long read = 0;
        long write = 0;
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "ReadCapacityUnits" -> read = json.integer();
                case "WriteCapacityUnits" -> write = json.integer();
                default -> json.skip();
            }
        }
        return read > 0 && write > 0 ? Optional.of(new Capacity(read, write)) : Optional.empty();
    }

    private static Optional<String> readText(JsonReader json, String wanted) {
        return Optional.of(readPair(json, wanted, "")[0]).filter(text -> !text.isEmpty());
    }

    private static String[] readPair(JsonReader json, String first, String second) {
        String[] pair = {"", ""};
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            if (field.equals(first)) {
                pair[0] = json.text();
            } else if (field.equals(second)) {
                pair[1] = json.text();
            } else {
                json.skip();
            }
        }
        return pair;
    }
}
