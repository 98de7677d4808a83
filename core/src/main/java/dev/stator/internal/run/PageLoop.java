package dev.stator.internal.run;

import dev.stator.internal.protocol.Operation;
import dev.stator.internal.protocol.PageReply;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

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
    public record Limits(long results, long evaluated, long pages) {}

    /** Makes the request of one page. */
    public interface PageRequest<R> {
        /** The request that goes on behind a key and evaluates at most so many items. */
        Operation<PageReply<R>> from(Optional<Item> startKey, OptionalInt limit);
    }

    private final CallContext context;
    private final PageRequest<R> request;
    private final Limits limits;
    private final boolean filtered;
    private final Function<R, Item> keyOf;
    private final List<R> items = new ArrayList<>();
    private Optional<Item> next;
    private long count;
    private long evaluated;
    private long pages;

    /**
     * A loop.
     *
     * @param filtered whether the service drops items after it has evaluated them
     * @param keyOf the key behind which to go on after an item; only needed with a filter and a limit of results
     */
    public PageLoop(
            CallContext context,
            PageRequest<R> request,
            Limits limits,
            Optional<Item> startKey,
            boolean filtered,
            Function<R, Item> keyOf) {
        this.context = context;
        this.request = request;
        this.limits = limits;
        this.next = startKey;
        this.filtered = filtered;
        this.keyOf = keyOf;
    }

    @Override
    public Step<PageReply<R>> start() {
        if (limits.results() == 0 || limits.evaluated() == 0 || limits.pages() == 0) {
            return done(next);
        }
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
        next = reply.lastKey();
        for (R item : reply.items()) {
            if (items.size() == limits.results()) {
                count = items.size();
                return done(Optional.of(keyOf.apply(items.get(items.size() - 1))));
            }
            items.add(item);
        }
        count += reply.count();
        boolean enough = count >= limits.results() || evaluated >= limits.evaluated() || pages >= limits.pages();
        return next.isEmpty() || enough ? done(next) : start();
    }

    private Step<PageReply<R>> done(Optional<Item> lastKey) {
        return new Step.Done<>(
                new PageReply<>(List.copyOf(items), Math.min(count, limits.results()), evaluated, lastKey));
    }
}
