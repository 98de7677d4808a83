package dev.stator.engine.action;

import dev.stator.engine.evaluate.Conditions;
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
 * One page of a query, a scan or a statement: reads on until the limit of items is reached or 1 MB has been read, whatever the
 * filter lets through, and writes the items as it goes.
 */
final class Page {
    private static final int MAX_BYTES = 1 << 20;

    private final Snapshot snapshot;
    private final boolean consistent;
    private final int limit;
    private final JsonWriter out;
    private final Consumed consumed;
    private int count;
    private int scanned;
    private long pageBytes;

    /**
     * A page of nothing yet.
     *
     * @param limit the most items to read
     */
    Page(Table table, Snapshot snapshot, boolean consistent, int limit, JsonWriter out) {
        this.snapshot = snapshot;
        this.consistent = consistent;
        this.limit = limit;
        this.out = out;
        this.consumed = new Consumed(table);
    }

    /**
     * Reads a page and writes the whole reply of a query or scan.
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
        Page page = new Page(selection.table(), snapshot, in.flag(Members.CONSISTENT), limit, out);
        out.startObject();
        if (!selection.countOnly()) {
            out.field("Items");
            out.startArray();
        }
        StoredItem last = page.read(selection, range, forward);
        if (!selection.countOnly()) {
            out.endArray();
        }
        out.field("Count");
        out.number(page.count);
        out.field("ScannedCount");
        out.number(page.scanned);
        if (last != null) {
            out.field("LastEvaluatedKey");
            StoredItem.write(key(selection, last), out);
        }
        Members.writeConsumed(in, page.consumed, out);
        out.endObject();
    }

    /** What all reads so far consume. */
    Consumed consumed() {
        return consumed;
    }

    /** The key at which a page with this last item ends. */
    static Map<String, AttributeValue> key(Selection selection, StoredItem last) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        for (String name : StartKey.names(selection.table(), selection.index())) {
            key.put(name, Objects.requireNonNull(last.attributes().get(name), name));
        }
        return key;
    }

    /** Reads on; gives the last item that was read if the page ends with it, whether or not the range does. */
    @Nullable
    StoredItem read(Selection selection, Range range, boolean forward) {
        Table table = selection.table();
        Index index = selection.index();
        StoredItem last = null;
        long bytes = 0;
        double fetchedUnits = 0;
        try (Cursor cursor = snapshot.scan(index == null ? table.itemMap() : table.indexMap(index), range, forward)) {
            while (last == null && cursor.next()) {
                StoredItem item = StoredItem.stored(cursor.value());
                scanned++;
                bytes += item.size();
                pageBytes += item.pageSize();
                fetchedUnits += found(selection, item);
                if (scanned >= limit || pageBytes >= MAX_BYTES) {
                    last = item;
                }
            }
        }
        consume(index, bytes, fetchedUnits);
        return last;
    }

    /** Writes an item that was found, if it is wanted; gives what it cost to fetch it. */
    private double found(Selection selection, StoredItem entry) {
        StoredItem item = selection.fetches() ? fetched(selection, entry) : entry;
        if (selection.filter() == null || Conditions.hold(selection.filter(), entry.attributes())) {
            count++;
            if (!selection.countOnly()) {
                selection.view().write(item, out);
            }
        }
        // Each item that an index does not hold is a read of its own, rounded up by itself, whatever the filter says of
        // it.
        return item == entry ? 0 : Consumed.read(item.size(), true);
    }

    private StoredItem fetched(Selection selection, StoredItem entry) {
        Table table = selection.table();
        byte[] stored = snapshot.get(table.itemMap(), table.itemKey(entry.attributes()));
        return StoredItem.stored(Objects.requireNonNull(stored, "An index entry without its item"));
    }

    private void consume(@Nullable Index index, long bytes, double fetchedUnits) {
        if (index == null) {
            consumed.add(Consumed.read(bytes, consistent));
        } else {
            consumed.add(index, Consumed.read(bytes, consistent));
            if (fetchedUnits > 0) {
                consumed.add(consistent ? fetchedUnits : fetchedUnits / 2);
            }
        }
    }
}
