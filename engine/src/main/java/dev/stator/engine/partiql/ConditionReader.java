package dev.stator.engine.partiql;

import dev.stator.engine.fault.Fault;
import dev.stator.expression.Comparator;
import dev.stator.expression.Condition;
import dev.stator.expression.Operand;
import dev.stator.expression.Value;
import dev.stator.internal.parse.ConditionNodes;
import dev.stator.internal.parse.Function;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the tree of a {@code WHERE}. PartiQL lets a condition be compared with a value, as in {@code contains(a, 'b') = true};
 * the trees of expressions have no such thing, so it becomes that condition, its negation, or both with what the value must be.
 */
final class ConditionReader {
    private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");
    private static final Set<String> CONDITIONS =
            Set.of("=", "<>", "<", "<=", ">", ">=", "and", "or", "not", "in", "between");
    private static final Map<String, AttributeType> TYPES = Map.of(
            "NULL", AttributeType.NULL,
            "BOOLEAN", AttributeType.BOOL,
            "BLOB", AttributeType.B,
            "STRING", AttributeType.S,
            "NUMERIC", AttributeType.N,
            "STRUCT", AttributeType.M,
            "TUPLE", AttributeType.M,
            "LIST", AttributeType.L);

    /** How often a condition may stand twice in the tree for being compared; each doubles the work. */
    private static final int MAX_DOUBLED = 8;

    private static final AttributeValue TRUE = new AttributeValue.Bool(true);
    private static final AttributeValue FALSE = new AttributeValue.Bool(false);
    private static final Condition NEVER = new Condition.Compare(new Value(TRUE), Comparator.EQ, new Value(FALSE));

    private final Constants constants;
    private int doubled;

    ConditionReader(Constants constants) {
        this.constants = constants;
    }

    /** The whole of a {@code WHERE}. */
    Condition where(Syntax syntax) {
        return condition(syntax, "WHERE clause must contain an expression that resolves to a boolean");
    }

    private static boolean isCondition(Syntax syntax) {
        if (syntax instanceof Syntax.Call call) {
            Function function = Function.find(call.name());
            return function != Function.SIZE;
        }
        return syntax instanceof Syntax.Typed
                || (syntax instanceof Syntax.Operation operation && CONDITIONS.contains(operation.operator()));
    }

    private Condition condition(Syntax syntax, String otherwise) {
        if (syntax instanceof Syntax.Operation operation) {
            return operation(operation);
        } else if (syntax instanceof Syntax.Typed typed) {
            return typed(typed);
        } else if (syntax instanceof Syntax.Call call) {
            Function function = function(call);
            List<Operand> arguments = operands(call.arguments());
            if (function == Function.SIZE) {
                throw Fault.validation(
                        "The function is not allowed to be used this way in an expression; function: size");
            }
            return ConditionNodes.function(function, arguments);
        } else if (syntax instanceof Syntax.Missing) {
            throw missing();
        } else if (syntax instanceof Syntax.Moment) {
            throw Syntax.unsupported(syntax);
        }
        throw Fault.validation(otherwise);
    }

    private static Fault missing() {
        return Fault.validation("MISSING must be compared using IS operator");
    }

    private Condition operation(Syntax.Operation operation) {
        List<Syntax> operands = operation.operands();
        return switch (operation.operator()) {
            case "and" -> Condition.all(conditions(operands));
            case "or" -> Condition.any(conditions(operands));
            case "not" ->
                new Condition.Not(condition(operands.get(0), "The argument to NOT must be a Type or Expression"));
            case "in" -> in(operands.get(0), operands.get(1));
            case "between" -> ConditionNodes.between(operands(operands));
            default -> {
                if (!COMPARATORS.contains(operation.operator())) {
                    throw unsupported(operation);
                }
                yield compare(operation.operator(), operands.get(0), operands.get(1));
            }
        };
    }

    private static Fault unsupported(Syntax.Operation operation) {
        return Fault.validation("Unsupported operator in Condition Expression. Operator: " + operation.operator());
    }

    private List<Condition> conditions(List<Syntax> operands) {
        return operands.stream()
                .map(operand -> condition(operand, "The arguments to AND/OR must be Expressions"))
                .toList();
    }

    private Condition in(Syntax left, Syntax right) {
        List<Syntax> candidates = right instanceof Syntax.Sequence list
                ? list.elements()
                : right instanceof Syntax.Bag bag ? bag.elements() : List.of();
        if (candidates.isEmpty()) {
            throw Fault.validation(
                    "IN operator must have a left hand argument of type Variable Reference and right hand"
                            + " argument of type Seq with at least one member");
        }
        ConditionNodes.checkCandidates(candidates.size());
        if (isCondition(left)) {
            return Condition.any(candidates.stream()
                    .map(candidate -> compare("=", left, candidate))
                    .toList());
        }
        List<Syntax> all = new ArrayList<>(List.of(left));
        all.addAll(candidates);
        return ConditionNodes.in(operands(all));
    }

