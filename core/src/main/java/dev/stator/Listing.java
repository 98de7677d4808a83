package dev.stator;

import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import dev.stator.internal.protocol.Operation;
import dev.stator.internal.protocol.PageReply;
import dev.stator.internal.protocol.Projections;
import dev.stator.internal.protocol.Selection;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.PageLoop;
import dev.stator.internal.run.PageLoop.Limits;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Many items of a table or index: what {@link Query} and {@link Scan} have in common. Read them all at once as a list
 * ({@link #execute}), lazily page by page ({@link #iterator}, {@link #stream}), or page by page with a cursor between
 * ({@link #page}).
 *
 * <p>Three limits stop it, whichever comes first: results wanted ({@link #limit}), items evaluated ({@link
 * #maxEvaluated}) and pages requested ({@link #maxPages}); each is unbounded unless set.
 *
 * <p>Each request reads up to 1 MB and costs half a read unit per 4 KB of what it evaluates, twice as much when
 * consistent, whether or not the filter lets it pass.
 *
 * @param <T> what an item becomes
 * @param <S> the request itself
 */
public abstract sealed class Listing<T, S extends Listing<T, S>> extends Call<List<T>> implements Iterable<T>
        permits Query, Scan {
    final Source<?> source;
    final ReadOptions<T> options;

    Listing(Source<?> source, ReadOptions<T> options) {
        super(source.table().db());
        this.source = source;
        this.options = options;
    }

    abstract S with(ReadOptions<T> changed);

    abstract <R> Operation<PageReply<R>> operation(Selection<R> selection);

    /**
     * Brings only items for which this holds. Several conditions must all hold. The service evaluates it after it has read
     * an item, so it saves no capacity; it cannot speak of the key that is queried.
     *
     * @throws IllegalArgumentException if the condition does not fit the table's record
     */
    public S where(Condition more) {
        return with(options.filter(source.table().and(options.filter(), more)));
    }

    /** Stops after so many results. */
    public S limit(long results) {
        Limits old = options.limits();
        return with(options.limits(new Limits(notNegative("limit", results), old.evaluated(), old.pages())));
    }

    /** Stops after so many items were evaluated, whether or not the filter let them pass. */
    public S maxEvaluated(long items) {
        Limits old = options.limits();
        return with(options.limits(new Limits(old.results(), notNegative("maxEvaluated", items), old.pages())));
    }

    /** Stops after so many requests. */
    public S maxPages(long pages) {
        Limits old = options.limits();
        return with(options.limits(new Limits(old.results(), old.evaluated(), notNegative("maxPages", pages))));
    }

    private long notNegative(String limit, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(
                    limit + "(" + value + ") on " + source.describe() + ": a limit is 0 or more");
        }
        return value;
    }

    /**
     * Sees every write that was acknowledged before; at twice the cost.
     *
     * @throws IllegalArgumentException on a global index, which cannot do that
     */
    public S consistent() {
        if (source.global()) {
            throw new IllegalArgumentException(
                    "A global index is always eventually consistent, so consistent() is not for " + source.describe());
        }
        return with(options.asConsistent());
    }

    /**
     * Goes on behind the last item of a page.
     *
     * @param cursor what {@link Page#cursor} gave for the same query or scan
     * @throws IllegalArgumentException if it is no cursor of this table or index
     */
    public S after(String cursor) {
        return with(options.startKey(Optional.of(Cursor.parse(cursor, source))));
    }

    /**
     * Up to {@link #limit} items and the place behind them, over as many requests as that takes; without a limit what one
     * request brings.
     */
    public Call<Page<T>> page() {
        Limits limits = options.limits();
        boolean unlimited = limits.results() == Long.MAX_VALUE;
        return read(unlimited ? onePage(limits) : limits, options.startKey(), Page::of);
    }

    /** The first item, if there is one, within the limits. */
    public Call<Optional<T>> first() {
        Limits old = options.limits();
        Limits one = new Limits(Math.min(1, old.results()), old.evaluated(), old.pages());
        return read(one, options.startKey(), reply -> reply.items().stream().findFirst());
    }

    static Limits onePage(Limits limits) {
        return new Limits(limits.results(), limits.evaluated(), Math.min(1, limits.pages()));
    }

    /** Reads within limits, from a place, and makes something of what came. */
    final <R> Call<R> read(Limits limits, Optional<Item> startKey, Function<PageReply<T>, R> result) {
        return db().call(context -> pages(context, limits, startKey).map(result));
    }

    /** How many items there are within the limits, without bringing them. Costs as much as bringing them. */
    public Call<Long> count() {
        return db().call(context -> loop(
                        context, options.limits(), options.startKey(), Optional.empty(), true, Item::readFrom)
                .map(PageReply::count));
    }

    @Override
    Exchange<List<T>> exchange(CallContext context) {
        return pages(context, options.limits(), options.startKey()).map(PageReply::items);
    }

    /** Reads on the caller's thread, page by page as the items are asked for. */
    @Override
    public Iterator<T> iterator() {
        return new PagedIterator<>(this);
    }

    /** The items of {@link #iterator} as a stream. */
    public Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    private Exchange<PageReply<T>> pages(CallContext context, Limits limits, Optional<Item> startKey) {
        boolean mayStopWithinAPage = options.filter().isPresent() && limits.results() != Long.MAX_VALUE;
        if (!mayStopWithinAPage) {
            return loop(context, limits, startKey, options.projection(), false, options.reader());
        }
        // The place behind the last result must be made from that item, so its key has to be brought and seen.
        Optional<Projection> withKey = options.projection().map(paths -> Projections.plus(paths, source.keyNames()));
        return loop(context, limits, startKey, withKey, false, Item::readFrom)
                .map(reply -> new PageReply<>(
                        reply.items().stream().map(this::fromItem).toList(),
                        reply.count(),
                        reply.scannedCount(),
                        reply.lastKey()));
    }

    private T fromItem(Item item) {
        return options.fromItem()
                .apply(options.projection()
                        .map(paths -> Projections.minus(item, paths, source.keyNames()))
                        .orElse(item));
    }

    private <R> PageLoop<R> loop(
            CallContext context,
            Limits limits,
            Optional<Item> startKey,
            Optional<Projection> projection,
            boolean countOnly,
            Function<ItemReader, R> reader) {
        return new PageLoop<>(
                context,
                (from, limit) -> operation(selection(projection, countOnly, from, limit, reader)),
                limits,
                startKey,
                options.filter().isPresent(),
                item -> source.keyOf((Item) item));
    }

    private <R> Selection<R> selection(
            Optional<Projection> projection,
            boolean countOnly,
            Optional<Item> startKey,
            OptionalInt limit,
            Function<ItemReader, R> reader) {
        return new Selection<>(
                source.table().name(),
                source.index(),
                options.filter(),
                projection,
                options.consistent(),
                countOnly,
                limit,
                startKey,
                reader);
    }

    final Projection projection(Path<?>... paths) {
        return source.table().projection(List.of(paths));
    }
}
