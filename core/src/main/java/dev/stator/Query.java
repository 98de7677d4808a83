package dev.stator;

import dev.stator.codec.KeyAttribute;
import dev.stator.expression.Condition;
import dev.stator.expression.KeyCondition;
import dev.stator.expression.Path;
import dev.stator.internal.protocol.Operation;
import dev.stator.internal.protocol.PageReply;
import dev.stator.internal.protocol.QueryOperation;
import dev.stator.internal.protocol.Selection;
import dev.stator.value.Item;
import java.util.Optional;

/** Reads the items of one partition of a table or index, in the order of their sort key: ascending unless told otherwise. */
public final class Query<T> extends Listing<T, Query<T>> {
    private final Condition partition;
    private final Optional<Condition> sort;
    private final boolean forward;

    Query(Source<?> source, ReadOptions<T> options, Condition partition, Optional<Condition> sort, boolean forward) {
        super(source, options);
        this.partition = partition;
        this.sort = sort;
        this.forward = forward;
    }

    @Override
    Query<T> with(ReadOptions<T> changed) {
        return new Query<>(source, changed, partition, sort, forward);
    }

    @Override
    <R> Operation<PageReply<R>> operation(Selection<R> selection) {
        return new QueryOperation<>(selection, sort.map(partition::and).orElse(partition), forward);
    }

    /**
     * Reads only items whose sort key fulfils this. The service seeks to them, so others cost nothing.
     *
     * @throws IllegalArgumentException if there is no sort key, its class is another, or it has a condition already
     */
    public Query<T> sortKey(KeyCondition condition) {
        KeyAttribute key = source.sortKey()
                .orElseThrow(() -> new IllegalArgumentException(
                        "sortKey(…) on " + source.describe() + ", which has no sort key: use where(…)"));
        if (sort.isPresent()) {
            throw new IllegalArgumentException(
                    "The query on " + source.describe()
                            + " has a condition on its sort key already, and the service takes one: use between(…), or where(…)");
        }
        Condition bound = source.table().refusingByName(() -> condition.on(key));
        return new Query<>(source, options, partition, Optional.of(bound), forward);
    }

    /** Reads from the highest sort key down. */
    public Query<T> newestFirst() {
        return new Query<>(source, options, partition, sort, false);
    }

    /**
     * Brings only what these paths lead to. Costs as much as whole items.
     *
     * @throws IllegalArgumentException if a path does not fit the table's record
     */
    public Query<Item> select(Path<?>... paths) {
        return new Query<>(source, options.projection(projection(paths)), partition, sort, forward);
    }
}
