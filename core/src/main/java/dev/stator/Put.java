package dev.stator;

import dev.stator.expression.Condition;
import dev.stator.internal.protocol.PutItemOperation;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import java.util.Optional;

/**
 * Stores a whole item, in place of any with the same key. Gives the item that was stored.
 *
 * <p>One request. Costs one write unit per KB of the larger of the old and the new item, and as much again in each
 * secondary index that it touches.
 */
public final class Put<T> extends Write<T, T> implements TransactAction, BatchAction {
    private final T item;

    Put(Table<T> table, T item, Optional<Condition> condition) {
        super(table, condition);
        this.item = item;
    }

    /**
     * Stores only if this holds for the item in its place, or, if there is none, for an item without attributes. Several
     * conditions must all hold. Otherwise the call fails with {@link dev.stator.error.ConditionFailedException}, which
     * carries the item in place.
     *
     * @throws IllegalArgumentException if the condition does not fit the table's record
     */
    public Put<T> onlyIf(Condition more) {
        return new Put<>(table, item, table.and(condition, more));
    }

    /** The same, giving the item that was replaced; empty if there was none. */
    public Call<Optional<T>> returningOld() {
        return table.call(operation(true));
    }

    /** The item to store. */
    public T item() {
        return item;
    }

    private PutItemOperation<T> operation(boolean returnOld) {
        return new PutItemOperation<>(table.name(), table.schema(), item, condition, returnOld);
    }

    @Override
    PutItemOperation<T> action() {
        return operation(false);
    }

    @Override
    Exchange<T> exchange(CallContext context) {
        return new Attempts<>(context, action()).map(old -> item);
    }
}
