package dev.stator;

import dev.stator.expression.Condition;
import dev.stator.internal.protocol.WriteAction;
import dev.stator.internal.run.Exchange;
import java.util.Optional;

/** A change of one item: what puts, updates and deletes have in common. */
abstract class Write<T, R> extends Call<R> {
    final Table<T> table;
    final Optional<Condition> condition;

    Write(Table<T> table, Optional<Condition> condition) {
        super(table.db());
        this.table = table;
        this.condition = condition;
    }

    /** This change as it goes to the wire, alone, in a transaction or in a batch. */
    abstract WriteAction action();

    /** An exchange whose result does not matter. */
    @SuppressWarnings("NullAway") // Void has no other value than null.
    static Exchange<Void> ignoringResult(Exchange<?> exchange) {
        return exchange.map(ignored -> null);
    }
}
