package dev.stator;

import dev.stator.expression.Path;
import dev.stator.internal.protocol.ConditionCheckAction;
import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Makes the guard of a unique value that an item has, as long as it has it; the item stays as it is. */
final class UniqueClaim<T> extends Write<T, Void> implements TransactAction<T> {
    private final Item key;
    private final String attribute;
    private final AttributeValue value;
    private final Get<Item> guardInPlace;

    UniqueClaim(Table<T> table, Item key, String attribute, AttributeValue value) {
        super(Guard.none(table));
        this.key = key;
        this.attribute = attribute;
        this.value = value;
        this.guardInPlace = table.itemAt(UniqueGuards.keyOf(table, attribute, value));
    }

    /** The read of the guard. */
    Get<Item> guardInPlace() {
        return guardInPlace;
    }

    /** Whether this guard is the item's. */
    boolean isHeldBy(Optional<Item> found) {
        return UniqueGuards.ownerIn(found).equals(Optional.of(key));
    }

    /** What tells that the value is not the item's alone. */
    ClaimedUniques.Unclaimed unclaimed(Optional<Item> holder) {
        return new ClaimedUniques.Unclaimed(key, attribute, holder);
    }

    /** The claim of the value that the item has now, if it is another one. */
    Optional<UniqueClaim<T>> ofNow(Optional<Item> item) {
        return item.flatMap(now -> now.get(attribute))
                .filter(now -> now.type().isKeyType() && !now.equals(value))
                .map(now -> new UniqueClaim<>(guard.table(), key, attribute, now));
    }

    @Override
    ItemId id() {
        return new ItemId(guard.table().name(), key);
    }

    @Override
    ConditionCheckAction action(Instant now) {
        return new ConditionCheckAction(
                guard.table().name(), key, Path.attr(attribute).eq((Object) value));
    }

    @Override
    Map<String, Optional<AttributeValue>> uniques() {
        return Map.of(attribute, Optional.of(value));
    }

    @Override
    Exchange<Void> exchange(CallContext context) {
        return ignoringResult(withGuards(context, false));
    }
}
