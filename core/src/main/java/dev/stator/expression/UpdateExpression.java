package dev.stator.expression;

import dev.stator.codec.Codec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an update changes, as an immutable list of actions; each method gives a longer one.
 *
 * <p>The order of actions does not matter to the service: all operands are computed from the item as it was, and no two
 * paths may overlap.
 */
public final class UpdateExpression {
    private static final UpdateExpression EMPTY = new UpdateExpression(List.of());

    private final List<UpdateAction> actions;

    private UpdateExpression(List<UpdateAction> actions) {
        this.actions = actions;
    }

    /** The update that changes nothing. */
    public static UpdateExpression empty() {
        return EMPTY;
    }

    /** The update with these actions. */
    public static UpdateExpression of(Collection<? extends UpdateAction> actions) {
        return new UpdateExpression(List.copyOf(actions));
    }

    /** The actions, in the order in which they were added. */
    public List<UpdateAction> actions() {
        return actions;
    }

    /** Whether this changes nothing; such an update cannot be sent. */
    public boolean isEmpty() {
        return actions.isEmpty();
    }

    /**
     * Assigns a value. None, be it null or an empty optional, and an empty set, which DynamoDB cannot store, remove what
     * is there, or store the explicit null where {@link dev.stator.codec.Nulls} says so.
     */
    public <V> UpdateExpression set(Path<V> path, @Nullable V value) {
        return with(
                new UpdateAction.Set(path, value instanceof SetOperand operand ? operand : Value.ofNullable(value)));
    }

    /**
     * Assigns what an operand gives, such as {@code attr(User::points).plus(1)}. Binding refuses an operand that is stored as
     * another type than the path, and one within a value that may be of an older {@link dev.stator.codec.Shape}, or of another
     * class under its {@link dev.stator.codec.Discriminator}.
     */
    public UpdateExpression set(Path<?> path, SetOperand value) {
        return with(new UpdateAction.Set(path, value));
    }

    /** Assigns what an operand gives. */
    public UpdateExpression set(AnyPath path, SetOperand value) {
        return with(new UpdateAction.Set(path, value));
    }

    /** Assigns a value where there is none. */
    public <V> UpdateExpression setIfAbsent(Path<V> path, V value) {
        return with(new UpdateAction.Set(path, path.ifNotExists(value)));
    }

    /** Removes what is there, if anything is: an attribute, a map entry, or a list element, whose successors move up. */
    public UpdateExpression remove(Path<?> path) {
        return with(new UpdateAction.Remove(path));
    }

    /** Adds to a number, which counts from 0 when there is none. Not idempotent. */
    public <N extends Number> UpdateExpression add(Path<N> path, N number) {
        return with(new UpdateAction.Add(path, new Value(number)));
    }

    /** Adds elements to a set, making it when there is none. */
    public <E> UpdateExpression add(Path<Set<E>> path, Set<E> elements) {
        return with(new UpdateAction.Add(path, new Value(elements)));
    }

    /** Adds to a number or a set, making it when there is none. */
    public UpdateExpression add(AnyPath path, Object numberOrSet) {
        return with(new UpdateAction.Add(path, Value.value(numberOrSet)));
    }

    /** Takes elements out of a set; the attribute goes with the last of them. */
    public <E> UpdateExpression delete(Path<Set<E>> path, Set<E> elements) {
        return with(new UpdateAction.Delete(path, new Value(elements)));
    }

    /** Takes elements out of a set; the attribute goes with the last of them. */
    public UpdateExpression delete(AnyPath path, Object set) {
        return with(new UpdateAction.Delete(path, Value.value(set)));
    }

    /**
     * Puts elements behind those of a list, making it when there is none. To have the service refuse that, set the path
     * to {@link ListPath#append(List)}.
     */
    public <E> UpdateExpression append(Path<List<E>> path, List<E> elements) {
        return with(new UpdateAction.Set(path, path.ifNotExists(List.of()).append(elements)));
    }

