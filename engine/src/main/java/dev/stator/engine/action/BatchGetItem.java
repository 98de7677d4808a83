package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.Attributes;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.table.Consumed;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Table;
import dev.stator.expression.Projection;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import dev.stator.value.ItemSize;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * {@code BatchGetItem}: up to 100 items. What does not fit into 16 MB is left unprocessed, and so is what one partition
 * would have to give beyond 1 MB and one more item; a provisioned table has as many partitions as its capacity asks for.
 */
public final class BatchGetItem implements Action {
    private static final int MAX_KEYS = 100;
    private static final long MAX_BYTES = 16L << 20;
    private static final long PARTITION_BYTES = 1L << 20;

    private static final Field<List<Attributes>> KEYS =
            Field.of("Keys", Type.listOf(Type.LISTED_ATTRIBUTES)).notNull().length(1, MAX_KEYS);
    private static final Shape TABLE = Shape.of(
            "KeysAndAttributes",
            KEYS,
            Members.ATTRIBUTES_TO_GET,
            Members.CONSISTENT,
            Members.PROJECTION,
            Members.NAMES);
    private static final Field<Map<String, Parameters>> REQUESTS = Field.byTable(
            "RequestItems",
            Type.shownAsJson(Type.mapOf("com.amazonaws.dynamodb.v20120810.KeysAndAttributes", Type.element(TABLE))));
    private static final Shape SHAPE = Shape.of("BatchGetItemInput", Members.CONSUMED, REQUESTS);

    /** The reads of one table; the key is its name, or its ARN if the request has that, as the reply does then. */
    private record TableReads(String key, Table table, Parameters in, List<ItemRead> reads, Snapshot seen) {}

