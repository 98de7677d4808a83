package dev.stator.expression;

import java.util.List;

/** The path of a number. */
public record NumberPath<N extends Number>(List<Segment> segments) implements Path<N> {
    public NumberPath {
        segments = PathText.check(segments);
    }

    /** The same path with the operations of a number, for an element of a list or an entry of a map. */
    public static <N extends Number> NumberPath<N> of(Path<N> path) {
        return new NumberPath<>(path.segments());
    }

    /** For updates: the sum of the number here and this one. */
    public SetOperand plus(N number) {
        return plus(new Value(number));
    }

    /** For updates: the sum of the number here and that of an operand. */
    public SetOperand plus(SetOperand number) {
        return Arithmetic.of(this, Arithmetic.Sign.PLUS, number);
    }

    /** For updates: the number here less this one. */
    public SetOperand minus(N number) {
        return minus(new Value(number));
    }

    /** For updates: the number here less that of an operand. */
    public SetOperand minus(SetOperand number) {
        return Arithmetic.of(this, Arithmetic.Sign.MINUS, number);
    }

    @Override
    public String toString() {
        return ReadableText.of(this::writeTo);
    }
}
