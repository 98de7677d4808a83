package dev.stator.engine.action.table;

import dev.stator.engine.action.Action;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.Database;
import dev.stator.internal.json.JsonWriter;
import java.util.List;
import java.util.Objects;

/** {@code ListTables}. */
public final class ListTables implements Action {
    private static final int MOST = 100;
    private static final Field<Integer> LIMIT =
            Field.of("Limit", Type.INTEGER).atLeast(1).atMost(MOST);
    private static final Field<String> START = Field.resource("ExclusiveStartTableName");
    private static final Shape SHAPE = Shape.of("ListTablesInput", LIMIT, START);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        int limit = Objects.requireNonNullElse(in.get(LIMIT), MOST);
        List<String> names = database.read(snapshot -> database.catalog().names(snapshot, in.get(START), limit + 1));
        List<String> page = names.size() > limit ? names.subList(0, limit) : names;
        out.startObject();
        out.field("TableNames");
        out.startArray();
        page.forEach(out::text);
        out.endArray();
        if (page.size() < names.size()) {
            out.field("LastEvaluatedTableName");
            out.text(page.get(limit - 1));
        }
        out.endObject();
    }
}
