package dev.stator;

import dev.stator.codec.TreeItemReader;
import dev.stator.error.CodecException;
import dev.stator.error.StatorException;
import dev.stator.error.UnconfirmedException;
import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.protocol.UpdateItemOperation;
import dev.stator.internal.protocol.UpdateItemOperation.Returned;
import dev.stator.internal.protocol.WriteAction;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A change of one item that a transaction can do: what puts, updates, upserts and deletes have in common. */
abstract class Write<T, R> extends ConditionalCall<T, R> {
    Write(Guard<T> guard) {
        super(guard);
    }

    /** Which item this changes. */
    abstract ItemId id();

    /** This change as it goes to the wire, alone, in a transaction or in a batch, of a call that began at this time. */
    abstract WriteAction action(Instant now);

    /**
     * The unique attributes that this gives or takes a value, with the values that they have afterwards. None for a table
     * without unique attributes.
     */
    abstract Map<String, Optional<AttributeValue>> uniques();

    /** The unique attributes of the table, with the values that a whole item has. */
    final Map<String, Optional<AttributeValue>> uniquesOf(T item) {
        Map<String, Optional<AttributeValue>> values = new LinkedHashMap<>();
        for (String name : guard.table().schema().uniques()) {
            values.put(
                    name,
                    guard.table().schema().attribute(item, name).filter(value -> value != AttributeValue.Null.NULL));
        }
        return values;
    }

    /** Whether guards of unique values must be kept, so that it must be known what is in place. */
    final boolean keepsGuards() {
        return !guard.table().schema().uniques().isEmpty() && !uniques().isEmpty();
    }

    /** The read of what is in place. */
    final Get<Item> inPlace() {
        return guard.table().itemAt(id().key());
    }

    /**
     * This change alone with its guards; gives the item as it was before.
     *
     * @param given whether the caller is given it, so that it must be as it was read when it is changed
     */
    final Exchange<Optional<Item>> withGuards(CallContext context, boolean given) {
        return TransactionRun.alone((TransactAction<?>) this, context, given)
                .map(done -> done.before().of(inPlace()));
    }

    /** This change alone, which is an update: with its guards, if it must keep some. */
    final <A> Exchange<Optional<A>> updated(CallContext context, UpdateItemOperation<A> update) {
        if (!keepsGuards()) {
            return new Attempts<>(context, update);
        }
        Exchange<Optional<Item>> done = withGuards(context, update.returned() == Returned.ALL_OLD);
        return switch (update.returned()) {
            case ALL_NEW -> done.then(before -> after(context)).map(after -> Optional.of(read(after, update)));
            case ALL_OLD -> done.map(before -> before.map(item -> read(item, update)));
            default -> done.map(before -> Optional.empty());
        };
    }

    private <A> A read(Item item, UpdateItemOperation<A> update) {
        return given(() -> update.reader().apply(new TreeItemReader(item)));
    }

    /** The item as it is after this change, which is done whatever becomes of the read. */
    private Exchange<Item> after(CallContext context) {
        return inPlace()
                .exchange(context)
                .orElse(failure -> {
                    throw unseen("could not be read: " + failure.getMessage(), failure);
                })
                .map(item -> item.orElseThrow(() -> unseen("was removed by others meanwhile", null)));
    }

    private UnconfirmedException unseen(String what, @Nullable StatorException cause) {
        return new UnconfirmedException(
                "The write on table " + guard.table().name() + " was done; but the item as it is afterwards " + what
                        + ". Do not repeat the write; get the item, if it matters",
                cause);
    }

    /** What a change gives when it is done: a misfit says so. */
    final <A> A given(Supplier<A> reading) {
        try {
            return reading.get();
        } catch (CodecException e) {
            throw e.during("The write on table " + guard.table().name(), true);
        }
    }

    /** An exchange whose result does not matter. */
    @SuppressWarnings("NullAway") // Void has no other value than null.
    static Exchange<Void> ignoringResult(Exchange<?> exchange) {
        return exchange.map(ignored -> null);
    }
}