    private Condition compare(String comparator, Syntax left, Syntax right) {
        if (!isCondition(left) && !isCondition(right)) {
            return ConditionNodes.compare(comparator, operands(List.of(left, right)));
        }
        Condition equal = isCondition(left) ? truth(left, right) : truth(right, left);
        if (!comparator.equals("=") && !comparator.equals("<>")) {
            throw Fault.validation("Incorrect operand type for operator or function; operator or function: "
                    + comparator + ", operand type: BOOL");
        }
        return comparator.equals("=") ? equal : new Condition.Not(equal);
    }

    /** Whether a condition is what something says, which may be a condition, too. */
    private Condition truth(Syntax tested, Syntax said) {
        Condition condition = condition(tested, "");
        if (isCondition(said)) {
            return either(condition, condition(said, ""));
        }
        Operand operand = operand(said);
        if (operand instanceof Value value) {
            return value.attribute().equals(TRUE)
                    ? condition
                    : value.attribute().equals(FALSE) ? new Condition.Not(condition) : NEVER;
        }
        return Condition.any(
                Condition.all(twice(condition), equal(operand, TRUE)),
                Condition.all(new Condition.Not(condition), equal(operand, FALSE)));
    }

    private static Condition equal(Operand operand, AttributeValue value) {
        return new Condition.Compare(operand, Comparator.EQ, new Value(value));
    }

    private Condition either(Condition one, Condition two) {
        return Condition.any(
                Condition.all(twice(one), twice(two)), Condition.all(new Condition.Not(one), new Condition.Not(two)));
    }

    private Condition twice(Condition condition) {
        if (++doubled > MAX_DOUBLED) {
            throw Grammar.tooManyOperators();
        }
        return condition;
    }

    private Condition typed(Syntax.Typed typed) {
        Syntax operand = typed.operand();
        boolean literal = operand instanceof Syntax.Text
                || operand instanceof Syntax.Numeral
                || operand instanceof Syntax.Constant
                || operand instanceof Syntax.Ion;
        if (!literal && !Paths.isPath(operand)) {
            throw Fault.validation("The left hand side argument to IS must be a Variable Reference, Literal, or Path");
        }
        AttributeType type = TYPES.get(typed.type());
        if (typed.type().equals("MISSING")) {
            return ConditionNodes.function(Function.ATTRIBUTE_NOT_EXISTS, operands(List.of(operand)));
        } else if (type == null) {
            throw Fault.validation(
                    "Unsupported data type for IS operator: " + typed.type() + ". Supported data types are"
                            + " [MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]"
                            + typed.at().position());
        }
        return type == AttributeType.NULL
                // Which may be a condition on a key then, if none that a key can fulfil.
                ? new Condition.Compare(operand(operand), Comparator.EQ, new Value(AttributeValue.Null.NULL))
                : new Condition.HasType(operand(operand), type);
    }

    private List<Operand> operands(List<Syntax> syntax) {
        return syntax.stream().map(this::operand).toList();
    }

    private Operand operand(Syntax syntax) {
        if (Paths.isPath(syntax)) {
            return Paths.read(syntax);
        } else if (Constants.isConstant(syntax)) {
            return new Value(constants.read(syntax));
        } else if (syntax instanceof Syntax.Missing) {
            throw missing();
        } else if (syntax instanceof Syntax.Call call) {
            Function function = function(call);
            if (function != Function.SIZE) {
                throw Fault.validation(
                        "The function is not allowed to be used this way in an expression; function: " + call.name());
            }
            return ConditionNodes.size(operands(call.arguments()));
        } else if (syntax instanceof Syntax.Operation operation && !isCondition(operation)) {
            throw unsupported(operation);
        } else if (syntax instanceof Syntax.Operation || syntax instanceof Syntax.Typed) {
            throw Fault.validation("The function is not allowed to be used this way in an expression; function: "
                    + syntax.at().lowerCase());
        }
        throw Syntax.unsupported(syntax);
    }

    private static Function function(Syntax.Call call) {
        for (Syntax argument : call.arguments()) {
            if (argument instanceof Syntax.Select || argument instanceof Syntax.Moment) {
                throw Syntax.unsupported(argument);
            }
        }
        Function function = Function.find(call.name());
        if (function == null) {
            throw Fault.validation(
                    "Unrecognized function: " + call.name() + call.at().position());
        } else if (function.isOfUpdates()) {
            throw Fault.validation("The function is not allowed in a condition expression; function: " + call.name());
        }
        return function;
    }
}
