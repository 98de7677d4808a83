package dev.stator.expression;

import java.util.Collection;
import java.util.List;

/**
 * What can be compared: a {@link Path}, or the {@link Size} of what is at one. Against constants of its class, which the
 * compiler checks, or against another operand: {@code attr(User::points).lt(attr(User::limit))}.
 *
 * @param <V> the class of the value
 */
public sealed interface Comparand<V> extends Operand permits Path, Size {
    /** The value is equal to this one. */
    default Condition eq(V value) {
        return eq(new Value(value));
    }

    /** The value is equal to that of another operand. */
    default Condition eq(Operand other) {
        return new Condition.Compare(this, Comparator.EQ, other);
    }

    /** The value is another than this; also true when there is none. */
    default Condition ne(V value) {
        return ne(new Value(value));
    }

    /** The value is another than that of an operand. */
    default Condition ne(Operand other) {
        return new Condition.Compare(this, Comparator.NE, other);
    }

    /** The value is less than this one, in the order of its DynamoDB type. */
    default Condition lt(V value) {
        return lt(new Value(value));
    }

    /** The value is less than that of another operand. */
    default Condition lt(Operand other) {
        return new Condition.Compare(this, Comparator.LT, other);
    }

    /** The value is less than this one or equal to it. */
    default Condition le(V value) {
        return le(new Value(value));
    }

    /** The value is less than that of another operand or equal to it. */
    default Condition le(Operand other) {
        return new Condition.Compare(this, Comparator.LE, other);
    }

    /** The value is greater than this one. */
    default Condition gt(V value) {
        return gt(new Value(value));
    }

    /** The value is greater than that of another operand. */
    default Condition gt(Operand other) {
        return new Condition.Compare(this, Comparator.GT, other);
    }

    /** The value is greater than this one or equal to it. */
    default Condition ge(V value) {
        return ge(new Value(value));
    }

    /** The value is greater than that of another operand or equal to it. */
    default Condition ge(Operand other) {
        return new Condition.Compare(this, Comparator.GE, other);
    }

    /** The value lies between two others, both included. */
    default Condition between(V low, V high) {
        return between(new Value(low), new Value(high));
    }

    /** The value lies between those of two operands, both included. */
    default Condition between(Operand low, Operand high) {
        return new Condition.Between(this, low, high);
    }

    /**
     * The value is one of these.
     *
     * @throws IllegalArgumentException unless there are 1 to 100
     */
    @SuppressWarnings("unchecked") // The array is only read.
    default Condition in(V... values) {
        return in(List.of(values));
    }

    /**
     * The value is one of these.
     *
     * @throws IllegalArgumentException unless there are 1 to 100
     */
    default Condition in(Collection<? extends V> values) {
        return new Condition.In(this, values.stream().map(Value::operand).toList());
    }
}
