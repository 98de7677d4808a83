package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.table.Consumed;
import dev.stator.engine.table.Table;
import dev.stator.internal.json.JsonWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads of items as of one moment, whichever action they came with. */
final class TransactReads {
    private TransactReads() {}

    private static void check(List<ItemRead> reads, List<Table> tables) {
        List<@Nullable Fault> reasons = new ArrayList<>();
        for (int i = 0; i < reads.size(); i++) {
            Table table = tables.get(i);
            try {
                reads.get(i).check(table);
                reasons.add(null);
            } catch (Fault fault) {
                reasons.add(fault); // an empty key too, other than for writes
            }
        }
        Transaction.cancelIfAny(reasons);
        Set<ByteBuffer> places = new HashSet<>();
        for (int i = 0; i < reads.size(); i++) {
            Table table = tables.get(i);
            if (!places.add(Transaction.place(table, table.itemKey(reads.get(i).key())))) {
                throw Fault.validation(Transaction.TWICE);
            }
        }
    }

    private static List<@Nullable StoredItem> find(List<ItemRead> reads, List<Table> tables, Snapshot snapshot) {
        List<@Nullable StoredItem> items = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < reads.size(); i++) {
            StoredItem item = reads.get(i).find(snapshot, tables.get(i));
            bytes += item == null ? 0 : item.size();
            if (bytes > Transaction.MAX_BYTES) {
                throw Fault.validation("Aggregated size of items in transaction cannot exceed 4 MB");
            }
            items.add(item);
        }
        return items;
    }

    /** Reads all items, each of its table, and writes the whole reply. */
    static void write(Parameters in, List<ItemRead> reads, List<Table> tables, Snapshot snapshot, JsonWriter out) {
        Map<String, Consumed> consumed = new LinkedHashMap<>();
        check(reads, tables);
        List<@Nullable StoredItem> items = find(reads, tables, snapshot);
        out.startObject();
        out.field("Responses");
        out.startArray();
        for (int i = 0; i < reads.size(); i++) {
            Table table = tables.get(i);
            StoredItem item = items.get(i);
            consumed.computeIfAbsent(table.name(), unused -> new Consumed(table))
                    .add(Consumed.read(item == null ? 0 : item.size(), true));
            out.startObject();
            // Unlike other reads, those of transactions tell no item of which nothing is wanted.
            if (item != null && reads.get(i).shows(item)) {
                out.field("Item");
                reads.get(i).write(item, out);
            }
            out.endObject();
        }
        out.endArray();
        Members.writeConsumed(in, consumed.values(), Transaction.FACTOR, "Read", out);
        out.endObject();
    }
}
