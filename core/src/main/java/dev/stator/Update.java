package dev.stator;

import dev.stator.codec.Narrowing;
import dev.stator.codec.ShapeNumber;
import dev.stator.codec.Stamp;
import dev.stator.codec.TableSchema;
import dev.stator.expression.AnyPath;
import dev.stator.expression.Condition;
import dev.stator.expression.Getter;
import dev.stator.expression.ListGetter;
import dev.stator.expression.MapGetter;
import dev.stator.expression.NumberGetter;
import dev.stator.expression.OptionalGetter;
import dev.stator.expression.Path;
import dev.stator.expression.Segment;
import dev.stator.expression.SetGetter;
import dev.stator.expression.SetOperand;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Changes some attributes of the item with a key, in one step at the service. If there is no such item, one is created
 * with the key and what the update sets; add {@link #ifExists} to prevent that.
 *
 * <p>Made from a record with a {@link dev.stator.codec.Version}, it fails with {@link
 * dev.stator.error.StaleVersionException} if the item has another version. Every update makes the version one higher, and
 * sets the times.
 *
 * <p>What a template of the table's key tells is set where the item has none, if the update sets or adds anything: the
 * attributes of which the key is made, and keys of indexes that are made of those alone; so an item that the update creates can
 * be read, and is in the index. An update that changes such an attribute from what the key says is refused. Other keys of
 * indexes that templates make follow what they are made of. What methods compute is neither set nor changed, since an update
 * has no record to ask: one that creates an item, or changes of what they compute, must set or remove that, too. What a method
 * makes the table's key of should not be changed: the item could not be read any more.
 *
 * <p>An update that only removes makes no item where there is none; but of a class with a version, times, a UUID, a shape or a
 * discriminator every update sets those, and so makes an item of them: add {@link #ifExists}.
 *
 * <p>Within an attribute whose class has a {@link dev.stator.codec.Shape}, or a {@link dev.stator.codec.Discriminator} and not
 * the same in all its classes, nothing is changed alone, as another shape or class may be stored: set the attribute as a whole.
 *
 * <p>All right-hand sides see the item as it was before. One request, but for {@link dev.stator.codec.Unique}
 * attributes, which say what they take. Costs one write unit per KB of the larger of the old and the new item, and as
 * much again in each secondary index that it touches.
 */
public final class Update<T> extends Write<T, Void> implements TransactAction<T> {
    private final Item key;
    private final UpdateExpression update;

    Update(Guard<T> guard, Item key, UpdateExpression update) {
        super(guard);
        this.key = key;
        this.update = update;
    }

    private Update<T> with(UnaryOperator<UpdateExpression> more) {
        // Bound as a whole each time, so that a path that overlaps an earlier one is refused where it is added.
        UpdateExpression longer = guard.table().refusingByName(() -> {
            UpdateExpression bound = more.apply(update).bind(schema().codec());
            bound.actions().forEach(this::refuse);
            return bound;
        });
        return new Update<>(guard, key, longer);
    }

    private TableSchema<T> schema() {
        return guard.table().schema();
    }

    private void refuse(UpdateAction action) {
        Path<?> changed = action.path();
        if (!(changed.segments().get(0) instanceof Segment.Name attribute)) {
            return;
        }
        if (key.has(attribute.name())) {
            throw new IllegalArgumentException(
                    "An update changes " + changed
                            + ", a key attribute, and an item keeps its key; put an item with the other key, and delete this one");
        }
        Optional<String> contradicted = MadeKeys.contradicted(guard.table(), key, action);
        if (contradicted.isPresent()) {
            throw new IllegalArgumentException(
                    "An update changes " + changed + " from what the key " + contradicted.get()
                            + " says, which is made of it, and an item keeps its key; put an item with the other key, and delete"
                            + " this one");
        } else if (schema().narrowing().stream()
                .anyMatch(type -> type.attribute().equals(attribute.name()))) {
            throw new IllegalArgumentException("An update changes " + changed
                    + ", which tells the class of the item; put the item as one of the other class");
        } else if (schema().shape().stream().anyMatch(shape -> shape.attribute().equals(attribute.name()))) {
            throw new IllegalArgumentException("An update changes " + changed
                    + ", the number of the item's shape, which every write sets to that of the class");
        } else if (schema().stamps().stream().anyMatch(stamp -> stamp.name().equals(attribute.name()))) {
            throw new IllegalArgumentException("An update changes " + changed
                    + ", which the library fills in every write; to set it yourself, use the table with the schema's"
                    + " withoutStamp(\"" + attribute.name() + "\")");
        } else if (MadeKeys.template(guard.table(), attribute.name()).isPresent()) {
            throw new IllegalArgumentException("An update changes " + changed + ", a key of an index, which is made of "
                    + MadeKeys.template(guard.table(), attribute.name())
                            .orElseThrow()
                            .names() + "; change those, and the key follows");
        } else if (schema().uniques().contains(attribute.name()) && !isTold(action)) {
            throw new IllegalArgumentException("An update changes " + changed
                    + ", which is unique, to what only the service knows; set it to a value, or remove it");
        }
    }

    /** Whether it can be told here what an attribute has afterwards. */
    private static boolean isTold(UpdateAction action) {
        return action instanceof UpdateAction.Remove
                || (action instanceof UpdateAction.Set set && set.value() instanceof Value);
    }

    /** The value that an attribute has afterwards; empty if it is removed. */
    private static Optional<AttributeValue> valueAfter(UpdateAction action) {
        return action instanceof UpdateAction.Set set && set.value() instanceof Value value
                ? Optional.of(value.attribute()).filter(given -> given != AttributeValue.Null.NULL)
                : Optional.empty();
    }

    // For each kind of accessor its own method: with one for all of them, the compiler would look for a class that the
    // component and the value have in common, and find Object. A value of most classes compares with its own class
    // alone.

    /**
     * Sets an attribute that holds a string, a number, a boolean, an enum, an instant or another value of an order. No
     * value, which is null, removes it. Of classes that have no such method say {@code set(attr(User::locale), locale)}.
     *
     * @throws IllegalArgumentException if the attribute is a key of the table, or one of which the key is made and the key says
     *     another value, or is to be removed and the record needs it
     */
    @SuppressWarnings("overloads") // A method reference has one return class, which fits one kind of accessor.
    public <V extends Comparable<? super V>> Update<T> set(Getter<T, V> attribute, @Nullable V value) {
        return set(Path.attr(attribute), value);
    }

    /** Sets an attribute that holds a record; null removes it. */
    @SuppressWarnings("overloads")
    public <V extends Record> Update<T> set(Getter<T, V> attribute, @Nullable V value) {
        return set(Path.attr(attribute), value);
    }

    /** Sets an attribute that may be missing to what it holds; null removes it. */
    @SuppressWarnings("overloads")
    public <V> Update<T> set(OptionalGetter<T, V> attribute, @Nullable V value) {
        return set(Path.attr(attribute), value);
    }

    /** Sets an attribute that holds a set; null or an empty set removes it. */
    @SuppressWarnings("overloads")
    public <E> Update<T> set(SetGetter<T, E> attribute, @Nullable Set<E> value) {
        return set(Path.attr(attribute), value);
    }

    /** Sets an attribute that holds a list; null removes it. */
    @SuppressWarnings("overloads")
    public <E> Update<T> set(ListGetter<T, E> attribute, @Nullable List<E> value) {
        return set(Path.attr(attribute), value);
    }

    /** Sets an attribute that holds a map; null removes it. */
    @SuppressWarnings("overloads")
    public <V> Update<T> set(MapGetter<T, V> attribute, @Nullable Map<String, V> value) {
        return set(Path.attr(attribute), value);
    }

    /**
     * Sets what a path leads to. Null, an empty optional and an empty set, which DynamoDB cannot store, remove it,
     * or store the explicit null where {@link dev.stator.codec.Nulls} says so.
     *
     * @throws IllegalArgumentException if the record could not be read from the value or needs one, or the path leads to a
     *     key of the table
     */
    public <V> Update<T> set(Path<V> path, @Nullable V value) {
        return with(update -> update.set(path, value));
    }

    /**
     * Sets what a path leads to from other attributes, such as {@code attr(User::points).plus(5)}.
     *
     * @throws IllegalArgumentException if they are stored as another type, or stand within a value that may be of an older {@link
     *     dev.stator.codec.Shape}, or of another class under its {@link dev.stator.codec.Discriminator}
     */
    public Update<T> set(Path<?> path, SetOperand value) {
        return with(update -> update.set(path, value));
    }

    /** The same, for a path of no known type. */
    public Update<T> set(AnyPath path, SetOperand value) {
        return with(update -> update.set(path, value));
    }

    /**
     * Sets all attributes that a part of an item has; what it does not have, as an empty {@code Optional}, stays as it is.
     * Attributes that the library fills are passed over, and so is the key, which must be that of the item.
     *
     * @param part a record of the table; a smaller one with some of its attributes, by their stored names, where a record within
     *     is set as a whole; or an {@link Item} of some attributes
     * @throws IllegalArgumentException if it is none of these, has an attribute that the items do not, has another key, or
     *     holds what could not be read any more
     */
    public Update<T> setAll(Object part) {
        Item attributes = guard.table().refusingByName(() -> attributesOf(part));
        return with(update -> {
            UpdateExpression more = update;
            for (Map.Entry<String, AttributeValue> attribute :
                    attributes.asMap().entrySet()) {
                more = more.set(Path.attr(attribute.getKey()), (Object) attribute.getValue());
            }
            return more;
        });
    }

    private Item attributesOf(Object part) {
        Item attributes = schema().partOf(part);
        for (Map.Entry<String, AttributeValue> attribute : key.asMap().entrySet()) {
            if (attributes
                    .get(attribute.getKey())
                    .filter(value -> !value.equals(attribute.getValue()))
                    .isPresent()) {
                throw new IllegalArgumentException("An update sets the attributes of an item with another "
                        + attribute.getKey() + ", a key attribute, and an item keeps its key");
            }
            attributes = attributes.without(attribute.getKey());
        }
        for (Stamp stamp : schema().stamps()) {
            attributes = attributes.without(stamp.name());
        }
        for (String made : schema().templates().keySet()) {
            if (MadeKeys.template(guard.table(), made).isPresent()) {
                attributes = attributes.without(made);
            }
        }
        Optional<Narrowing> type = schema().narrowing();
        if (type.isPresent()) {
            attributes = attributes.without(type.get().attribute());
        }
        Optional<ShapeNumber> shape = schema().shape();
        return shape.isPresent() ? attributes.without(shape.get().attribute()) : attributes;
    }

    /** Sets an attribute if the item does not have it yet. */
    @SuppressWarnings("overloads")
    public <V extends Comparable<? super V>> Update<T> setIfAbsent(Getter<T, V> attribute, V value) {
        return setIfAbsent(Path.attr(attribute), value);
    }

    /** Sets an attribute that may be missing to what it holds, if the item does not have it yet. */
    @SuppressWarnings("overloads")
    public <V> Update<T> setIfAbsent(OptionalGetter<T, V> attribute, V value) {
        return setIfAbsent(Path.attr(attribute), value);
    }

    /** Sets what a path leads to if there is nothing yet. */
    public <V> Update<T> setIfAbsent(Path<V> path, V value) {
        return with(update -> update.setIfAbsent(path, value));
    }

    /**
     * Removes an attribute. An update of only this makes an item where there is none if every write of the class sets
     * something; see {@link Update}.
     *
     * @throws IllegalArgumentException if the record cannot be read without it, or it is a key of the table
     */
    public Update<T> remove(Getter<T, ?> attribute) {
        return with(update -> update.remove(Path.attr(attribute)));
    }

    /** Removes what a path leads to; the elements of a list behind a removed one move up. */
    public Update<T> remove(Path<?> path) {
        return with(update -> update.remove(path));
    }

    /** Adds to a number, or takes from it what is negative; a missing one counts as 0. */
    @SuppressWarnings("overloads")
    public <N extends Number & Comparable<? super N>> Update<T> add(NumberGetter<T, N> attribute, N value) {
        return add(Path.attr(attribute), value);
    }

    /** Adds to a number that may be missing, which then counts as 0. */
    @SuppressWarnings("overloads")
    public <N extends Number> Update<T> add(OptionalGetter<T, N> attribute, N value) {
        return add(Path.attr(attribute), value);
    }

    /** Adds elements to a set; a missing one counts as empty. */
    @SuppressWarnings("overloads")
    public <E> Update<T> add(SetGetter<T, E> attribute, Set<E> elements) {
        return add(Path.attr(attribute), elements);
    }

    /** Adds to the number that a path leads to; a missing one counts as 0. */
    public <N extends Number> Update<T> add(Path<N> path, N value) {
        return with(update -> update.add(path, value));
    }

    /** Adds elements to the set that a path leads to; a missing one counts as empty. */
    public <E> Update<T> add(Path<Set<E>> path, Set<E> elements) {
        return with(update -> update.add(path, elements));
    }

    /** Adds to the number or set that a path leads to. */
    public Update<T> add(AnyPath path, Object numberOrSet) {
        return with(update -> update.add(path, numberOrSet));
    }

    /** Removes elements from a set; the attribute goes with its last element. */
    public <E> Update<T> delete(SetGetter<T, E> attribute, Set<E> elements) {
        return with(update -> update.delete(Path.attr(attribute), elements));
    }

    /** Removes elements from the set that a path leads to. */
    public <E> Update<T> delete(Path<Set<E>> path, Set<E> elements) {
        return with(update -> update.delete(path, elements));
    }

    /** Removes elements from the set that a path leads to. */
    public Update<T> delete(AnyPath path, Set<?> elements) {
        return with(update -> update.delete(path, elements));
    }

    /** Adds elements at the end of a list; a missing one counts as empty. */
    public <E> Update<T> append(ListGetter<T, E> attribute, List<E> elements) {
        return with(update -> update.append(Path.attr(attribute), elements));
    }

    /** Adds elements at the end of the list that a path leads to; a missing one counts as empty. */
    public <E> Update<T> append(Path<List<E>> path, List<E> elements) {
        return with(update -> update.append(path, elements));
    }

    /** Adds elements before those of a list; a missing one counts as empty. */
    public <E> Update<T> prepend(ListGetter<T, E> attribute, List<E> elements) {
        return with(update -> update.prepend(Path.attr(attribute), elements));
    }

    /** Adds elements before those of the list that a path leads to; a missing one counts as empty. */
    public <E> Update<T> prepend(Path<List<E>> path, List<E> elements) {
        return with(update -> update.prepend(path, elements));
    }

    /**
     * Does all that an update expression says, too: one that was written as text, or that gets its values from each row of
     * some data.
     *
     * <pre>{@code
     * UpdateExpression change = UpdateExpression.empty().set(attr(User::name), param("name"));
     * users.update(email).apply(change.with(row)).execute();
     * }</pre>
     *
     * @throws IllegalArgumentException if it does not fit the table's record, changes a key, or its paths overlap with
     *     those of this update
     */
    public Update<T> apply(UpdateExpression more) {
        return with(update -> update.and(more));
    }

    /**
     * Changes only if this holds for the item, or, if there is none, for an item without attributes. Several conditions
     * must all hold. Otherwise the call fails with {@link dev.stator.error.ConditionFailedException}, which carries the
     * item.
     *
     * @throws IllegalArgumentException if the condition does not fit the table's record
     */
    public Update<T> onlyIf(Condition more) {
        return new Update<>(guard.onlyIf(more), key, update);
    }

    /** Changes only if there is such an item, so that none is created. */
    public Update<T> ifExists() {
        return onlyIf(guard.table().itemExists());
    }

    /** Changes the item whatever version it has; its version still becomes one higher. */
    public Update<T> ignoringVersion() {
        return new Update<>(guard.with(Optional.empty()), key, update);
    }

    /**
     * The same, giving the whole item as it is afterwards. An update of a {@link dev.stator.codec.Unique} attribute is a
     * transaction, which gives no items: then the item is read behind it, consistently, and may have what others wrote in
     * between.
     *
     * @throws IllegalStateException if the update changes nothing
     */
    public ConditionalCall<T, T> returningNew() {
        return giving(Returned.ALL_NEW, schema()::readItem, Optional::orElseThrow);
    }

    /**
     * The same, giving the whole item as it was before; empty if there was none.
     *
     * @throws IllegalStateException if the update changes nothing
     */
    public ConditionalCall<T, Optional<T>> returningOld() {
        return giving(Returned.ALL_OLD, schema()::readItem, Function.identity());
    }

    /**
     * The same, giving the attributes that were changed, as they are afterwards; those that were removed are not in it. Among
     * them are the version, the times and the shape, which every update sets, and the keys of indexes that follow the change;
     * not what the item's own key tells, which is set only where the item has none.
     *
     * @throws IllegalStateException if the update changes nothing
     */
    public ConditionalCall<T, Item> returningUpdatedNew() {
        return giving(Returned.UPDATED_NEW, this::changed, changed -> changed.orElse(Item.empty()));
    }

    /**
     * The same, giving the attributes that were changed, as they were before; those that there were not are not in it. Which
     * ones is as for {@link #returningUpdatedNew}.
     *
     * @throws IllegalStateException if the update changes nothing
     */
    public ConditionalCall<T, Item> returningUpdatedOld() {
        return giving(Returned.UPDATED_OLD, this::changed, changed -> changed.orElse(Item.empty()));
    }

    private <A, R> ConditionalCall<T, R> giving(
            Returned returned, Function<ItemReader, A> reader, Function<Optional<A>, R> result) {
        refuseNothing();
        if ((returned == Returned.UPDATED_NEW || returned == Returned.UPDATED_OLD) && keepsGuards()) {
            throw new IllegalStateException(
                    "The update of an item of table " + guard.table().name() + " changes "
                            + String.join(", ", uniques().keySet())
                            + ", which is unique, so that it is sent as a transaction, and that gives no changed attributes: use"
                            + " returningNew() or returningOld()");
        }
        return ConditionalCall.of(
                guard,
                context -> guard.explaining(new ShapeRule(guard.table())
                        .upgradingFor(
                                context,
                                () -> updated(context, operation(context.now(), returned, reader))
                                        .map(result))));
    }

    private void refuseNothing() {
        if (update.isEmpty()) {
            throw new IllegalStateException("The update of an item of table "
                    + guard.table().name() + " changes nothing: add set(…), add(…), remove(…) or delete(…)");
        }
    }

    private <A> UpdateItemOperation<A> operation(Instant now, Returned returned, Function<ItemReader, A> reader) {
        refuseNothing();
        UpdateExpression stamps = Stamping.of(guard.table())
                .actions(MadeKeys.told(guard.table(), key), guard.version(), now)
                .and(TypeRule.of(guard.table()).map(TypeRule::ofCreated).orElse(UpdateExpression.empty()))
                .and(new ShapeRule(guard.table()).ofUpdated());
        return new UpdateItemOperation<>(
                guard.table().name(), key, whole(update.and(stamps)), guard.condition(), returned, reader);
    }

    /** The update with what the keys ask for. */
    private UpdateExpression whole(UpdateExpression asked) {
        return MadeKeys.following("The update of", guard.table(), key, asked).and(filled(asked));
    }

    /** What is set where the item has none: nothing if the update would create no item, and so must not do it for that. */
    private UpdateExpression filled(UpdateExpression asked) {
        return asked.actions().stream()
                        .anyMatch(action -> action instanceof UpdateAction.Set || action instanceof UpdateAction.Add)
                ? MadeKeys.filling("The update of", guard.table(), key, asked)
                : UpdateExpression.empty();
    }

    /** The attributes that were changed, without those that every update sets where the item has none. */
    private Item changed(ItemReader in) {
        Item changed = Item.readFrom(in);
        for (UpdateAction filled :
                MadeKeys.filling("The update of", guard.table(), key, update).actions()) {
            changed = changed.without(((Segment.Name) filled.path().segments().get(0)).name());
        }
        return changed;
    }

    @Override
    ItemId id() {
        refuseNothing();
        return new ItemId(guard.table().name(), key);
    }

    @Override
    Map<String, Optional<AttributeValue>> uniques() {
        List<String> names = schema().uniques();
        if (names.isEmpty()) {
            return Map.of();
        }
        Map<String, Optional<AttributeValue>> changed = new LinkedHashMap<>();
        for (UpdateAction action : update.actions()) {
            if (action.path().segments().get(0) instanceof Segment.Name attribute && names.contains(attribute.name())) {
                changed.put(attribute.name(), valueAfter(action));
            }
        }
        return changed;
    }

    @Override
    UpdateItemOperation<Item> action(Instant now) {
        return operation(now, Returned.NONE, Item::readFrom);
    }

    @Override
    Exchange<Void> exchange(CallContext context) {
        return guard.explaining(new ShapeRule(guard.table())
                .upgradingFor(context, () -> ignoringResult(updated(context, action(context.now())))));
    }
}
