package dev.stator.internal.protocol;

import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import dev.stator.expression.Segment;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Projections that bring key attributes which nobody asked for, and the way back. */
public final class Projections {
    private Projections() {}

    /** A projection that also brings these attributes. */
    public static Projection plus(Projection projection, Collection<String> names) {
        List<Path<?>> paths = new ArrayList<>(projection.paths());
        names.stream().filter(name -> !brings(projection, name)).forEach(name -> paths.add(Path.attr(name)));
        return new Projection(paths);
    }

    /** An item without those of these attributes that the projection itself does not bring. */
    public static Item minus(Item item, Projection projection, Collection<String> names) {
        Item left = item;
        for (String name : names) {
            left = brings(projection, name) ? left : left.without(name);
        }
        return left;
    }

    private static boolean brings(Projection projection, String name) {
        List<Segment> alone = List.of(new Segment.Name(name));
        return projection.paths().stream().anyMatch(path -> path.segments().equals(alone));
    }
}
