package dev.stator.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.value.AttributeValue;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A constant in an expression: any Java value until binding, an {@link AttributeValue} from then on. An optional stands for
 * what is in it; an empty one for no value, which only an assignment of an update takes.
 *
 * @param object the constant
 */
public record Value(Object object) implements Operand, SetOperand {
    public Value {
        Objects.requireNonNull(object, "An expression has no Java null; say notExists(), or AttributeValue.Null.NULL");
    }

    /** A constant where it stands first: {@code value(100).minus(attr(User::points))}. */
    public static Value value(Object object) {
        return object instanceof Value value ? value : new Value(object);
    }

    /**
     * A constant that is supplied later, for each row of some data: {@code attr(User::points).lt(param("limit"))}. The
     * expression's {@code with(values)} puts it in; without, binding refuses the expression. Parameters stand for constants
     * alone, so no data can turn an update or query to other keys or attributes. The values are checked as constants are: the
     * text {@code "4"} is refused where a number is stored.
     */
    public static Value param(String name) {
        return new Value(new Parameter(name));
    }

    /** A constant, or the absence of one. */
    static Value ofNullable(@Nullable Object object) {
        return object == null ? new Value(Optional.empty()) : value(object);
    }

    static Operand operand(Object value) {
        return value instanceof Operand operand ? operand : new Value(value);
    }

    static SetOperand setOperand(Object value) {
        return value instanceof SetOperand operand ? operand : new Value(value);
    }

    /** Whether both are bound and of one type that has an order, and this is behind the other. */
    boolean isAbove(Value other) {
        if (object instanceof AttributeValue.N first && other.object instanceof AttributeValue.N last) {
            return first.value().compareTo(last.value()) > 0;
        } else if (object instanceof AttributeValue.S first && other.object instanceof AttributeValue.S last) {
            return Arrays.compareUnsigned(
                            first.value().getBytes(UTF_8), last.value().getBytes(UTF_8))
                    > 0;
        } else if (object instanceof AttributeValue.B first && other.object instanceof AttributeValue.B last) {
            return first.value().compareTo(last.value()) > 0;
        }
        return false;
    }

    /** The constant itself: what is in an optional, null for an empty one. */
    @Nullable
    Object content() {
        if (object instanceof Optional<?> optional) {
            return optional.orElse(null);
        } else if (object instanceof OptionalInt optional) {
            return optional.isPresent() ? optional.getAsInt() : null;
        } else if (object instanceof OptionalLong optional) {
            return optional.isPresent() ? optional.getAsLong() : null;
        } else if (object instanceof OptionalDouble optional) {
            return optional.isPresent() ? optional.getAsDouble() : null;
        }
        return object;
    }

    /** For updates: the sum of this number and that of an operand. */
    public SetOperand plus(SetOperand number) {
        return Arithmetic.of(this, Arithmetic.Sign.PLUS, number);
    }

    /** For updates: this number less that of an operand. */
    public SetOperand minus(SetOperand number) {
        return Arithmetic.of(this, Arithmetic.Sign.MINUS, number);
    }

    /**
     * The attribute value of a bound constant.
     *
     * @throws IllegalStateException if it is not bound
     */
    public AttributeValue attribute() {
        if (object instanceof AttributeValue value) {
            return value;
        }
        throw new IllegalStateException("A constant of " + object.getClass().getName()
                + " has no attribute value yet; bind the expression to a codec first");
    }

    @Override
    public void writeTo(ExpressionWriter out) {
        out.value(this);
    }

    @Override
    public String toString() {
        return ReadableText.of(this::writeTo);
    }
}
