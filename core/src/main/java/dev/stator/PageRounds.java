package dev.stator;

import dev.stator.error.StatorException;
import dev.stator.expression.Projection;
import dev.stator.internal.protocol.PageReply;
import dev.stator.internal.protocol.Select;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Pace;
import dev.stator.internal.run.PageLoop.Limits;
import dev.stator.internal.run.Rounds;
import dev.stator.value.Item;
import java.util.Optional;
import java.util.function.BiFunction;

/** The items that a query or scan reads, page by page, each of which is done with before the next is asked for. */
record PageRounds(Listing<?, ?> listing, Optional<Projection> projection, Optional<Select> select) {
    /**
     * How far it is.
     *
     * @param place where to go on; empty at the beginning, and at the end
     * @param made what became of the pages so far
     */
    private record State<R>(Limits left, Optional<Item> place, boolean atEnd, R made) {}

    /** What is done with a page, given what became of those before. */
    interface Work<R> {
        Exchange<R> on(R before, PageReply<Item> page);
    }

    /**
     * Begins at a place.
     *
     * @param first what there is before the first page
     * @param failed what a failure to read becomes, given what became of the pages before
     */
    <R> Exchange<R> exchange(
            CallContext context,
            Optional<Item> place,
            R first,
            Work<R> work,
            BiFunction<R, StatorException, StatorException> failed) {
        Pace pace = listing.newPace();
        return new Rounds<>(
                        new State<>(listing.options.limits(), place, false, first),
                        state -> state.atEnd || state.left.isReached()
                                ? Optional.empty()
                                : Optional.of(round(context, pace, state, work, failed)))
                .map(State::made);
    }

    private <R> Exchange<State<R>> round(
            CallContext context,
            Pace pace,
            State<R> state,
            Work<R> work,
            BiFunction<R, StatorException, StatorException> failed) {
        Listing.Span span = listing.span(state.left, state.place, pace).page();
        return listing.loop(context, span, projection, select, Item::readFrom)
                .orElse(failure -> {
                    throw failed.apply(state.made, failure);
                })
                .then(page -> work.on(state.made, page)
                        .map(made -> new State<>(
                                state.left.after(page),
                                page.lastKey(),
                                page.lastKey().isEmpty(),
                                made)));
    }
}
