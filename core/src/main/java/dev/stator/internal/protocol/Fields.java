package dev.stator.internal.protocol;

import dev.stator.expression.Condition;
import dev.stator.expression.ExpressionWriter;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.Item;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parts that the requests and replies of several actions have in common. */
public final class Fields {
    private Fields() {}

    static void text(JsonWriter json, String field, String value) {
        json.field(field);
        json.text(value);
    }

    /** A flag that the service takes as false when it is absent. */
    static void flagIfSet(JsonWriter json, String field, boolean value) {
        if (value) {
            json.field(field);
            json.flag(true);
        }
    }

    static void item(JsonWriter json, String field, Item item) {
        json.field(field);
        item.writeTo(json.items());
    }

    static void condition(JsonWriter json, ExpressionWriter expressions, String field, Optional<Condition> condition) {
        if (condition.isPresent()) {
            text(json, field, expressions.write(condition.get()));
        }
    }

    /** The condition of a write, with the wish to see the item that fails it. */
    static void writeCondition(JsonWriter json, ExpressionWriter expressions, Optional<Condition> condition) {
        condition(json, expressions, "ConditionExpression", condition);
        placeholders(json, expressions);
        if (condition.isPresent()) {
            text(json, "ReturnValuesOnConditionCheckFailure", "ALL_OLD");
        }
    }

    /** What the expressions of a request refer to; written after the last of them. */
    public static void placeholders(JsonWriter json, ExpressionWriter expressions) {
        if (!expressions.names().isEmpty()) {
            json.field("ExpressionAttributeNames");
            json.startObject();
            expressions.names().forEach((placeholder, name) -> text(json, placeholder, name));
            json.endObject();
        }
        if (!expressions.values().isEmpty()) {
            json.field("ExpressionAttributeValues");
            json.startObject();
            expressions.values().forEach((placeholder, value) -> {
                json.field(placeholder);
                value.writeTo(json.items());
            });
            json.endObject();
        }
    }

    /** Reads a reply of which only one field and what the meter wants matter. */
    static <R> Optional<R> readOne(JsonReader json, Meter meter, String wanted, ReadField<R> read) {
        return readWrite(json, meter, "", wanted, read);
    }

    /** The same of a reply to a write, which can tell of the item collection in the table. */
    static <R> Optional<R> readWrite(JsonReader json, Meter meter, String table, String wanted, ReadField<R> read) {
        @Nullable R result = null;
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            if (field.equals(wanted)) {
                result = read.from(json);
            } else if (field.equals("ConsumedCapacity")) {
                meter.readOne(json);
            } else if (field.equals("ItemCollectionMetrics")) {
                meter.readCollection(json, table);
            } else {
                json.skip();
            }
        }
        return Optional.ofNullable(result);
    }

    /** Reads the value of a field. */
    interface ReadField<R> {
        R from(JsonReader json);
    }
}
