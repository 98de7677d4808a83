package dev.stator.expression;

/** What becomes of the paths and constants of a tree while the rest of it stays: they are bound, or parameters filled in, or looked at. */
public abstract sealed class Rewriting permits Binding, Filling, Mentions {
    Rewriting() {}

    abstract Path<?> path(Path<?> path);

    /** An operand of a condition. */
    abstract Operand operand(Operand operand, Operand against);

    /** An operand of a comparison by order. */
    Operand ordered(Operand operand, Operand against) {
        return operand(operand, against);
    }

    /** The operand of {@code contains} or {@code size} in which something is looked for, or counted. */
    Operand whole(Operand operand, Operand against) {
        return operand(operand, against);
    }

    /** The operand of {@code contains} that is looked for. */
    abstract Operand element(Operand operand, Operand against);

    abstract UpdateAction action(UpdateAction action);
}
