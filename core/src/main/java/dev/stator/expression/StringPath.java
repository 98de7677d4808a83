package dev.stator.expression;

import java.util.List;

/** The path of a string. */
public record StringPath(List<Segment> segments) implements Path<String> {
    public StringPath {
        segments = PathText.check(segments);
    }

    /** The same path with the operations of a string, for an element of a list or an entry of a map. */
    public static StringPath of(Path<String> path) {
        return new StringPath(path.segments());
    }

    /** The string begins with this prefix. */
    public Condition beginsWith(String prefix) {
        return beginsWith(new Value(prefix));
    }

    /** The string begins with that of another operand. */
    public Condition beginsWith(Operand prefix) {
        return new Condition.BeginsWith(this, prefix);
    }

    /** The string has this one within it. */
    public Condition contains(String part) {
        return contains(new Value(part));
    }

    /** The string has that of another operand within it. */
    public Condition contains(Operand part) {
        return new Condition.Contains(this, part);
    }

    @Override
    public String toString() {
        return ReadableText.of(this::writeTo);
    }
}
