package dev.stator;

import dev.stator.expression.AnyPath;
import dev.stator.expression.Condition;
import dev.stator.expression.IfNotExists;
import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import dev.stator.expression.Segment;
import dev.stator.expression.UpdateAction;
import dev.stator.expression.UpdateExpression;
import dev.stator.expression.Value;
import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.protocol.UpdateItemOperation;
import dev.stator.internal.protocol.UpdateItemOperation.Returned;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Creates an item, or sets attributes of the one with its key, in one step at the service: all attributes that the record
 * has. Those that it does not have, and those that its class does not know, stay as they are. Gives the whole item as it is
 * afterwards. Keys of indexes that templates make follow what they are made of.
 *
 * <p>If the record has a {@link dev.stator.codec.Version}, an item in place must have the same, or, if the record has none
 * yet, no version; otherwise the call fails with {@link dev.stator.error.StaleVersionException}.
 *
 * <p>One request, but for {@link dev.stator.codec.Unique} attributes, which say what they take: there the item is read behind
 * the transaction, so that it may have what others wrote in between. Costs one write unit
 * per KB of the larger of the old and the new item, and as much again in each secondary index that it touches.
 */
public final class Upsert<T> extends Write<T, T> implements TransactAction<T> {
    private final T item;
    private final Set<String> kept;

    Upsert(Guard<T> guard, T item, Set<String> kept) {
        super(guard);
        this.item = item;
        this.kept = kept;
    }

    /**
     * Changes an item that is in place only if this holds for it; where there is none, it is created all the same. Several
     * conditions must all hold. Otherwise the call fails with {@link dev.stator.error.ConditionFailedException}, which
     * carries the item in place.
     *
     * @throws IllegalArgumentException if the condition does not fit the table's record
     */
    public Upsert<T> onlyIf(Condition more) {
        return new Upsert<>(guard.onlyIf(more), item, kept);
    }

    /**
     * Leaves these attributes as they are where the item in place has them; the record's count where it has not. Those that
     * the record does not have are passed over. An explicit null that is stored, as where {@link dev.stator.codec.Nulls} says so,
     * is something that the item has, and stays.
     *
     * <p>A key of an index that a template makes of one of them is kept with it.
     *
     * @throws IllegalArgumentException if a path does not fit the table's record, is not that of a whole attribute, is one
     *     of the key's, or is a made key or one part among several of one
     */
    public Upsert<T> keeping(Path<?>... attributes) {
        Table<T> table = guard.table();
        Set<String> more = new HashSet<>(kept);
        table.refusingByName(() -> {
            for (Path<?> path : new Projection(List.of(attributes))
                    .bind(table.schema().codec())
                    .paths()) {
                String name = ((Segment.Name) path.segments().get(0)).name();
                if (path.segments().size() > 1 || id().key().has(name)) {
                    throw new IllegalArgumentException("An upsert keeps " + path
                            + ", and it can keep whole attributes that are no keys; use an update with setIfAbsent(…)");
                }
                if (table.schema().uniques().contains(name)) {
                    throw new IllegalArgumentException(
                            "An upsert keeps " + path
                                    + ", which is unique, and then nobody knows whose value it is; use an update, or read the item first");
                }
                more.add(name);
            }
            more.addAll(madeOf(more));
            return more;
        });
        return new Upsert<>(guard, item, Set.copyOf(more));
    }

    /** The keys of indexes that are kept with these attributes. */
    private Set<String> madeOf(Set<String> attributes) {
        Table<?> own = guard.table().classOf(item);
        Set<String> keys = new HashSet<>();
        own.schema().templates().forEach((key, made) -> {
            List<String> free = MadeKeys.free(own, id().key(), made);
            boolean one = free.stream().map(made.attributes()::get).anyMatch(attributes::contains);
            if ((one && free.size() > 1) || (attributes.contains(key) && !kept.contains(key))) {
                throw new IllegalArgumentException("An upsert keeps "
                        + (one
                                ? "a part of " + free + ", of which the index key " + key + " is made"
                                : key + ", an index key that is made of " + free)
                        + ", so that the key would not fit the item; use an update, or read the item first");
            } else if (one) {
                keys.add(key);
            }
        });
        return keys;
    }

