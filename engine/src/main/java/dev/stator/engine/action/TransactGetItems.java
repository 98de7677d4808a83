package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.table.Consumed;
import dev.stator.engine.table.Database;
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

/** {@code TransactGetItems}: up to 100 items as of one moment. */
final class TransactGetItems implements Action {
    private static final Field<Parameters> GET = Field.of(
                    "Get",
                    Type.structure(Shape.of("Get", Members.KEY, Members.TABLE_NAME, Members.PROJECTION, Members.NAMES)))
            .notNull();
    private static final Field<List<Parameters>> ITEMS = Field.of(
                    "TransactItems", Type.listOf(Type.element(Shape.of("TransactGetItem", GET))))
            .notNull()
            .length(1, TransactWriteItems.MOST);
    private static final Shape SHAPE = Shape.of("TransactGetItemsInput", ITEMS, Members.CONSUMED);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        List<Parameters> gets =
                in.require(ITEMS).stream().map(item -> item.require(GET)).toList();
        List<ItemRead> reads = gets.stream().map(ItemRead::of).toList();
        database.read(snapshot -> {
            List<Table> tables = new ArrayList<>();
            gets.forEach(get -> tables.add(database.catalog().require(snapshot, get.require(Members.TABLE_NAME))));
            check(reads, tables);
            write(in, reads, tables, snapshot, out);
            return tables;
        });
    }

    private static void check(List<ItemRead> reads, List<Table> tables) {
        List<@Nullable Fault> reasons = new ArrayList<>();
        Set<ByteBuffer> keys = new HashSet<>();
        boolean sound = true;
        for (int i = 0; i < reads.size(); i++) {
            Table table = tables.get(i);
            try {
                reads.get(i).check(table);
                reasons.add(null);
            } catch (Fault fault) {
                reasons.add(TransactWriteItems.reason(fault));
                sound = false;
                continue;
            }
            if (!keys.add(
                    TransactWriteItems.place(table, table.itemKey(reads.get(i).key())))) {
                throw Fault.validation(TransactWriteItems.TWICE);
            }
        }
        if (!sound) {
            throw new Cancellation(reasons);
        }
    }

    private static List<@Nullable StoredItem> find(List<ItemRead> reads, List<Table> tables, Snapshot snapshot) {
        List<@Nullable StoredItem> items = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < reads.size(); i++) {
            StoredItem item = reads.get(i).find(snapshot, tables.get(i));
            bytes += item == null ? 0 : item.size();
            if (bytes > TransactWriteItems.MAX_BYTES) {
                throw Fault.validation("Aggregated size of items in transaction cannot exceed 4 MB");
            }
            items.add(item);
        }
        return items;
    }

    private static void write(
            Parameters in, List<ItemRead> reads, List<Table> tables, Snapshot snapshot, JsonWriter out) {
        Map<String, Consumed> consumed = new LinkedHashMap<>();
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
            if (item != null) {
                out.field("Item");
                reads.get(i).write(item, out);
            }
            out.endObject();
        }
        out.endArray();
        Members.writeConsumed(in, consumed.values(), TransactWriteItems.FACTOR, "Read", out);
        out.endObject();
    }
}
