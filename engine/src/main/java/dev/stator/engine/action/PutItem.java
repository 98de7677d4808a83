package dev.stator.engine.action;

import dev.stator.engine.item.EncodedItem;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.table.Database;
import dev.stator.expression.Condition;
import dev.stator.internal.json.JsonWriter;
import java.util.List;

/** {@code PutItem}. */
public final class PutItem implements Action {
    private static final Shape SHAPE = Shape.of(
            "PutItemInput",
            Members.CONSUMED,
            Members.TABLE_NAME,
            Members.ITEM,
            Members.CONDITIONAL_OPERATOR,
            Members.EXPECTED,
            Members.RETURN_VALUES,
            Members.METRICS,
            Members.ON_FAILURE,
            Members.CONDITION,
            Members.VALUES,
            Members.NAMES);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        PutWrite put = write(in);
        SingleWrite.perform(put, in, database, out);
    }

    /** The write that a request of this shape asks for. */
    static PutWrite write(Parameters in) {
        Expressions expressions =
                Expressions.of(in, List.of(Members.CONDITION), List.of(Members.EXPECTED, Members.CONDITIONAL_OPERATOR));
        in.require(Members.ITEM).check();
        SingleWrite.checkReturnValues(in);
        EncodedItem item = PutWrite.item(in);
        Condition condition = SingleWrite.condition(in, expressions);
        return new PutWrite(in, item, condition);
    }
}
