package dev.stator.engine.action;

import dev.stator.engine.item.StoredItem;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.table.KeyCheck;
import dev.stator.engine.table.Table;
import dev.stator.expression.Projection;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One read of one item by its key.
 *
 * @param key the key
 * @param view what is wanted of the item
 */
record ItemRead(Map<String, AttributeValue> key, ItemView view) {

    /** The read that parameters with a key, names and a projection ask for. */
    static ItemRead of(Parameters in) {
        Expressions expressions = Expressions.ofProjection(in, List.of());
        Map<String, AttributeValue> key = in.require(Members.KEY).values();
        return new ItemRead(key, ItemView.of(expressions.open().onlyProjection()));
    }

    /** The same where the projection may be a legacy one. */
    static ItemRead withLegacy(Parameters in) {
        Expressions expressions = Expressions.ofProjection(in, List.of(Members.ATTRIBUTES_TO_GET));
        Map<String, AttributeValue> key = in.require(Members.KEY).values();
        Projection legacy = LegacyConditions.projection(in);
        Projection projection = expressions.open().onlyProjection();
        return new ItemRead(key, ItemView.of(projection == null ? legacy : projection));
    }

    /** Refuses what does not fit the table. */
    void check(Table table) {
        KeyCheck.key(key, table.key());
        KeyPaths.check(view.paths(), table);
    }

    /** The item, if it is there. */
    @Nullable
    StoredItem find(Snapshot snapshot, Table table) {
        check(table);
        byte[] bytes = snapshot.get(table.itemMap(), table.itemKey(key));
        return bytes == null ? null : StoredItem.stored(bytes);
    }

    /** Whether an item has anything that is wanted. */
    boolean shows(StoredItem item) {
        return view.shows(item);
    }

    /** Writes what is wanted of an item. */
    void write(StoredItem item, JsonWriter out) {
        view.write(item, out);
    }
}
