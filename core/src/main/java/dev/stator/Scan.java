package dev.stator;

import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import dev.stator.internal.protocol.Operation;
import dev.stator.internal.protocol.PageReply;
import dev.stator.internal.protocol.ScanOperation;
import dev.stator.internal.protocol.Select;
import dev.stator.internal.protocol.Selection;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.SideBySide;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads all items of a table or index, in no order that matters. Costs as much as reading each of them. */
public final class Scan<T> extends Listing<T, Scan<T>> {
    private static final int MAX_SEGMENTS = 1_000_000;

    private final Part part;

    /**
     * Which of the scan's equal parts to read.
     *
     * @param segment its number, from 0
     * @param segments how many there are
     * @param atOnce how many of them to read at once: all parts if not 0, else this one alone
     */
    record Part(int segment, int segments, int atOnce) {
        static final Part WHOLE = new Part(0, 1, 0);
    }

    Scan(Source<?> source, ReadOptions<T> options, Part part) {
        super(source, options);
        this.part = part;
    }

    @Override
    Scan<T> with(ReadOptions<T> changed) {
        return new Scan<>(source, changed, part);
    }

    @Override
    <R> Operation<PageReply<R>> operation(Selection<R> selection) {
        return new ScanOperation<>(selection, part.segment, part.segments);
    }

    /** With what leaves the library's own items out: a query never meets them, as they have partitions of their own. */
    @Override
    Optional<Condition> filter() {
        Optional<Condition> items = source.items();
        return items.isEmpty()
                ? options.filter()
                : Optional.of(Condition.all(
                        Stream.concat(items.stream(), options.filter().stream()).toList()));
    }

    @Override
    Scan<T> whole() {
        return new Scan<>(source.whole(), options, part);
    }

    @Override
    boolean isParallel() {
        return part.atOnce > 0;
    }

    @Override
    boolean readsEverything() {
        Table<?> table = source.table();
        return table.schema().whole() == table.schema()
                && options.filter().equals(ReadOptions.of(table).filter());
    }

    @Override
    String identity() {
        return "scan " + source.describe() + ", " + (isParallel() ? "parallel" : "segment " + part.segment) + " of "
                + part.segments;
    }

    @Override
    void checkKey(Item key) {
        if (isParallel()) {
            throw new IllegalArgumentException("A parallel scan of " + source.describe()
                    + " goes on at a place in each segment: use after(…) with its own cursor, or segment(…)");
        }
        super.checkKey(key);
    }

    @Override
    void checkPlace(Item place) {
        if (isParallel()) {
            SideBySide.places(place, part.segments).forEach(super::checkKey);
        } else {
            super.checkPlace(place);
        }
    }

    @Override
    <R> Exchange<PageReply<R>> loop(
            CallContext context,
            Span span,
            Optional<Projection> projection,
            Optional<Select> select,
            Function<ItemReader, R> reader) {
        if (!isParallel()) {
            return super.loop(context, span, projection, select, reader);
        }
        return new SideBySide<>(
                part.segments,
                part.atOnce,
                (number, from, limits) -> new Scan<>(source, options, new Part(number, part.segments, 0))
                        .loop(
                                context,
                                new Span(limits, from, span.pace(), false, span.placesWanted(), false),
                                projection,
                                select,
                                reader),
                span.limits(),
                span.place(),
                span.onePage(),
                select.equals(Optional.of(Select.COUNT)));
    }

    /**
     * Reads the whole in so many equal parts at the same time, each with requests of its own, and gives it as one. Its pages hold
     * one request of each part, and its cursors lead on in all of them. Each request counts as a page for {@link #maxPages}.
     *
     * @param segments the number of parts, up to 1,000,000
     * @param atOnce how many requests may be under way at once
     */
    public Scan<T> parallel(int segments, int atOnce) {
        if (segments < 1 || segments > MAX_SEGMENTS || atOnce < 1) {
            throw new IllegalArgumentException("parallel(" + segments + ", " + atOnce + ") on " + source.describe()
                    + ": there are 1 to 1,000,000 segments, and at least one at once");
        }
        return new Scan<>(source, withoutPlace("parallel"), new Part(0, segments, atOnce));
    }

    private ReadOptions<T> withoutPlace(String method) {
        if (options.place().isPresent()) {
            throw new IllegalArgumentException(method + "(…) on " + source.describe()
                    + " behind after(…) or startKey(…), whose place belongs to another scan: say the segments first");
        }
        return options;
    }

    /**
     * Reads one of several equal parts, so that others can read the other parts at the same time.
     *
     * @param segment which part, from 0
     * @param totalSegments the number of parts, up to 1,000,000
     */
    public Scan<T> segment(int segment, int totalSegments) {
        if (totalSegments < 1 || totalSegments > MAX_SEGMENTS || segment < 0 || segment >= totalSegments) {
            throw new IllegalArgumentException("segment(" + segment + ", " + totalSegments + ") on " + source.describe()
                    + ": segments are numbered from 0, and there are 1 to 1,000,000 of them");
        }
        return new Scan<>(source, withoutPlace("segment"), new Part(segment, totalSegments, 0));
    }

    /**
     * Deletes all items that this reads, whichever they are, and gives their number; as {@link #clear} does for those that are
     * chosen. At the rate, in the segments and up to the limits that were said.
     *
     * <pre>{@code
     * long some = readings.scan().parallel(4, 4).unitsPerSecond(50).limit(100_000).clearEverything().execute();
     * }</pre>
     *
     * @throws IllegalArgumentException if the table has unique attributes, whose guards {@link Table#clearEverything} alone
     *     deletes with the items
     */
    public Call<Long> clearEverything() {
        refuseUniques();
        return clearing();
    }

    /**
     * Brings only what a smaller record holds, as that record. Its components are found by stored names; nested records may
     * be smaller, too. Costs as much as whole items. An index has only what it was made to hold.
     *
     * @throws IllegalArgumentException if the table's record has no such attribute, holds another class there, or may leave
     *     out what the smaller one needs
     */
    public <S> Scan<S> as(Class<S> smaller) {
        return new Scan<>(source, options.as(view(smaller)), part);
    }

    /**
     * Brings only what these paths lead to. Costs as much as whole items.
     *
     * @throws IllegalArgumentException if a path does not fit the table's record
     */
    public Scan<Item> select(Path<?>... paths) {
        return new Scan<>(source, options.projection(projection(paths)), part);
    }
}
