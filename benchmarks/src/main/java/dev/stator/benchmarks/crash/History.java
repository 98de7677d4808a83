package dev.stator.benchmarks.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one owner's deeds make of its notes, and so what may be found of them. */
final class History {
    private final Orders orders;
    private final String owner;

    History(Orders orders, String owner) {
        this.orders = orders;
        this.owner = owner;
    }

    /** After which deeds, from one to another, the notes are exactly as they were found; a deed may change nothing. */
    List<Long> places(Map<Long, Note> found, long from, long to) {
        Map<Long, Note> expected = new HashMap<>();
        List<Long> places = new ArrayList<>();
        for (long number = 0; number <= to; number++) {
            if (number > 0) {
                orders.deed(owner, number).applyTo(expected);
            }
            if (number >= from && isLike(expected, found)) {
                places.add(number);
            }
        }
        return places;
    }

    /** Those whose time is over may have been removed. */
    private static boolean isLike(Map<Long, Note> expected, Map<Long, Note> found) {
        return expected.entrySet().containsAll(found.entrySet())
                && expected.values().stream()
                        .allMatch(note -> note.expires().isPresent() || found.containsKey(note.slot()));
    }

    /** How many transactions there are up to a deed. */
    long transactions(long place) {
        long count = 0;
        for (long number = 1; number <= place; number++) {
            if (orders.deed(owner, number).kind() == Deed.Kind.TRANSACTION) {
                count++;
            }
        }
        return count;
    }
}
