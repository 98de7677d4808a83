package dev.stator;

import dev.stator.error.StatorException;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Lanes;
import dev.stator.internal.run.Pace;
import dev.stator.internal.run.PageLoop.Limits;
import dev.stator.internal.run.Rounds;
import dev.stator.value.Item;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Stores what a query or scan reads of older shapes in the newest, page by page. */
record WritingBack<T>(Listing<T, ?> listing) {
    /**
     * How far it is.
     *
     * @param place where to go on; empty at the beginning, and at the end
     */
    private record State(Limits left, Optional<Item> place, boolean atEnd, long written) {}

    Exchange<Long> exchange(CallContext context) {
        ReadOptions<T> options = listing.options;
        Pace pace = listing.newPace();
        return new Rounds<>(
                        new State(options.limits(), options.place(), false, 0),
                        state -> state.atEnd || state.left.isReached()
                                ? Optional.empty()
                                : Optional.of(round(context, pace, state)))
                .map(State::written);
    }

    private Exchange<State> round(CallContext context, Pace pace, State state) {
        Listing.Span span = listing.span(state.left, state.place, pace).page();
        return listing.loop(context, span, Optional.empty(), Optional.empty(), Item::readFrom)
                .then(page -> write(context, page.items())
                        .map(written -> new State(
                                state.left.after(page),
                                page.lastKey(),
                                page.lastKey().isEmpty(),
                                state.written + written)));
    }

    private Exchange<Long> write(CallContext context, List<Item> found) {
        ShapeRule shapes = new ShapeRule(listing.source.table());
        List<List<Integer>> lanes =
                IntStream.range(0, found.size()).mapToObj(List::of).toList();
        return new Lanes<>(context, Batches.AT_ONCE, lanes, number -> shapes.upgrade(context, found.get(number)))
                .map(WritingBack::written);
    }

    private static long written(Lanes.Outcome<Boolean> outcome) {
        Optional<StatorException> failure =
                outcome.failures().values().stream().findFirst().or(outcome::interruption);
        if (failure.isPresent()) {
            throw failure.get();
        }
        return outcome.results().values().stream().filter(written -> written).count();
    }
}
