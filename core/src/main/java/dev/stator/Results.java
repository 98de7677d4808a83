package dev.stator;

import dev.stator.internal.protocol.PageReply;
import dev.stator.value.Item;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The items of a query or scan, read one request at a time, each when its first item is asked for. Knows at any time where
 * it stands and what it has seen. For one thread.
 */
public final class Results<T> implements Iterator<T> {
    private final Listing<T, ?> listing;
    private final Walk<T> walk;
    private @Nullable PageReply<T> page;
    private Optional<Item> startOfPage;
    /** How many items of the page were taken. */
    private int taken;

    private long yielded;

    Results(Listing<T, ?> listing) {
        this.listing = listing;
        this.walk = new Walk<>(listing);
        this.startOfPage = walk.place();
    }

    @Override
    public boolean hasNext() {
        // A page may be empty and yet not the last: the filter may have dropped all of it.
        while (isTaken(page) && !walk.atEnd()) {
            startOfPage = walk.place();
            page = walk.next().execute();
            taken = 0;
        }
        return !isTaken(page);
    }

    private boolean isTaken(@Nullable PageReply<T> current) {
        return current == null || taken == current.items().size();
    }

    @Override
    public T next() {
        PageReply<T> current = hasNext() ? page : null;
        if (current == null) {
            throw new NoSuchElementException();
        }
        yielded++;
        return current.items().get(taken++);
    }

    /**
     * The place behind the item that {@link #next} gave last, also in the middle of a page, as text that {@link
     * Listing#after} takes. Before the first item it is the place where the query or scan was told to begin, if any; behind the last one of all
     * it is empty. Whoever stores it to go on later asks {@link #atEnd}, too, which tells an end from a beginning.
     */
    public Optional<String> cursor() {
        return place().map(listing::cursor);
    }

    /**
     * Whether all was given: nothing follows, so that there is no {@link #cursor} any more. Not at the beginning, nor where a limit
     * ended it with more to come. Sends nothing: as long as {@link #hasNext} has not looked for more, there may be some.
     */
    public boolean atEnd() {
        return page != null && isTaken(page) && walk.place().isEmpty();
    }

    private Optional<Item> place() {
        PageReply<T> current = page;
        if (current == null || isTaken(current)) {
            return walk.place();
        }
        return taken == 0 ? startOfPage : Optional.of(current.place().apply(taken - 1));
    }

    /** The numbers so far. */
    public Statistics statistics() {
        return walk.statistics(yielded);
    }
}
