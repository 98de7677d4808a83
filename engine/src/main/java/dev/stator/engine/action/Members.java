package dev.stator.engine.action;

import dev.stator.engine.item.Attributes;
import dev.stator.engine.item.StoredItem;
import dev.stator.engine.request.Field;
import dev.stator.engine.request.Parameters;
import dev.stator.engine.request.Shape;
import dev.stator.engine.request.Type;
import dev.stator.engine.table.Consumed;
import dev.stator.internal.json.JsonWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members that several actions share, of requests and of replies. */
public final class Members {
    static final Field<String> TABLE_NAME = Field.table().notNull();
    public static final Field<String> INDEX_NAME = Field.resource("IndexName");
    static final Field<Attributes> ITEM = Field.of("Item", Type.ATTRIBUTES).notNull();
    static final Field<Attributes> KEY = Field.of("Key", Type.ATTRIBUTES).notNull();
    static final Field<Boolean> CONSISTENT = Field.of("ConsistentRead", Type.FLAG);
    static final Field<String> CONSUMED = Field.oneOf("ReturnConsumedCapacity", "INDEXES", "TOTAL", "NONE");
    static final Field<String> METRICS = Field.oneOf("ReturnItemCollectionMetrics", "SIZE", "NONE");
    static final Field<String> RETURN_VALUES =
            Field.oneOf("ReturnValues", "ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW");
    static final Field<String> ON_FAILURE = Field.oneOf("ReturnValuesOnConditionCheckFailure", "ALL_OLD", "NONE");

    static final Field<String> CONDITION = Field.of("ConditionExpression", Type.TEXT);
    static final Field<String> UPDATE = Field.of("UpdateExpression", Type.TEXT);
    static final Field<String> KEY_CONDITION = Field.of("KeyConditionExpression", Type.TEXT);
    static final Field<String> FILTER = Field.of("FilterExpression", Type.TEXT);
    static final Field<String> PROJECTION = Field.of("ProjectionExpression", Type.TEXT);
    static final Field<Map<String, String>> NAMES = Field.of("ExpressionAttributeNames", Type.NAMES);
    static final Field<Attributes> VALUES = Field.of("ExpressionAttributeValues", Type.ATTRIBUTES);

    static final Field<Map<String, Parameters>> EXPECTED =
            Field.of("Expected", mapOf("ExpectedAttributeValue", LegacyConditions.EXPECTED));
    static final Field<Map<String, Parameters>> ATTRIBUTE_UPDATES =
            Field.of("AttributeUpdates", mapOf("AttributeValueUpdate", LegacyUpdates.UPDATE));
    static final Field<List<String>> ATTRIBUTES_TO_GET =
            Field.of("AttributesToGet", Type.listOf(Type.TEXT)).length(1, 255);
    static final Field<String> CONDITIONAL_OPERATOR = Field.oneOf("ConditionalOperator", "OR", "AND");
    static final Field<Map<String, Parameters>> KEY_CONDITIONS =
            Field.of("KeyConditions", mapOf("Condition", LegacyConditions.CONDITION));
    static final Field<Map<String, Parameters>> QUERY_FILTER =
            Field.of("QueryFilter", mapOf("Condition", LegacyConditions.CONDITION));
    static final Field<Map<String, Parameters>> SCAN_FILTER =
            Field.of("ScanFilter", mapOf("Condition", LegacyConditions.CONDITION));

    private Members() {}

    private static Type<Map<String, Parameters>> mapOf(String javaName, Shape shape) {
        return Type.mapOf("com.amazonaws.dynamodb.v20120810." + javaName, Type.element(shape));
    }

    /** Whether the request asks for consumed capacity. */
    static boolean wantsConsumed(Parameters in) {
        String wanted = in.get(CONSUMED);
        return wanted != null && !wanted.equals("NONE");
    }

    private static boolean wantsDetail(Parameters in) {
        return "INDEXES".equals(in.get(CONSUMED));
    }

    /** Writes the consumed capacity of one table, if the request asks for it. */
    static void writeConsumed(Parameters in, Consumed consumed, JsonWriter out) {
        if (wantsConsumed(in)) {
            out.field("ConsumedCapacity");
            consumed.writeTo(out, wantsDetail(in), 1, "");
        }
    }

    /** Writes the consumed capacity of several tables, if the request asks for it. */
    static void writeConsumed(Parameters in, Collection<Consumed> consumed, int factor, String kind, JsonWriter out) {
        if (wantsConsumed(in)) {
            out.field("ConsumedCapacity");
            out.startArray();
            consumed.forEach(table -> table.writeTo(out, wantsDetail(in), factor, kind));
            out.endArray();
        }
    }

    /** Writes an item under a name, if there is one. */
    static void writeItem(String name, @Nullable StoredItem item, JsonWriter out) {
        if (item != null) {
            out.field(name);
            item.writeTo(out);
        }
    }
}
