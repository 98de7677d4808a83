package dev.stator.engine.table;

import dev.stator.engine.item.StoredItem;
import dev.stator.engine.store.Cursor;
import dev.stator.engine.store.Range;
import dev.stator.engine.store.Write;
import dev.stator.value.AttributeValue;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes items of one table within one change of the store: the item, the entry in every index, the time at which it
 * expires, the record of the stream, what is kept to restore the table, the counters and the consumed capacity, so that none can
 * be forgotten.
 */
public final class TableWriter {
    private final Write write;
    private final Table table;
    private final String items;
    private final Consumed consumed;
    private final Counters counters;
    private final long nowMillis;
    private final @Nullable StreamWriter stream;
    private final @Nullable UndoLog undoLog;
    private final boolean expires;

    TableWriter(Write write, Table table, long nowMillis) {
        this.write = write;
        this.table = table;
        this.items = table.itemMap();
        this.nowMillis = nowMillis;
        this.stream = StreamWriter.of(write, table, nowMillis);
        this.undoLog = UndoLog.of(write, table);
        this.expires = table.options().timeToLive() != null;
        this.consumed = new Consumed(table);
        this.counters = Counters.read(write, table);
    }

    /** The table. */
    public Table table() {
        return table;
    }

    /** What the table and its indexes hold after the writes so far. */
    public Counters counters() {
        return counters;
    }

    /** What the writes so far consume. */
    public Consumed consumed() {
        return consumed;
    }

    /**
     * How much the items of a partition take after the writes so far, with what local indexes hold of them. To know it, all of
     * them must be looked at; so it is not found out where it cannot be as much as somebody cares for.
     *
     * @param least of a size below it nobody cares how large it is; then this may be too much, but is below it too
     */
    public long collectionBytes(AttributeValue partition, long least) {
        long all = counters.bytes();
        for (Index index : table.indexes()) {
            all += index.kind() == Index.Kind.LOCAL ? counters.bytes(index) : 0;
        }
        if (all < least) {
            return all;
        }
        Range range = Range.prefix(Table.partition(List.of(partition)).toByteArray());
        long sum = bytes(items, range);
        for (Index index : table.indexes()) {
            sum += index.kind() == Index.Kind.LOCAL ? bytes(table.indexMap(index), range) : 0;
        }
        return sum;
    }

    private long bytes(String map, Range range) {
        long sum = 0;
        try (Cursor cursor = write.scan(map, range, true)) {
            while (cursor.next()) {
                sum += StoredItem.stored(cursor.value()).size();
            }
        }
        return sum;
    }

    /** The item at a key as this change sees it. */
    public @Nullable StoredItem find(byte[] key) {
        byte[] bytes = write.get(items, key);
        return bytes == null ? null : StoredItem.stored(bytes);
    }

    /**
     * Puts an item in the place of another, or of none; or removes one.
     *
     * @param key where the item lies
     * @param before the item that lies there
     * @param after the item that shall lie there
     */
    public void replace(byte[] key, @Nullable StoredItem before, @Nullable StoredItem after) {
        replace(key, before, after, false);
    }

    /** Removes an item whose time is over. */
    void expire(byte[] key, StoredItem item) {
        replace(key, item, null, true);
    }

    private void replace(byte[] key, @Nullable StoredItem before, @Nullable StoredItem after, boolean expired) {
        consumed.add(Consumed.write(Math.max(size(before), size(after))));
        counters.replace(0, before, after);
        if (after != null) {
            write.put(items, key, after.bytes());
        } else if (before != null) {
            write.remove(items, key);
        }
        List<Index> indexes = table.indexes();
        for (int i = 0; i < indexes.size(); i++) {
            replaceEntry(1 + i, indexes.get(i), before, after);
        }
        if (expires) {
            Expiry.replace(write, table, key, before, after);
        }
        if (stream != null) {
            stream.add(before, after, expired);
        }
        if (undoLog != null) {
            undoLog.add(write, nowMillis, key, before, after);
        }
    }

    private void replaceEntry(int place, Index index, @Nullable StoredItem before, @Nullable StoredItem after) {
        StoredItem entryBefore = entryOf(index, before);
        StoredItem entryAfter = entryOf(index, after);
        byte[] keyBefore = entryBefore == null || before == null ? null : table.entryKey(index, before.attributes());
        byte[] keyAfter = entryAfter == null || after == null ? null : table.entryKey(index, after.attributes());
        counters.replace(place, entryBefore, entryAfter);
        boolean moved = !Arrays.equals(keyBefore, keyAfter);
        if (keyBefore != null && entryBefore != null && moved) {
            write.remove(table.indexMap(index), keyBefore);
            consumed.add(index, Consumed.write(entryBefore.size()));
        }
        if (keyAfter != null && entryAfter != null) {
            if (moved || entryBefore == null) {
                write.put(table.indexMap(index), keyAfter, entryAfter.bytes());
                consumed.add(index, Consumed.write(entryAfter.size()));
            } else if (!entryAfter.sameAs(entryBefore)) {
                write.put(table.indexMap(index), keyAfter, entryAfter.bytes());
                consumed.add(index, Consumed.write(Math.max(entryBefore.size(), entryAfter.size())));
            }
        }
    }

    private @Nullable StoredItem entryOf(Index index, @Nullable StoredItem item) {
        return item == null ? null : table.entry(index, item);
    }

    private static int size(@Nullable StoredItem item) {
        return item == null ? 0 : item.size();
    }

    void finish() {
        counters.write(write);
        if (stream != null) {
            stream.finish();
        }
        if (undoLog != null) {
            undoLog.finish(write, nowMillis);
        }
    }
}
