package dev.stator.engine.table;

import dev.stator.engine.item.StoredItem;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.Write;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How many items a table and its indexes hold and how large these are, kept exactly in the same changes as the items.
 *
 * <p>Two numbers, count and bytes, for the table and then for each index in the order of the description.
 */
public final class Counters {
    static final String MAP = "counters";

    private final Table table;
    private final long[] numbers;

    private Counters(Table table, long[] numbers) {
        this.table = table;
        this.numbers = numbers;
    }

    /** The counters of a table that has just been created. */
    static Counters zero(Table table) {
        return new Counters(table, new long[2 + 2 * table.indexes().size()]);
    }

    /** The counters as of a snapshot or within a change. */
    public static Counters read(Snapshot snapshot, Table table) {
        Counters counters = zero(table);
        byte[] bytes = snapshot.get(MAP, key(table));
        if (bytes != null) {
            ByteBuffer.wrap(bytes).asLongBuffer().get(counters.numbers);
        }
        return counters;
    }

    /** The same for a description with other indexes: those that it shares keep their numbers, new ones have zeros. */
    public Counters movedTo(Table after) {
        Counters moved = zero(after);
        moved.numbers[0] = items();
        moved.numbers[1] = bytes();
        for (int i = 0; i < after.indexes().size(); i++) {
            Index before = table.index(after.indexes().get(i).name());
            if (before != null) {
                moved.numbers[2 + 2 * i] = items(before);
                moved.numbers[3 + 2 * i] = bytes(before);
            }
        }
        return moved;
    }

    /** How many items the table holds. */
    public long items() {
        return numbers[0];
    }

    /** The sum of their sizes. */
    public long bytes() {
        return numbers[1];
    }

    /** How many entries an index holds. */
    public long items(Index index) {
        return numbers[2 + 2 * table.indexes().indexOf(index)];
    }

    /** The sum of their sizes. */
    public long bytes(Index index) {
        return numbers[3 + 2 * table.indexes().indexOf(index)];
    }

    /** Counts an item or entry in the place of another, or of none. */
    void replace(int place, @Nullable StoredItem before, @Nullable StoredItem after) {
        add(place, (after == null ? 0 : 1) - (before == null ? 0 : 1), (long) size(after) - size(before));
    }

    private static int size(@Nullable StoredItem item) {
        return item == null ? 0 : item.size();
    }

    void add(int place, long count, long bytes) {
        numbers[2 * place] += count;
        numbers[2 * place + 1] += bytes;
    }

    void write(Write write) {
        ByteBuffer buffer = ByteBuffer.allocate(numbers.length * Long.BYTES);
        buffer.asLongBuffer().put(numbers);
        write.put(MAP, key(table), buffer.array());
    }

    static byte[] key(Table table) {
        return table.id().getBytes(StandardCharsets.UTF_8);
    }
}
