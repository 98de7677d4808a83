package dev.stator.engine.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map of byte keys in their unsigned order, which shares with the one that it was made from all but the way to what was
 * changed.
 *
 * <p>A fork stands where keys part, and only there. It says at which half of a byte that is, and has a child for each half that
 * follows, in their order. So to look up a key is to go from fork to fork by what the key itself says, and to compare it once, with
 * the key at the end of the way. In a balanced tree each step on the way compares with a key that lies elsewhere in memory, and
 * with a million of them most steps wait for it; that is what this is here for.
 *
 * <p>What all keys below a fork have in common is not noted, but can be seen from any of them: {@link #nearest} goes down as far as
 * a key leads and then anywhere, and from where the key found parts with the one that is looked for all else follows.
 */
final class Trie {
    static final Trie EMPTY = new Trie(null);

    /** Where equal keys part. */
    private static final int NOWHERE = Integer.MAX_VALUE;

    private final @Nullable Node root;

    private Trie(@Nullable Node root) {
        this.root = root;
    }

    /** A fork or a leaf. */
    abstract static sealed class Node {}

    /** A key with its value. */
    static final class Leaf extends Node implements Map.Entry<byte[], byte[]> {
        final byte[] key;
        final byte[] value;

        Leaf(byte[] key, byte[] value) {
            this.key = key;
            this.value = value;
        }

        @Override
        public byte[] getKey() {
            return key;
        }

        @Override
        public byte[] getValue() {
            return value;
        }

        @Override
        public byte[] setValue(byte[] other) {
            throw new UnsupportedOperationException("What a state of the store holds does not change");
        }
    }

    /** Where the keys of two children or more part. */
    static final class Fork extends Node {
        /** The half of a byte that tells the children apart: twice the number of its byte, and one more for the lower half. */
        final int place;

        /** A bit for each {@link #step} that there is a child for. */
        private final int steps;

        final Node[] children;

        private Fork(int place, int steps, Node[] children) {
            this.place = place;
            this.steps = steps;
            this.children = children;
        }

        static Fork of(int place, int step, Node child, int otherStep, Node other) {
            Node[] children = step < otherStep ? new Node[] {child, other} : new Node[] {other, child};
            return new Fork(place, (1 << step) | (1 << otherStep), children);
        }

        /** How many children there are for lesser steps; that is the place of the child for this step. */
        int before(int step) {
            return Integer.bitCount(steps & ((1 << step) - 1));
        }

        @Nullable
        Node child(int step) {
            return (steps & (1 << step)) == 0 ? null : children[before(step)];
        }

        Fork with(int step, Node child) {
            int at = before(step);
            if ((steps & (1 << step)) != 0) {
                Node[] changed = children.clone();
                changed[at] = child;
                return new Fork(place, steps, changed);
            }
            Node[] more = new Node[children.length + 1];
            System.arraycopy(children, 0, more, 0, at);
            more[at] = child;
            System.arraycopy(children, at, more, at + 1, children.length - at);
            return new Fork(place, steps | (1 << step), more);
        }

        /** Without one of the children; with one child alone there is nothing to part. */
        Node without(int step) {
            int at = before(step);
            if (children.length == 2) {
                return children[1 - at];
            }
            Node[] fewer = new Node[children.length - 1];
            System.arraycopy(children, 0, fewer, 0, at);
            System.arraycopy(children, at + 1, fewer, at, fewer.length - at);
            return new Fork(place, steps & ~(1 << step), fewer);
        }
    }

    /** Which way a key goes at a place: 0 if it has ended, otherwise one more than the half byte that it has there. */
    static int step(byte[] key, int place) {
        int index = place >> 1;
        if (index >= key.length) {
            return 0;
        }
        return 1 + ((place & 1) == 0 ? (key[index] >> 4) & 0xF : key[index] & 0xF);
    }

    /** The first place at which two keys go different ways. */
    static int parting(byte[] one, byte[] other) {
        int index = Arrays.mismatch(one, other);
        if (index < 0) {
            return NOWHERE;
        } else if (index == one.length || index == other.length) {
            return 2 * index;
        }
        return 2 * index + (((one[index] ^ other[index]) & 0xF0) == 0 ? 1 : 0);
    }

    /** A leaf whose key parts with this one as late as any does, or {@code null} if there is none at all. */
    @Nullable
    Leaf nearest(byte[] key) {
        Node node = root;
        while (node instanceof Fork fork) {
            Node child = fork.child(step(key, fork.place));
            node = child == null ? fork.children[0] : child;
        }
        return (Leaf) node;
    }

    @Nullable
    Node root() {
        return root;
    }

    /** The value of a key, or null. */
    byte @Nullable [] get(byte[] key) {
        Node node = root;
        while (node instanceof Fork fork) {
            node = fork.child(step(key, fork.place));
        }
        return node instanceof Leaf leaf && Arrays.equals(leaf.key, key) ? leaf.value : null;
    }

    /** With this value for a key. */
    Trie plus(byte[] key, byte[] value) {
        Leaf near = nearest(key);
        if (near == null) {
            return new Trie(new Leaf(key, value));
        }
        int parting = parting(key, near.key);
        List<Fork> way = new ArrayList<>();
        Node node = root;
        while (node instanceof Fork fork && fork.place <= parting) {
            way.add(fork);
            node = fork.child(step(key, fork.place));
        }
        // The key that is there is as good, and lies beside its neighbours.
        Leaf leaf = new Leaf(parting == NOWHERE ? near.key : key, value);
        if (node == null || parting == NOWHERE) {
            return with(way, key, leaf);
        }
        return with(way, key, Fork.of(parting, step(near.key, parting), node, step(key, parting), leaf));
    }

    /** Without a key. */
    Trie minus(byte[] key) {
        List<Fork> way = new ArrayList<>();
        Node node = root;
        while (node instanceof Fork fork) {
            way.add(fork);
            node = fork.child(step(key, fork.place));
        }
        return node instanceof Leaf leaf && Arrays.equals(leaf.key, key) ? with(way, key, null) : this;
    }

    /** With another node, or none, at the end of the way of a key. By a loop, as the way may be longer than a stack is deep. */
    private static Trie with(List<Fork> way, byte[] key, @Nullable Node end) {
        Node node = end;
        for (int i = way.size() - 1; i >= 0; i--) {
            Fork fork = way.get(i);
            int step = step(key, fork.place);
            node = node == null ? fork.without(step) : fork.with(step, node);
        }
        return new Trie(node);
    }

    /** The entries within a range, ascending or descending. */
    Cursor scan(Range range, boolean forward) {
        return TrieCursor.of(this, range, forward);
    }
}
