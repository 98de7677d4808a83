package dev.stator.engine.table;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.store.Cursor;
import dev.stator.engine.store.Range;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.Write;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables by name.
 *
 * <p>Each look-up reads the description from the snapshot or change at hand, so a table is always seen as of the same
 * moment as its items; what is remembered is only what those bytes mean.
 */
public final class Catalog {
    static final String MAP = "tables";

    /** A description that has been read before, and what its bytes meant. */
    private static final class Known {
        private final byte[] bytes;
        private final Table table;

        Known(byte[] bytes, Table table) {
            this.bytes = bytes;
            this.table = table;
        }
    }

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private volatile boolean ages;

    /** Whether a table was created or changed to have what becomes old: items that expire, or a stream. */
    boolean ages() {
        return ages;
    }

    /** Whether there is what becomes old. */
    boolean hasWhatAges(Snapshot snapshot) {
        return Streams.any(snapshot)
                || names(snapshot, null, Integer.MAX_VALUE).stream().anyMatch(name -> ages(require(snapshot, name)));
    }

    private void age(Table table) {
        if (ages(table)) {
            ages = true;
        }
    }

    private static boolean ages(Table table) {
        return table.options().timeToLive() != null || table.options().isStreamed();
    }

    /** The table of that name. */
    public @Nullable Table find(Snapshot snapshot, String name) {
        byte[] bytes = snapshot.get(MAP, key(name));
        if (bytes == null) {
            return null;
        }
        Known same = known.get(name);
        if (same != null && Arrays.equals(same.bytes, bytes)) {
            return same.table;
        }
        Table table = StoredTable.read(bytes);
        known.put(name, new Known(bytes, table));
        return table;
    }

    /**
     * The table that an action on items names.
     *
     * @throws Fault a ResourceNotFoundException if there is none
     */
    public Table require(Snapshot snapshot, String name) {
        Table table = find(snapshot, name);
        if (table == null) {
            throw Fault.resourceNotFound();
        }
        return table;
    }

    /** Up to {@code limit} names, in order, behind one that need not exist. */
    public List<String> names(Snapshot snapshot, @Nullable String after, int limit) {
        Range range = after == null ? Range.all() : new Range(key(after), false, null, false);
        List<String> names = new ArrayList<>();
        try (Cursor cursor = snapshot.scan(MAP, range, true)) {
            while (names.size() < limit && cursor.next()) {
                names.add(new String(cursor.key(), StandardCharsets.UTF_8));
            }
        }
        return names;
    }

    /** Adds a table, empty, whose stream, if it has one, begins. */
    public void create(Write write, Table table, long nowMillis) {
        write.put(MAP, key(table.name()), StoredTable.write(table));
        write.createMap(table.itemMap());
        table.indexes().forEach(index -> write.createMap(table.indexMap(index)));
        Counters.zero(table).write(write);
        changeStream(write, null, table, nowMillis);
        age(table);
    }

    private static void changeStream(Write write, @Nullable Table before, Table after, long nowMillis) {
        boolean was = before != null && before.options().isStreamed();
        if (was != after.options().isStreamed()) {
            if (was) {
                Streams.end(write, after, nowMillis);
            } else {
                Streams.begin(write, after, nowMillis);
            }
        }
    }

    /**
     * Puts another description in the place of one with the same id. An index that is new gets its entries from all items
     * of the table, one that is gone takes its entries with it; in the same way for the attribute by which items expire. A
     * stream that is new begins, one that is off ends.
     */
    public void replace(Write write, Table before, Table after, long nowMillis) {
        write.put(MAP, key(after.name()), StoredTable.write(after));
        Counters counters = Counters.read(write, before).movedTo(after);
        for (Index index : before.indexes()) {
            if (after.index(index.name()) == null) {
                write.dropMap(before.indexMap(index));
            }
        }
        for (Index index : after.indexes()) {
            if (before.index(index.name()) == null) {
                write.createMap(after.indexMap(index));
                fill(write, after, index, counters);
            }
        }
        counters.write(write);
        if (!Objects.equals(before.options().timeToLive(), after.options().timeToLive())) {
            write.dropMap(Expiry.map(before));
            if (after.options().timeToLive() != null) {
                Expiry.fill(write, after);
            }
        }
        changeStream(write, before, after, nowMillis);
        age(after);
    }

    private static void fill(Write write, Table table, Index index, Counters counters) {
        try (Cursor cursor = write.scan(table.itemMap(), Range.all(), true)) {
            while (cursor.next()) {
                StoredItem item = StoredItem.stored(cursor.value());
                StoredItem entry = table.entry(index, item);
                if (entry != null) {
                    write.put(table.indexMap(index), table.entryKey(index, item.attributes()), entry.bytes());
                    counters.add(1 + table.indexes().indexOf(index), 1, entry.size());
                }
            }
        }
    }

    /** Removes a table with all that it holds; its stream ends. */
    public void drop(Write write, Table table, long nowMillis) {
        write.remove(MAP, key(table.name()));
        write.dropMap(table.itemMap());
        table.indexes().forEach(index -> write.dropMap(table.indexMap(index)));
        write.dropMap(Expiry.map(table));
        write.remove(Counters.MAP, Counters.key(table));
        changeStream(write, table, table.notStreaming(nowMillis), nowMillis);
        Tags.removeAll(write, table);
        known.remove(table.name());
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
