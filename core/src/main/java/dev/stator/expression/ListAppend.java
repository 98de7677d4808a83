package dev.stator.expression;

/**
 * Two lists, one behind the other. The service refuses the update when one of them is a path without a list.
 *
 * @param first the list in front
 * @param second the list behind it
 */
public record ListAppend(SetOperand first, SetOperand second) implements SetOperand {
    public ListAppend {
        Arithmetic.refuseWithin("list_append", first);
        Arithmetic.refuseWithin("list_append", second);
    }

    @Override
    public void writeTo(ExpressionWriter out) {
        out.text("list_append(");
        first.writeTo(out);
        out.text(", ");
        second.writeTo(out);
        out.text(")");
    }

    @Override
    public String toString() {
        return ReadableText.of(this::writeTo);
    }
}
