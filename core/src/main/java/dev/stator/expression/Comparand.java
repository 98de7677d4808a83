package dev.stator.expression;

import java.util.Collection;
import java.util.List;

/**
 * What can be compared: a {@link Path}, or the {@link Size} of what is at one. Against constants of its class, which the
 * compiler checks, or against another operand: {@code attr(User::points).lt(attr(User::limit))}.
 *
 * <p>What cannot be true of the items of a record is refused when the condition is bound to it: a constant or another
 * attribute that is stored as another type, as a text against a number. To mean what others stored, give the constant as an
 * {@link dev.stator.value.AttributeValue}, which stands as it is; at a place whose class is not known, as in a table of items,
 * any constant may stand.
 *
 * <p>The service sorts numbers by their value, and strings and binaries by their bytes. So {@code lt}, {@code le}, {@code gt},
 * {@code ge} and {@code between} are refused of classes that are stored in another way than they sort, as {@code Duration},
 * {@code Period}, {@code OffsetDateTime}, {@code ZonedDateTime} and {@code ZoneOffset}; of an enum unless what is stored of
 * its constants sorts as they are declared; and of booleans, sets, lists, maps and records. A class that is no more than its
 * text, as a {@code Locale}, sorts by that. Against an {@code AttributeValue} the order is that of what is stored.
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
