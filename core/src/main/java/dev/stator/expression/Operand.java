package dev.stator.expression;

/** What a condition compares: a path, a constant, or the size of what is at a path. */
public sealed interface Operand permits Comparand, Value {
    /** Writes this operand's text; it must be bound. */
    void writeTo(ExpressionWriter out);
}
