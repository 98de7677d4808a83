package dev.stator.engine.action;

import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Database;
import dev.stator.expression.Condition;
import dev.stator.internal.json.JsonWriter;
import java.util.List;

/** {@code DeleteItem}. */
public final class DeleteItem implements Action {
    private static final Shape SHAPE = Shape.of(
            "DeleteItemInput",
            Members.CONSUMED,
            Members.TABLE_NAME,
            Members.RETURN_VALUES,
            Members.METRICS,
            Members.ON_FAILURE,
            Members.KEY,
            Members.CONDITIONAL_OPERATOR,
            Members.EXPECTED,
            Members.CONDITION,
            Members.VALUES,
            Members.NAMES);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        Expressions expressions =
                Expressions.of(in, List.of(Members.CONDITION), List.of(Members.EXPECTED, Members.CONDITIONAL_OPERATOR));
        in.require(Members.KEY).check();
        SingleWrite.checkReturnValues(in);
        Condition condition = SingleWrite.condition(in, expressions);
        SingleWrite.perform(new DeleteWrite(in, condition), in, database, out);
    }
}
