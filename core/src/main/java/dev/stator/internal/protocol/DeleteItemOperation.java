package dev.stator.internal.protocol;

import dev.stator.codec.TableSchema;
import dev.stator.expression.Condition;
import dev.stator.expression.ExpressionWriter;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.Item;
import java.util.List;
import java.util.Optional;

/**
 * Removes the item with a key, if there is one.
 *
 * @param condition what must hold for the item, bound
 * @param returnOld whether the reply brings the item that was removed
 */
public record DeleteItemOperation<T>(
        String tableName, TableSchema<T> schema, Item key, Optional<Condition> condition, boolean returnOld)
        implements TableOperation<Optional<T>>, BatchWriteEntry {
    @Override
    public String action() {
        return "DeleteItem";
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
        return "Delete";
    }

    @Override
    public DeleteItemOperation<T> onlyIf(Condition more) {
        return new DeleteItemOperation<>(tableName, schema, key, WriteAction.and(condition, more), returnOld);
    }

    @Override
    public void writeAction(JsonWriter json) {
        Fields.text(json, "TableName", tableName);
        Fields.item(json, "Key", key);
        Fields.writeCondition(json, new ExpressionWriter(), condition);
    }

    @Override
    public ItemId id() {
        return new ItemId(tableName, key);
    }

    @Override
    public void writeEntry(JsonWriter json) {
        json.startObject();
        json.field("DeleteRequest");
        json.startObject();
        Fields.item(json, "Key", key);
        json.endObject();
        json.endObject();
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        json.startObject();
        writeAction(json);
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
