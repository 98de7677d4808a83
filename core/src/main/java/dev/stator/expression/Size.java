package dev.stator.expression;

/**
 * The size of what is at a path: characters of a string, bytes of a binary, elements of a set, list or map. A
 * comparison with it is false when nothing is there, and an error of the service when a number, boolean or null is.
 *
 * @param operand a path, or a constant of one of those types
 */
public record Size(Operand operand) implements Comparand<Number> {
    public Size {
        if (operand instanceof Size) {
            throw new IllegalArgumentException("size(" + operand + ") has no size; sizes are numbers");
        }
    }

    @Override
    public void writeTo(ExpressionWriter out) {
        out.text("size(");
        operand.writeTo(out);
        out.text(")");
    }

    @Override
    public String toString() {
        return ReadableText.of(this::writeTo);
    }
}