    /** Puts elements behind those of a list, making it when there is none. */
    public UpdateExpression append(AnyPath path, List<?> elements) {
        return with(new UpdateAction.Set(path, path.ifNotExists(List.of()).append(elements)));
    }

    /** Puts elements before those of a list, making it when there is none. */
    public <E> UpdateExpression prepend(Path<List<E>> path, List<E> elements) {
        return with(new UpdateAction.Set(path, path.ifNotExists(List.of()).prepend(elements)));
    }

    /** Puts elements before those of a list, making it when there is none. */
    public UpdateExpression prepend(AnyPath path, List<?> elements) {
        return with(new UpdateAction.Set(path, path.ifNotExists(List.of()).prepend(elements)));
    }

    /** The actions of this and of another update. */
    public UpdateExpression and(UpdateExpression other) {
        List<UpdateAction> all = new ArrayList<>(actions);
        all.addAll(other.actions);
        return new UpdateExpression(List.copyOf(all));
    }

    /**
     * The same update with these values for its {@link Value#param parameters}; others among them do not matter. A
     * path that is set to a parameter of no value, null or an empty optional, is removed.
     *
     * @throws IllegalArgumentException if there is no entry for a parameter; the message names it
     */
    public UpdateExpression with(Map<String, ? extends @Nullable Object> parameters) {
        return new UpdateExpression(rewritten(new Filling(parameters)));
    }

    private List<UpdateAction> rewritten(Rewriting by) {
        return actions.stream().map(by::action).toList();
    }

    private UpdateExpression with(UpdateAction action) {
        List<UpdateAction> longer = new ArrayList<>(actions);
        longer.add(action);
        return new UpdateExpression(List.copyOf(longer));
    }

    /**
     * The same update with stored names and attribute values, for items that this codec reads.
     *
     * @param root the codec of the whole item
     * @throws IllegalArgumentException if a path does not belong to the record, a constant cannot be stored, what a
     *     path is set from is stored as another type, a {@link Value#param parameter} has no value, or two paths overlap: one is the other, or leads through it
     */
    public UpdateExpression bind(Codec<?> root) {
        List<UpdateAction> bound = rewritten(new Binding(root));
        PathText.refuseOverlap(
                "An update", bound.stream().<Path<?>>map(UpdateAction::path).toList());
        return new UpdateExpression(bound);
    }

    /** Writes this update's text, one clause for each kind of action; it must be bound and not empty. */
    public void writeTo(ExpressionWriter out) {
        String before = clause(out, "", "SET ", UpdateAction.Set.class);
        before = clause(out, before, "REMOVE ", UpdateAction.Remove.class);
        before = clause(out, before, "ADD ", UpdateAction.Add.class);
        clause(out, before, "DELETE ", UpdateAction.Delete.class);
    }

    private String clause(ExpressionWriter out, String before, String keyword, Class<? extends UpdateAction> kind) {
        String separator = before + keyword;
        boolean any = false;
        for (UpdateAction action : actions) {
            if (kind.isInstance(action)) {
                out.text(separator);
                write(action, out);
                separator = ", ";
                any = true;
            }
        }
        return any ? " " : before;
    }

    private static void write(UpdateAction action, ExpressionWriter out) {
        action.path().writeTo(out);
        if (action instanceof UpdateAction.Set set) {
            out.text(" = ");
            set.value().writeTo(out);
        } else if (action instanceof UpdateAction.Add add) {
            out.text(" ");
            add.value().writeTo(out);
        } else if (action instanceof UpdateAction.Delete delete) {
            out.text(" ");
            delete.value().writeTo(out);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UpdateExpression that && actions.equals(that.actions);
    }

    @Override
    public int hashCode() {
        return actions.hashCode();
    }

    @Override
    public String toString() {
        return ReadableText.of(this::writeTo);
    }
}
