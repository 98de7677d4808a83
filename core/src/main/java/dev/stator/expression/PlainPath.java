package dev.stator.expression;

import java.util.List;

/** The path of a value without operations of its own. */
record PlainPath<V>(List<Segment> segments) implements Path<V> {
    PlainPath {
        segments = PathText.check(segments);
    }

    @Override
    public String toString() {
        return ReadableText.of(this::writeTo);
    }
}
