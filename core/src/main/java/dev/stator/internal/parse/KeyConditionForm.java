package dev.stator.internal.parse;

import dev.stator.expression.Comparator;
import dev.stator.expression.Condition;
import dev.stator.expression.Operand;
import dev.stator.expression.Path;
import dev.stator.expression.Size;
import dev.stator.expression.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The form that a key condition must have whatever the table: conditions joined by {@code AND}, each on an attribute of
 * its own, which are as many as the key has attributes at most, each a comparison other than {@code <>}, a range, or a prefix.
 *
 * <p>The messages are the service's and stand alone: it puts nothing before them.
 */
public final class KeyConditionForm {
    private final Map<String, Condition> conditions = new LinkedHashMap<>();

    private KeyConditionForm() {}

    /**
     * The conditions by the name of their attribute, in the order of the text. In each the attribute stands on the left
     * and constants on the right.
     *
     * @throws ExpressionException if the condition has another form
     */
    public static Map<String, Condition> of(Condition condition) {
        KeyConditionForm form = new KeyConditionForm();
        form.add(condition);
        return form.conditions;
    }

    private void add(Condition condition) {
        if (condition instanceof Condition.And and) {
            and.conditions().forEach(this::add);
        } else if (condition instanceof Condition.Compare compare && compare.comparator() != Comparator.NE) {
            put(key(List.of(compare.left(), compare.right())), keyFirst(compare));
        } else if (condition instanceof Condition.Between between) {
            requireKeyFirst("BETWEEN", between.operand());
            put(key(List.of(between.operand(), between.low(), between.high())), between);
        } else if (condition instanceof Condition.BeginsWith beginsWith) {
            requireKeyFirst("begins_with", beginsWith.operand());
            put(key(List.of(beginsWith.operand(), beginsWith.prefix())), beginsWith);
        } else {
            throw new ExpressionException("Invalid operator used in KeyConditionExpression: " + operator(condition));
        }
    }

    private void put(String name, Condition condition) {
        if (conditions.put(name, condition) != null) {
            throw new ExpressionException("KeyConditionExpressions must only contain one condition per key");
        }
    }

    /** The one attribute among the operands. */
    private static String key(List<Operand> operands) {
        String name = "";
        for (Operand operand : operands) {
            if (operand instanceof Size) {
                throw new ExpressionException("KeyConditionExpressions cannot contain nested operations");
            } else if (operand instanceof Path<?> path) {
                if (!name.isEmpty()) {
                    throw new ExpressionException(
                            "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition");
                } else if (path.segments().size() > 1) {
                    throw new ExpressionException(
                            "KeyConditionExpressions cannot have conditions on nested attributes");
                }
                name = path.segments().get(0).toString();
            }
        }
        if (name.isEmpty()) {
            throw new ExpressionException("Invalid condition in KeyConditionExpression: No key attribute specified");
        }
        return name;
    }

    private static void requireKeyFirst(String operator, Operand first) {
        if (first instanceof Value) {
            throw new ExpressionException("Invalid condition in KeyConditionExpression: " + operator
                    + " operator must have the key attribute as its first operand");
        }
    }

    private static Condition keyFirst(Condition.Compare compare) {
        Operand left = compare.left();
        Operand right = compare.right();
        return left instanceof Path
                ? compare
                : new Condition.Compare(/* left= */ right, mirrored(compare.comparator()), /* right= */ left);
    }

    private static Comparator mirrored(Comparator comparator) {
        return switch (comparator) {
            case LT -> Comparator.GT;
            case LE -> Comparator.GE;
            case GT -> Comparator.LT;
            case GE -> Comparator.LE;
            default -> comparator;
        };
    }

    private static String operator(Condition condition) {
        if (condition instanceof Condition.Or) {
            return "OR";
        } else if (condition instanceof Condition.Not) {
            return "NOT";
        } else if (condition instanceof Condition.In) {
            return "IN";
        } else if (condition instanceof Condition.Exists) {
            return "attribute_exists";
        } else if (condition instanceof Condition.NotExists) {
            return "attribute_not_exists";
        } else if (condition instanceof Condition.HasType) {
            return "attribute_type";
        } else if (condition instanceof Condition.Contains) {
            return "contains";
        }
        return Comparator.NE.symbol();
    }
}
