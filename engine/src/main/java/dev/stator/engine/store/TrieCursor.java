package dev.stator.engine.store;

import dev.stator.engine.store.Trie.Fork;
import dev.stator.engine.store.Trie.Leaf;
import dev.stator.engine.store.Trie.Node;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Goes through the leaves of a {@link Trie} in either direction, from one bound of a range to the leaf behind the other one. */
final class TrieCursor extends EntryCursor {
    private final boolean forward;

    /** The forks on the way to where the cursor is, and which child of each comes next. */
    private Fork[] forks = new Fork[16];

    private int[] nexts = new int[16];
    private int depth;

    /** What comes before all that the forks have. */
    private @Nullable Node first;

    /** The first leaf behind the range. */
    private @Nullable Leaf end;

    private TrieCursor(boolean forward) {
        this.forward = forward;
    }

    static TrieCursor of(Trie trie, Range range, boolean forward) {
        byte[] begin = forward ? range.from() : range.to();
        byte[] end = forward ? range.to() : range.from();
        boolean beginInclusive = forward ? range.fromInclusive() : range.toInclusive();
        boolean endInclusive = forward ? range.toInclusive() : range.fromInclusive();
        TrieCursor cursor = new TrieCursor(forward);
        if (!range.isEmpty()) {
            cursor.start(trie, begin, beginInclusive);
            if (end != null) {
                TrieCursor behind = new TrieCursor(forward);
                behind.start(trie, end, !endInclusive);
                cursor.end = behind.step();
            }
        }
        return cursor;
    }

    /** Goes before the first leaf at a bound or behind it. */
    private void start(Trie trie, byte @Nullable [] bound, boolean inclusive) {
        Leaf near = bound == null ? null : trie.nearest(bound);
        if (bound == null || near == null) {
            first = trie.root();
            return;
        }
        int parting = Trie.parting(bound, near.key);
        Node node = trie.root();
        while (node instanceof Fork fork && fork.place <= parting) {
            int step = Trie.step(bound, fork.place);
            push(fork, forward ? fork.before(step + 1) : fork.before(step) - 1);
            node = fork.child(step);
        }
        // All that is left parts with the bound at one place, or is the bound itself.
        int order = Integer.compare(Trie.step(near.key, parting), Trie.step(bound, parting));
        if (order == 0 ? inclusive : (order > 0) == forward) {
            first = node;
        }
    }

    private void push(Fork fork, int next) {
        if (depth == forks.length) {
            forks = Arrays.copyOf(forks, 2 * depth);
            nexts = Arrays.copyOf(nexts, 2 * depth);
        }
        forks[depth] = fork;
        nexts[depth++] = next;
    }

    private @Nullable Leaf step() {
        Node node = first;
        first = null;
        while (node == null && depth > 0) {
            Node[] children = forks[depth - 1].children;
            int next = nexts[depth - 1];
            if (next < 0 || next == children.length) {
                depth--;
            } else {
                nexts[depth - 1] += forward ? 1 : -1;
                node = children[next];
            }
        }
        while (node instanceof Fork fork) {
            int next = forward ? 0 : fork.children.length - 1;
            push(fork, next + (forward ? 1 : -1));
            node = fork.children[next];
        }
        return (Leaf) node;
    }

    /** The next leaf of the range, or null behind it. */
    @Override
    @Nullable
    Leaf advance() {
        Leaf leaf = step();
        if (leaf == end) {
            depth = 0;
            return null;
        }
        return leaf;
    }
}
