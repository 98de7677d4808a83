package dev.stator.engine.action.table;

import dev.stator.engine.action.Action;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.Tags;
import dev.stator.internal.json.JsonWriter;
import java.util.Map;

/** {@code ListTagsOfResource}, for tables; all tags in one reply. */
public final class ListTagsOfResource implements Action {
    private static final Shape SHAPE = Shape.of("ListTagsOfResourceInput", TaggedTable.RESOURCE);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        TaggedTable.checkArn(in, database, "ListTagsOfResource");
        TaggedTable.checkTableArn(in, database);
        Map<String, String> tags = database.read(snapshot -> {
            Table table = TaggedTable.find(in, database, snapshot);
            if (table == null) {
                throw TaggedTable.notFound(in);
            }
            return Tags.read(snapshot, table);
        });
        out.startObject();
        out.field(Tags.TAGS.name());
        out.startArray();
        tags.forEach((key, value) -> {
            out.startObject();
            out.field(Tags.KEY.name());
            out.text(key);
            out.field(Tags.VALUE.name());
            out.text(value);
            out.endObject();
        });
        out.endArray();
        out.endObject();
    }
}
