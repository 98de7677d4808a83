package dev.stator;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.stator.expression.Condition;
import dev.stator.internal.protocol.ConditionCheckAction;
import dev.stator.value.Item;
import java.util.Optional;

/**
 * Lets a transaction go through only if a condition holds for an item that the transaction does not change. Not a call of
 * its own. Costs as much as writing the item would.
 */
@CheckReturnValue
public final class Check<T> implements TransactAction {
    private final Table<T> table;
    private final Item key;
    private final Optional<Condition> condition;

    Check(Table<T> table, Item key, Optional<Condition> condition) {
        this.table = table;
        this.key = key;
        this.condition = condition;
    }

    /**
     * What must hold for the item, or, if there is none, for an item without attributes. Several conditions must all
     * hold.
     *
     * @throws IllegalArgumentException if the condition does not fit the table's record
     */
    public Check<T> onlyIf(Condition more) {
        return new Check<>(table, key, table.and(condition, more));
    }

    ConditionCheckAction action() {
        return new ConditionCheckAction(
                table.name(),
                key,
                condition.orElseThrow(() -> new IllegalArgumentException(
                        "The check of an item of table " + table.name() + " has no condition: add onlyIf(…)")));
    }
}
