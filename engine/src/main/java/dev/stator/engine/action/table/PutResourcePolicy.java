package dev.stator.engine.action.table;

import dev.stator.engine.action.Action;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Policy;
import dev.stator.internal.json.JsonWriter;

/** {@code PutResourcePolicy}: sets the policy of a table. */
public final class PutResourcePolicy implements Action {
    private static final Field<String> POLICY = Field.of("Policy", Type.TEXT).notNull();
    private static final Shape SHAPE =
            Shape.of("PutResourcePolicyInput", TablePolicy.RESOURCE, POLICY, TablePolicy.EXPECTED);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        Policy policy = database.change(changes -> {
            TablePolicy old = TablePolicy.of(in, database, changes.write());
            old.checkExpected(in.get(TablePolicy.EXPECTED));
            Policy wanted = Policy.of(in.require(POLICY), old.policy(), changes.nowMillis());
            old.replace(database, changes, wanted);
            return wanted;
        });
        out.startObject();
        TablePolicy.writeRevision(policy, out);
        out.endObject();
    }
}
