package dev.stator.expression;

import java.util.List;
import java.util.Set;

/** The path of a set. */
public record SetPath<E>(List<Segment> segments) implements Path<Set<E>> {
    public SetPath {
        segments = PathText.check(segments);
    }

    /** The set has this element. */
    public Condition contains(E element) {
        return new Condition.Contains(this, new Value(element));
    }

    @Override
    public String toString() {
        return ReadableText.of(this::writeTo);
    }
}
