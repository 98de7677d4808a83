package dev.stator;

import dev.stator.expression.AnyPath;
import dev.stator.expression.Condition;
import dev.stator.expression.Getter;
import dev.stator.expression.ListGetter;
import dev.stator.expression.NumberGetter;
import dev.stator.expression.Path;
import dev.stator.expression.Segment;
import dev.stator.expression.SetGetter;
import dev.stator.expression.SetOperand;
import dev.stator.expression.UpdateExpression;
import dev.stator.internal.protocol.UpdateItemOperation;
import dev.stator.internal.protocol.UpdateItemOperation.Returned;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Changes some attributes of the item with a key, in one step at the service. If there is no such item, one is created
 * with the key and what the update sets; add {@link #ifExists} to prevent that.
 *
 * <p>All right-hand sides see the item as it was before. One request. Costs one write unit per KB of the larger of the old
 * and the new item, and as much again in each secondary index that it touches.
 */
public final class Update<T> extends Write<T, Void> implements TransactAction {
    private final Item key;
    private final UpdateExpression update;

    Update(Table<T> table, Item key, UpdateExpression update, Optional<Condition> condition) {
        super(table, condition);
        this.key = key;
        this.update = update;
    }

    private Update<T> with(UnaryOperator<UpdateExpression> more) {
        // Bound as a whole each time, so that a path that overlaps an earlier one is refused where it is added.
        UpdateExpression longer = table.refusingByName(() -> {
            UpdateExpression bound = more.apply(update).bind(table.schema().codec());
            bound.actions().forEach(action -> refuseKey(action.path()));
            return bound;
        });
        return new Update<>(table, key, longer, condition);
    }

    private void refuseKey(Path<?> changed) {
        if (changed.segments().get(0) instanceof Segment.Name name
                && key.get(name.name()).isPresent()) {
            throw new IllegalArgumentException(
                    "An update changes " + changed
                            + ", a key attribute, and an item keeps its key; put an item with the other key, and delete this one");
        }
    }

    /**
     * Sets an attribute. An {@link Optional} component takes what it would hold.
     *
     * @throws IllegalArgumentException if the component could not be read from the value, or is a key of the table; with
     *     {@code set(attr(…), value)} the compiler sees to the class
     */
    public <V> Update<T> set(Getter<T, V> attribute, V value) {
        return with(update -> update.set(Path.attr(attribute), value));
    }

    /** Sets what a path leads to. */
    public <V> Update<T> set(Path<V> path, V value) {
        return with(update -> update.set(path, value));
    }

    /** Sets what a path leads to from other attributes, such as {@code attr(User::points).plus(5)}. */
    public Update<T> set(Path<?> path, SetOperand value) {
        return with(update -> update.set(path, value));
    }

    /** The same, for a path of no known type. */
    public Update<T> set(AnyPath path, SetOperand value) {
        return with(update -> update.set(path, value));
    }

    /** Sets an attribute if the item does not have it yet. */
    public <V> Update<T> setIfAbsent(Getter<T, V> attribute, V value) {
        return with(update -> update.setIfAbsent(Path.attr(attribute), value));
    }

    /**
     * Removes an attribute.
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

    /** Adds to a number; a missing one counts as 0. */
    public <N extends Number> Update<T> add(NumberGetter<T, N> attribute, N value) {
        return with(update -> update.add(Path.attr(attribute), value));
    }

    /** Adds elements to a set; a missing one counts as empty. */
    public <E> Update<T> add(SetGetter<T, E> attribute, Set<E> elements) {
        return with(update -> update.add(Path.attr(attribute), elements));
    }

    /** Adds to the number that a path leads to; a missing one counts as 0. */
    public <N extends Number> Update<T> add(Path<N> path, N value) {
        return with(update -> update.add(path, value));
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
    public Update<T> delete(AnyPath path, Set<?> elements) {
        return with(update -> update.delete(path, elements));
    }

    /** Adds elements at the end of a list; a missing one counts as empty. */
    public <E> Update<T> append(ListGetter<T, E> attribute, List<E> elements) {
        return with(update -> update.appendOrCreate(Path.attr(attribute), elements));
    }

    /**
     * Changes only if this holds for the item, or, if there is none, for an item without attributes. Several conditions
     * must all hold. Otherwise the call fails with {@link dev.stator.error.ConditionFailedException}, which carries the
     * item.
     *
     * @throws IllegalArgumentException if the condition does not fit the table's record
     */
    public Update<T> onlyIf(Condition more) {
        return new Update<>(table, key, update, table.and(condition, more));
    }

    /** Changes only if there is such an item, so that none is created. */
    public Update<T> ifExists() {
        return onlyIf(Path.attr(table.schema().partitionKey().name()).exists());
    }

    /**
     * The same, giving the whole item as it is afterwards.
     *
     * @throws IllegalStateException if the update changes nothing
     */
    public Call<T> returningNew() {
        UpdateItemOperation<T> operation = operation(Returned.ALL_NEW, table.schema()::readItem);
        return db().call(context -> new Attempts<>(context, operation).map(Optional::orElseThrow));
    }

    /**
     * The same, giving the whole item as it was before; empty if there was none.
     *
     * @throws IllegalStateException if the update changes nothing
     */
    public Call<Optional<T>> returningOld() {
        return table.call(operation(Returned.ALL_OLD, table.schema()::readItem));
    }

    private <R> UpdateItemOperation<R> operation(Returned returned, Function<ItemReader, R> reader) {
        if (update.isEmpty()) {
            throw new IllegalStateException("The update of an item of table " + table.name()
                    + " changes nothing: add set(…), add(…), remove(…) or delete(…)");
        }
        return new UpdateItemOperation<>(table.name(), key, update, condition, returned, reader);
    }

    @Override
    UpdateItemOperation<Item> action() {
        return operation(Returned.NONE, Item::readFrom);
    }

    @Override
    Exchange<Void> exchange(CallContext context) {
        return ignoringResult(new Attempts<>(context, action()));
    }
}
