package dev.stator.expression;

import java.util.List;
import java.util.Set;

/** The path of a set. */
public record SetPath<E>(List<Segment> segments) implements Path<Set<E>> {
    public SetPath {
        segments = PathText.check(segments);
    }

    /** The same path with the operations of a set, for an element of a list or an entry of a map. */
    public static <E> SetPath<E> of(Path<Set<E>> path) {
        return new SetPath<>(path.segments());
    }

    /** The set has this element. */
    public Condition contains(E element) {
        return contains(new Value(element));
    }

    /** The set has the value of another operand. */
    public Condition contains(Operand element) {
        return new Condition.Contains(this, element);
    }

    @Override
    public String toString() {
        return ReadableText.of(this::writeTo);
    }
}
