package dev.stator.internal.run;

import dev.stator.error.StatorException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Exchanges one after the other. One that fails does not keep those behind it: its failure becomes a result, so that the
 * results of the others are not lost.
 *
 * @param <R> what each gives
 */
public final class InTurn<R> extends Nested<List<R>> {
    /**
     * One of the exchanges.
     *
     * @param exchange makes it when its turn has come
     * @param onFailure what its failure becomes
     */
    public record Turn<R>(Supplier<Exchange<R>> exchange, Function<StatorException, R> onFailure) {}

    private final CallContext context;
    private final Iterator<Turn<R>> turns;
    private final List<R> results = new ArrayList<>();

    /** These, in this order. */
    public InTurn(CallContext context, List<Turn<R>> turns) {
        this.context = context;
        this.turns = turns.iterator();
    }

    @Override
    public Step<List<R>> start() {
        if (!turns.hasNext()) {
            return new Step.Done<>(List.copyOf(results));
        }
        Turn<R> turn = turns.next();
        Exchange<R> exchange = turn.exchange()
                .get()
                .orElse(failure -> Exchange.of(turn.onFailure().apply(failure)));
        return call(exchange, result -> {
            results.add(result);
            context.progressed();
            return start();
        });
    }
}
