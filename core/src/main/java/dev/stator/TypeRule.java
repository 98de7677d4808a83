package dev.stator;

import dev.stator.codec.Narrowing;
import dev.stator.expression.AnyPath;
import dev.stator.expression.Condition;
import dev.stator.expression.IfNotExists;
import dev.stator.expression.Path;
import dev.stator.expression.UpdateAction;
import dev.stator.expression.UpdateExpression;
import dev.stator.expression.Value;
import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What tells the items of a table's class from those of others in the same table, as conditions and changes. */
record TypeRule(Narrowing narrowing) {
    static Optional<TypeRule> of(Table<?> table) {
        return table.schema().narrowing().map(TypeRule::new);
    }

    /** Lets a write through where there is no item, or one of the table's class; empty if all items are. */
    static Optional<Condition> inPlace(Table<?> table) {
        return of(table)
                .map(TypeRule::filter)
                .filter(filter -> !filter.isEmpty())
                .map(filter -> table.itemIsAbsent().or(filter));
    }

    private AnyPath path() {
        return Path.attr(narrowing.attribute());
    }

    /** Lets items of the class through; empty if all are. */
    Condition filter() {
        List<String> values = narrowing.values();
        Condition told = values.isEmpty() ? Condition.empty() : Condition.any(among(values));
        if (narrowing.except()) {
            Condition other = told.isEmpty() ? told : told.not();
            return narrowing.missing() ? other : other.and(path().exists());
        }
        return narrowing.missing() ? told.or(path().notExists()) : told;
    }

    private List<Condition> among(List<String> values) {
        List<Condition> among = new ArrayList<>();
        for (int from = 0; from < values.size(); from += Condition.MAX_CANDIDATES) {
            List<AttributeValue> some =
                    values.subList(from, Math.min(values.size(), from + Condition.MAX_CANDIDATES)).stream()
                            .<AttributeValue>map(AttributeValue.S::new)
                            .toList();
            among.add(some.size() == 1 ? path().eq(some.get(0)) : path().in(some));
        }
        return among;
    }

    /**
     * What an update by key asks of the item in place: that it is of the class. Where there is none, one is created only if
     * it is known of which class.
     */
    Condition ofUpdate(Table<?> table) {
        return narrowing.value().isPresent()
                ? table.itemIsAbsent().or(filter())
                : table.itemExists().and(filter());
    }

    /** Tells the class of an item that an update creates. */
    UpdateExpression ofCreated() {
        return UpdateExpression.of(narrowing.value().stream()
                .<UpdateAction>map(value ->
                        new UpdateAction.Set(path(), new IfNotExists<>(path(), new Value(new AttributeValue.S(value)))))
                .toList());
    }
}
