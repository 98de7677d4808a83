package dev.stator.expression;

import dev.stator.codec.Codec;

/**
 * What a query asks of a key attribute: {@code between(t0, t1)}, {@code beginsWith("2026-")}. The language of keys is
 * smaller than that of conditions: one comparison, a range, or a prefix.
 *
 * <p>The operands are Java values of the key attribute's class, or attribute values.
 */
public sealed interface KeyCondition {
    /** The key equals this value. */
    static KeyCondition eq(Object value) {
        return new Compare(Comparator.EQ, new Value(value));
    }

    /** The key is less than this value. */
    static KeyCondition lt(Object value) {
        return new Compare(Comparator.LT, new Value(value));
    }

    /** The key is this value or less. */
    static KeyCondition le(Object value) {
        return new Compare(Comparator.LE, new Value(value));
    }

    /** The key is greater than this value. */
    static KeyCondition gt(Object value) {
        return new Compare(Comparator.GT, new Value(value));
    }

    /** The key is this value or greater. */
    static KeyCondition ge(Object value) {
        return new Compare(Comparator.GE, new Value(value));
    }

    /** The key lies between these values, both included. */
    static KeyCondition between(Object low, Object high) {
        return new Between(new Value(low), new Value(high));
    }

    /** The key, a string or binary as stored, begins with this prefix: a string, {@code byte[]} or binary. */
    static KeyCondition beginsWith(Object prefix) {
        return new BeginsWith(new Value(prefix));
    }

    /**
     * The bound condition on a key attribute.
     *
     * @param name the stored name of the attribute
     * @param codec the codec of its values
     * @throws IllegalArgumentException if an operand is not of the codec's class
     */
    Condition on(String name, Codec<?> codec);

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
        public Condition on(String name, Codec<?> codec) {
            AnyPath key = Path.attr(name);
            return new Condition.Compare(key, comparator, Binding.key(value, key, codec));
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
        public Condition on(String name, Codec<?> codec) {
            AnyPath key = Path.attr(name);
            return new Condition.Between(key, Binding.key(low, key, codec), Binding.key(high, key, codec));
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
        public Condition on(String name, Codec<?> codec) {
            AnyPath key = Path.attr(name);
            return new Condition.BeginsWith(key, Binding.value(prefix, key, codec));
        }

        @Override
        public String toString() {
            return "begins_with " + prefix;
        }
    }
}
