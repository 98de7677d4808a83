package dev.stator.engine.table;

import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The members of CreateTable, of which most stand in UpdateTable and in the stored form of a table too. */
public final class TableShape {
    /** The name of an attribute. */
    public static final Field<String> ATTRIBUTE_NAME =
            Field.of("AttributeName", Type.TEXT).notNull().length(1, 255);
    /** The type of a key attribute. */
    public static final Field<String> ATTRIBUTE_TYPE =
            Field.oneOf("AttributeType", "B", "N", "S").notNull();
    /** The role of an attribute in a key. */
    public static final Field<String> KEY_TYPE =
            Field.oneOf("KeyType", "HASH", "RANGE").notNull();

    private static final Shape KEY_ELEMENT = Shape.of("KeySchemaElement", ATTRIBUTE_NAME, KEY_TYPE);

    /** Reads per second. */
    public static final Field<Long> READ_UNITS =
            Field.of("ReadCapacityUnits", Type.LONG).notNull().atLeast(1L);
    /** Writes per second. */
    public static final Field<Long> WRITE_UNITS =
            Field.of("WriteCapacityUnits", Type.LONG).notNull().atLeast(1L);

    /** The types of key attributes, where they need not all be given. */
    public static final Field<List<Parameters>> MORE_ATTRIBUTES = Field.of(
            "AttributeDefinitions",
            Type.listOf(Type.element(Shape.of("AttributeDefinition", ATTRIBUTE_TYPE, ATTRIBUTE_NAME))));
    /** The types of all key attributes. */
    public static final Field<List<Parameters>> ATTRIBUTES = MORE_ATTRIBUTES.notNull();
    /** The table. */
    public static final Field<String> TABLE_NAME = Field.managedTable();
    /** How the table is paid. */
    public static final Field<String> BILLING_MODE = Field.oneOf("BillingMode", "PROVISIONED", "PAY_PER_REQUEST");
    /** Provisioned capacity, of the table or of a global index. */
    public static final Field<Parameters> THROUGHPUT = Field.of(
            "ProvisionedThroughput", Type.structure(Shape.of("ProvisionedThroughput", WRITE_UNITS, READ_UNITS)));
    /** The key of a table or an index. */
    public static final Field<List<Parameters>> KEY_SCHEMA = Field.of(
                    "KeySchema", Type.listOf(Type.element(KEY_ELEMENT)))
            .notNull()
            .length(1, 2);
    /** The key of a global index, in which several attributes can have one role. */
    public static final Field<List<Parameters>> GLOBAL_KEY_SCHEMA = Field.of(
                    KEY_SCHEMA.name(), Type.listOf(Type.element(KEY_ELEMENT)))
            .notNull()
            .length(1, 2 * KeySchema.MAX_PARTS);
    /** The name of an index. */
    public static final Field<String> INDEX_NAME = Field.resource("IndexName").notNull();
    /** How much of an item an index holds. */
    public static final Field<String> PROJECTION_TYPE = Field.oneOf("ProjectionType", "ALL", "INCLUDE", "KEYS_ONLY");
    /** What INCLUDE projects. */
    public static final Field<List<String>> NON_KEY_ATTRIBUTES =
            Field.texts("NonKeyAttributes", 1, 255).length(1, 20);
    /** The projection of an index. */
    public static final Field<Parameters> PROJECTION = Field.of(
                    "Projection", Type.structure(Shape.of("Projection", PROJECTION_TYPE, NON_KEY_ATTRIBUTES)))
            .notNull();
    /** The most reads per second of what is paid per request. */
    public static final Field<Long> MOST_READS = Field.of("MaxReadRequestUnits", Type.LONG);
    /** The most writes. */
    public static final Field<Long> MOST_WRITES = Field.of("MaxWriteRequestUnits", Type.LONG);
    /** Limits for what is paid per request, of the table or of a global index. */
    public static final Field<Parameters> ON_DEMAND =
            Field.of("OnDemandThroughput", Type.structure(Shape.of("OnDemandThroughput", MOST_READS, MOST_WRITES)));
    /** The reads per second to be ready for. */
    public static final Field<Long> WARM_READS = Field.of("ReadUnitsPerSecond", Type.LONG);
    /** The writes per second to be ready for. */
    public static final Field<Long> WARM_WRITES = Field.of("WriteUnitsPerSecond", Type.LONG);
    /** What the table or a global index shall be ready for. */
    public static final Field<Parameters> WARM =
            Field.of("WarmThroughput", Type.structure(Shape.of("WarmThroughput", WARM_READS, WARM_WRITES)));
    /** Whether the table has a key of its own. */
    public static final Field<Boolean> SSE_ENABLED = Field.of("Enabled", Type.FLAG);
    /** How it is encrypted. */
    public static final Field<String> SSE_TYPE = Field.oneOf("SSEType", "AES256", "KMS");
    /** The name of the key. */
    public static final Field<String> SSE_KEY =
            Field.of("KMSMasterKeyId", Type.TEXT).minLength(1);
    /** The key under which the table is encrypted. */
    public static final Field<Parameters> SSE =
            Field.of("SSESpecification", Type.structure(Shape.of("SSESpecification", SSE_ENABLED, SSE_TYPE, SSE_KEY)));

