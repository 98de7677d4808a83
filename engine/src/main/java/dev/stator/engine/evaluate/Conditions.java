package dev.stator.engine.evaluate;

import dev.stator.expression.Comparator;
import dev.stator.expression.Condition;
import dev.stator.expression.Operand;
import dev.stator.expression.Path;
import dev.stator.expression.Size;
import dev.stator.expression.Value;
import dev.stator.value.AttributeValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a condition holds for an item. What is missing, and what is of another type, makes a comparison false, but for
 * "not equal", which it makes true.
 */
public final class Conditions {
    /** Up to here the plain search of the JDK is fast and its worst case harmless. */
    private static final int SHORT = 64;

    private Conditions() {}

    /** Whether the bound condition holds; an item that does not exist is one without attributes. */
    public static boolean hold(Condition condition, Map<String, AttributeValue> item) {
        if (condition instanceof Condition.Compare compare) {
            return compare(compare.comparator(), value(compare.left(), item), value(compare.right(), item));
        } else if (condition instanceof Condition.And and) {
            for (Condition part : and.conditions()) {
                if (!hold(part, item)) {
                    return false;
                }
            }
            return true;
        } else if (condition instanceof Condition.Or or) {
            for (Condition part : or.conditions()) {
                if (hold(part, item)) {
                    return true;
                }
            }
            return false;
        } else if (condition instanceof Condition.Not not) {
            return !hold(not.condition(), item);
        } else if (condition instanceof Condition.Exists exists) {
            return Documents.has(exists.path(), item);
        } else if (condition instanceof Condition.NotExists missing) {
            return !Documents.has(missing.path(), item);
        } else if (condition instanceof Condition.Between between) {
            AttributeValue value = value(between.operand(), item);
            return compare(Comparator.GE, value, value(between.low(), item))
                    && compare(Comparator.LE, value, value(between.high(), item));
        } else if (condition instanceof Condition.In in) {
            AttributeValue value = value(in.operand(), item);
            for (Operand candidate : in.candidates()) {
                if (compare(Comparator.EQ, value, value(candidate, item))) {
                    return true;
                }
            }
            return false;
        } else if (condition instanceof Condition.HasType hasType) {
            AttributeValue value = value(hasType.operand(), item);
            return value != null && value.type() == hasType.type();
        } else if (condition instanceof Condition.BeginsWith beginsWith) {
            return beginsWith(value(beginsWith.operand(), item), value(beginsWith.prefix(), item));
        } else if (condition instanceof Condition.Contains contains) {
            return contains(value(contains.operand(), item), value(contains.part(), item));
        }
        throw new IllegalStateException("No rule for the condition " + condition.getClass());
    }

    private static @Nullable AttributeValue value(Operand operand, Map<String, AttributeValue> item) {
        if (operand instanceof Value value) {
            return value.attribute();
        } else if (operand instanceof Path<?> path) {
            return Documents.find(path, item);
        } else if (operand instanceof Size size) {
            AttributeValue measured = value(size.operand(), item);
            int count = measured == null ? -1 : size(measured);
            return count < 0 ? null : new AttributeValue.N(BigDecimal.valueOf(count));
        }
        throw new IllegalStateException("No rule for the operand " + operand.getClass());
    }

    /** The size of a value; -1 if its type has none. */
    private static int size(AttributeValue value) {
        if (value instanceof AttributeValue.S string) {
            return string.value().length();
        } else if (value instanceof AttributeValue.B binary) {
            return binary.value().length();
        } else if (value instanceof AttributeValue.L list) {
            return list.values().size();
        } else if (value instanceof AttributeValue.M map) {
            return map.values().size();
        } else if (value instanceof AttributeValue.SS set) {
            return set.values().size();
        } else if (value instanceof AttributeValue.NS set) {
            return set.values().size();
        } else if (value instanceof AttributeValue.BS set) {
            return set.values().size();
        }
        return -1;
    }

    private static boolean compare(
            Comparator comparator, @Nullable AttributeValue left, @Nullable AttributeValue right) {
        if (left == null || right == null) {
            return comparator == Comparator.NE;
        } else if (comparator == Comparator.EQ) {
            return left.equals(right);
        } else if (comparator == Comparator.NE) {
            return !left.equals(right);
        }
        Integer order = Ordering.compare(left, right);
        return order != null
                && switch (comparator) {
                    case LT -> order < 0;
                    case LE -> order <= 0;
                    case GT -> order > 0;
                    default -> order >= 0;
                };
    }

    private static boolean beginsWith(@Nullable AttributeValue whole, @Nullable AttributeValue prefix) {
        if (whole instanceof AttributeValue.S text && prefix instanceof AttributeValue.S start) {
            return text.value().startsWith(start.value());
        }
        return whole instanceof AttributeValue.B bytes
                && prefix instanceof AttributeValue.B start
                && bytes.value().startsWith(start.value());
    }

    private static boolean contains(@Nullable AttributeValue whole, @Nullable AttributeValue part) {
        if (part == null) {
            return false;
        } else if (whole instanceof AttributeValue.L list) {
            return list.values().contains(part);
        } else if (part instanceof AttributeValue.S text) {
            return whole instanceof AttributeValue.S string
                    ? contains(string.value(), text.value())
                    : whole instanceof AttributeValue.SS set && set.values().contains(text.value());
        } else if (part instanceof AttributeValue.N number) {
            return whole instanceof AttributeValue.NS set && set.values().contains(number.value());
        } else if (part instanceof AttributeValue.B bytes) {
            return whole instanceof AttributeValue.B binary
                    ? Search.contains(
                            binary.value().toByteArray(), bytes.value().toByteArray())
                    : whole instanceof AttributeValue.BS set && set.values().contains(bytes.value());
        }
        return false;
    }

    private static boolean contains(String whole, String part) {
        if (part.length() <= SHORT) {
            return whole.contains(part);
        }
        // No character's bytes lie within those of another, so what is found in UTF-8 is found in the text.
        return Search.contains(whole.getBytes(StandardCharsets.UTF_8), part.getBytes(StandardCharsets.UTF_8));
    }
}
