package dev.stator;

import dev.stator.internal.protocol.Meter;
import dev.stator.internal.protocol.PageReply;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Pace;
import dev.stator.internal.run.PageLoop.Limits;
import dev.stator.value.ConsumedCapacity;
import dev.stator.value.Item;
import java.util.Optional;

/** A way through the pages of a query or scan: where it stands, what is left of the limits, and what it has seen. */
final class Walk<T> {
    private final Listing<T, ?> listing;
    private final Pace pace;
    private Limits left;
    private Optional<Item> place;
    private boolean atEnd;
    private long matched;
    private long evaluated;
    private long pages;
    private ConsumedCapacity capacity = ConsumedCapacity.NONE;

    Walk(Listing<T, ?> listing) {
        this.listing = listing;
        this.pace = listing.newPace();
        this.left = listing.options.limits();
        this.place = listing.options.place();
        this.atEnd = left.isReached();
    }

    boolean atEnd() {
        return atEnd;
    }

    /** The place behind the last page that came. */
    Optional<Item> place() {
        return place;
    }

    /** The call that brings the next page, and takes this walk there. */
    Call<PageReply<T>> next() {
        Listing.Span span = new Listing.Span(left, place, pace, false, true, true);
        return listing.call(
                Meter::ofCapacity, context -> listing.read(context, span).map(this::took));
    }

    Exchange<PageReply<T>> nextExchange() {
        return next().begin();
    }

    private PageReply<T> took(PageReply<T> reply) {
        place = reply.lastKey();
        left = left.after(reply);
        atEnd = place.isEmpty() || left.isReached();
        matched += reply.count();
        evaluated += reply.scannedCount();
        pages += reply.pages();
        capacity = capacity.plus(reply.capacity());
        return reply;
    }

    Statistics statistics(long yielded) {
        return new Statistics(yielded, matched, evaluated, pages, capacity);
    }
}
