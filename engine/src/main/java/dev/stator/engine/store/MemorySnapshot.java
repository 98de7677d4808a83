package dev.stator.engine.store;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;

/** A state of the memory store. To begin a scan costs no more than two look-ups, whatever its range and direction. */
class MemorySnapshot implements Snapshot {
    private final HashPMap<String, Trie> state;

    MemorySnapshot(HashPMap<String, Trie> state) {
        this.state = state;
    }

    @Nullable
    Trie map(String name) {
        return state.get(name);
    }

    @Override
    public byte @Nullable [] get(String map, byte[] key) {
        Trie entries = map(map);
        return entries == null ? null : entries.get(key);
    }

    @Override
    public Cursor scan(String map, Range range, boolean forward) {
        Trie entries = map(map);
        return (entries == null ? Trie.EMPTY : entries).scan(range, forward);
    }

    @Override
    public Set<String> maps() {
        return state.keySet();
    }

    @Override
    public void close() {}
}