    /** Changes an item in place whatever version it has; its version still becomes one higher. */
    public Upsert<T> ignoringVersion() {
        return new Upsert<>(guard.with(Optional.empty()), item, kept);
    }

    /** The same, giving the item as it was before; empty if it was created. */
    public ConditionalCall<T, Optional<T>> returningOld() {
        return ConditionalCall.of(
                guard,
                context -> sent(
                        context,
                        () -> updated(
                                context,
                                operation(
                                        context.now(),
                                        Returned.ALL_OLD,
                                        guard.table().schema()::readItem))));
    }

    /** The item to store, normalised and with its UUID; version and times are filled in when it is sent. */
    public T item() {
        return item;
    }

    private <R> UpdateItemOperation<R> operation(Instant now, Returned returned, Function<ItemReader, R> reader) {
        return new UpdateItemOperation<>(guard.table().name(), id().key(), update(now), condition(), returned, reader);
    }

    private UpdateExpression update(Instant now) {
        Table<T> table = guard.table();
        Table<?> own = table.classOf(item);
        Item whole = table.during("UpdateItem", () -> table.schema().toItem(item));
        Item key = id().key();
        Set<String> apart = new HashSet<>(key.asMap().keySet());
        table.schema().stamps().forEach(stamp -> apart.add(stamp.name()));
        List<UpdateAction> sets = new ArrayList<>();
        whole.asMap().forEach((name, value) -> {
            // What is made of the item's own key alone is never changed, and so never made anew.
            boolean made = MadeKeys.template(own, name)
                    .filter(template -> !kept.contains(name)
                            && !MadeKeys.free(own, key, template).isEmpty())
                    .isPresent();
            if (!apart.contains(name) && !made) {
                sets.add(set(name, value));
            }
        });
        UpdateExpression update =
                UpdateExpression.of(sets).and(Stamping.of(table).actions(whole, guard.version(), now));
        return MadeKeys.following("The upsert of", own, key, update)
                .and(MadeKeys.filling("The upsert of", own, key, update));
    }

    /**
     * The same.
     *
     * @throws IllegalStateException if it sets a part of what a key of an index is made of, and the item in place may have
     *     others
     */
    Upsert<T> checked() {
        if (!guard.table().classOf(item).schema().templates().isEmpty()) {
            update(Instant.EPOCH);
        }
        return this;
    }

    private UpdateAction set(String name, AttributeValue value) {
        AnyPath path = Path.attr(name);
        Value constant = new Value(value);
        return new UpdateAction.Set(path, kept.contains(name) ? new IfNotExists<>(path, constant) : constant);
    }

    /** The caller's condition is about an item in place; where there is none, only the version counts, and the class. */
    private Optional<Condition> condition() {
        return guard.asked()
                .map(asked -> guard.asking(guard.table().itemIsAbsent().or(asked)))
                .orElse(guard)
                .onlyIf(shapes().ofUpdate())
                .condition();
    }

    private ShapeRule shapes() {
        return ShapeRule.of(guard.table(), item);
    }

    private <R> Exchange<R> sent(CallContext context, Supplier<Exchange<R>> write) {
        return guard.explaining(shapes().upgradingFor(context, write));
    }

    @Override
    ItemId id() {
        Table<T> table = guard.table();
        return new ItemId(
                table.name(), table.during("UpdateItem", () -> table.schema().keyOf(item)));
    }

    /** Those that the record has: others stay as they are. */
    @Override
    Map<String, Optional<AttributeValue>> uniques() {
        Map<String, Optional<AttributeValue>> values = uniquesOf(item);
        values.values().removeIf(Optional::isEmpty);
        return values;
    }

    @Override
    UpdateItemOperation<T> action(Instant now) {
        return operation(now, Returned.NONE, guard.table().schema()::readItem);
    }

    @Override
    Exchange<T> exchange(CallContext context) {
        return sent(
                context,
                () -> updated(
                                context,
                                operation(
                                        context.now(),
                                        Returned.ALL_NEW,
                                        guard.table().schema()::readItem))
                        .map(Optional::orElseThrow));
    }
}
