package dev.stator.expression;

/** What the {@code SET} clause of an update assigns: a path, a constant, or one of the three computations. */
public sealed interface SetOperand permits Path, Value, IfNotExists, ListAppend, Arithmetic {
    /** Writes this operand's text; it must be bound. */
    void writeTo(ExpressionWriter out);
}
