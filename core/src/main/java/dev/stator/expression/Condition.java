package dev.stator.expression;

import dev.stator.codec.Codec;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of an item: for a conditional write, or as the filter of a query or scan.
 *
 * <p>Conditions are made from a {@link Path} and joined with {@link #and}, {@link #or} and {@link #not}. They are
 * immutable trees, equal when their nodes are. The empty condition states nothing: joined with another it gives the
 * other.
 */
public sealed interface Condition {
    /** The most candidates that {@code IN} may have. */
    int MAX_CANDIDATES = 100;

    /** The condition that states nothing. */
    static Condition empty() {
        return And.EMPTY;
    }

    /** All of these must be true; empty if there are none. */
    static Condition all(Condition... conditions) {
        return all(List.of(conditions));
    }

    /** All of these must be true; empty if there are none. */
    static Condition all(Collection<? extends Condition> conditions) {
        return conditions.isEmpty() ? empty() : new And(List.copyOf(conditions)).simplified();
    }

    /**
     * At least one of these must be true.
     *
     * @throws IllegalArgumentException if there are none: no item could ever fulfil it
     */
    static Condition any(Condition... conditions) {
        return any(List.of(conditions));
    }

    /**
     * At least one of these must be true.
     *
     * @throws IllegalArgumentException if there are none: no item could ever fulfil it
     */
    static Condition any(Collection<? extends Condition> conditions) {
        return new Or(List.copyOf(conditions)).simplified();
    }

    /** This and all the others must be true. */
    default Condition and(Condition... others) {
        return all(joined(others));
    }

    /** This or one of the others must be true. */
    default Condition or(Condition... others) {
        return any(joined(others));
    }

    /** This must be false. */
    default Condition not() {
        return new Not(this);
    }

    /** Whether this states nothing. */
    default boolean isEmpty() {
        return false;
    }

    /** The stored names of the attributes of which this speaks, at the top of an item; it must be bound. */
    default Set<String> attributes() {
        return Mentions.in(this);
    }

    /**
     * The same condition with stored names and attribute values, for items that this codec reads.
     *
     * @param root the codec of the whole item
     * @throws IllegalArgumentException if a path does not belong to the record, a constant cannot be stored, operands are stored
     *     as different types, what is compared by order has none as it is stored, or a {@link Value#param parameter} has no
     *     value; see {@link Comparand}
     */
    default Condition bind(Codec<?> root) {
        return rewritten(new Binding(root));
    }

    /**
     * The same condition with these values for its {@link Value#param parameters}; others among them do not matter.
     *
     * @throws IllegalArgumentException if there is no value for a parameter; the message names it
     */
    default Condition with(Map<String, ? extends @Nullable Object> parameters) {
        return rewritten(new Filling(parameters));
    }

    /** The same condition with other paths and constants; what {@link #bind} and {@link #with} are made of. */
    Condition rewritten(Rewriting by);

    /** Writes this condition's text; it must be bound and not empty. */
    void writeTo(ExpressionWriter out);

    private List<Condition> joined(Condition[] others) {
        List<Condition> all = new ArrayList<>(others.length + 1);
        all.add(this);
        all.addAll(List.of(others));
        return all;
    }

    /**
     * Two operands compared.
     *
     * @param left the first operand
     * @param comparator the comparison
     * @param right the second operand
     */
    record Compare(Operand left, Comparator comparator, Operand right) implements Condition {
        @Override
        public Condition rewritten(Rewriting by) {
            return comparator.isOrder()
                    ? new Compare(by.ordered(left, right), comparator, by.ordered(right, left))
                    : new Compare(by.operand(left, right), comparator, by.operand(right, left));
        }

        @Override
        public void writeTo(ExpressionWriter out) {
            left.writeTo(out);
            out.text(" " + comparator.symbol() + " ");
            right.writeTo(out);
        }

        @Override
        public String toString() {
            return ReadableText.of(this::writeTo);
        }
    }

    /**
     * An operand between two bounds, both included.
     *
     * @param operand what is compared
     * @param low the lower bound
     * @param high the upper bound
     */
    record Between(Operand operand, Operand low, Operand high) implements Condition {
        /** The same, unless no value could lie between its bounds. */
        Between checked() {
            if (low instanceof Value first && high instanceof Value last && first.isAbove(last)) {
                throw new IllegalArgumentException("A range of " + operand
                        + " begins above where it ends, and the service refuses that; give the lower bound first");
            }
            return this;
        }

        @Override
        public Condition rewritten(Rewriting by) {
            return new Between(by.ordered(operand, low), by.ordered(low, operand), by.ordered(high, operand)).checked();
        }

        @Override
        public void writeTo(ExpressionWriter out) {
            operand.writeTo(out);
            out.text(" BETWEEN ");
            low.writeTo(out);
            out.text(" AND ");
            high.writeTo(out);
        }

        @Override
        public String toString() {
            return ReadableText.of(this::writeTo);
        }
    }

    /**
     * An operand that equals one of up to 100 candidates.
     *
     * @param operand what is compared
     * @param candidates what it may be
     */
    record In(Operand operand, List<Operand> candidates) implements Condition {
        public In {
            candidates = List.copyOf(candidates);
            if (candidates.isEmpty() || candidates.size() > MAX_CANDIDATES) {
                throw new IllegalArgumentException("IN for " + operand + " has " + candidates.size()
                        + " candidates; DynamoDB takes 1 to " + MAX_CANDIDATES);
            }
        }

        @Override
        public Condition rewritten(Rewriting by) {
            return new In(
                    by.operand(operand, candidates.get(0)),
                    candidates.stream()
                            .map(candidate -> by.operand(candidate, operand))
                            .toList());
        }

        @Override
        public void writeTo(ExpressionWriter out) {
            operand.writeTo(out);
            String separator = " IN (";
            for (Operand candidate : candidates) {
                out.text(separator);
                candidate.writeTo(out);
                separator = ", ";
            }
            out.text(")");
        }

        @Override
        public String toString() {
            return ReadableText.of(this::writeTo);
        }
    }

    /**
     * There is a value at a path.
     *
     * @param path where
     */
    record Exists(Path<?> path) implements Condition {
        @Override
        public Condition rewritten(Rewriting by) {
            return new Exists(by.path(path));
        }

        @Override
        public void writeTo(ExpressionWriter out) {
            out.text("attribute_exists(");
            path.writeTo(out);
            out.text(")");
        }

        @Override
        public String toString() {
            return ReadableText.of(this::writeTo);
        }
    }

    /**
     * There is no value at a path.
     *
     * @param path where
     */
    record NotExists(Path<?> path) implements Condition {
        @Override
        public Condition rewritten(Rewriting by) {
            return new NotExists(by.path(path));
        }

        @Override
        public void writeTo(ExpressionWriter out) {
            out.text("attribute_not_exists(");
            path.writeTo(out);
            out.text(")");
        }

        @Override
        public String toString() {
            return ReadableText.of(this::writeTo);
        }
    }

    /**
     * A value has a type.
     *
     * @param operand whose type, a path as a rule
     * @param type the type
     */
    record HasType(Operand operand, AttributeType type) implements Condition {
        @Override
        public Condition rewritten(Rewriting by) {
            return new HasType(by.operand(operand, operand), type);
        }

        @Override
        public void writeTo(ExpressionWriter out) {
            out.text("attribute_type(");
            operand.writeTo(out);
            out.text(", ");
            out.value(new Value(new AttributeValue.S(type.name())));
            out.text(")");
        }

        @Override
        public String toString() {
            return ReadableText.of(this::writeTo);
        }
    }

    /**
     * A string or binary begins with another.
     *
     * @param operand the whole
     * @param prefix what it begins with
     */
    record BeginsWith(Operand operand, Operand prefix) implements Condition {
        @Override
        public Condition rewritten(Rewriting by) {
            return new BeginsWith(by.operand(operand, prefix), by.operand(prefix, operand));
        }

        @Override
        public void writeTo(ExpressionWriter out) {
            out.text("begins_with(");
            operand.writeTo(out);
            out.text(", ");
            prefix.writeTo(out);
            out.text(")");
        }

        @Override
        public String toString() {
            return ReadableText.of(this::writeTo);
        }
    }

    /**
     * A set or list has an element, or a string another within it.
     *
     * @param operand the whole
     * @param part what it has
     */
    record Contains(Operand operand, Operand part) implements Condition {
        @Override
        public Condition rewritten(Rewriting by) {
            return new Contains(by.whole(operand, part), by.element(part, operand));
        }

        @Override
        public void writeTo(ExpressionWriter out) {
            out.text("contains(");
            operand.writeTo(out);
            out.text(", ");
            part.writeTo(out);
            out.text(")");
        }

        @Override
        public String toString() {
            return ReadableText.of(this::writeTo);
        }
    }

    /**
     * All of some conditions; none of them: the empty condition.
     *
     * @param conditions what must be true
     */
    record And(List<Condition> conditions) implements Condition {
        private static final And EMPTY = new And(List.of());

        public And {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean isEmpty() {
            return conditions.stream().allMatch(Condition::isEmpty);
        }

        private Condition simplified() {
            List<Condition> flat = new ArrayList<>();
            for (Condition condition : conditions) {
                if (condition instanceof And and) {
                    flat.addAll(and.conditions);
                } else {
                    flat.add(condition);
                }
            }
            flat.removeIf(Condition::isEmpty);
            return flat.isEmpty() ? EMPTY : flat.size() == 1 ? flat.get(0) : new And(flat);
        }

        @Override
        public Condition rewritten(Rewriting by) {
            return new And(conditions.stream()
                            .map(condition -> condition.rewritten(by))
                            .toList())
                    .simplified();
        }

        @Override
        public void writeTo(ExpressionWriter out) {
            String separator = "";
            for (Condition condition : conditions) {
                out.text(separator);
                out.group(condition, condition instanceof Or);
                separator = " AND ";
            }
        }

        @Override
        public String toString() {
            return ReadableText.of(this::writeTo);
        }
    }

    /**
     * At least one of some conditions.
     *
     * @param conditions what may be true
     */
    record Or(List<Condition> conditions) implements Condition {
        public Or {
            conditions = List.copyOf(conditions);
            if (conditions.isEmpty()) {
                throw new IllegalArgumentException(
                        "OR of no conditions is never true and has no text; leave the request out instead");
            }
        }

        @Override
        public boolean isEmpty() {
            return conditions.stream().allMatch(Condition::isEmpty);
        }

        private Condition simplified() {
            List<Condition> flat = new ArrayList<>();
            for (Condition condition : conditions) {
                if (condition instanceof Or or) {
                    flat.addAll(or.conditions);
                } else {
                    flat.add(condition);
                }
            }
            flat.removeIf(Condition::isEmpty);
            return flat.isEmpty() ? And.EMPTY : flat.size() == 1 ? flat.get(0) : new Or(flat);
        }

        @Override
        public Condition rewritten(Rewriting by) {
            return new Or(conditions.stream()
                            .map(condition -> condition.rewritten(by))
                            .toList())
                    .simplified();
        }

        @Override
        public void writeTo(ExpressionWriter out) {
            String separator = "";
            for (Condition condition : conditions) {
                out.text(separator);
                out.group(condition, false);
                separator = " OR ";
            }
        }

        @Override
        public String toString() {
            return ReadableText.of(this::writeTo);
        }
    }

    /**
     * A condition that must be false.
     *
     * @param condition what must be false
     */
    record Not(Condition condition) implements Condition {
        public Not {
            if (condition.isEmpty()) {
                throw new IllegalArgumentException(
                        "NOT of the empty condition has no meaning; the empty condition states nothing");
            }
        }

        @Override
        public Condition not() {
            return condition;
        }

        @Override
        public Condition rewritten(Rewriting by) {
            return new Not(condition.rewritten(by));
        }

        @Override
        public void writeTo(ExpressionWriter out) {
            out.text("NOT ");
            out.group(condition, condition instanceof And || condition instanceof Or);
        }

        @Override
        public String toString() {
            return ReadableText.of(this::writeTo);
        }
    }
}
