package dev.stator.engine.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;

/** Collects the maps that one change made anew; they join the state only when the change is done. */
final class MemoryWrite extends MemorySnapshot implements Write {
    private final Map<String, Trie> written = new HashMap<>();
    private final List<String> made = new ArrayList<>(0);
    private HashPMap<String, Trie> kept;
    private boolean ended;

    MemoryWrite(HashPMap<String, Trie> state) {
        super(state);
        this.kept = state;
    }

    HashPMap<String, Trie> state() {
        return kept.plusAll(written);
    }

    /** The maps that are there since this change; also those that it has dropped again. */
    List<String> made() {
        return made;
    }

    void end() {
        ended = true;
    }

    @Override
    @Nullable
    Trie map(String name) {
        if (ended) {
            throw new IllegalStateException("The change has ended; its view must not be used any more.");
        }
        Trie own = written.get(name);
        return own != null ? own : kept.get(name);
    }

    @Override
    public Set<String> maps() {
        return state().keySet();
    }

    @Override
    public void put(String map, byte[] key, byte[] value) {
        Trie entries = map(map);
        if (entries == null) {
            throw new IllegalStateException("There is no map " + map + " to write to: create it first.");
        }
        written.put(map, entries.plus(key, value));
    }

    @Override
    public void remove(String map, byte[] key) {
        Trie entries = map(map);
        if (entries != null) {
            written.put(map, entries.minus(key));
        }
    }

    @Override
    public void createMap(String map) {
        if (map(map) == null) {
            written.put(map, Trie.EMPTY);
            made.add(map);
        }
    }

    @Override
    public void copyMap(String map, String copy) {
        if (map(copy) != null) {
            throw thereIs(copy);
        }
        Trie entries = map(map);
        written.put(copy, entries == null ? Trie.EMPTY : entries);
        made.add(copy);
    }

    @Override
    public void dropMap(String map) {
        if (map(map) != null) {
            written.remove(map);
            kept = kept.minus(map);
        }
    }

    @Override
    public void close() {}
}
