package dev.stator.expression;

/**
 * What is at a path, or something else when nothing is there: {@code attr(User::points).ifNotExists(0).plus(5)}.
 *
 * @param path where to look
 * @param otherwise what counts if nothing is there: a path or a constant, or another {@code IfNotExists}
 * @param <V> the class of the value
 */
public record IfNotExists<V>(Path<V> path, SetOperand otherwise) implements SetOperand {
    /** The choice of an update expression, in which sums do not nest. */
    static <V> IfNotExists<V> of(Path<V> path, SetOperand otherwise) {
        Arithmetic.refuseWithin("if_not_exists", otherwise);
        return new IfNotExists<>(path, otherwise);
    }

    /** The sum of this and a number. */
    public SetOperand plus(V number) {
        return plus(new Value(number));
    }

    /** The sum of this and another operand. */
    public SetOperand plus(SetOperand number) {
        return Arithmetic.of(this, Arithmetic.Sign.PLUS, number);
    }

    /** This less a number. */
    public SetOperand minus(V number) {
        return minus(new Value(number));
    }

    /** This less another operand. */
    public SetOperand minus(SetOperand number) {
        return Arithmetic.of(this, Arithmetic.Sign.MINUS, number);
    }

    /** This list with the elements of another behind it. */
    public SetOperand append(V list) {
        return new ListAppend(this, new Value(list));
    }

    /** This list with the elements of another before it. */
    public SetOperand prepend(V list) {
        return new ListAppend(new Value(list), this);
    }

    @Override
    public void writeTo(ExpressionWriter out) {
        out.text("if_not_exists(");
        path.writeTo(out);
        out.text(", ");
        otherwise.writeTo(out);
        out.text(")");
    }

    @Override
    public String toString() {
        return ReadableText.of(this::writeTo);
    }
}
