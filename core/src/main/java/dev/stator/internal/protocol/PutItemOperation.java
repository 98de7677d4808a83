package dev.stator.internal.protocol;

import dev.stator.codec.TableSchema;
import dev.stator.error.CodecException;
import dev.stator.expression.Condition;
import dev.stator.expression.ExpressionWriter;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.ItemSize;
import java.util.List;
import java.util.Optional;

/**
 * Stores a whole item in place of any with the same key.
 *
 * @param condition what must hold for the item in its place, bound
 * @param returnOld whether the reply brings the item that was replaced
 */
public record PutItemOperation<T>(
        String tableName, TableSchema<T> schema, T item, Optional<Condition> condition, boolean returnOld)
        implements TableOperation<Optional<T>>, BatchWriteEntry {
    @Override
    public String action() {
        return "PutItem";
    }

    @Override
    public Effect effect() {
        return returnOld ? Effect.WRITE : Effect.IDEMPOTENT_WRITE;
    }

    @Override
    public List<ItemId> changes() {
        return List.of(id());
    }

    @Override
    public String transactName() {
        return "Put";
    }

    @Override
    public PutItemOperation<T> onlyIf(Condition more) {
        return new PutItemOperation<>(tableName, schema, item, WriteAction.and(condition, more), returnOld);
    }

    @Override
    public void writeAction(JsonWriter json) {
        namingTheTable(() -> writeFields(json));
    }

    /** A transaction or batch is of no one table, so what cannot be stored is told with the table here. */
    private void namingTheTable(Runnable step) {
        try {
            step.run();
        } catch (CodecException e) {
            throw named(e);
        }
    }

    private CodecException named(CodecException misfit) {
        return misfit.during(action() + " on table " + tableName, false);
    }

    private void writeFields(JsonWriter json) {
        Fields.text(json, "TableName", tableName);
        json.field("Item");
        schema.writeItem(item, json.items());
        Fields.writeCondition(json, new ExpressionWriter(), condition);
    }

    @Override
    public ItemId id() {
        return new ItemId(tableName, schema.keyOf(item));
    }

    @Override
    public long itemBytes() {
        return ItemSize.of(schema.toItem(item).asMap());
    }

    @Override
    public void writeEntry(JsonWriter json) {
        json.startObject();
        json.field("PutRequest");
        json.startObject();
        json.field("Item");
        namingTheTable(() -> schema.writeItem(item, json.items()));
        json.endObject();
        json.endObject();
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        json.startObject();
        writeFields(json);
        if (returnOld) {
            Fields.text(json, "ReturnValues", "ALL_OLD");
        }
        meter.askOfWrite(json);
        json.endObject();
    }

    @Override
    public Optional<T> read(JsonReader json, Meter meter) {
        return Fields.readWrite(json, meter, tableName, "Attributes", reply -> schema.readItem(reply.items()));
    }
}
