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

/**
 * Makes the nodes of a condition from their operands, and refuses in the service's words what the service refuses: operands of
 * types that an operation does not take, too many or too few of them. Whatever language the condition was written in.
 */
public final class ConditionNodes {
    private static final Set<AttributeType> ORDERED = EnumSet.of(AttributeType.S, AttributeType.N, AttributeType.B);
    private static final Set<AttributeType> WITH_PREFIX = EnumSet.of(AttributeType.S, AttributeType.B);
    private static final Set<AttributeType> WITHOUT_SIZE =
            EnumSet.of(AttributeType.N, AttributeType.BOOL, AttributeType.NULL);

    private ConditionNodes() {}

    /** Two operands compared; the symbol is one of the six comparators'. */
    public static Condition compare(String symbol, List<Operand> operands) {
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

    /** Refuses a list of candidates that is too long, which the service does before it looks into it. */
    public static void checkCandidates(int candidates) {
        if (candidates > Condition.MAX_CANDIDATES) {
            throw new ExpressionException(
                    "The IN operator is provided with too many operands; number of operands: " + candidates);
        }
    }

    /** Whether the first operand equals one of the others, of which there is one at least and not too many. */
    public static Condition in(List<Operand> operands) {
        OperandReader.requireDistinct("IN", operands);
        return new Condition.In(operands.get(0), operands.subList(1, operands.size()));
    }

    /** Whether the first operand lies between the two others. */
    public static Condition between(List<Operand> operands) {
        requireTypes("BETWEEN", operands, ORDERED);
        OperandReader.requireDistinct("BETWEEN", operands);
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

    /** What a function of conditions says of its operands; any but {@code size}. */
    public static Condition function(Function function, List<Operand> operands) {
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

    /** The size of the one operand. */
    public static Size size(List<Operand> operands) {
        OperandReader.count(Function.SIZE, operands);
        AttributeType type = OperandReader.type(operands.get(0));
        if (type != null && WITHOUT_SIZE.contains(type)) {
            throw OperandReader.wrongType("size", type.name());
        }
        return new Size(operands.get(0));
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
