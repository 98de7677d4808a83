package dev.stator.internal.run;

import dev.stator.error.TransportException;
import dev.stator.internal.protocol.Operation;
import dev.stator.internal.protocol.PageReply;
import dev.stator.value.ConsumedCapacity;
import dev.stator.value.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Collects the items of a query or scan over as many requests as its three limits allow: results wanted, items evaluated
 * and pages requested. Says where to go on, exactly behind the last item it gives.
 */
public final class PageLoop<R> extends Nested<PageReply<R>> {
    /**
     * Where to stop; each limit may be {@link Long#MAX_VALUE}.
     *
     * @param results how many items to give
     * @param evaluated how many items to evaluate
     * @param pages how many requests to make
     */
    public record Limits(long results, long evaluated, long pages) {
        /** No limits. */
        public static final Limits NONE = new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

        /** Whether one of them allows nothing more. */
        public boolean isReached() {
            return results <= 0 || evaluated <= 0 || pages <= 0;
        }

        /** The same limits, and at most so many requests. */
        public Limits pagesAtMost(long most) {
            return new Limits(results, evaluated, Math.min(most, pages));
        }

        /** What is left of them after a reply. */
        public Limits after(PageReply<?> reply) {
            return new Limits(
                    minus(results, reply.count()), minus(evaluated, reply.scannedCount()), minus(pages, reply.pages()));
        }

        private static long minus(long limit, long used) {
            return limit == Long.MAX_VALUE ? limit : limit - used;
        }
    }

    /** Makes the request of one page. */
    public interface PageRequest<R> {
        /** The request that goes on behind a key and evaluates at most so many items. */
        Operation<PageReply<R>> from(Optional<Item> startKey, OptionalInt limit);
    }

    private final CallContext context;
    private final PageRequest<R> request;
    private final Limits limits;
    private final boolean filtered;
    private final UnaryOperator<Item> keyOf;
    private final Pace pace;
    private final List<R> items = new ArrayList<>();
    private Optional<Item> next;
    private long count;
    private long evaluated;
    private long pages;
    private ConsumedCapacity capacity = ConsumedCapacity.NONE;
    private int startOfLast;
    private IntFunction<Item> place = index -> {
        throw new IllegalStateException("There is no page yet");
    };

    /**
     * A loop.
     *
     * @param filtered whether the service drops items after it has evaluated them
     * @param keyOf of an item, the key behind which to go on
     * @param pace how fast pages may follow each other
     */
    public PageLoop(
            CallContext context,
            PageRequest<R> request,
            Limits limits,
            Optional<Item> startKey,
            boolean filtered,
            UnaryOperator<Item> keyOf,
            Pace pace) {
        this.context = context;
        this.request = request;
        this.limits = limits;
        this.next = startKey;
        this.filtered = filtered;
        this.keyOf = keyOf;
        this.pace = pace;
    }

    @Override
    public Step<PageReply<R>> start() {
        if (limits.isReached()) {
            return done(next);
        }
        Duration wait = pace.untilNext();
        if (wait.isZero()) {
            return send();
        } else if (context.isPastDeadline(wait)) {
            throw tooSlow(wait);
        }
        return pause(wait, this::rested);
    }

    private TransportException tooSlow(Duration wait) {
        Operation<?> operation = request.from(next, OptionalInt.empty());
        return new TransportException(
                TransportException.Kind.NOT_SENT,
                operation.action()
                        + operation.table().map(name -> " on table " + name).orElse("")
                        + " was not sent: at the rate of unitsPerSecond(…) its next page may begin in " + wait
                        + ", which is behind the call's deadline; give within(…) more time, or read in pieces with page()"
                        + " and its cursor",
                null);
    }

    private Step<PageReply<R>> rested() {
        // Nobody was slow: the pause was wanted.
        context.progressed();
        return start();
    }

    private Step<PageReply<R>> send() {
        // With a filter nobody knows how many items must be evaluated for one result, so the service decides.
        long wanted = filtered ? Long.MAX_VALUE : limits.results() - count;
        long most = Math.min(wanted, limits.evaluated() - evaluated);
        OptionalInt limit = most > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) most);
        return call(new Attempts<>(context, request.from(next, limit)), this::received);
    }

    private Step<PageReply<R>> received(PageReply<R> reply) {
        context.progressed();
        pages++;
        evaluated += reply.scannedCount();
        capacity = capacity.plus(reply.capacity());
        pace.took(reply.capacity().total());
        next = reply.lastKey();
        startOfLast = items.size();
        place = reply.place();
        for (R item : reply.items()) {
            if (items.size() == limits.results()) {
                count = items.size();
                return done(Optional.of(place(items.size() - 1)));
            }
            items.add(item);
        }
        count += reply.count();
        boolean enough = count >= limits.results() || evaluated >= limits.evaluated() || pages >= limits.pages();
        return next.isEmpty() || enough ? done(next) : start();
    }

    private Item place(int index) {
        return keyOf.apply(place.apply(index - startOfLast));
    }

    private Step<PageReply<R>> done(Optional<Item> lastKey) {
        return new Step.Done<>(new PageReply<>(
                List.copyOf(items),
                Math.min(count, limits.results()),
                evaluated,
                pages,
                capacity,
                lastKey,
                this::place));
    }
}
