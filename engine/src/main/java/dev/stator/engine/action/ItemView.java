package dev.stator.engine.action;

import dev.stator.engine.evaluate.Projections;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.partiql.Columns;
import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a reply shows of an item.
 *
 * @param paths the parts that it shows; none if it shows all
 * @param parts makes them of the attributes of the item; {@code null} if all are shown
 */
record ItemView(List<Path<?>> paths, @Nullable UnaryOperator<Map<String, AttributeValue>> parts) {
    private static final ItemView WHOLE = new ItemView(List.of(), null);

    /** The parts of a projection, in the form that they have in the item. */
    static ItemView of(@Nullable Projection projection) {
        return projection == null
                ? WHOLE
                : new ItemView(projection.paths(), item -> Projections.project(projection.paths(), item));
    }

    /** The columns of a statement. */
    static ItemView of(@Nullable Columns columns) {
        return columns == null
                ? WHOLE
                : new ItemView(columns.paths(), item -> Projections.columns(columns.byName(), item));
    }

    /** Whether it leaves anything of an item. */
    boolean shows(StoredItem item) {
        return parts == null || !parts.apply(item.attributes()).isEmpty();
    }

    void write(StoredItem item, JsonWriter out) {
        if (parts == null) {
            item.writeTo(out);
        } else {
            StoredItem.write(parts.apply(item.attributes()), out);
        }
    }
}
