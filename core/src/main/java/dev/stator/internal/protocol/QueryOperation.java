package dev.stator.internal.protocol;

import dev.stator.expression.Condition;
import dev.stator.expression.ExpressionWriter;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import java.util.Optional;

/**
 * Reads items of one partition in the order of their sort key.
 *
 * @param key the partition key's equality and at most one condition on the sort key, bound
 * @param forward whether the order is ascending
 */
public record QueryOperation<R>(Selection<R> selection, Condition key, boolean forward)
        implements TableOperation<PageReply<R>> {
    @Override
    public String action() {
        return "Query";
    }

    @Override
    public String tableName() {
        return selection.tableName();
    }

    @Override
    public Optional<String> index() {
        return selection.index();
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        ExpressionWriter expressions = new ExpressionWriter();
        json.startObject();
        Fields.text(json, "KeyConditionExpression", expressions.write(key));
        if (!forward) {
            json.field("ScanIndexForward");
            json.flag(false);
        }
        selection.write(json, expressions, meter);
        json.endObject();
    }

    @Override
    public PageReply<R> read(JsonReader json, Meter meter) {
        return selection.read(json, meter);
    }
}
