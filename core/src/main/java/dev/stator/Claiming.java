package dev.stator;

import dev.stator.ClaimedUniques.Unclaimed;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.DuplicateValueException;
import dev.stator.error.StatorException;
import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import dev.stator.internal.protocol.PageReply;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Lanes;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the guards that items lack which a query or scan reads: page by page it looks which guards there are, and makes each
 * missing one in a transaction that goes through only if the item still has the value.
 */
record Claiming<T>(Table<T> table, Listing<?, ?> listing) {
    Exchange<ClaimedUniques> exchange(CallContext context) {
        Projection wanted =
                new Projection(Stream.concat(listing.source.keyNames().stream(), table.schema().uniques().stream())
                        .distinct()
                        .<Path<?>>map(Path::attr)
                        .toList());
        return new PageRounds(listing, Optional.of(wanted), Optional.empty())
                .exchange(
                        context,
                        listing.options.place(),
                        ClaimedUniques.NOTHING,
                        (before, page) -> missing(context, page.items())
                                .orElse(failure -> {
                                    throw afterSome(before, false, failure);
                                })
                                .then(claims -> claim(context, claims))
                                .map(outcome -> after(read(before, page), outcome)),
                        (done, failure) -> afterSome(done, false, failure));
    }

    private ClaimedUniques read(ClaimedUniques before, PageReply<Item> page) {
        List<Unclaimed> unclaimed = new ArrayList<>();
        for (Item item : page.items()) {
            for (String name : table.schema().uniques()) {
                item.get(name)
                        .filter(value -> !value.type().isKeyType() && value != AttributeValue.Null.NULL)
                        .ifPresent(value ->
                                unclaimed.add(new Unclaimed(listing.source.keyOf(item), name, Optional.empty())));
            }
        }
        return before.read(page.items().size(), page.lastKey().map(listing::cursor))
                .plus(0, unclaimed);
    }

    /** The claims of values whose guards are not there, or are others'. */
    private Exchange<List<UniqueClaim<T>>> missing(CallContext context, List<Item> items) {
        List<UniqueClaim<T>> claims = new ArrayList<>();
        for (Item item : items) {
            for (String name : table.schema().uniques()) {
                item.get(name)
                        .filter(value -> value.type().isKeyType())
                        .ifPresent(
                                value -> claims.add(new UniqueClaim<>(table, listing.source.keyOf(item), name, value)));
            }
        }
        return BatchGet.of(
                        table.db(),
                        claims.stream().map(UniqueClaim::guardInPlace).toList())
                .beforehand(context)
                .map(found -> claims.stream()
                        .filter(claim -> !claim.isHeldBy(found.of(claim.guardInPlace())))
                        .toList());
    }

    /** What became of a claim. It is neither if the item has no value any more. */
    private record End(boolean claimed, Optional<Unclaimed> unclaimed) {}

    /** Claims of one value come one after the other, so that the first item gets it. */
    private Exchange<Lanes.Outcome<End>> claim(CallContext context, List<UniqueClaim<T>> claims) {
        return new Lanes<>(
                context,
                Batches.AT_ONCE,
                Lanes.of(
                        claims.stream().map(claim -> claim.guardInPlace().key()).toList()),
                number -> claim(context, claims.get(number)));
    }

    private Exchange<End> claim(CallContext context, UniqueClaim<T> claim) {
        return claim.exchange(context)
                .map(done -> new End(true, Optional.empty()))
                .orElse(failure -> {
                    if (failure instanceof DuplicateValueException taken) {
                        return Exchange.of(new End(false, Optional.of(claim.unclaimed(taken.holder()))));
                    } else if (failure instanceof ConditionFailedException changed) {
                        // Whoever changed it may be one that makes no guards.
                        Optional<UniqueClaim<T>> now = claim.ofNow(changed.existing());
                        return now.isPresent()
                                ? claim(context, now.get())
                                : Exchange.of(new End(false, Optional.empty()));
                    }
                    throw failure;
                });
    }

    private ClaimedUniques after(ClaimedUniques before, Lanes.Outcome<End> outcome) {
        Collection<End> ends = outcome.results().values();
        ClaimedUniques all = before.plus(
                ends.stream().filter(End::claimed).count(),
                ends.stream().flatMap(end -> end.unclaimed().stream()).toList());
        outcome.failure().ifPresent(failure -> {
            throw afterSome(all, outcome.isAmbiguous(), failure);
        });
        return all;
    }

    private StatorException afterSome(ClaimedUniques done, boolean perhapsMore, StatorException failure) {
        return Batches.afterSome(
                "claimUniques() on " + listing.source.describe() + " had claimed " + done.claimed() + " values",
                done.claimed() > 0 || perhapsMore,
                failure,
                ". Call it again: it goes on with the rest, and tells anew of what it could not claim");
    }
}
