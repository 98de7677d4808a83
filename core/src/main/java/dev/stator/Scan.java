package dev.stator;

import dev.stator.expression.Path;
import dev.stator.internal.protocol.Operation;
import dev.stator.internal.protocol.PageReply;
import dev.stator.internal.protocol.ScanOperation;
import dev.stator.internal.protocol.Selection;
import dev.stator.value.Item;

/** Reads all items of a table or index, in no order that matters. Costs as much as reading each of them. */
public final class Scan<T> extends Listing<T, Scan<T>> {
    private final int segment;
    private final int totalSegments;

    Scan(Source<?> source, ReadOptions<T> options, int segment, int totalSegments) {
        super(source, options);
        this.segment = segment;
        this.totalSegments = totalSegments;
    }

    @Override
    Scan<T> with(ReadOptions<T> changed) {
        return new Scan<>(source, changed, segment, totalSegments);
    }

    @Override
    <R> Operation<PageReply<R>> operation(Selection<R> selection) {
        return new ScanOperation<>(selection, segment, totalSegments);
    }

    /**
     * Reads one of several equal parts, so that others can read the other parts at the same time.
     *
     * @param segment which part, from 0
     * @param totalSegments the number of parts, up to 1,000,000
     */
    public Scan<T> segment(int segment, int totalSegments) {
        if (totalSegments < 1 || totalSegments > 1_000_000 || segment < 0 || segment >= totalSegments) {
            throw new IllegalArgumentException("segment(" + segment + ", " + totalSegments + ") on " + source.describe()
                    + ": segments are numbered from 0, and there are 1 to 1,000,000 of them");
        }
        return new Scan<>(source, options, segment, totalSegments);
    }

    /**
     * Brings only what these paths lead to. Costs as much as whole items.
     *
     * @throws IllegalArgumentException if a path does not fit the table's record
     */
    public Scan<Item> select(Path<?>... paths) {
        return new Scan<>(source, options.projection(projection(paths)), segment, totalSegments);
    }
}
