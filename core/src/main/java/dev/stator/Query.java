package dev.stator;

import dev.stator.codec.KeyAttribute;
import dev.stator.expression.Comparator;
import dev.stator.expression.Condition;
import dev.stator.expression.KeyCondition;
import dev.stator.expression.Path;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.protocol.Operation;
import dev.stator.internal.protocol.PageReply;
import dev.stator.internal.protocol.QueryOperation;
import dev.stator.internal.protocol.Selection;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the items of one partition of a table or index, in the order of their sort key: ascending unless told otherwise. */
public final class Query<T> extends Listing<T, Query<T>> {
    /** The values of the attributes of the partition key. */
    private final Item partition;
    /** The conditions on the first attributes of the sort key; all but the last are equalities. */
    private final List<Condition> sort;

    private final boolean forward;

    Query(Source<?> source, ReadOptions<T> options, Item partition, List<Condition> sort, boolean forward) {
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
        Condition keys = Condition.empty();
        for (Map.Entry<String, AttributeValue> key : partition.asMap().entrySet()) {
            keys = keys.and(Path.attr(key.getKey()).eq((Object) key.getValue()));
        }
        for (Condition condition : sort.isEmpty() ? List.of(source.own()) : sort) {
            keys = keys.and(condition);
        }
        return new QueryOperation<>(selection, keys, forward);
    }

    @Override
    boolean readsEverything() {
        return false;
    }

    @Override
    String identity() {
        return "query " + source.describe() + ", " + JsonWriter.textOf(partition)
                + (forward ? ", ascending" : ", descending");
    }

    @Override
    void checkKey(Item key) {
        super.checkKey(key);
        if (!key.asMap().entrySet().containsAll(partition.asMap().entrySet())) {
            throw new IllegalArgumentException("The place to go on at is of another partition than the query on "
                    + source.describe() + ": go on in the query that it came from");
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the condition does not fit the table's record, or speaks of the key that is queried
     */
    @Override
    public Query<T> where(Condition more) {
        Query<T> filtered = super.where(more);
        Set<String> mentioned =
                filtered.options.filter().map(Condition::attributes).orElse(Set.of());
        Stream.concat(source.partitionKeys().stream(), source.sortKeys().stream())
                .map(KeyAttribute::name)
                .filter(mentioned::contains)
                .findFirst()
                .ifPresent(key -> {
                    throw new IllegalArgumentException(
                            "where(…) of a query on " + source.describe() + " speaks of " + key
                                    + ", a key attribute of what is queried, of which the service takes no filter: use sortKey(…), or"
                                    + " filter what comes");
                });
        return filtered;
    }

    /**
     * Reads only items whose sort key fulfils this. The service seeks to them, so others cost nothing. Where several
     * attributes are together the sort key, this is about the first of them; after an equality it may be said again, about
     * the next.
     *
     * @throws IllegalArgumentException if there is no sort key, its class is another, or it has a condition already
     */
    public Query<T> sortKey(KeyCondition condition) {
        if (source.sortKeys().isEmpty()) {
            throw new IllegalArgumentException(
                    "sortKey(…) on " + source.describe() + ", which has no sort key: use where(…)");
        } else if (sort.size() == source.sortKeys().size() || !sort.stream().allMatch(Query::isEquality)) {
            throw new IllegalArgumentException(
                    "The query on " + source.describe()
                            + " has a condition on its sort key already, and the service takes one: use between(…), or where(…)");
        }
        KeyAttribute key = source.sortKeys().get(sort.size());
        List<Condition> more = new ArrayList<>(sort);
        more.add(source.table().refusingByName(() -> condition.on(key)));
        return new Query<>(source, options, partition, List.copyOf(more), forward);
    }

    private static boolean isEquality(Condition condition) {
        return condition instanceof Condition.Compare compare && compare.comparator() == Comparator.EQ;
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
