package dev.stator.engine.store;

import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/** All that a store held at one moment. Immutable, and in memory, whatever store it comes from. */
public final class State {
    static final State EMPTY = new State(HashTreePMap.empty());

    final HashPMap<String, TreePMap<byte[], byte[]>> maps;

    State(HashPMap<String, TreePMap<byte[], byte[]>> maps) {
        this.maps = maps;
    }
}
