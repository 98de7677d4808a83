package dev.stator.internal.parse;

import dev.stator.expression.Comparator;
import dev.stator.expression.Condition;
import dev.stator.expression.Operand;
import dev.stator.expression.Size;
import dev.stator.expression.Value;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Makes the tree of a condition, and checks operands in the order of the text, the inner ones first. */
record ConditionReader(OperandReader operands) {
    private static final Set<AttributeType> ORDERED = EnumSet.of(AttributeType.S, AttributeType.N, AttributeType.B);
    private static final Set<AttributeType> WITH_PREFIX = EnumSet.of(AttributeType.S, AttributeType.B);
    private static final Set<AttributeType> WITHOUT_SIZE =
            EnumSet.of(AttributeType.N, AttributeType.BOOL, AttributeType.NULL);

    Condition read(Syntax syntax) {
        if (syntax instanceof Syntax.Operation operation) {
            return switch (operation.operator()) {
                case "AND" -> Condition.all(readAll(operation.operands()));
                case "OR" -> Condition.any(readAll(operation.operands()));
                case "NOT" -> new Condition.Not(read(operation.operands().get(0)));
                case "BETWEEN" -> between(operandsOf(operation.operands()));
                case "IN" -> in(operation.operands());
                default -> compare(operation.operator(), operandsOf(operation.operands()));
            };
        }
        Syntax.Call call = (Syntax.Call) syntax;
        return function(Function.of(call.function()), operandsOf(call.arguments()));
    }

    private List<Condition> readAll(List<Syntax> conditions) {
        return conditions.stream().map(this::read).toList();
    }

    private List<Operand> operandsOf(List<Syntax> syntax) {
        return syntax.stream().map(this::operand).toList();
    }

    private Operand operand(Syntax syntax) {
        if (syntax instanceof Syntax.Route route) {
            return operands.path(route);
        } else if (syntax instanceof Syntax.Constant constant) {
            return operands.value(constant);
        }
        List<Operand> arguments = operandsOf(((Syntax.Call) syntax).arguments());
        OperandReader.count(Function.SIZE, arguments);
        AttributeType type = OperandReader.type(arguments.get(0));
        if (type != null && WITHOUT_SIZE.contains(type)) {
            throw OperandReader.wrongType("size", type.name());
        }
        return new Size(arguments.get(0));
    }

    private static Condition compare(String symbol, List<Operand> operands) {
        Comparator comparator = Arrays.stream(Comparator.values())
                .filter(candidate -> candidate.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
        OperandReader.requireDistinct(symbol, operands);
        if (comparator != Comparator.EQ && comparator != Comparator.NE) {
            requireTypes(symbol, operands, ORDERED);
        }
        return new Condition.Compare(operands.get(0), comparator, operands.get(1));
    }

    private Condition in(List<Syntax> syntax) {
        int candidates = syntax.size() - 1;
        if (candidates > Condition.MAX_CANDIDATES) {
            throw new ExpressionException(
                    "The IN operator is provided with too many operands; number of operands: " + candidates);
        }
        List<Operand> operands = operandsOf(syntax);
        OperandReader.requireDistinct("IN", operands);
        return new Condition.In(operands.get(0), operands.subList(1, operands.size()));
    }

    private static Condition between(List<Operand> operands) {
        OperandReader.requireDistinct("BETWEEN", operands);
        requireTypes("BETWEEN", operands, ORDERED);
        if (operands.get(1) instanceof Value low
                && low.object() instanceof AttributeValue first
                && operands.get(2) instanceof Value high
                && high.object() instanceof AttributeValue last) {
            requireRange(first, last);
        }
        return new Condition.Between(operands.get(0), operands.get(1), operands.get(2));
    }

    private static void requireRange(AttributeValue low, AttributeValue high) {
        if (low.type() != high.type()) {
            throw bounds("same data type for lower and upper bounds", low, high);
        }
        boolean falling;
        if (low instanceof AttributeValue.N number) {
            falling = number.value().compareTo(((AttributeValue.N) high).value()) > 0;
        } else if (low instanceof AttributeValue.S string) {
            falling = compareUtf8(string.value(), ((AttributeValue.S) high).value()) > 0;
        } else {
            falling = ((AttributeValue.B) low).value().compareTo(((AttributeValue.B) high).value()) > 0;
        }
        if (falling) {
            throw bounds("upper bound to be greater than or equal to lower bound", low, high);
        }
    }

    private static int compareUtf8(String one, String two) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), two.getBytes(StandardCharsets.UTF_8));
    }

    private static ExpressionException bounds(String required, AttributeValue low, AttributeValue high) {
        return new ExpressionException("The BETWEEN operator requires " + required + "; lower bound operand: "
                + text(low) + ", upper bound operand: " + text(high));
    }

    private static String text(AttributeValue value) {
        String content;
        if (value instanceof AttributeValue.S string) {
            content = string.value();
        } else if (value instanceof AttributeValue.N number) {
            content = number.text();
        } else {
            int length = ((AttributeValue.B) value).value().length();
            content = "java.nio.HeapByteBuffer[pos=0 lim=" + length + " cap=" + length + "]";
        }
        return "AttributeValue: {" + value.type() + ":" + content + "}";
    }

    private static Condition function(Function function, List<Operand> operands) {
        OperandReader.count(function, operands);
        return switch (function) {
            case ATTRIBUTE_EXISTS -> new Condition.Exists(OperandReader.requirePath(function, operands.get(0)));
            case ATTRIBUTE_NOT_EXISTS -> new Condition.NotExists(OperandReader.requirePath(function, operands.get(0)));
            case ATTRIBUTE_TYPE -> {
                OperandReader.requireDistinct(function.text(), operands);
                yield new Condition.HasType(operands.get(0), namedType(operands.get(1)));
            }
            case BEGINS_WITH -> {
                OperandReader.requireDistinct(function.text(), operands);
                requireTypes(function.text(), operands, WITH_PREFIX);
                yield new Condition.BeginsWith(operands.get(0), operands.get(1));
            }
            case CONTAINS -> {
                OperandReader.requireDistinct(function.text(), operands);
                yield new Condition.Contains(operands.get(0), operands.get(1));
            }
            default -> throw new IllegalStateException(function + " is no condition; the words are checked before");
        };
    }

    private static AttributeType namedType(Operand operand) {
        Object constant = operand instanceof Value value ? value.object() : operand;
        if (constant instanceof AttributeValue.S || constant instanceof String) {
            String name = constant instanceof AttributeValue.S string ? string.value() : constant.toString();
            return Arrays.stream(AttributeType.values())
                    .filter(type -> type.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new ExpressionException("Invalid attribute type name found; type: " + name
                            + ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"));
        }
        AttributeType type = OperandReader.type(operand);
        throw OperandReader.wrongType("attribute_type", type == null ? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}" : type.name());
    }

    private static void requireTypes(String operator, List<Operand> operands, Set<AttributeType> allowed) {
        for (Operand operand : operands) {
            AttributeType type = OperandReader.type(operand);
            if (type != null && !allowed.contains(type)) {
                throw OperandReader.wrongType(operator, type.name());
            }
        }
    }
}
