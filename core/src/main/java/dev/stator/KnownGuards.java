package dev.stator;

import dev.stator.TransactionPart.Release;
import dev.stator.internal.protocol.ItemId;
import java.util.HashSet;
import java.util.Set;

/** What a transaction has learnt, from attempts that were refused, of guards of unique values that are not its items'. */
final class KnownGuards {
    private final Set<ItemId> others = new HashSet<>();

    /** Takes up that a guard which an item was to give free is another's. */
    void isOthers(Release release) {
        others.add(release.write().id());
    }

    /** Whether that is known. */
    boolean areOthers(ItemId guard) {
        return others.contains(guard);
    }
}
