package dev.stator.internal.parse;

import dev.stator.expression.AnyPath;
import dev.stator.expression.Path;
import dev.stator.expression.Segment;
import dev.stator.expression.Size;
import dev.stator.expression.Value;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves the placeholders of one request, remembers which were used, and checks what functions are given. */
final class OperandReader {
    private static final int MAX_LEVELS = 32;

    private final Map<String, String> names;
    private final Map<String, ? extends Object> values;
    final Set<String> usedNames = new HashSet<>();
    final Set<String> usedValues = new HashSet<>();

    OperandReader(Map<String, String> names, Map<String, ? extends Object> values) {
        this.names = names;
        this.values = values;
    }

    AnyPath path(Syntax.Route route) {
        List<Segment> segments = new ArrayList<>();
        for (Token step : route.steps()) {
            segments.add(
                    switch (step.kind()) {
                        case NUMBER -> new Segment.Index(Integer.parseInt(step.text()));
                        case NAME -> new Segment.Name(name(step.text()));
                        default -> new Segment.Name(step.text());
                    });
        }
        if (segments.size() > MAX_LEVELS) {
            throw new ExpressionException(
                    "The document path has too many nesting levels; nesting levels: " + segments.size());
        }
        return new AnyPath(segments);
    }

    private String name(String placeholder) {
        String name = names.get(placeholder);
        if (name == null) {
            throw new ExpressionException(
                    "An expression attribute name used in the document path is not defined; attribute name: "
                            + placeholder);
        }
        usedNames.add(placeholder);
        return name;
    }

    Value value(Syntax.Constant constant) {
        Object value = values.get(constant.placeholder());
        if (value == null) {
            throw new ExpressionException(
                    "An expression attribute value used in expression is not defined; attribute value: "
                            + constant.placeholder());
        }
        usedValues.add(constant.placeholder());
        return Value.value(value);
    }

    /** The type of an operand that is the same for every item; null if it is not known yet. */
    static @Nullable AttributeType type(Object operand) {
        if (operand instanceof Value value) {
            return value.object() instanceof AttributeValue attribute ? attribute.type() : null;
        }
        return operand instanceof Size ? AttributeType.N : null;
    }

    static void count(Function function, List<?> operands) {
        if (operands.size() != function.operands) {
            throw new ExpressionException(
                    "Incorrect number of operands for operator or function; operator or function: " + function.text()
                            + ", number of operands: " + operands.size());
        }
    }

    static Path<?> requirePath(Function function, Object operand) {
        if (operand instanceof Path<?> path) {
            return path;
        }
        throw new ExpressionException(
                "Operator or function requires a document path; operator or function: " + function.text());
    }

    /** A path that is compared with itself says nothing; the service refuses it. Constants and sizes may repeat. */
    static void requireDistinct(String operator, List<?> operands) {
        if (operands.get(0) instanceof Path<?> path
                && operands.subList(1, operands.size()).contains(path)) {
            throw new ExpressionException(
                    "The first operand must be distinct from the remaining operands for this operator or function; operator: "
                            + operator + ", first operand: " + PathList.text(path));
        }
    }

    static ExpressionException wrongType(String operator, String type) {
        return new ExpressionException("Incorrect operand type for operator or function; operator or function: "
                + operator + ", operand type: " + type);
    }
}
