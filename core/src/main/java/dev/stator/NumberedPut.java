package dev.stator;

import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import java.util.function.LongFunction;

/**
 * Creates an item with the next number of a counter: {@link Table#create(Counter, LongFunction)}. The number is taken and the
 * item stored in one step, so that none is left out, and nothing is done twice when a reply is lost. Gives the item that was stored.
 *
 * <p>In a transaction with others, each takes a number of its own, in their order; the counter is moved once for all of them.
 *
 * <p>Reads the counter and sends a transaction, and begins anew when others took numbers in between: where many take numbers at a
 * time, {@link Counter#next} and {@link Table#create(Object)} are faster, and may leave numbers out. What {@link #explain} and
 * {@link #dryRun} show has the number of a counter that has given none yet, as an example.
 */
public final class NumberedPut<T> extends ConditionalCall<T, T> implements TransactAction<T> {
    private final Counter counter;
    private final LongFunction<? extends T> item;

    NumberedPut(Table<T> table, Counter counter, LongFunction<? extends T> item) {
        super(Guard.none(table).onlyIf(table.itemIsAbsent()));
        this.counter = counter;
        this.item = item;
    }

    /** The counter that gives the number. */
    public Counter counter() {
        return counter;
    }

    Put<T> put(long number) {
        return guard.table().create(item.apply(number));
    }

    @Override
    Exchange<T> exchange(CallContext context) {
        return TransactionRun.alone(this, context, false)
                .map(done -> done.committed().of(this));
    }
}
