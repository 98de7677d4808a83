package dev.stator.engine.action.table;

import dev.stator.engine.action.Action;
import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.Tags;
import dev.stator.internal.json.JsonWriter;
import java.util.List;

/** {@code UntagResource}, for tables. The reply has no body. */
public final class UntagResource implements Action {
    private static final Field<List<String>> KEYS = Field.of("TagKeys", Type.listOf(Type.TEXT));
    private static final Shape SHAPE = Shape.of("UntagResourceInput", TaggedTable.RESOURCE, KEYS);

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
        TaggedTable.checkArn(in, database, "UntagResource");
        List<String> keys = TaggedTable.some(in, database, KEYS, "tagKeys", "Tag Key");
        Tags.checkKeys(keys);
        database.change(changes -> {
            Table table = TaggedTable.find(in, database, changes.write());
            if (table == null) {
                throw Fault.resourceNotFound();
            }
            keys.forEach(key -> Tags.remove(changes.write(), table, key));
            return table;
        });
    }
}
