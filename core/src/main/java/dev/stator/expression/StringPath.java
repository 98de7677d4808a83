package dev.stator.expression;

import java.util.List;

/** The path of a string. */
public record StringPath(List<Segment> segments) implements Path<String> {
    public StringPath {
        segments = PathText.check(segments);
    }

    /** The string begins with this prefix. */
    public Condition beginsWith(String prefix) {
        return new Condition.BeginsWith(this, new Value(prefix));
    }

    /** The string has this one within it. */
    public Condition contains(String part) {
        return new Condition.Contains(this, new Value(part));
    }

    @Override
    public String toString() {
        return ReadableText.of(this::writeTo);
    }
}
