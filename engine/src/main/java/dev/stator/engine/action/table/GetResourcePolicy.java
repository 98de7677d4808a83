package dev.stator.engine.action.table;

import dev.stator.engine.action.Action;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Policy;
import dev.stator.internal.json.JsonWriter;

/** {@code GetResourcePolicy}: the policy of a table, as it was given. */
public final class GetResourcePolicy implements Action {
    private static final Shape SHAPE = Shape.of("GetResourcePolicyInput", TablePolicy.RESOURCE);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        Policy policy =
                database.read(snapshot -> TablePolicy.of(in, database, snapshot).require());
        out.startObject();
        out.field("Policy");
        out.text(policy.document());
        TablePolicy.writeRevision(policy, out);
        out.endObject();
    }
}
