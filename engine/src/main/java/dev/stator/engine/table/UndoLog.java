package dev.stator.engine.table;

import dev.stator.engine.item.StoredItem;
import dev.stator.engine.store.Cursor;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.Write;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the writes to a table replaced, for as long as it can be restored: so an earlier state comes of the present one by
 * putting back what was there, the latest change first.
 */
final class UndoLog {
    /** What the names of all maps of undo logs begin with. */
    static final String MAPS = "undo/";

    private final Table table;
    private final Journal journal;

    /** The undo log of a table as of a snapshot or within a change. */
    UndoLog(Snapshot snapshot, Table table, Recovery recovery) {
        this.table = table;
        this.journal = new Journal(snapshot, map(table), recovery.period());
    }

    /** That of a table; {@code null} if it has none. */
    static @Nullable UndoLog of(Snapshot snapshot, Table table) {
        Recovery recovery = table.options().recovery();
        return recovery == null ? null : new UndoLog(snapshot, table, recovery);
    }

    static String map(Table table) {
        return MAPS + table.id();
    }

    /** The records, to be removed from. */
    Journal journal() {
        return journal;
    }

    /** Keeps what a write replaces, unless it changes nothing. */
    void add(Write write, long nowMillis, byte[] key, @Nullable StoredItem before, @Nullable StoredItem after) {
        boolean isChange = before == null ? after != null : after == null || !before.sameAs(after);
        if (isChange) {
            byte[] old = before == null ? new byte[0] : before.bytes();
            journal.add(
                    write,
                    nowMillis,
                    millis -> ByteBuffer.allocate(Long.BYTES + Integer.BYTES + key.length + old.length)
                            .putLong(millis)
                            .putInt(key.length)
                            .put(key)
                            .put(old)
                            .array());
        }
    }

    /** Ends a change. */
    void finish(Write write, long nowMillis) {
        journal.finish(write, nowMillis);
    }

    /**
     * Undoes, in a copy of the table's items, the changes that were made after a time.
     *
     * @param copy the map of the copy
     * @param counters those of the copy, which follow
     */
    void undo(Write write, String copy, long afterMillis, Counters counters) {
        try (Cursor cursor = journal.backTo(journal.firstAfter(afterMillis))) {
            while (cursor.next()) {
                Replaced replaced = new Replaced(cursor.value());
                byte[] present = write.get(copy, replaced.key);
                counters.replace(0, present == null ? null : StoredItem.stored(present), replaced.before);
                if (replaced.before == null) {
                    write.remove(copy, replaced.key);
                } else {
                    write.put(copy, replaced.key, replaced.before.bytes());
                }
            }
        }
    }

    /**
     * Looks whether the records are those of which the head knows, and each item in them lies under its own key.
     *
     * @param problems takes a sentence for everything that is wrong
     */
    void verify(Consumer<String> problems) {
        journal.verify(
                record -> {
                    Replaced replaced = new Replaced(record);
                    if (replaced.before != null
                            && !Arrays.equals(replaced.key, table.itemKey(replaced.before.attributes()))) {
                        problems.accept("an item lies under another key than its own");
                    }
                },
                problems);
    }

    /** What one write replaced. */
    private static final class Replaced {
        private final byte[] key;
        private final @Nullable StoredItem before;

        Replaced(byte[] record) {
            ByteBuffer in = ByteBuffer.wrap(record).position(Long.BYTES);
            key = new byte[in.getInt()];
            in.get(key);
            byte[] old = new byte[in.remaining()];
            in.get(old);
            before = old.length == 0 ? null : StoredItem.stored(old);
        }
    }
}