    /** The same before the table is known. */
    private record Asked(String key, Parameters in, List<ItemRead> reads) {}

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        Map<String, Parameters> requests = in.require(REQUESTS);
        Map<String, Expressions> expressions = expressions(requests);
        List<Asked> asked = new ArrayList<>();
        int total = 0;
        for (Map.Entry<String, Parameters> request : requests.entrySet()) {
            List<ItemRead> ofTable =
                    reads(request.getValue(), Objects.requireNonNull(expressions.get(request.getKey())));
            total += ofTable.size();
            if (total > MAX_KEYS) {
                throw Fault.validation("Too many items requested for the BatchGetItem call");
            }
            asked.add(new Asked(request.getKey(), request.getValue(), ofTable));
        }
        database.read(snapshot -> {
            Snapshot behind = database.seen(snapshot, false, null);
            Set<ByteBuffer> places = new HashSet<>();
            List<TableReads> checked = new ArrayList<>();
            for (Asked ofTable : asked) {
                Table table = database.catalog().require(snapshot, database.tableName(ofTable.key(), "BatchGetItem"));
                for (ItemRead read : ofTable.reads()) {
                    read.check(table);
                    // A table may come by its name and by its ARN.
                    if (!places.add(Transaction.place(table, table.itemKey(read.key())))) {
                        throw duplicates();
                    }
                }
                Snapshot seen = ofTable.in().flag(Members.CONSISTENT) ? snapshot : behind;
                checked.add(new TableReads(ofTable.key(), table, ofTable.in(), ofTable.reads(), seen));
            }
            write(in, checked, out);
            return checked;
        });
    }

    /** All tables of a request must say alike what is wanted of their items; that is looked at before anything else. */
    private static Map<String, Expressions> expressions(Map<String, Parameters> requests) {
        Map<String, Expressions> expressions = new HashMap<>();
        requests.forEach((table, request) ->
                expressions.put(table, Expressions.ofProjection(request, List.of(Members.ATTRIBUTES_TO_GET))));
        Collection<Parameters> tables = requests.values();
        if (tables.stream().anyMatch(table -> table.has(Members.PROJECTION))
                && tables.stream().anyMatch(table -> table.has(Members.ATTRIBUTES_TO_GET))) {
            throw Expressions.mixed(List.of(Members.ATTRIBUTES_TO_GET.name()), List.of(Members.PROJECTION.name()));
        }
        return expressions;
    }

    private static List<ItemRead> reads(Parameters request, Expressions expressions) {
        Projection legacy = LegacyConditions.projection(request);
        Projection expression = expressions.open().onlyProjection();
        ItemView view = ItemView.of(expression == null ? legacy : expression);
        Set<Map<String, AttributeValue>> seen = new HashSet<>();
        List<ItemRead> reads = new ArrayList<>();
        for (Attributes attributes : request.require(KEYS)) {
            Map<String, AttributeValue> key = attributes.values();
            if (!seen.add(key)) {
                throw duplicates();
            }
            reads.add(new ItemRead(key, view));
        }
        return reads;
    }

    private static Fault duplicates() {
        return Fault.validation("Provided list of item keys contains duplicates");
    }

    private static void write(Parameters in, List<TableReads> tables, JsonWriter out) {
        Map<String, Consumed> consumed = new LinkedHashMap<>();
        Map<String, Long> bytesOf = new HashMap<>();
        List<TableReads> unprocessed = new ArrayList<>();
        long bytes = 0;
        out.startObject();
        out.field("Responses");
        out.startObject();
        for (TableReads ofTable : tables) {
            String name = ofTable.table().name();
            Consumed units = consumed.computeIfAbsent(name, unused -> new Consumed(ofTable.table()));
            List<ItemRead> left = new ArrayList<>();
            long tableBytes = bytesOf.getOrDefault(name, 0L);
            long mostOfTable = mostBytes(ofTable.table());
            boolean consistent = ofTable.in().flag(Members.CONSISTENT);
            out.field(ofTable.key());
            out.startArray();
            for (ItemRead read : ofTable.reads()) {
                StoredItem item = read.find(ofTable.seen(), ofTable.table());
                int size = item == null ? 0 : item.size();
                if (bytes + size > MAX_BYTES || tableBytes + size > mostOfTable) {
                    left.add(read);
                    // The service charges for the attempt.
                    units.add(Consumed.read(0, consistent));
                    continue;
                }
                bytes += size;
                tableBytes += size;
                units.add(Consumed.read(size, consistent));
                if (item != null) {
                    read.write(item, out);
                }
            }
            out.endArray();
            bytesOf.put(name, tableBytes);
            if (!left.isEmpty()) {
                unprocessed.add(new TableReads(ofTable.key(), ofTable.table(), ofTable.in(), left, ofTable.seen()));
            }
        }
        out.endObject();
        out.field("UnprocessedKeys");
        out.startObject();
        unprocessed.forEach(left -> writeUnprocessed(left, out));
        out.endObject();
        Members.writeConsumed(in, consumed.values(), 1, "", out);
        out.endObject();
    }

    private static long mostBytes(Table table) {
        return table.perRequest() ? MAX_BYTES : table.throughput().partitions() * PARTITION_BYTES + ItemSize.LIMIT;
    }

    /** Writes the rest in the form of a request. */
    private static void writeUnprocessed(TableReads left, JsonWriter out) {
        out.field(left.key());
        out.startObject();
        out.field(KEYS.name());
        out.startArray();
        left.reads().forEach(read -> StoredItem.write(read.key(), out));
        out.endArray();
        if (left.in().flag(Members.CONSISTENT)) {
            out.field(Members.CONSISTENT.name());
            out.flag(true);
        }
        String projection = left.in().get(Members.PROJECTION);
        if (projection != null) {
            out.field(Members.PROJECTION.name());
            out.text(projection);
        }
        List<String> attributes = left.in().get(Members.ATTRIBUTES_TO_GET);
        if (attributes != null) {
            out.field(Members.ATTRIBUTES_TO_GET.name());
            out.startArray();
            attributes.forEach(out::text);
            out.endArray();
        }
        Map<String, String> names = left.in().get(Members.NAMES);
        if (names != null) {
            out.field(Members.NAMES.name());
            out.startObject();
            names.forEach((placeholder, name) -> {
                out.field(placeholder);
                out.text(name);
            });
            out.endObject();
        }
        out.endObject();
    }
}
