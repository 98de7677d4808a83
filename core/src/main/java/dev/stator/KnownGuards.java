package dev.stator;

import dev.stator.TransactionPart.Claim;
import dev.stator.TransactionPart.Lacking;
import dev.stator.TransactionPart.Release;
import dev.stator.error.TransactionCanceledException.Reason;
import dev.stator.internal.protocol.ItemId;
import dev.stator.value.Item;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a transaction has learnt, from attempts that were refused, of guards of unique values that are not its items'. */
final class KnownGuards {
    private final Set<ItemId> others = new HashSet<>();
    private final Map<ItemId, Item> abandoned = new HashMap<>();

    /** Takes up that a guard which an item was to give free is another's. */
    void isOthers(Release release) {
        others.add(release.write().id());
    }

    /** Whether that is known. */
    boolean areOthers(ItemId guard) {
        return others.contains(guard);
    }

    /** The item that a guard names which is in the way, unless it was found before that it does not have the value. */
    Optional<Item> holder(Claim claim, Reason reason) {
        return UniqueGuards.ownerIn(reason.existing())
                .filter(named -> !named.equals(abandoned.get(claim.write().id())));
    }

    /** Takes up that the item which a guard names does not have the value: others changed it, who keep no guards. */
    void isAbandonedBy(Item holder, Claim claim) {
        abandoned.put(claim.write().id(), holder);
    }

    /** Takes up that an item did not go on lacking what it lacked when it was looked at, so that it is looked at anew. */
    void isNotLacking(Lacking lacking) {
        abandoned
                .entrySet()
                .removeIf(entry ->
                        lacking.write().id().equals(new ItemId(entry.getKey().tableName(), entry.getValue())));
    }

    /** The item that a guard names without reason, as was found. */
    Optional<Item> abandonedBy(ItemId guard) {
        return Optional.ofNullable(abandoned.get(guard));
    }
}
