package dev.stator.engine.action;

import dev.stator.engine.evaluate.Conditions;
import dev.stator.engine.evaluate.Projections;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.store.Cursor;
import dev.stator.engine.store.Range;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.table.Consumed;
import dev.stator.engine.table.Index;
import dev.stator.engine.table.Table;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One page of a query or scan: reads on until the limit of items is reached or 1 MB has been read, whatever the filter lets
 * through, and writes the reply as it goes.
 */
final class Page {
    private static final int MAX_BYTES = 1 << 20;

    private final Selection selection;
    private final Snapshot snapshot;
    private final JsonWriter out;
    private int count;
    private int scanned;
    private long bytes;
    private double fetchedUnits;
    private long pageBytes;

    private Page(Selection selection, Snapshot snapshot, JsonWriter out) {
        this.selection = selection;
        this.snapshot = snapshot;
        this.out = out;
    }

    /**
     * Reads a page and writes the whole reply.
     *
     * @param range where to read
     * @param forward whether in ascending order
     * @param limit the most items to read
     */
    static void write(
            Parameters in,
            Selection selection,
            Snapshot snapshot,
            Range range,
            boolean forward,
            int limit,
            JsonWriter out) {
        Page page = new Page(selection, snapshot, out);
        out.startObject();
        StoredItem last = page.items(range, forward, limit);
        out.field("Count");
        out.number(page.count);
        out.field("ScannedCount");
        out.number(page.scanned);
        if (last != null) {
            page.writeLastKey(last);
        }
        Members.writeConsumed(in, page.consumed(in.flag(Members.CONSISTENT)), out);
        out.endObject();
    }

    /** Writes the items; gives the last one that was read if the page ends before the range does. */
    private @Nullable StoredItem items(Range range, boolean forward, int limit) {
        Table table = selection.table();
        Index index = selection.index();
        StoredItem last = null;
        if (!selection.countOnly()) {
            out.field("Items");
            out.startArray();
        }
        try (Cursor cursor = snapshot.scan(index == null ? table.itemMap() : table.indexMap(index), range, forward)) {
            while (last == null && cursor.next()) {
                StoredItem item = StoredItem.stored(cursor.value());
                scanned++;
                bytes += item.size();
                pageBytes += item.pageSize();
                found(item);
                if (scanned >= limit || pageBytes >= MAX_BYTES) {
                    last = item;
                }
            }
        }
        if (!selection.countOnly()) {
            out.endArray();
        }
        return last;
    }

    private void found(StoredItem entry) {
        StoredItem item = selection.fetches() ? fetched(entry) : entry;
        if (selection.filter() != null && !Conditions.hold(selection.filter(), item.attributes())) {
            return;
        }
        count++;
        if (selection.countOnly()) {
            return;
        } else if (selection.projection() == null) {
            item.writeTo(out);
        } else {
            StoredItem.write(Projections.project(selection.projection().paths(), item.attributes()), out);
        }
    }

    private StoredItem fetched(StoredItem entry) {
        Table table = selection.table();
        byte[] stored = snapshot.get(table.itemMap(), table.itemKey(entry.attributes()));
        StoredItem item = StoredItem.stored(Objects.requireNonNull(stored, "An index entry without its item"));
        // Each item that an index does not hold is a read of its own, rounded up by itself.
        fetchedUnits += Consumed.read(item.size(), true);
        return item;
    }

    private void writeLastKey(StoredItem last) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        for (String name : StartKey.names(selection.table(), selection.index())) {
            key.put(name, Objects.requireNonNull(last.attributes().get(name), name));
        }
        out.field("LastEvaluatedKey");
        StoredItem.write(key, out);
    }

    private Consumed consumed(boolean consistent) {
        Consumed consumed = new Consumed(selection.table());
        if (selection.index() == null) {
            consumed.add(Consumed.read(bytes, consistent));
        } else {
            consumed.add(selection.index(), Consumed.read(bytes, consistent));
            if (fetchedUnits > 0) {
                consumed.add(consistent ? fetchedUnits : fetchedUnits / 2);
            }
        }
        return consumed;
    }
}
