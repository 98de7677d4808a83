package dev.stator;

import dev.stator.error.StatorException;
import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Deletes what a query or scan reads: page by page the keys alone, and each page's items in a batch. */
record Clearing(Listing<?, ?> listing) {
    Exchange<Long> exchange(CallContext context) {
        Projection keys = new Projection(
                listing.source.keyNames().stream().<Path<?>>map(Path::attr).toList());
        return new PageRounds(listing, Optional.of(keys), Optional.empty())
                .exchange(
                        context,
                        listing.options.place(),
                        0L,
                        (before, page) -> delete(context, page.items())
                                .map(deleted -> before + deleted)
                                .orElse(failure -> {
                                    throw afterSome(before + deletedOf(page.items(), failure), failure);
                                }),
                        this::afterSome);
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

    /** How many items of a page are surely gone although its batch failed. */
    private static int deletedOf(List<Item> page, StatorException failure) {
        return failure instanceof BatchIncompleteException incomplete
                ? page.size() - incomplete.unprocessed().size()
                : 0;
    }

    private StatorException afterSome(long deleted, StatorException failure) {
        return Batches.afterSome(
                "clear() on " + listing.source.describe() + " had deleted " + deleted + " items",
                deleted > 0,
                failure,
                ". Call it again for the rest");
    }
}
