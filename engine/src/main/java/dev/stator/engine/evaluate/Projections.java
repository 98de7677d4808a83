package dev.stator.engine.evaluate;

import dev.stator.expression.Path;
import dev.stator.expression.Segment;
import dev.stator.value.AttributeValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes the parts of an item that some paths name, in their places: entries of maps under their names, and the chosen
 * elements of a list close together, in the order of the list.
 */
public final class Projections {
    private final Map<Object, Projections> parts = new TreeMap<>(Projections::order);
    private boolean whole;

    private Projections() {}

    /** The parts of an item at these paths; empty if none of them leads to a value. */
    public static Map<String, AttributeValue> project(List<Path<?>> paths, Map<String, AttributeValue> item) {
        Map<String, AttributeValue> projected = new LinkedHashMap<>();
        if (paths.stream().allMatch(path -> path.segments().size() == 1)) {
            for (Path<?> path : paths) {
                String name = Documents.name(path.segments().get(0));
                AttributeValue value = item.get(name);
                if (value != null) {
                    projected.put(name, value);
                }
            }
            return projected;
        }
        Projections root = new Projections();
        for (Path<?> path : paths) {
            root.add(path.segments());
        }
        root.parts.forEach((name, part) -> {
            AttributeValue value = item.get(name);
            AttributeValue projection = value == null ? null : part.of(value);
            if (projection != null) {
                projected.put((String) name, projection);
            }
        });
        return projected;
    }

    /** What is at each of these paths, under a name of its own; nothing where the item has nothing. */
    public static Map<String, AttributeValue> columns(
            Map<String, ? extends Path<?>> byName, Map<String, AttributeValue> item) {
        Map<String, AttributeValue> columns = new LinkedHashMap<>();
        byName.forEach((name, path) -> {
            AttributeValue value = Documents.find(path, item);
            if (value != null) {
                columns.put(name, value);
            }
        });
        return columns;
    }

    private void add(List<Segment> segments) {
        Projections place = this;
        for (Segment segment : segments) {
            Object key = segment instanceof Segment.Index index ? (Object) index.index() : Documents.name(segment);
            place = place.parts.computeIfAbsent(key, unused -> new Projections());
        }
        place.whole = true;
    }

    private @Nullable AttributeValue of(AttributeValue value) {
        if (whole) {
            return value;
        } else if (value instanceof AttributeValue.M map) {
            Map<String, AttributeValue> entries = new LinkedHashMap<>();
            parts.forEach((key, part) -> {
                AttributeValue entry = key instanceof String ? map.values().get(key) : null;
                AttributeValue projection = entry == null ? null : part.of(entry);
                if (projection != null) {
                    entries.put((String) key, projection);
                }
            });
            return entries.isEmpty() ? null : new AttributeValue.M(entries);
        } else if (value instanceof AttributeValue.L list) {
            List<AttributeValue> elements = new ArrayList<>();
            parts.forEach((key, part) -> {
                AttributeValue element =
                        key instanceof Integer index && index < list.values().size()
                                ? list.values().get(index)
                                : null;
                AttributeValue projection = element == null ? null : part.of(element);
                if (projection != null) {
                    elements.add(projection);
                }
            });
            return elements.isEmpty() ? null : new AttributeValue.L(elements);
        }
        return null;
    }

    /** Numbers in their order, then names in theirs; the parser lets no path have both in one place. */
    private static int order(Object left, Object right) {
        if (left instanceof Integer a && right instanceof Integer b) {
            return a.compareTo(b);
        } else if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        return left instanceof Integer ? -1 : 1;
    }
}
