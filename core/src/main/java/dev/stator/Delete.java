package dev.stator;

import dev.stator.expression.Condition;
import dev.stator.internal.protocol.DeleteItemOperation;
import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Removes the item with a key; does nothing if there is none.
 *
 * <p>Made from a record with a {@link dev.stator.codec.Version}, it fails with {@link
 * dev.stator.error.StaleVersionException} if the item has another version, or is gone.
 *
 * <p>One request, but for {@link dev.stator.codec.Unique} attributes, which say what they take. Costs one write unit
 * per KB of the item, at least one, and as much again in each secondary index that holds it.
 */
public final class Delete<T> extends Write<T, Void> implements TransactAction<T>, BatchAction {
    private final Item key;

    Delete(Guard<T> guard, Item key) {
        super(guard);
        this.key = key;
    }

    /**
     * Removes only if this holds for the item, or, if there is none, for an item without attributes. Several conditions
     * must all hold. Otherwise the call fails with {@link dev.stator.error.ConditionFailedException}, which carries the
     * item.
     *
     * @throws IllegalArgumentException if the condition does not fit the table's record
     */
    public Delete<T> onlyIf(Condition more) {
        return new Delete<>(guard.onlyIf(more), key);
    }

    /** Removes only if there is such an item, and fails otherwise. */
    public Delete<T> ifExists() {
        return onlyIf(guard.table().itemExists());
    }

    /** Removes the item whatever version it has. */
    public Delete<T> ignoringVersion() {
        return new Delete<>(guard.with(Optional.empty()), key);
    }

    /** The same, giving the item that was removed; empty if there was none. */
    public ConditionalCall<T, Optional<T>> returningOld() {
        return ConditionalCall.of(guard, context -> guard.explaining(deleted(context, true)));
    }

    /** The key of the item to remove. */
    public Item key() {
        return key;
    }

    private Exchange<Optional<T>> deleted(CallContext context, boolean returnOld) {
        return keepsGuards()
                ? withGuards(context, returnOld)
                        .map(old -> old.filter(item -> returnOld)
                                .map(item -> given(() -> guard.table().schema().fromItem(item))))
                : new Attempts<>(context, operation(returnOld));
    }

    private DeleteItemOperation<T> operation(boolean returnOld) {
        Table<T> table = guard.table();
        return new DeleteItemOperation<>(table.name(), table.schema(), key, guard.condition(), returnOld);
    }

    @Override
    ItemId id() {
        return new ItemId(guard.table().name(), key);
    }

    @Override
    Map<String, Optional<AttributeValue>> uniques() {
        Map<String, Optional<AttributeValue>> none = new LinkedHashMap<>();
        guard.table().schema().uniques().forEach(name -> none.put(name, Optional.empty()));
        return none;
    }

    @Override
    DeleteItemOperation<T> action(Instant now) {
        return operation(false);
    }

    @Override
    Exchange<Void> exchange(CallContext context) {
        return guard.explaining(ignoringResult(deleted(context, false)));
    }
}
