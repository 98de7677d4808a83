package dev.stator.internal.run;

import java.util.Optional;
import java.util.function.Function;

/** Exchanges one after the other, each made of what the one before gave, until there is none more; then that is the result. */
public final class Rounds<S> extends Nested<S> {
    private final S first;
    private final Function<S, Optional<Exchange<S>>> next;

    /**
     * Rounds.
     *
     * @param next the round that follows what was given last; empty at the end
     */
    public Rounds(S first, Function<S, Optional<Exchange<S>>> next) {
        this.first = first;
        this.next = next;
    }

    @Override
    public Step<S> start() {
        return after(first);
    }

    private Step<S> after(S last) {
        Optional<Exchange<S>> round = next.apply(last);
        return round.isEmpty() ? new Step.Done<>(last) : call(round.get(), this::after);
    }
}
