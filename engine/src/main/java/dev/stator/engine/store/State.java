package dev.stator.engine.store;

import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/** All that a store held at one moment. Immutable, and in memory, whatever store it comes from. */
public final class State {
    static final State EMPTY = new State(HashTreePMap.empty());

    final HashPMap<String, Trie> maps;

    State(HashPMap<String, Trie> maps) {
        this.maps = maps;
    }
}