    /** Who may do what with the table. */
    public static final Field<String> POLICY = Field.of("ResourcePolicy", Type.TEXT);

    /** The local indexes. */
    public static final Field<List<Parameters>> LOCAL = Field.of(
            Index.Kind.LOCAL.member(),
            Type.listOf(Type.element(Shape.of("LocalSecondaryIndex", INDEX_NAME, KEY_SCHEMA, PROJECTION))));
    /** The global indexes. */
    public static final Field<List<Parameters>> GLOBAL = Field.of(
            Index.Kind.GLOBAL.member(),
            Type.listOf(Type.element(Shape.of(
                    "GlobalSecondaryIndex", INDEX_NAME, GLOBAL_KEY_SCHEMA, PROJECTION, THROUGHPUT, ON_DEMAND, WARM))));
    /** What this engine does not have; a table that wants any of it is refused, one that asks for the default is not. */
    public static final List<Field<Boolean>> UNSUPPORTED = Stream.of(
                    "GlobalTableSourceArn",
                    "GlobalTableSettingsReplicationMode",
                    "ReplicaUpdates",
                    "GlobalTableWitnessUpdates",
                    "MultiRegionConsistency")
            .map(name -> Field.of(name, Type.WISH))
            .toList();

    /** Whether changes are streamed. */
    public static final Field<Boolean> STREAM_ENABLED =
            Field.of("StreamEnabled", Type.FLAG).notNull();
    /** What the records of a stream tell. */
    public static final Field<String> STREAM_VIEW =
            Field.oneOf("StreamViewType", "OLD_IMAGE", "KEYS_ONLY", "NEW_AND_OLD_IMAGES", "NEW_IMAGE");
    /** The stream of a table. */
    public static final Field<Parameters> STREAM = Field.of(
            "StreamSpecification", Type.structure(Shape.of("StreamSpecification", STREAM_ENABLED, STREAM_VIEW)));

    /** Whether the table cannot be deleted. */
    public static final Field<Boolean> DELETION_PROTECTION = Field.of("DeletionProtectionEnabled", Type.FLAG);

    /** The class of the table, for which the service has a check and words of its own. */
    public static final Field<String> TABLE_CLASS = Field.of("TableClass", Type.TEXT);

    /** A request to create a table. */
    public static final Shape REQUEST = Shape.of(
            "CreateTableInput",
            withUnsupported(
                    ATTRIBUTES,
                    TABLE_NAME,
                    BILLING_MODE,
                    THROUGHPUT,
                    KEY_SCHEMA,
                    GLOBAL,
                    LOCAL,
                    Tags.TAGS,
                    DELETION_PROTECTION,
                    TABLE_CLASS,
                    STREAM,
                    SSE,
                    ON_DEMAND,
                    WARM,
                    POLICY));

    private TableShape() {}

    /** These fields, and those of {@link #UNSUPPORTED}, which have to be known to be refused. */
    public static Field<?>[] withUnsupported(Field<?>... fields) {
        List<Field<?>> all = new ArrayList<>(List.of(fields));
        all.addAll(UNSUPPORTED);
        return all.toArray(new Field<?>[0]);
    }

    /** The table that checked parameters ask for. */
    public static Table table(Parameters in, String id, long createdMillis) {
        Map<String, AttributeType> types = types(in.require(ATTRIBUTES));
        List<Index> indexes = new ArrayList<>();
        for (Parameters index : Objects.requireNonNullElse(in.get(LOCAL), List.<Parameters>of())) {
            indexes.add(index(Index.Kind.LOCAL, index, types, null));
        }
        for (Parameters index : Objects.requireNonNullElse(in.get(GLOBAL), List.<Parameters>of())) {
            indexes.add(index(Index.Kind.GLOBAL, index, types, throughput(index.get(THROUGHPUT))));
        }
        return new Table(
                in.require(TABLE_NAME),
                id,
                createdMillis,
                types,
                keySchema(in.require(KEY_SCHEMA), types),
                "PAY_PER_REQUEST".equals(in.get(BILLING_MODE)),
                "PAY_PER_REQUEST".equals(in.get(BILLING_MODE)) ? createdMillis : 0,
                throughput(in.get(THROUGHPUT)),
                List.copyOf(indexes),
                Table.Options.NONE.withDeletionProtection(in.flag(DELETION_PROTECTION)));
    }

