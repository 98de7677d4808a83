package dev.stator;

import dev.stator.ReadOptions.Speed;
import dev.stator.codec.TreeItemReader;
import dev.stator.codec.View;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import dev.stator.internal.protocol.Meter;
import dev.stator.internal.protocol.Operation;
import dev.stator.internal.protocol.PageReply;
import dev.stator.internal.protocol.Projections;
import dev.stator.internal.protocol.Select;
import dev.stator.internal.protocol.Selection;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Pace;
import dev.stator.internal.run.PageLoop;
import dev.stator.internal.run.PageLoop.Limits;
import dev.stator.internal.run.Publication;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Many items of a table or index: what {@link Query} and {@link Scan} have in common. Read them all at once as a list
 * ({@link #execute}), lazily page by page ({@link #iterator}, {@link #stream}, {@link #pages}), as a subscriber asks for
 * them ({@link #publisher}), or page by page with a cursor between ({@link #page}).
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

    /**
     * A stretch of the way.
     *
     * @param place where it begins; at the beginning if empty
     * @param wholePages whether to request whole pages and cut them here, rather than to request no more than is wanted
     * @param placesWanted whether somebody may ask for the place behind any item
     * @param onePage whether it ends with the first page, whatever the limits
     */
    record Span(
            Limits limits, Optional<Item> place, Pace pace, boolean wholePages, boolean placesWanted, boolean onePage) {
        /** The first page of it. */
        Span page() {
            return new Span(limits, place, pace, wholePages, placesWanted, true);
        }
    }

    abstract S with(ReadOptions<T> changed);

    abstract <R> Operation<PageReply<R>> operation(Selection<R> selection);

    /** What the service evaluates of each item, bound. */
    Optional<Condition> filter() {
        return options.filter();
    }

    /** The same with the items that the library keeps among those of the table, if it meets them. */
    Listing<T, ?> whole() {
        return this;
    }

    /** What a cursor belongs to: it leads on in this query or scan, whatever its limits, filter and attributes. */
    abstract String identity();

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

    /** Lets each request evaluate so many items at most, however many results are wanted; 1 MB is the service's own bound. */
    public S pageSize(int items) {
        if (items <= 0) {
            throw new IllegalArgumentException(
                    "pageSize(" + items + ") on " + source.describe() + ": a page has at least one item");
        }
        return with(
                options.speed(new Speed(OptionalInt.of(items), options.speed().unitsPerSecond())));
    }

    /**
     * Uses so many capacity units a second at most, by what the service says each page cost: pauses before a page until those
     * before are paid for. The first never waits. The time of these pauses is not counted as the call's, except by {@link #within}: then a call
     * fails as soon as its next page could begin behind that deadline only.
     */
    public S unitsPerSecond(double units) {
        if (!(units > 0) || Double.isInfinite(units)) {
            throw new IllegalArgumentException(
                    "unitsPerSecond(" + units + ") on " + source.describe() + ": a rate is more than 0, and finite");
        }
        return with(options.speed(new Speed(options.speed().pageSize(), OptionalDouble.of(units))));
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
     * Brings all attributes of each item, also those that an index does not hold: a local index fetches them from the table,
     * at the cost of a read each; of a global index that does not hold all, the service refuses it. Unless told, the service brings what the table or
     * index holds.
     */
    public S allAttributes() {
        return select("allAttributes", Select.ALL_ATTRIBUTES);
    }

    /**
     * Brings all attributes that the index holds, as without this.
     *
     * @throws IllegalArgumentException if this reads no index
     */
    public S projectedAttributes() {
        if (source.index().isEmpty()) {
            throw new IllegalArgumentException("projectedAttributes() on " + source.describe()
                    + ", and only an index holds a part of the attributes: leave it out");
        }
        return select("projectedAttributes", Select.ALL_PROJECTED_ATTRIBUTES);
    }

    private S select(String method, Select select) {
        if (options.projection().isPresent()) {
            throw new IllegalArgumentException(method + "() on " + source.describe()
                    + " after select(…), which says already what to bring: use one of them");
        }
        return with(options.select(select));
    }

    /**
     * Goes on behind the last item of a page.
     *
     * @param cursor what {@link Page#cursor} or {@link Results#cursor} gave for the same query or scan
     * @throws IllegalArgumentException if it is no cursor of this query or scan, or, with a {@link
     *     StatorBuilder#cursorSecret}, none that a client with this secret made
     */
    public S after(String cursor) {
        Item place = db().cursors().read(cursor, identity(), source.describe());
        checkPlace(place);
        return with(options.place(place));
    }

    /**
     * Goes on behind the item with this key, whether or not there is one.
     *
     * @param key the key attributes of the table, and of the index if one is read, as in the service's {@code
     *     LastEvaluatedKey}
     * @throws IllegalArgumentException if it has other attributes, or one of another type, or is of another partition than
     *     the query
     */
    public S startKey(Item key) {
        checkKey(key);
        return with(options.place(key));
    }

    /** Refuses a place that is none of this query or scan. */
    void checkPlace(Item place) {
        checkKey(place);
    }

    void checkKey(Item key) {
        source.checkKey(key);
    }

    String cursor(Item place) {
        return db().cursors().write(place, identity());
    }

    Page<T> page(PageReply<T> reply) {
        return new Page<>(reply.items(), reply.lastKey().map(this::cursor), reply.scannedCount());
    }

    /** Whether one page takes several requests, of parts that are read side by side. */
    boolean isParallel() {
        return false;
    }

    /**
     * Up to {@link #limit} items and the place behind them, over as many requests as that takes; without a limit what one
     * request brings.
     */
    public Call<Page<T>> page() {
        return read(
                options.limits().results() == Long.MAX_VALUE ? () -> wholeSpan().page() : this::wholeSpan, this::page);
    }

    /** The first item, if there is one, within the limits. */
    public Call<Optional<T>> first() {
        Limits old = options.limits();
        Limits one = new Limits(Math.min(1, old.results()), old.evaluated(), old.pages());
        return read(
                () -> span(one, options.place(), newPace()),
                reply -> reply.items().stream().findFirst());
    }

    /** Reads a stretch, and makes something of what came. */
    private <R> Call<R> read(Supplier<Span> span, Function<PageReply<T>, R> result) {
        return call(this::newMeter, context -> read(context, span.get()).map(result));
    }

    /** A stretch that only the limits cut: within a page if a filter or segments side by side may bring more than is wanted. */
    final Span span(Limits limits, Optional<Item> place, Pace pace) {
        boolean mayBringMore = filter().isPresent() || isParallel();
        return new Span(limits, place, pace, false, mayBringMore && limits.results() != Long.MAX_VALUE, false);
    }

    private Span wholeSpan() {
        return span(options.limits(), options.place(), newPace());
    }

    final Pace newPace() {
        return new Pace(options.speed().unitsPerSecond(), db().settings().nanoTime());
    }

    @Override
    Meter newMeter() {
        return options.speed().unitsPerSecond().isPresent() ? Meter.ofCapacity() : super.newMeter();
    }

    final <R> Call<R> call(Supplier<Meter> meter, Function<CallContext, Exchange<R>> exchange) {
        return new Call<>(db()) {
            @Override
            Meter newMeter() {
                return meter.get();
            }

            @Override
            Exchange<R> exchange(CallContext context) {
                return exchange.apply(context);
            }
        };
    }

    /** How many items there are within the limits, without bringing them. Costs as much as bringing them. */
    public Call<Long> count() {
        return counting(this::newMeter, PageReply::count);
    }

    /**
     * The numbers alone, without bringing items: how many match, within the limits, how many are evaluated for it, and what
     * it costs. Costs as much as bringing them.
     */
    public Call<Statistics> statistics() {
        return counting(Meter::ofCapacity, Statistics::of);
    }

    private <R> Call<R> counting(Supplier<Meter> meter, Function<PageReply<Item>, R> result) {
        return call(
                meter,
                context -> loop(context, wholeSpan(), Optional.empty(), Optional.of(Select.COUNT), Item::readFrom)
                        .map(result));
    }

    /**
     * How many items there are of each kind, over all pages and within the limits.
     *
     * <pre>{@code
     * Map<String, Long> byName = users.scan().countBy(User::name).execute();
     * }</pre>
     *
     * @param kind what is counted of an item, such as an attribute; not null
     */
    public <K> Call<Map<K, Long>> countBy(Function<? super T, ? extends K> kind) {
        return call(
                this::newMeter,
                context -> loop(context, wholeSpan(), options.projection(), options.select(), in ->
                                (K) kind.apply(options.reader().apply(in)))
                        .map(reply -> {
                            Map<K, Long> counts = new LinkedHashMap<>();
                            reply.items().forEach(one -> counts.merge(one, 1L, Long::sum));
                            return counts;
                        }));
    }

    /**
     * All items within the limits as boto3's paginator gives them with {@code build_full_result()}: {@link #limit} is its
     * {@code MaxItems}, {@link #pageSize} its {@code PageSize}. Whole pages are requested and cut off at the limit, so that
     * there is a token only if there is more.
     */
    public Call<FullResult<T>> fullResult() {
        return fullResult(new PaginationToken(options.place(), 0));
    }

    /**
     * The same, going on from a token that {@link FullResult#nextToken}, or boto3 as {@code NextToken}, has given.
     *
     * @throws IllegalArgumentException if it is no token, or of another query or scan
     */
    public Call<FullResult<T>> fullResult(String startingToken) {
        PaginationToken token = PaginationToken.decode(startingToken);
        token.startKey().ifPresent(this::checkKey);
        return fullResult(token);
    }

    private Call<FullResult<T>> fullResult(PaginationToken from) {
        if (isParallel()) {
            throw new IllegalArgumentException("fullResult() of a parallel scan on " + source.describe()
                    + ", and boto3's tokens know one place only: use page(), or leave parallel(…) out");
        }
        Limits old = options.limits();
        long skipped = from.truncateAmount();
        long results = old.results() > Long.MAX_VALUE - skipped ? old.results() : old.results() + skipped;
        Limits limits = new Limits(old.results() == 0 ? 0 : results, old.evaluated(), old.pages());
        return call(
                Meter::ofCapacity,
                context -> read(context, new Span(limits, from.startKey(), newPace(), true, true, false))
                        .map(reply -> {
                            List<T> came = reply.items();
                            int cut = (int) Math.min(skipped, came.size());
                            int left = from.truncateAmount() - cut;
                            boolean more = reply.lastKey().isPresent() || (reply.pages() == 0 && left > 0);
                            List<T> items = came.subList(cut, came.size());
                            return new FullResult<>(
                                    items,
                                    items.size(),
                                    reply.scannedCount(),
                                    reply.capacity(),
                                    Optional.of(new PaginationToken(reply.lastKey(), left))
                                            .filter(token -> more)
                                            .map(PaginationToken::encode));
                        }));
    }

    /**
     * Deletes the items that this reads, within its filter and limits, and gives their number. Reads their keys alone, page by
     * page, and deletes each page in batches, whatever versions they have; an item that changes in between is deleted all
     * the same. Not one step: after a failure what was deleted is gone, and another call goes on with the rest.
     *
     * <pre>{@code
     * long deleted = orders.query("ann").sortKey(beginsWith("2019-")).clear().execute();
     * }</pre>
     *
     * @throws IllegalArgumentException if nothing says which items of the table or index these are, as a limit alone does not:
     *     {@link Table#clearEverything}, {@link Index#clearEverything} and {@link Scan#clearEverything} delete whatever there is; or
     *     if the table has unique attributes, whose guards no batch keeps
     */
    public Call<Long> clear() {
        refuseUniques();
        if (readsEverything()) {
            throw new IllegalArgumentException("clear() of a scan without a filter deletes whatever "
                    + source.describe() + " holds, and a limit only ends it somewhere: say where(…), query(…), or"
                    + " clearEverything() if that is meant");
        }
        return clearing();
    }

    /**
     * Stores the items of older {@link dev.stator.codec.Shape}s that this reads, within its filter and limits, in the newest,
     * and gives how many. Each is written only as long as nobody has changed it since it was read; its version and times stay
     * as they are. Not one step: another call goes on with the rest. If it fails when some were stored, or may have been, it
     * fails with {@link BatchIncompleteException}, which says how many.
     *
     * <pre>{@code
     * long upgraded = users.scan().unitsPerSecond(50).writeBack().execute();
     * }</pre>
     *
     * @throws IllegalArgumentException if items have no shapes, or this reads an index, or a part of each item
     */
    public Call<Long> writeBack() {
        S older = where(ShapeRule.writingBack(source.table(), readsParts()).mayBeOlder());
        return call(this::newMeter, context -> new WritingBack<>(older).exchange(context));
    }

    /**
     * Makes the guards that the items lack which this reads, within its filter and limits: those from before their attributes
     * were {@link dev.stator.codec.Unique}. Until then their values are not kept. A value that two items have stays with the one that
     * is read first, or has the guard already; the others are in the result. A guard of an item that is gone, or has another value
     * by now, is taken over.
     *
     * <pre>{@code
     * ClaimedUniques claimed = members.scan().parallel(4, 4).unitsPerSecond(100).claimUniques().execute();
     * List<Item> keys = claimed.unclaimed().stream().map(Unclaimed::key).toList();
     * }</pre>
     *
     * <p>Writes of others may go on meanwhile: each guard is made in a transaction that goes through only if the item still has the
     * value. Items stay as they are. Not one step, but doing it again does no harm: what is guarded costs no more than the look.
     * With a {@link #limit}, the result tells where to go on. If it fails when some guards were made, or may have been, it fails with
     * {@link BatchIncompleteException}, which says how many.
     *
     * <p>Costs, beside reading, a consistent read for each value, and for each that lacks its guard a consistent read of the item,
     * and twice the write units of the item and its guard; where another item has the guard, a read of that one, too. Only reading is held to {@link #unitsPerSecond}. Items of older {@link
     * dev.stator.codec.Shape}s get their guards by {@link #writeBack}.
     *
     * @throws IllegalArgumentException if no attributes are unique, or this reads an index, or a part of each item
     */
    public Call<ClaimedUniques> claimUniques() {
        Table<?> table = source.table();
        if (table.schema().uniques().isEmpty()) {
            throw new IllegalArgumentException("claimUniques() on " + source.describe() + ", and "
                    + table.schema().type().getSimpleName()
                    + " has no unique attributes: mark them with @Unique, or say schema.withUnique(…)");
        }
        if (readsParts()) {
            throw new IllegalArgumentException("claimUniques() on " + source.describe()
                    + " takes whole items of the table: leave select(…), as(…) and the index out");
        }
        return call(this::newMeter, context -> new Claiming<>(table, this).exchange(context));
    }

    /** Whether this brings less of items than they have. */
    private boolean readsParts() {
        return source.index().isPresent()
                || options.projection().isPresent()
                || options.select().isPresent();
    }

    final void refuseUniques() {
        List<String> uniques = source.table().schema().uniques();
        if (!uniques.isEmpty()) {
            throw new IllegalArgumentException(
                    "clear() of a part of " + source.describe() + ", whose "
                            + String.join(", ", uniques)
                            + " is unique, which a batch cannot keep: use deleteAll(…) of the keys, or clearEverything() of the table");
        }
    }

    /** Whether nothing was said that keeps some items from being read. */
    abstract boolean readsEverything();

    final Call<Long> clearing() {
        return call(this::newMeter, context -> new Clearing(this).exchange(context));
    }

    /**
     * Writes the items that this reads into a file, a line of JSON each, within its filter and limits.
     *
     * <pre>{@code
     * long items = users.scan().parallel(4, 4).dump(Path.of("users.jsonl.gz")).execute();
     * }</pre>
     */
    public Dump dump(java.nio.file.Path file) {
        return new Dump(this, file);
    }

    @Override
    Exchange<List<T>> exchange(CallContext context) {
        return read(context, wholeSpan()).map(PageReply::items);
    }

    /** Reads on the caller's thread, page by page as the items are asked for. */
    @Override
    public Results<T> iterator() {
        return new Results<>(this);
    }

    /** The items of {@link #iterator} as a stream. */
    public Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /** The pages, one for each request, to iterate over or to subscribe to. */
    public Pages<T> pages() {
        return new Pages<>(this);
    }

    /**
     * Publishes the items as a subscriber asks for them. A page is requested when more items are wanted than are at hand, never
     * ahead; cancelling the subscription gives up the request in flight. Each subscriber reads anew. Its methods are called
     * on the client's I/O threads, so they must not block.
     */
    public Flow.Publisher<T> publisher() {
        return subscriber -> {
            Walk<T> walk = new Walk<>(this);
            db().runner()
                    .publish(
                            new Publication.Series<T>() {
                                @Override
                                public boolean atEnd() {
                                    return walk.atEnd();
                                }

                                @Override
                                public Exchange<List<T>> next() {
                                    return walk.nextExchange().map(PageReply::items);
                                }
                            },
                            subscriber);
        };
    }

    final Exchange<PageReply<T>> read(CallContext context, Span span) {
        return loop(context, span, options.projection(), options.select(), options.reader());
    }

    <R> Exchange<PageReply<R>> loop(
            CallContext context,
            Span span,
            Optional<Projection> projection,
            Optional<Select> select,
            Function<ItemReader, R> reader) {
        Set<String> key = source.keyNames();
        boolean keyNeeded = span.placesWanted() || span.wholePages();
        // The place behind an item is made from its key, so that has to be brought, and to be taken away again.
        Optional<Projection> brought = projection.map(asked -> keyNeeded ? Projections.plus(asked, key) : asked);
        Function<ItemReader, R> read = brought.equals(projection)
                ? reader
                : in -> reader.apply(
                        new TreeItemReader(Projections.minus(Item.readFrom(in), projection.orElseThrow(), key)));
        return new PageLoop<>(
                context,
                (from, limit) -> operation(selection(brought, select, from, limit, read)),
                span.onePage() ? span.limits().pagesAtMost(1) : span.limits(),
                span.place(),
                filter().isPresent() || span.wholePages(),
                source::keyOf,
                span.pace());
    }

    private <R> Selection<R> selection(
            Optional<Projection> projection,
            Optional<Select> select,
            Optional<Item> startKey,
            OptionalInt limit,
            Function<ItemReader, R> reader) {
        OptionalInt pageSize = options.speed().pageSize();
        OptionalInt most = pageSize.isPresent()
                ? OptionalInt.of(Math.min(pageSize.getAsInt(), limit.orElse(Integer.MAX_VALUE)))
                : limit;
        return new Selection<>(
                source.table().name(),
                source.index(),
                filter(),
                projection,
                options.consistent(),
                select,
                most,
                startKey,
                reader);
    }

    final Projection projection(Path<?>... paths) {
        refuseSelected("select");
        return source.table().projection(List.of(paths));
    }

    final <V> View<V> view(Class<V> smaller) {
        refuseSelected("as");
        return source.table().view(smaller);
    }

    private void refuseSelected(String method) {
        if (options.select().isPresent()) {
            throw new IllegalArgumentException(
                    method + "(…) on " + source.describe()
                            + " after allAttributes() or projectedAttributes(), which say already what to bring: use one of them");
        }
    }
}
