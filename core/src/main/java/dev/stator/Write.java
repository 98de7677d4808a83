package dev.stator;

import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.protocol.WriteAction;
import dev.stator.internal.run.Exchange;
import java.time.Instant;

/** A change of one item that a transaction can do: what puts, updates, upserts and deletes have in common. */
abstract class Write<T, R> extends ConditionalCall<T, R> {
    Write(Guard<T> guard) {
        super(guard);
    }

    /** Which item this changes. */
    abstract ItemId id();

    /** This change as it goes to the wire, alone, in a transaction or in a batch, of a call that began at this time. */
    abstract WriteAction action(Instant now);

    /** An exchange whose result does not matter. */
    @SuppressWarnings("NullAway") // Void has no other value than null.
    static Exchange<Void> ignoringResult(Exchange<?> exchange) {
        return exchange.map(ignored -> null);
    }
}
