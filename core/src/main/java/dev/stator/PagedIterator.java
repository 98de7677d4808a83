package dev.stator;

import dev.stator.internal.protocol.PageReply;
import dev.stator.internal.run.PageLoop.Limits;
import dev.stator.value.Item;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/** Reads a query or scan one request at a time, each when its first item is asked for. */
final class PagedIterator<T> implements Iterator<T> {
    private final Listing<T, ?> listing;
    private Limits left;
    private Optional<Item> startKey;
    private Iterator<T> page = List.<T>of().iterator();
    private boolean atEnd;

    PagedIterator(Listing<T, ?> listing) {
        this.listing = listing;
        this.left = listing.options.limits();
        this.startKey = listing.options.startKey();
    }

    @Override
    public boolean hasNext() {
        // A page may be empty and yet not the last: the filter may have dropped all of it.
        while (!page.hasNext() && !atEnd) {
            PageReply<T> reply = listing.read(Listing.onePage(left), startKey, Function.identity())
                    .execute();
            page = reply.items().iterator();
            startKey = reply.lastKey();
            left = new Limits(
                    minus(left.results(), reply.items().size()),
                    minus(left.evaluated(), reply.scannedCount()),
                    minus(left.pages(), 1));
            atEnd = startKey.isEmpty() || left.results() <= 0 || left.evaluated() <= 0 || left.pages() <= 0;
        }
        return page.hasNext();
    }

    private static long minus(long limit, long used) {
        return limit == Long.MAX_VALUE ? limit : limit - used;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.next();
    }
}
