package dev.stator.engine.action;

import dev.stator.engine.item.StoredItem;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.table.Counters;
import dev.stator.engine.table.Index;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableWriter;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a write tells of the item collections that it touched, for tables with local indexes: the partition key, and between
 * how many gigabytes the table and those indexes lie.
 */
final class CollectionMetrics {
    private static final String MEMBER = "ItemCollectionMetrics";
    private static final double GIGABYTE = 1L << 30;

    private final Map<String, List<Map<String, AttributeValue>>> keys = new LinkedHashMap<>();
    private final Map<String, Long> bytes = new LinkedHashMap<>();

    /** Takes note of a write that has been done. */
    void add(TableWriter writer, ItemWrite write) {
        Table table = writer.table();
        Counters counters = writer.counters();
        long sum = counters.bytes();
        boolean local = false;
        for (Index index : table.indexes()) {
            if (index.kind() == Index.Kind.LOCAL) {
                local = true;
                sum += counters.bytes(index);
            }
        }
        if (local && write.changes()) {
            String name = table.key().partition().name();
            Map<String, AttributeValue> key =
                    Map.of(name, Objects.requireNonNull(write.place().get(name)));
            List<Map<String, AttributeValue>> ofTable = keys.computeIfAbsent(table.name(), unused -> new ArrayList<>());
            if (!ofTable.contains(key)) {
                ofTable.add(key);
            }
            bytes.put(table.name(), sum);
        }
    }

    private static boolean wanted(Parameters in) {
        return "SIZE".equals(in.get(Members.METRICS));
    }

    /** Writes the metrics of the one write, if the request asks for them. */
    void writeOne(Parameters in, JsonWriter out) {
        if (wanted(in)) {
            keys.forEach((table, ofTable) -> {
                out.field(MEMBER);
                write(table, ofTable.get(0), out);
            });
        }
    }

    /** Writes the metrics of all writes by table, if the request asks for them. */
    void writeAll(Parameters in, JsonWriter out) {
        if (!wanted(in) || keys.isEmpty()) {
            return;
        }
        out.field(MEMBER);
        out.startObject();
        keys.forEach((table, ofTable) -> {
            out.field(table);
            out.startArray();
            ofTable.forEach(key -> write(table, key, out));
            out.endArray();
        });
        out.endObject();
    }

    private void write(String table, Map<String, AttributeValue> key, JsonWriter out) {
        double least = Math.floor(Objects.requireNonNull(bytes.get(table)) / GIGABYTE);
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
