package dev.stator.expression;

import dev.stator.value.AttributeValue;
import java.util.Objects;

/**
 * A constant in an expression: any Java value until binding, an {@link AttributeValue} from then on.
 *
 * @param object the constant
 */
public record Value(Object object) implements Operand, SetOperand {
    public Value {
        Objects.requireNonNull(object, "An expression has no Java null; say notExists(), or AttributeValue.Null.NULL");
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
