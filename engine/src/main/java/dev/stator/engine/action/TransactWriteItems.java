package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.Database;
import dev.stator.expression.Condition;
import dev.stator.expression.UpdateExpression;
import dev.stator.internal.json.JsonWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code TransactWriteItems}: up to 100 writes and checks, all of them or none, and once only with a token. */
public final class TransactWriteItems implements Action {
    static final int MOST = 100;

    private static final Field<String> REQUIRED_CONDITION = Members.CONDITION.notNull();
    private static final Field<String> REQUIRED_UPDATE = Members.UPDATE.notNull();

    private static final Field<Parameters> CHECK = Field.of(
            "ConditionCheck",
            Type.structure(Shape.of(
                    "ConditionCheck",
                    Members.KEY,
                    Members.TABLE_NAME,
                    REQUIRED_CONDITION,
                    Members.NAMES,
                    Members.VALUES,
                    Members.ON_FAILURE)));
    private static final Field<Parameters> PUT = Field.of(
            "Put",
            Type.structure(Shape.of(
                    "Put",
                    Members.ITEM,
                    Members.TABLE_NAME,
                    Members.CONDITION,
                    Members.NAMES,
                    Members.VALUES,
                    Members.ON_FAILURE)));
    private static final Field<Parameters> DELETE = Field.of(
            "Delete",
            Type.structure(Shape.of(
                    "Delete",
                    Members.KEY,
                    Members.TABLE_NAME,
                    Members.CONDITION,
                    Members.NAMES,
                    Members.VALUES,
                    Members.ON_FAILURE)));
    private static final Field<Parameters> UPDATE = Field.of(
            "Update",
            Type.structure(Shape.of(
                    "Update",
                    Members.KEY,
                    REQUIRED_UPDATE,
                    Members.TABLE_NAME,
                    Members.CONDITION,
                    Members.NAMES,
                    Members.VALUES,
                    Members.ON_FAILURE)));
    private static final List<Field<Parameters>> KINDS = List.of(CHECK, PUT, DELETE, UPDATE);
    static final Field<List<Parameters>> ITEMS = Field.of(
                    "TransactItems",
                    Type.listOf(Type.element(Shape.of("TransactWriteItem", CHECK, PUT, DELETE, UPDATE))))
            .notNull()
            .length(1, MOST);
    private static final Shape SHAPE =
            Shape.of("TransactWriteItemsInput", ITEMS, Once.TOKEN, Members.CONSUMED, Members.METRICS);

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        List<ItemWrite> writes =
                in.require(ITEMS).stream().map(TransactWriteItems::write).toList();
        CollectionMetrics metrics = CollectionMetrics.wantedBy(in);
        Once.Result result =
                new Once("TransactWriteItems", in, in.require(ITEMS)).perform(database, metrics, changes -> writes);
        out.startObject();
        Members.writeConsumed(in, result.consumed(), Transaction.FACTOR, result.kind(), out);
        metrics.writeAll(out);
        out.endObject();
    }

    private static ItemWrite write(Parameters item) {
        List<Field<Parameters>> given = KINDS.stream().filter(item::has).toList();
        if (given.isEmpty()) {
            throw Fault.validation(
                    "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
        } else if (given.size() > 1) {
            throw Fault.validation("TransactItems can only contain one of Check, Put, Update or Delete");
        }
        Field<Parameters> kind = given.get(0);
        return write(kind, item.require(kind));
    }

    /** Reads one write. The service looks at its expressions before the values of its key or item. */
    private static ItemWrite write(Field<Parameters> kind, Parameters in) {
        if (kind == UPDATE) {
            return update(in);
        }
        Field<String> member = kind == CHECK ? REQUIRED_CONDITION : Members.CONDITION;
        Expressions expressions = Expressions.of(in, List.of(member), List.of());
        Condition condition = condition(expressions, member);
        if (kind == PUT) {
            return new PutWrite(in, PutWrite.item(in), condition);
        }
        return kind == DELETE ? new DeleteWrite(in, condition) : new CheckWrite(in, condition);
    }

    private static @Nullable Condition condition(Expressions expressions, Field<String> member) {
        Condition condition = expressions.open().condition(member);
        expressions.close();
        return condition;
    }

    private static ItemWrite update(Parameters in) {
        Expressions expressions = Expressions.of(in, List.of(REQUIRED_UPDATE, Members.CONDITION), List.of());
        UpdateExpression update = Objects.requireNonNull(expressions.open().update(REQUIRED_UPDATE));
        Condition condition = expressions.condition(Members.CONDITION);
        expressions.close();
        return new UpdateWrite(in, update, condition);
    }
}
