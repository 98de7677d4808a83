package dev.stator.expression;

import dev.stator.codec.KeyAttribute;
import dev.stator.value.AttributeType;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a query asks of a key attribute: {@code between(t0, t1)}, {@code beginsWith("2026-")}. The language of keys is
 * smaller than that of conditions: one comparison, a range, or a prefix.
 *
 * <p>The operands are Java values of the key attribute's class, or attribute values.
 */
public sealed interface KeyCondition {
    /** The key equals this value. */
    static KeyCondition eq(Object value) {
        return new Compare(Comparator.EQ, Value.value(value));
    }

    /** The key is less than this value. */
    static KeyCondition lt(Object value) {
        return new Compare(Comparator.LT, Value.value(value));
    }

    /** The key is this value or less. */
    static KeyCondition le(Object value) {
        return new Compare(Comparator.LE, Value.value(value));
    }

    /** The key is greater than this value. */
    static KeyCondition gt(Object value) {
        return new Compare(Comparator.GT, Value.value(value));
    }

    /** The key is this value or greater. */
    static KeyCondition ge(Object value) {
        return new Compare(Comparator.GE, Value.value(value));
    }

    /** The key lies between these values, both included. */
    static KeyCondition between(Object low, Object high) {
        return new Between(Value.value(low), Value.value(high));
    }

    /** The key, a string or binary as stored, begins with this prefix: a string, {@code byte[]} or binary. */
    static KeyCondition beginsWith(Object prefix) {
        return new BeginsWith(Value.value(prefix));
    }

    /**
     * What a condition asks of the attribute on its left.
     *
     * @throws IllegalArgumentException if it is no comparison of an attribute with a constant, no range and no prefix
     */
    static KeyCondition of(Condition condition) {
        if (condition instanceof Condition.Compare compare && compare.right() instanceof Value value) {
            return new Compare(compare.comparator(), value);
        } else if (condition instanceof Condition.Between between
                && between.low() instanceof Value low
                && between.high() instanceof Value high) {
            return new Between(low, high);
        } else if (condition instanceof Condition.BeginsWith beginsWith
                && beginsWith.prefix() instanceof Value prefix) {
            return new BeginsWith(prefix);
        }
        throw new IllegalArgumentException(
                "The condition " + condition + " is none of a key: a comparison with a constant, a range, or a prefix");
    }

    /**
     * The bound condition on a key attribute.
     *
     * @throws IllegalArgumentException if an operand is none that {@link KeyAttribute#value} takes, or a prefix stands
     *     against a number
     */
    Condition on(KeyAttribute key);

    /**
     * The same condition with these values for its {@link Value#param parameters}; others among them do not matter.
     *
     * @throws IllegalArgumentException if there is no value for a parameter; the message names it
     */
    default KeyCondition with(Map<String, ? extends @Nullable Object> parameters) {
        return with(new Filling(parameters)::value);
    }

    /** The same condition with other constants. */
    KeyCondition with(UnaryOperator<Value> change);

    private static Value bound(Value value, KeyAttribute key) {
        return new Value(key.value(Binding.content(value, key.name())));
    }

    /**
     * One comparison.
     *
     * @param comparator any but {@link Comparator#NE}
     * @param value what the key is compared with
     */
    record Compare(Comparator comparator, Value value) implements KeyCondition {
        public Compare {
            if (comparator == Comparator.NE) {
                throw new IllegalArgumentException("A key condition cannot say <>; use a filter instead");
            }
        }

        @Override
        public Condition on(KeyAttribute key) {
            return new Condition.Compare(Path.attr(key.name()), comparator, bound(value, key));
        }

        @Override
        public KeyCondition with(UnaryOperator<Value> change) {
            return new Compare(comparator, change.apply(value));
        }

        @Override
        public String toString() {
            return comparator.symbol() + " " + value;
        }
    }

    /**
     * A range.
     *
     * @param low the first value of the range
     * @param high the last value of the range
     */
    record Between(Value low, Value high) implements KeyCondition {
        @Override
        public Condition on(KeyAttribute key) {
            return new Condition.Between(Path.attr(key.name()), bound(low, key), bound(high, key)).checked();
        }

        @Override
        public KeyCondition with(UnaryOperator<Value> change) {
            return new Between(change.apply(low), change.apply(high));
        }

        @Override
        public String toString() {
            return "BETWEEN " + low + " AND " + high;
        }
    }

    /**
     * A prefix of the key as stored, so of another class than the key's where the codec stores that as a string.
     *
     * @param prefix a string or binary
     */
    record BeginsWith(Value prefix) implements KeyCondition {
        @Override
        public Condition on(KeyAttribute key) {
            AnyPath path = Path.attr(key.name());
            Value bound = Binding.value(new Value(key.prefix(prefix.object())), path, key.codec());
            AttributeType type = bound.attribute().type();
            if (type != key.type() || type == AttributeType.N) {
                throw new IllegalArgumentException("beginsWith(…) gives a prefix of type " + type
                        + " for the key attribute " + key.name() + " of type " + key.type()
                        + (key.type() == AttributeType.N
                                ? "; numbers have no prefixes, so use between(…)"
                                : "; give one of the key's own type"));
            }
            return new Condition.BeginsWith(path, bound);
        }

        @Override
        public KeyCondition with(UnaryOperator<Value> change) {
            return new BeginsWith(change.apply(prefix));
        }

        @Override
        public String toString() {
            return "begins_with " + prefix;
        }
    }
}
