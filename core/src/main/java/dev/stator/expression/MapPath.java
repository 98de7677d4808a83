package dev.stator.expression;

import java.util.List;
import java.util.Map;

/** The path of a map. */
public record MapPath<V>(List<Segment> segments) implements Path<Map<String, V>> {
    public MapPath {
        segments = PathText.check(segments);
    }

    /** The path of an entry. */
    public Path<V> key(String name) {
        return new PlainPath<>(PathText.with(segments, new Segment.Name(name)));
    }

    @Override
    public String toString() {
        return ReadableText.of(this::writeTo);
    }
}
