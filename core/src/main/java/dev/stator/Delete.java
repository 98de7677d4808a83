package dev.stator;

import dev.stator.expression.Condition;
import dev.stator.internal.protocol.DeleteItemOperation;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.Item;
import java.util.Optional;

/**
 * Removes the item with a key; does nothing if there is none.
 *
 * <p>One request. Costs one write unit per KB of the item, at least one, and as much again in each secondary index that
 * holds it.
 */
public final class Delete<T> extends Write<T, Void> implements TransactAction, BatchAction {
    private final Item key;

    Delete(Table<T> table, Item key, Optional<Condition> condition) {
        super(table, condition);
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
        return new Delete<>(table, key, table.and(condition, more));
    }

    /** The same, giving the item that was removed; empty if there was none. */
    public Call<Optional<T>> returningOld() {
        return table.call(operation(true));
    }

    /** The key of the item to remove. */
    public Item key() {
        return key;
    }

    private DeleteItemOperation<T> operation(boolean returnOld) {
        return new DeleteItemOperation<>(table.name(), table.schema(), key, condition, returnOld);
    }

    @Override
    DeleteItemOperation<T> action() {
        return operation(false);
    }

    @Override
    Exchange<Void> exchange(CallContext context) {
        return ignoringResult(new Attempts<>(context, action()));
    }
}
