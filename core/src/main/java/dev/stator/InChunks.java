package dev.stator;

import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Publication;
import dev.stator.internal.run.Rounds;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A work of any length, done chunk by chunk, so that neither what it begins with nor what it gives needs to be in memory.
 * Iterating, as a {@link #stream} or as a {@link #publisher} does, sends the call of a chunk when its first result is asked
 * for, never ahead; {@link #execute} does all chunks one after the other and gives the number of results. Made by {@link
 * Stator#inChunks}. Each way begins anew with the source.
 *
 * <p>What the call of a chunk fails with comes out of the way that was taken; the chunks before are done, those behind were
 * not begun. So it tells of that chunk alone: {@link dev.stator.error.StatorException#mayHaveApplied} is no if nothing of it was done,
 * whatever the chunks before have written. Going on with an iterator goes on with the next chunk.
 *
 * @param <R> what it gives for each element
 */
public final class InChunks<R> extends Call<Long> implements Iterable<R> {
    private final Iterable<Call<? extends Iterable<? extends R>>> calls;

    private InChunks(Stator db, Iterable<Call<? extends Iterable<? extends R>>> calls) {
        super(db);
        this.calls = calls;
    }

    static <A, R> InChunks<R> of(
            Stator db,
            Iterable<? extends A> source,
            int size,
            Function<? super List<A>, ? extends Call<? extends Iterable<? extends R>>> call) {
        if (size < 1) {
            throw new IllegalArgumentException("inChunks(…, " + size + ", …): a chunk has at least one element");
        }
        return new InChunks<>(db, () -> new Chunks<A, R>(source.iterator(), size, call));
    }

    /** The calls of the chunks, each made when it is asked for. */
    private record Chunks<A, R>(
            Iterator<? extends A> source,
            int size,
            Function<? super List<A>, ? extends Call<? extends Iterable<? extends R>>> call)
            implements Iterator<Call<? extends Iterable<? extends R>>> {
        @Override
        public boolean hasNext() {
            return source.hasNext();
        }

        @Override
        public Call<? extends Iterable<? extends R>> next() {
            List<A> chunk = new ArrayList<>(size);
            do {
                chunk.add(source.next());
            } while (chunk.size() < size && source.hasNext());
            return call.apply(chunk);
        }
    }

    @Override
    Exchange<Long> exchange(CallContext context) {
        Iterator<Call<? extends Iterable<? extends R>>> chunks = calls.iterator();
        return new Rounds<>(
                0L,
                done -> chunks.hasNext()
                        ? Optional.of(chunks.next()
                                .exchange(context)
                                .map(results -> done + asList(results).size()))
                        : Optional.empty());
    }

    private static <R> List<R> asList(Iterable<? extends R> results) {
        List<R> list = new ArrayList<>();
        results.forEach(list::add);
        return list;
    }

    /** The results, in the order of the source; sends on the caller's thread. */
    @Override
    public Iterator<R> iterator() {
        Iterator<Call<? extends Iterable<? extends R>>> chunks = calls.iterator();
        return new Iterator<>() {
            private Iterator<? extends R> results = List.<R>of().iterator();

            @Override
            public boolean hasNext() {
                while (!results.hasNext() && chunks.hasNext()) {
                    results = chunks.next().execute().iterator();
                }
                return results.hasNext();
            }

            @Override
            public R next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return results.next();
            }
        };
    }

    /** The results of {@link #iterator} as a stream. */
    public Stream<R> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /**
     * Publishes the results as a subscriber asks for them; cancelling the subscription gives up the requests in flight. The
     * subscriber's methods, the source and the function that makes the calls run on the client's I/O threads, so they must
     * not block.
     */
    public Flow.Publisher<R> publisher() {
        return subscriber -> {
            Iterator<Call<? extends Iterable<? extends R>>> chunks = calls.iterator();
            db().runner()
                    .publish(
                            new Publication.Series<R>() {
                                @Override
                                public boolean atEnd() {
                                    return !chunks.hasNext();
                                }

                                @Override
                                public Exchange<List<R>> next() {
                                    return chunks.next().begin().map(InChunks::asList);
                                }
                            },
                            subscriber);
        };
    }
}
