package dev.stator;

import dev.stator.error.StatorException;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Lanes;
import dev.stator.value.Item;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Stores what a query or scan reads of older shapes in the newest, page by page. */
record WritingBack<T>(Listing<T, ?> listing) {
    Exchange<Long> exchange(CallContext context) {
        return new PageRounds(listing, Optional.empty(), Optional.empty())
                .exchange(
                        context,
                        listing.options.place(),
                        0L,
                        (before, page) -> write(context, page.items()).map(outcome -> after(before, outcome)),
                        (written, failure) -> afterSome(written, false, failure));
    }

    private Exchange<Lanes.Outcome<Boolean>> write(CallContext context, List<Item> found) {
        ShapeRule shapes = new ShapeRule(listing.source.table());
        List<List<Integer>> lanes =
                IntStream.range(0, found.size()).mapToObj(List::of).toList();
        return new Lanes<>(context, Batches.AT_ONCE, lanes, number -> shapes.upgrade(context, found.get(number)));
    }

    private long after(long before, Lanes.Outcome<Boolean> outcome) {
        long written = before
                + outcome.results().values().stream().filter(done -> done).count();
        outcome.failure().ifPresent(failure -> {
            throw afterSome(written, outcome.isAmbiguous(), failure);
        });
        return written;
    }

    private StatorException afterSome(long written, boolean perhapsMore, StatorException failure) {
        return Batches.afterSome(
                "writeBack() on " + listing.source.describe() + " had stored " + written + " items anew",
                written > 0 || perhapsMore,
                failure,
                ". Call it again: it goes on with the rest");
    }
}
