package dev.stator.engine.action;

import dev.stator.engine.item.StoredItem;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableWriter;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a write tells of the item collections that it touched, for tables with local indexes, if the request asks for it: the
 * partition key, and between how many gigabytes the items of that partition lie with what those indexes hold of them.
 */
final class CollectionMetrics {
    private static final String MEMBER = "ItemCollectionMetrics";
    private static final long GIGABYTE = 1L << 30;

    private final boolean wanted;

    /** The whole gigabytes of each collection, by table and key. */
    private final Map<String, Map<Map<String, AttributeValue>, Long>> gigabytes = new LinkedHashMap<>();

    private CollectionMetrics(boolean wanted) {
        this.wanted = wanted;
    }

    /** Those of a request that cannot ask for any. */
    static CollectionMetrics none() {
        return new CollectionMetrics(false);
    }

    /** Those that a request asks for, if it does. */
    static CollectionMetrics wantedBy(Parameters in) {
        return new CollectionMetrics("SIZE".equals(in.get(Members.METRICS)));
    }

    /** Takes note of a write that has been done. */
    void add(TableWriter writer, ItemWrite write) {
        Table table = writer.table();
        if (wanted && write.changes() && table.hasLocalIndexes()) {
            String name = table.key().partition().name();
            AttributeValue partition = Objects.requireNonNull(write.place().get(name));
            gigabytes
                    .computeIfAbsent(table.name(), unused -> new LinkedHashMap<>())
                    .put(Map.of(name, partition), writer.collectionBytes(partition, GIGABYTE) / GIGABYTE);
        }
    }

    /** Writes the metrics of the one write, if there are any. */
    void writeOne(JsonWriter out) {
        gigabytes
                .values()
                .forEach(ofTable -> ofTable.forEach((key, least) -> {
                    out.field(MEMBER);
                    write(key, least, out);
                }));
    }

    /** Writes the metrics of all writes by table, if there are any. */
    void writeAll(JsonWriter out) {
        if (gigabytes.isEmpty()) {
            return;
        }
        out.field(MEMBER);
        out.startObject();
        gigabytes.forEach((table, ofTable) -> {
            out.field(table);
            out.startArray();
            ofTable.forEach((key, least) -> write(key, least, out));
            out.endArray();
        });
        out.endObject();
    }

    private static void write(Map<String, AttributeValue> key, double least, JsonWriter out) {
        out.startObject();
        out.field("ItemCollectionKey");
        StoredItem.write(key, out);
        out.field("SizeEstimateRangeGB");
        out.startArray();
        out.number(least);
        out.number(least + 1);
        out.endArray();
        out.endObject();
    }
}
