package dev.stator;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.stator.expression.Condition;
import dev.stator.internal.protocol.ConditionCheckAction;
import dev.stator.value.Item;

/**
 * Lets a transaction go through only if a condition holds for an item that the transaction does not change, or, made from a
 * record with a {@link dev.stator.codec.Version}, if the item still has that version. Not a call of its own. Costs as much
 * as writing the item would.
 */
@CheckReturnValue
public final class Check<T> implements TransactAction<T> {
    private final Guard<T> guard;
    private final Item key;

    Check(Guard<T> guard, Item key) {
        this.guard = guard;
        this.key = key;
    }

    /**
     * What must hold for the item, or, if there is none, for an item without attributes. Several conditions must all
     * hold.
     *
     * @throws IllegalArgumentException if the condition does not fit the table's record
     */
    public Check<T> onlyIf(Condition more) {
        return new Check<>(guard.onlyIf(more), key);
    }

    Guard<T> guard() {
        return guard;
    }

    ConditionCheckAction action() {
        String table = guard.table().name();
        if (guard.asked().isEmpty() && guard.version().isEmpty()) {
            throw new IllegalArgumentException(
                    "The check of an item of table " + table + " has no condition: add onlyIf(…)");
        }
        return new ConditionCheckAction(table, key, guard.condition().orElseThrow());
    }
}
