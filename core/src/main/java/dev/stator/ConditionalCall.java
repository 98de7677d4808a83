package dev.stator;

import dev.stator.error.ConditionFailedException;
import dev.stator.error.StatorException;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import java.util.Optional;
import java.util.function.Function;

/**
 * A write of one item that a condition may refuse.
 *
 * @param <T> the table's record
 * @param <R> what the call gives
 */
public abstract class ConditionalCall<T, R> extends Call<R> {
    final Guard<T> guard;

    ConditionalCall(Guard<T> guard) {
        super(guard.table().db());
        this.guard = guard;
    }

    static <T, R> ConditionalCall<T, R> of(Guard<T> guard, Function<CallContext, Exchange<R>> exchange) {
        return new ConditionalCall<>(guard) {
            @Override
            Exchange<R> exchange(CallContext context) {
                return exchange.apply(context);
            }
        };
    }

    /**
     * The same call, which gives the refusal by a condition as a value, with the item in place, where {@link #execute}
     * would throw a {@link ConditionFailedException}. A refusal after an attempt that got no reply, and may have been done
     * itself, is no plain refusal, and is thrown here too.
     */
    public final Call<Outcome<T, R>> attempt() {
        return db().call(context -> exchange(context)
                .<Outcome<T, R>>map(Outcome.Applied::new)
                .orElse(failure -> Exchange.of(refusal(failure).orElseThrow(() -> failure))));
    }

    /** A failure as a value, if it is a plain refusal by a condition. */
    final Optional<Outcome<T, R>> refusal(StatorException failure) {
        return failure instanceof ConditionFailedException refusal && !refusal.mayHaveApplied()
                ? Optional.of(new Outcome.Refused<>(
                        refusal.existing().map(guard.table().schema()::fromItem), refusal))
                : Optional.empty();
    }
}
