package dev.stator;

import dev.stator.error.StatorException;
import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Pace;
import dev.stator.internal.run.PageLoop.Limits;
import dev.stator.internal.run.Rounds;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Deletes what a query or scan reads: page by page the keys alone, and each page's items in a batch. */
record Clearing<T>(Listing<T, ?> listing) {
    /**
     * How far it is.
     *
     * @param place where to go on; empty at the beginning, and at the end
     */
    private record State(Limits left, Optional<Item> place, boolean atEnd, long deleted) {}

    Exchange<Long> exchange(CallContext context) {
        ReadOptions<T> options = listing.options;
        Pace pace = listing.newPace();
        State first = new State(options.limits(), options.place(), false, 0);
        return new Rounds<>(
                        first,
                        state -> state.atEnd || state.left.isReached()
                                ? Optional.empty()
                                : Optional.of(round(context, pace, state)))
                .map(State::deleted);
    }

    private Exchange<State> round(CallContext context, Pace pace, State state) {
        Projection keys = new Projection(
                listing.source.keyNames().stream().<Path<?>>map(Path::attr).toList());
        boolean mayStopWithinAPage = listing.options.filter().isPresent() && state.left.results() != Long.MAX_VALUE;
        Listing.Span span = new Listing.Span(
                state.left.pagesAtMost(listing.requestsPerPage()), state.place, pace, false, mayStopWithinAPage);
        return listing.loop(context, span, Optional.of(keys), Optional.empty(), Item::readFrom)
                .then(page -> delete(context, page.items())
                        .map(deleted -> new State(
                                state.left.after(page),
                                page.lastKey(),
                                page.lastKey().isEmpty(),
                                state.deleted + deleted)))
                .orElse(failure -> {
                    throw state.deleted == 0 ? failure : afterSome(state.deleted, failure);
                });
    }

    private Exchange<Integer> delete(CallContext context, List<Item> found) {
        Table<?> table = listing.source.table();
        Set<String> names = Source.of(table).keyNames();
        List<? extends BatchAction> deletes =
                found.stream().map(item -> deleteOf(table, item, names)).toList();
        return BatchWrite.of(table.db(), deletes).exchange(context);
    }

    private static <R> Delete<R> deleteOf(Table<R> table, Item item, Set<String> names) {
        Map<String, AttributeValue> key = new HashMap<>(item.asMap());
        key.keySet().retainAll(names);
        return new Delete<>(Guard.none(table), Item.copyOf(key));
    }

    private StatorException afterSome(long deleted, StatorException failure) {
        return new BatchIncompleteException(
                "clear() on " + listing.source.describe() + " had deleted " + deleted + " items when it failed: "
                        + failure.getMessage() + ". Call it again for the rest",
                failure instanceof BatchIncompleteException incomplete ? incomplete.unprocessed() : List.of(),
                FoundItems.none(),
                true,
                failure);
    }
}
