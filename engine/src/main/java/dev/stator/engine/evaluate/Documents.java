package dev.stator.engine.evaluate;

import dev.stator.expression.Path;
import dev.stator.expression.Segment;
import dev.stator.value.AttributeValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds values in items by path. */
final class Documents {
    private Documents() {}

    /** The value at a path, or {@code null} if nothing is there. */
    static @Nullable AttributeValue find(Path<?> path, Map<String, AttributeValue> item) {
        List<Segment> segments = path.segments();
        AttributeValue value = item.get(name(segments.get(0)));
        for (int i = 1; i < segments.size() && value != null; i++) {
            Segment segment = segments.get(i);
            if (segment instanceof Segment.Index index) {
                value = value instanceof AttributeValue.L list
                                && index.index() < list.values().size()
                        ? list.values().get(index.index())
                        : null;
            } else {
                value = value instanceof AttributeValue.M map ? map.values().get(name(segment)) : null;
            }
        }
        return value;
    }

    /** Whether anything is at a path; what it is need not be decoded to know that an attribute is there. */
    static boolean has(Path<?> path, Map<String, AttributeValue> item) {
        List<Segment> segments = path.segments();
        return segments.size() == 1 ? item.containsKey(name(segments.get(0))) : find(path, item) != null;
    }

    /** The name of a segment of a bound path that is no index. */
    static String name(Segment segment) {
        if (segment instanceof Segment.Name name) {
            return name.name();
        }
        throw new IllegalArgumentException("A path of a bound expression has the segment " + segment);
    }
}
