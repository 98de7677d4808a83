package dev.stator.engine.action.table;

import dev.stator.engine.action.Action;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.Tags;
import dev.stator.internal.json.JsonWriter;
import java.util.List;

/** {@code TagResource}, for tables. The reply has no body. */
public final class TagResource implements Action {
    private static final Shape SHAPE = Shape.of("TagResourceInput", TaggedTable.RESOURCE, Tags.TAGS);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public boolean hasBody() {
        return false;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        TaggedTable.checkArn(in, database, "TagResource");
        List<Parameters> tags = TaggedTable.some(in, database, Tags.TAGS, "tags", "Tag");
        Tags.check(tags);
        database.change(changes -> {
            Table table = TaggedTable.find(in, database, changes.write());
            if (table == null) {
                throw TaggedTable.notFound(in);
            }
            Tags.put(changes.write(), table, tags);
            return table;
        });
    }
}
