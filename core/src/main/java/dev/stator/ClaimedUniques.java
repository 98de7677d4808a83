package dev.stator;

import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of {@link Table#claimUniques}.
 *
 * @param items how many items were looked at
 * @param claimed how many values got a guard; those that had one are not counted
 * @param unclaimed what could not get one
 * @param cursor where to go on if a limit ended it, for {@link Listing#after}; empty at the end
 */
public record ClaimedUniques(long items, long claimed, List<Unclaimed> unclaimed, Optional<String> cursor) {
    /** Copies the list. */
    public ClaimedUniques {
        unclaimed = List.copyOf(unclaimed);
    }

    /** What there is before the first page. */
    static final ClaimedUniques NOTHING = new ClaimedUniques(0, 0, List.of(), Optional.empty());

    /** With what became of some values more. */
    ClaimedUniques plus(long more, List<Unclaimed> others) {
        List<Unclaimed> all = new ArrayList<>(unclaimed);
        all.addAll(others);
        return new ClaimedUniques(items, claimed + more, all, cursor);
    }

    /** With so many items more, behind which it goes on there. */
    ClaimedUniques read(int more, Optional<String> place) {
        return new ClaimedUniques(items + more, claimed, unclaimed, place);
    }

    /**
     * An item whose value of a unique attribute is not guarded.
     *
     * @param key the key of the item, as {@link Table#getAll} and {@link Table#deleteAll} take it
     * @param attribute the stored name of the attribute
     * @param holder the key of the item that has the same value, which was looked at: an item that its guard names without
     *     reason does not count. Empty if the value is no string, number or binary, which cannot be unique
     */
    public record Unclaimed(Item key, String attribute, Optional<Item> holder) {}
}
