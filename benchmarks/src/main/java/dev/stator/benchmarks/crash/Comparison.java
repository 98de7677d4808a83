package dev.stator.benchmarks.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds a state that was found, of which is known between which times it was taken, against what was told. Of what each has done one
 * beginning must be there as a whole, from what it was acknowledged by the first time to what it may have begun by the second one.
 */
final class Comparison {
    private final Orders orders;
    private final Told told;
    private final int from;
    private final int to;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Long> first = new HashMap<>();
    private final Map<String, Long> latest = new HashMap<>();

    Comparison(Orders orders, Told told, int from, int to) {
        this.orders = orders;
        this.told = told;
        this.from = from;
        this.to = to;
    }

    /** What does not agree, in sentences. */
    List<String> problems() {
        return problems;
    }

    /** The last one of somebody's deeds that can be there; more than the {@link #first} one if some have changed nothing. */
    long latest(String who) {
        return latest.getOrDefault(who, 0L);
    }

    /** The first one of somebody's deeds that leaves what is there. */
    long first(String who) {
        return first.getOrDefault(who, 0L);
    }

    /** Whether something that was acknowledged is not there, as the next deeds of the same one. */
    boolean isLost(Told.Line line) {
        Long there = latest.get(line.who());
        return there != null && line.number() > there;
    }

    /** Compares all that is in a folder. */
    void compare(Inspection seen) {
        compare(seen.notes());
        if (problems.isEmpty()) {
            compareTotal(seen.transactions());
            compare(seen.shelf());
            seen.backups().forEach(this::compare);
        }
    }

    private void compare(Notes found) {
        int begun = -1;
        for (String owner : orders.owners()) {
            long needed = told.last(owner, from);
            long most = told.last(owner, to) + 1;
            List<Long> places = new History(orders, owner).places(found.of(owner), needed, most);
            if (places.isEmpty()) {
                problems.add(owner + " must be as deed " + needed + " or a later one up to " + most
                        + " left it, and is like none of them");
                return;
            }
            first.put(owner, places.get(0));
            latest.put(owner, places.get(places.size() - 1));
            // This owner's deed was begun when the one before it had been acknowledged.
            begun = Math.max(begun, told.when(owner, places.get(0) - 1, -1));
        }
        int whenBegun = begun;
        if (orders.owners().stream().anyMatch(owner -> latest(owner) < told.last(owner, whenBegun))) {
            problems.add("a deed is there that was begun when another one, which is not, had been acknowledged");
        }
    }

    private void compareTotal(long transactions) {
        long fewest = 0;
        long most = 0;
        for (String owner : orders.owners()) {
            History history = new History(orders, owner);
            fewest += history.transactions(first(owner));
            most += history.transactions(latest(owner));
        }
        if (transactions < fewest || transactions > most) {
            problems.add("the total says " + transactions + " transactions, but the notes of " + most + " are there");
        }
    }

    private void compare(Shelf shelf) {
        long needed = told.last(Orders.ARCHIVIST, from);
        long most = told.last(Orders.ARCHIVIST, to) + 1;
        for (long errands = needed; errands <= most; errands++) {
            if (Shelf.after(errands).equals(shelf)) {
                first.putIfAbsent(Orders.ARCHIVIST, errands);
                latest.put(Orders.ARCHIVIST, errands);
            }
        }
        if (!latest.containsKey(Orders.ARCHIVIST)) {
            Shelf expected = Shelf.after(needed);
            problems.add("backups and tables must be as errand " + needed + " or a later one up to " + most
                    + " left them, and are like none of them; there are the tables "
                    + shelf.tables().keySet() + " of " + expected.tables().keySet() + " and the backups "
                    + shelf.backups().keySet() + shelf.ofNotes() + " of "
                    + expected.backups().keySet() + expected.ofNotes());
        }
    }

    /** A backup of the notes was made between the errand before it and the end of its own. */
    private void compare(String backup, Notes notes) {
        long errand = Errand.ofNotes(backup);
        Comparison ofBackup = new Comparison(
                orders,
                told,
                told.when(Orders.ARCHIVIST, errand - 1, -1),
                Math.min(to, told.when(Orders.ARCHIVIST, errand, to)));
        ofBackup.compare(notes);
        ofBackup.problems.forEach(problem -> problems.add("the backup " + backup + ": " + problem));
    }
}
