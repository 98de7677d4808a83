package dev.stator.expression;

import java.util.List;
import java.util.Map;

/** The path of a map. */
public record MapPath<V>(List<Segment> segments) implements Path<Map<String, V>> {
    public MapPath {
        segments = PathText.check(segments);
    }

    /** The same path with the operations of a map, for an element of a list or an entry of a map. */
    public static <V> MapPath<V> of(Path<Map<String, V>> path) {
        return new MapPath<>(path.segments());
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
