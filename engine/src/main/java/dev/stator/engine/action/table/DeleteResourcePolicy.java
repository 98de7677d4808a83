package dev.stator.engine.action.table;

import dev.stator.engine.action.Action;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Database;
import dev.stator.internal.json.JsonWriter;

/** {@code DeleteResourcePolicy}: takes the policy of a table away, and does nothing if it has none. */
public final class DeleteResourcePolicy implements Action {
    private static final Shape SHAPE =
            Shape.of("DeleteResourcePolicyInput", TablePolicy.RESOURCE, TablePolicy.EXPECTED);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        TablePolicy deleted = database.change(changes -> {
            TablePolicy old = TablePolicy.of(in, database, changes.write());
            old.checkExpected(in.get(TablePolicy.EXPECTED));
            old.replace(database, changes, null);
            return old;
        });
        out.startObject();
        TablePolicy.writeRevision(deleted.policy(), out);
        out.endObject();
    }
}
