package dev.stator;

import dev.stator.codec.KeyAttribute;
import dev.stator.expression.Condition;
import dev.stator.expression.ExpressionWriter;
import dev.stator.expression.KeyCondition;
import dev.stator.expression.Path;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.protocol.Operation;
import dev.stator.internal.protocol.PageReply;
import dev.stator.internal.protocol.QueryOperation;
import dev.stator.internal.protocol.Selection;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
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

    @Override
    String identity() {
        Item key = Item.copyOf(partitionKey());
        return "query " + source.describe() + ", " + JsonWriter.textOf(key)
                + (forward ? ", ascending" : ", descending");
    }

    /** The attributes that the partition's equalities name, with their values. */
    private Map<String, AttributeValue> partitionKey() {
        ExpressionWriter written = new ExpressionWriter();
        written.write(partition);
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        Iterator<AttributeValue> values = written.values().values().iterator();
        written.names().values().forEach(name -> key.put(name, values.next()));
        return key;
    }

    @Override
    void checkKey(Item key) {
        super.checkKey(key);
        if (!key.asMap().entrySet().containsAll(partitionKey().entrySet())) {
            throw new IllegalArgumentException("The place to go on at is of another partition than the query on "
                    + source.describe() + ": go on in the query that it came from");
        }
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
     * Brings only what a smaller record holds, as that record. Its components are found by stored names; nested records may
     * be smaller, too. Costs as much as whole items. An index has only what it was made to hold.
     *
     * @throws IllegalArgumentException if the table's record has no such attribute, holds another class there, or may leave
     *     out what the smaller one needs
     */
    public <S> Query<S> as(Class<S> smaller) {
        return new Query<>(source, options.as(view(smaller)), partition, sort, forward);
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
