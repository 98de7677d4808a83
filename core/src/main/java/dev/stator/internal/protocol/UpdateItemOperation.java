package dev.stator.internal.protocol;

import dev.stator.expression.Condition;
import dev.stator.expression.ExpressionWriter;
import dev.stator.expression.IfNotExists;
import dev.stator.expression.Segment;
import dev.stator.expression.UpdateAction;
import dev.stator.expression.UpdateExpression;
import dev.stator.expression.Value;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Changes attributes of the item with a key, and creates the item if there is none.
 *
 * @param update the changes, bound
 * @param condition what must hold for the item before, bound
 * @param returned which attributes the reply brings
 * @param reader reads those attributes
 */
public record UpdateItemOperation<R>(
        String tableName,
        Item key,
        UpdateExpression update,
        Optional<Condition> condition,
        Returned returned,
        Function<ItemReader, R> reader)
        implements TableOperation<Optional<R>>, WriteAction {
    /** Which attributes an update gives back; the constants are the service's own. */
    public enum Returned {
        /** None. */
        NONE,
        /** The whole item as it is after the update. */
        ALL_NEW,
        /** The whole item as it was before. */
        ALL_OLD,
        /** The attributes that were changed, as they are after the update. */
        UPDATED_NEW,
        /** The attributes that were changed, as they were before. */
        UPDATED_OLD;

        /** Whether a second update gives what the first did. */
        boolean isRepeatable() {
            return this != ALL_OLD && this != UPDATED_OLD;
        }
    }

    @Override
    public String action() {
        return "UpdateItem";
    }

    @Override
    public Effect effect() {
        boolean repeatable = update.actions().stream().allMatch(UpdateItemOperation::isRepeatable);
        return repeatable && returned.isRepeatable() ? Effect.IDEMPOTENT_WRITE : Effect.WRITE;
    }

    /** Whether an action done twice leaves what it leaves when done once. */
    private static boolean isRepeatable(UpdateAction action) {
        // Removing a list element twice removes two, and setting one beyond the end appends two.
        if (action.path().segments().stream().anyMatch(Segment.Index.class::isInstance)) {
            return false;
        } else if (action instanceof UpdateAction.Set set) {
            return set.value() instanceof Value
                    || (set.value() instanceof IfNotExists<?> choice
                            && choice.path().equals(set.path())
                            && choice.otherwise() instanceof Value);
        }
        return !(action instanceof UpdateAction.Add add && add.value().attribute() instanceof AttributeValue.N);
    }

    @Override
    public ItemId id() {
        return new ItemId(tableName, key);
    }

    @Override
    public List<ItemId> changes() {
        return List.of(id());
    }

    @Override
    public String transactName() {
        return "Update";
    }

    @Override
    public UpdateItemOperation<R> onlyIf(Condition more) {
        return new UpdateItemOperation<>(tableName, key, update, WriteAction.and(condition, more), returned, reader);
    }

    @Override
    public void writeAction(JsonWriter json) {
        Fields.text(json, "TableName", tableName);
        Fields.item(json, "Key", key);
        ExpressionWriter expressions = new ExpressionWriter();
        if (!update.isEmpty()) { // which creates an item of its key alone, or leaves the one that is there
            Fields.text(json, "UpdateExpression", expressions.write(update));
        }
        Fields.writeCondition(json, expressions, condition);
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        json.startObject();
        writeAction(json);
        if (returned != Returned.NONE) {
            Fields.text(json, "ReturnValues", returned.name());
        }
        meter.askOfWrite(json);
        json.endObject();
    }

    @Override
    public Optional<R> read(JsonReader json, Meter meter) {
        return Fields.readWrite(json, meter, tableName, "Attributes", reply -> reader.apply(reply.items()));
    }
}
