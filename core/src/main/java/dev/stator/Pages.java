package dev.stator;

import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Publication;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The pages of a query or scan, one for each request, within its limits. Each is requested when it is asked for: by an
 * iterator or a stream on the caller's thread, or as a {@link Flow.Subscriber} demands. Each iteration and each
 * subscription begins anew.
 */
public final class Pages<T> implements Iterable<Page<T>>, Flow.Publisher<Page<T>> {
    private final Listing<T, ?> listing;

    Pages(Listing<T, ?> listing) {
        this.listing = listing;
    }

    @Override
    public Iterator<Page<T>> iterator() {
        Walk<T> walk = new Walk<>(listing);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !walk.atEnd();
            }

            @Override
            public Page<T> next() {
                if (walk.atEnd()) {
                    throw new NoSuchElementException();
                }
                return listing.page(walk.next().execute());
            }
        };
    }

    /** The pages of {@link #iterator} as a stream. */
    public Stream<Page<T>> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /** Publishes the pages as they are asked for; cancelling gives up the request in flight. */
    @Override
    public void subscribe(Flow.Subscriber<? super Page<T>> subscriber) {
        Walk<T> walk = new Walk<>(listing);
        listing.db()
                .runner()
                .publish(
                        new Publication.Series<Page<T>>() {
                            @Override
                            public boolean atEnd() {
                                return walk.atEnd();
                            }

                            @Override
                            public Exchange<List<Page<T>>> next() {
                                return walk.nextExchange().map(reply -> List.of(listing.page(reply)));
                            }
                        },
                        subscriber);
    }
}
