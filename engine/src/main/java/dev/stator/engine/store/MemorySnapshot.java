package dev.stator.engine.store;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.TreePMap;

/** A state of the memory store. Ranges and reversal are views on the tree that cost O(log n), whatever their size. */
class MemorySnapshot implements Snapshot {
    private final HashPMap<String, TreePMap<byte[], byte[]>> state;

    MemorySnapshot(HashPMap<String, TreePMap<byte[], byte[]>> state) {
        this.state = state;
    }

    @Nullable
    TreePMap<byte[], byte[]> map(String name) {
        return state.get(name);
    }

    @Override
    public byte @Nullable [] get(String map, byte[] key) {
        TreePMap<byte[], byte[]> entries = map(map);
        return entries == null ? null : entries.get(key);
    }

    @Override
    public Cursor scan(String map, Range range, boolean forward) {
        TreePMap<byte[], byte[]> entries = map(map);
        if (entries == null || holdsNothing(range)) {
            return new MemoryCursor(Collections.emptyIterator());
        }
        byte[] from = range.from();
        byte[] to = range.to();
        if (from != null && to != null) {
            entries = entries.subMap(from, range.fromInclusive(), to, range.toInclusive());
        } else if (from != null) {
            entries = entries.tailMap(from, range.fromInclusive());
        } else if (to != null) {
            entries = entries.headMap(to, range.toInclusive());
        }
        return new MemoryCursor(
                (forward ? entries : entries.descendingMap()).entrySet().iterator());
    }

    @Override
    public Set<String> maps() {
        return state.keySet();
    }

    /** Crossed bounds, which the trees refuse and SQLite answers with no rows. */
    private static boolean holdsNothing(Range range) {
        byte[] from = range.from();
        byte[] to = range.to();
        return from != null && to != null && Arrays.compareUnsigned(from, to) > 0;
    }

    @Override
    public void close() {}

    private static final class MemoryCursor extends EntryCursor {
        private final Iterator<Map.Entry<byte[], byte[]>> entries;

        MemoryCursor(Iterator<Map.Entry<byte[], byte[]>> entries) {
            this.entries = entries;
        }

        @Override
        Map.@Nullable Entry<byte[], byte[]> advance() {
            return entries.hasNext() ? entries.next() : null;
        }
    }
}
