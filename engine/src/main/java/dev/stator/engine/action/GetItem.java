package dev.stator.engine.action;

import dev.stator.engine.item.StoredItem;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Consumed;
import dev.stator.engine.table.Database;
import dev.stator.internal.json.JsonWriter;

/** {@code GetItem}. */
public final class GetItem implements Action {
    private static final Shape SHAPE = Shape.of(
            "GetItemInput",
            Members.CONSUMED,
            Members.ATTRIBUTES_TO_GET,
            Members.TABLE_NAME,
            Members.KEY,
            Members.CONSISTENT,
            Members.PROJECTION,
            Members.NAMES);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        ItemRead read = ItemRead.withLegacy(in);
        database.read(snapshot -> {
            var table = database.catalog().require(snapshot, in.require(Members.TABLE_NAME));
            boolean consistent = in.flag(Members.CONSISTENT);
            StoredItem item = read.find(database.seen(snapshot, consistent, null), table);
            Consumed consumed = new Consumed(table);
            consumed.add(Consumed.read(item == null ? 0 : item.size(), consistent));
            out.startObject();
            if (item != null) {
                out.field("Item");
                read.write(item, out);
            }
            Members.writeConsumed(in, consumed, out);
            out.endObject();
            return out;
        });
    }
}
