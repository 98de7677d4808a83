package dev.stator.expression;

/** What becomes of the paths and constants of a tree while the rest of it stays: they are bound, or parameters filled in, or looked at. */
public abstract sealed class Rewriting permits Binding, Filling, Mentions {
    Rewriting() {}

    abstract Path<?> path(Path<?> path);

    /** An operand of a condition. */
    abstract Operand operand(Operand operand, Operand against);

    /** An operand of {@code contains}. */
    abstract Operand element(Operand operand, Operand against);

    abstract UpdateAction action(UpdateAction action);
}
