package dev.stator.engine.partiql;

import dev.stator.engine.fault.Fault;
import dev.stator.expression.AnyPath;
import dev.stator.expression.Path;
import dev.stator.expression.Segment;
import dev.stator.internal.parse.UpdateNodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@code SELECT} gives of each item: unlike a projection it does not keep the form of the item, but gives what is at
 * each path under a name of its own, the last name of the path with the indexes behind it.
 *
 * @param byName the paths by the names of their columns
 */
public record Columns(Map<String, AnyPath> byName) {

    static Columns of(List<AnyPath> paths) {
        Map<String, AnyPath> byName = new LinkedHashMap<>();
        for (AnyPath path : paths) {
            if (byName.put(name(path), path) != null) {
                throw Fault.validation("Duplicate identifiers in select clause: " + name(path));
            }
        }
        List<AnyPath> before = new ArrayList<>();
        for (AnyPath path : paths) {
            UpdateNodes.requireApart(path, before);
            before.add(path);
        }
        return new Columns(byName);
    }

    private static String name(AnyPath path) {
        StringBuilder name = new StringBuilder();
        for (Segment segment : path.segments()) {
            if (segment instanceof Segment.Name) {
                name.setLength(0);
            }
            name.append(segment);
        }
        return name.toString();
    }

    /** The paths. */
    public List<Path<?>> paths() {
        return List.copyOf(byName.values());
    }
}
