package dev.stator.benchmarks.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one owner has had acknowledged, and so what may be found of it. */
final class History {
    private final Orders orders;
    private final String owner;
    private Map<Long, Note> notes = new HashMap<>();
    private long settled;
    private long transactions;
    private long acknowledged;

    History(Orders orders, String owner) {
        this.orders = orders;
        this.owner = owner;
    }

    String owner() {
        return owner;
    }

    void acknowledge(long number) {
        acknowledged = Math.max(acknowledged, number);
    }

    long acknowledged() {
        return acknowledged;
    }

    /** After which deeds, from one to another, the notes are exactly as they were found; a deed may change nothing. */
    List<Long> places(Map<Long, Note> found, long from, long to) {
        Map<Long, Note> expected = new HashMap<>(notes);
        List<Long> places = new ArrayList<>();
        for (long number = settled; number <= to; number++) {
            if (number > settled) {
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
        long count = transactions;
        for (long number = settled + 1; number <= place; number++) {
            if (orders.deed(owner, number).kind() == Deed.Kind.TRANSACTION) {
                count++;
            }
        }
        return count;
    }

    /** Goes on from what was found, as of a deed. */
    void settle(Map<Long, Note> found, long place) {
        transactions = transactions(place);
        notes = new HashMap<>(found);
        settled = place;
        acknowledged = place;
    }
}
