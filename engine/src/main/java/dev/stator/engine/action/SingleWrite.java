package dev.stator.engine.action;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.table.Consumed;
import dev.stator.engine.table.Database;
import dev.stator.engine.table.TableWriter;
import dev.stator.expression.Condition;
import dev.stator.internal.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** What PutItem, UpdateItem and DeleteItem have in common: one write in one change. */
final class SingleWrite {
    /** What came of a write, and what it consumed. */
    record Result(ItemWrite.Outcome outcome, Consumed consumed, CollectionMetrics metrics) {}

    private SingleWrite() {}

    /** PutItem and DeleteItem have only the old item to return. */
    static void checkReturnValues(Parameters in) {
        String wanted = in.get(Members.RETURN_VALUES);
        if (wanted != null && !wanted.equals("ALL_OLD") && !wanted.equals("NONE")) {
            throw Fault.validation("ReturnValues can only be ALL_OLD or NONE");
        }
    }

    /** The condition of PutItem and DeleteItem, in either form. */
    static @Nullable Condition condition(Parameters in, Expressions expressions) {
        Condition expected = LegacyConditions.expected(in);
        Condition condition = expressions.open().condition(Members.CONDITION);
        expressions.close();
        return condition == null ? expected : condition;
    }

    static Result change(ItemWrite write, Parameters in, Database database) {
        return database.change(changes -> {
            TableWriter writer = changes.table(write.table());
            CollectionMetrics metrics = CollectionMetrics.wantedBy(in);
            ItemWrite.Outcome outcome = write.apply(writer);
            metrics.add(writer, write);
            return new Result(outcome, writer.consumed(), metrics);
        });
    }

    /** Writes, and answers with the old item if the request wants it. */
    static void perform(ItemWrite write, Parameters in, Database database, JsonWriter out) {
        Result result = change(write, in, database);
        out.startObject();
        if ("ALL_OLD".equals(in.get(Members.RETURN_VALUES))) {
            Members.writeItem("Attributes", result.outcome().before(), out);
        }
        Members.writeConsumed(in, result.consumed(), out);
        result.metrics().writeOne(out);
        out.endObject();
    }
}
