package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.partiql.Statement;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.store.Range;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.table.Consumed;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.Table;
import dev.stator.engine.table.TableWriter;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code ExecuteStatement}. */
public final class ExecuteStatement implements Action {
    static final String EXISTS_ALONE = "EXISTS can only be used in ExecuteTransaction write requests.";

    /** The items in a page of a statement that reads several partitions or ranges. */
    private static final int PAGE_OF_SEVERAL = 10;

    private static final Field<String> NEXT_TOKEN =
            Field.of("NextToken", Type.TEXT).length(1, 32_768);
    private static final Shape SHAPE = Shape.of(
            "ExecuteStatementInput",
            StatementRequest.STATEMENT,
            StatementRequest.PARAMETERS,
            Members.CONSISTENT,
            NEXT_TOKEN,
            Members.CONSUMED,
            Query.LIMIT,
            Members.ON_FAILURE);

    /** What came of a write, and what it consumed. */
    private record Written(ItemWrite.Outcome outcome, Consumed consumed) {}

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public void perform(Parameters in, Database database, JsonWriter out) {
        StatementRequest request = StatementRequest.of(in);
        Statement statement = request.read();
        String token = in.get(NEXT_TOKEN);
        // No write gives a token, so none that comes with one can be its own.
        PageToken start = token == null ? null : PageToken.of(token, request.fingerprint());
        if (statement instanceof Statement.Exists) {
            throw Fault.validation(EXISTS_ALONE);
        } else if (statement instanceof Statement.Select select) {
            select(in, select, start, request.fingerprint(), database, out);
        } else {
            write(in, statement, database, out);
        }
    }

    private static void write(Parameters in, Statement statement, Database database, JsonWriter out) {
        boolean showsItem = "ALL_OLD".equals(in.get(Members.ON_FAILURE));
        Written written = database.change(changes -> {
            TableWriter writer = changes.table(statement.table());
            ItemWrite write = StatementWrite.alone(statement, writer.table(), showsItem);
            return new Written(write.apply(writer), writer.consumed());
        });
        Map<String, AttributeValue> returned = StatementWrite.returned(statement, written.outcome());
        out.startObject();
        out.field("Items");
        out.startArray();
        if (returned != null) {
            StoredItem.write(returned, out);
        }
        out.endArray();
        Members.writeConsumed(in, written.consumed(), out);
        out.endObject();
    }

    private static void select(
            Parameters in,
            Statement.Select select,
            @Nullable PageToken start,
            byte[] fingerprint,
            Database database,
            JsonWriter out) {
        database.read(snapshot -> {
            Table table = database.catalog().require(snapshot, select.table());
            SelectPlan plan = SelectPlan.of(select, table, in.flag(Members.CONSISTENT));
            if (start != null) {
                start.check(plan.steps().size(), table, SelectPlan.index(select, table));
            }
            Snapshot seen = database.seen(snapshot, in.flag(Members.CONSISTENT), SelectPlan.index(select, table));
            write(in, plan, start, fingerprint, seen, out);
            return table;
        });
    }

    private static void write(
            Parameters in,
            SelectPlan plan,
            @Nullable PageToken start,
            byte[] fingerprint,
            Snapshot snapshot,
            JsonWriter out) {
        Table table = plan.steps().get(0).selection().table();
        int most = plan.steps().size() > 1 ? PAGE_OF_SEVERAL : Integer.MAX_VALUE;
        int limit = Math.min(most, Objects.requireNonNullElse(in.get(Query.LIMIT), Integer.MAX_VALUE));
        Page page = new Page(table, snapshot, in.flag(Members.CONSISTENT), limit, out);
        out.startObject();
        out.field("Items");
        out.startArray();
        PageToken next = null;
        Map<String, AttributeValue> behind = start == null ? null : start.key();
        for (int i = start == null ? 0 : start.step(); i < plan.steps().size() && next == null; i++) {
            SelectPlan.Step step = plan.steps().get(i);
            Range range = behind == null ? step.range() : behind(step, behind, plan.forward());
            StoredItem last = page.read(step.selection(), range, plan.forward());
            next = last == null ? null : new PageToken(i, Page.key(step.selection(), last));
            behind = null;
        }
        out.endArray();
        if (next != null) {
            out.field("LastEvaluatedKey");
            StoredItem.write(next.key(), out);
            out.field(NEXT_TOKEN.name());
            out.text(next.text(fingerprint));
        }
        Members.writeConsumed(in, page.consumed(), out);
        out.endObject();
    }

    private static Range behind(SelectPlan.Step step, Map<String, AttributeValue> key, boolean forward) {
        byte[] position = StartKey.position(
                key, step.selection().table(), step.selection().index());
        return forward ? step.range().startingAfter(position) : step.range().endingBefore(position);
    }
}