    /** The types of attributes by name. */
    public static Map<String, AttributeType> types(List<Parameters> attributes) {
        Map<String, AttributeType> types = new LinkedHashMap<>();
        for (Parameters attribute : attributes) {
            types.put(attribute.require(ATTRIBUTE_NAME), AttributeType.valueOf(attribute.require(ATTRIBUTE_TYPE)));
        }
        return types;
    }

    /** The index that checked parameters ask for. */
    public static Index index(
            Index.Kind kind, Parameters in, Map<String, AttributeType> types, @Nullable Throughput throughput) {
        Parameters projection = in.require(PROJECTION);
        return new Index(
                kind,
                in.require(INDEX_NAME),
                keySchema(in.require(kind == Index.Kind.GLOBAL ? GLOBAL_KEY_SCHEMA : KEY_SCHEMA), types),
                Index.Projection.valueOf(projection.require(PROJECTION_TYPE)),
                Objects.requireNonNullElse(projection.get(NON_KEY_ATTRIBUTES), List.of()),
                throughput);
    }

    static KeySchema keySchema(List<Parameters> elements, Map<String, AttributeType> types) {
        return new KeySchema(parts(elements, "HASH", types), parts(elements, "RANGE", types));
    }

    private static List<KeySchema.Part> parts(
            List<Parameters> elements, String role, Map<String, AttributeType> types) {
        return elements.stream()
                .filter(element -> element.require(KEY_TYPE).equals(role))
                .map(element -> part(element, types))
                .toList();
    }

    private static KeySchema.Part part(Parameters element, Map<String, AttributeType> types) {
        String name = element.require(ATTRIBUTE_NAME);
        return new KeySchema.Part(name, Objects.requireNonNull(types.get(name), name));
    }

    /** The capacity that parameters give; none if there are none. */
    public static Throughput throughput(@Nullable Parameters in) {
        return in == null ? Throughput.NONE : Throughput.of(in.require(READ_UNITS), in.require(WRITE_UNITS));
    }

    /** The indexes of a kind. */
    public static List<Index> indexes(Table table, Index.Kind kind) {
        return table.indexes().stream().filter(index -> index.kind() == kind).toList();
    }

    /** Writes the member for the name of a table. */
    static void name(Table table, JsonWriter out) {
        text(out, TABLE_NAME, table.name());
    }

    /** Writes what descriptions of a table share with the request that created it; its attributes in the order of their names. */
    static void writeDefinition(Table table, JsonWriter out) {
        name(table, out);
        out.field(ATTRIBUTES.name());
        out.startArray();
        new TreeMap<>(table.attributes()).forEach((name, type) -> {
            out.startObject();
            text(out, ATTRIBUTE_NAME, name);
            text(out, ATTRIBUTE_TYPE, type.name());
            out.endObject();
        });
        out.endArray();
        keySchema(out, table.key());
    }

    /** Writes what descriptions of an index share with the request that created it. */
    public static void writeDefinition(Index index, JsonWriter out) {
        text(out, INDEX_NAME, index.name());
        keySchema(out, index.key());
        out.field(PROJECTION.name());
        out.startObject();
        text(out, PROJECTION_TYPE, index.projection().name());
        if (!index.nonKeyAttributes().isEmpty()) {
            out.field(NON_KEY_ATTRIBUTES.name());
            out.startArray();
            index.nonKeyAttributes().stream().sorted().forEach(out::text);
            out.endArray();
        }
        out.endObject();
    }

    /** Writes the member for a key. */
    public static void keySchema(JsonWriter out, KeySchema key) {
        out.field(KEY_SCHEMA.name());
        out.startArray();
        for (KeySchema.Part part : key.parts()) {
            out.startObject();
            text(out, ATTRIBUTE_NAME, part.name());
            text(out, KEY_TYPE, key.isPartition(part) ? "HASH" : "RANGE");
            out.endObject();
        }
        out.endArray();
    }

    static void text(JsonWriter out, Field<String> field, String value) {
        out.field(field.name());
        out.text(value);
    }
}
