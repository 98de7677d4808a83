package dev.stator.engine.action;

import dev.stator.engine.evaluate.Ordering;
import dev.stator.engine.fault.Fault;
import dev.stator.expression.Comparator;
import dev.stator.expression.Condition;
import dev.stator.expression.Operand;
import dev.stator.expression.Path;
import dev.stator.expression.Value;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import java.util.List;

/**
 * The comparison operators of the legacy parameters, in the order in which the service lists them: how many values of
 * which types each takes, and the condition that it stands for.
 */
enum Comparison {
    IN(1, Integer.MAX_VALUE, Types.ORDERED),
    NULL(0, 0, Types.NONE),
    BETWEEN(2, 2, Types.ORDERED),
    LT(1, 1, Types.ORDERED),
    NOT_CONTAINS(1, 1, Types.CONTAINED),
    EQ(1, 1, Types.ALL),
    GT(1, 1, Types.ORDERED),
    NOT_NULL(0, 0, Types.NONE),
    NE(1, 1, Types.ALL),
    LE(1, 1, Types.ORDERED),
    BEGINS_WITH(1, 1, Types.PREFIXES),
    GE(1, 1, Types.ORDERED),
    CONTAINS(1, 1, Types.CONTAINED);

    /** What the service lets an operator compare with. */
    private enum Types {
        NONE,
        ALL,
        ORDERED,
        PREFIXES,
        CONTAINED;

        boolean allow(AttributeType type) {
            return switch (this) {
                case NONE -> false;
                case ALL -> true;
                case ORDERED -> type.isKeyType();
                case PREFIXES -> type == AttributeType.S || type == AttributeType.B;
                case CONTAINED -> type.isKeyType() || type == AttributeType.BOOL || type == AttributeType.NULL;
            };
        }
    }

    private final int least;
    private final int most;
    private final Types types;

    Comparison(int least, int most, Types types) {
        this.least = least;
        this.most = most;
        this.types = types;
    }

    /** Whether it compares with nothing. */
    boolean takesNoValue() {
        return most == 0;
    }

    /** Refuses values that this cannot compare with. */
    void check(List<AttributeValue> values) {
        if (values.size() < least || values.size() > most) {
            throw Fault.invalidParameter("Invalid number of argument(s) for the " + this + " ComparisonOperator");
        } else if (values.stream().map(AttributeValue::type).distinct().count() > 1) {
            throw Fault.invalidParameter("AttributeValues inside AttributeValueList must be of same type");
        }
        for (AttributeValue value : values) {
            if (!types.allow(value.type())) {
                throw Fault.invalidParameter(
                        "ComparisonOperator " + this + " is not valid for " + value.type() + " AttributeValue type");
            }
        }
        if (this == BETWEEN) {
            Integer order = Ordering.compare(values.get(0), values.get(1));
            if (order != null && order > 0) {
                throw Fault.validation(
                        "The BETWEEN condition was provided a range where the lower bound is greater than"
                                + " the upper bound");
            }
        }
    }

    /** The condition on a path; the values must have been checked. */
    Condition condition(Path<?> path, List<AttributeValue> values) {
        List<Operand> operands = values.stream().<Operand>map(Value::new).toList();
        return switch (this) {
            case NULL -> new Condition.NotExists(path);
            case NOT_NULL -> new Condition.Exists(path);
            case EQ -> new Condition.Compare(path, Comparator.EQ, operands.get(0));
            case NE -> new Condition.Compare(path, Comparator.NE, operands.get(0));
            case LT -> new Condition.Compare(path, Comparator.LT, operands.get(0));
            case LE -> new Condition.Compare(path, Comparator.LE, operands.get(0));
            case GT -> new Condition.Compare(path, Comparator.GT, operands.get(0));
            case GE -> new Condition.Compare(path, Comparator.GE, operands.get(0));
            case IN -> in(path, operands);
            case BETWEEN -> new Condition.Between(path, operands.get(0), operands.get(1));
            case BEGINS_WITH -> new Condition.BeginsWith(path, operands.get(0));
            case CONTAINS -> new Condition.Contains(path, operands.get(0));
            // An attribute that is not there contains nothing, and yet this does not hold of it.
            case NOT_CONTAINS ->
                Condition.all(
                        new Condition.Exists(path), new Condition.Not(new Condition.Contains(path, operands.get(0))));
        };
    }

    /** The legacy operator has no limit of candidates, that of expressions has. */
    private static Condition in(Path<?> path, List<Operand> candidates) {
        if (candidates.size() <= Condition.MAX_CANDIDATES) {
            return new Condition.In(path, candidates);
        }
        return Condition.any(candidates.stream()
                .map(candidate -> new Condition.Compare(path, Comparator.EQ, candidate))
                .toList());
    }
}
