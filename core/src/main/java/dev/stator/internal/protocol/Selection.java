package dev.stator.internal.protocol;

import dev.stator.expression.Condition;
import dev.stator.expression.ExpressionWriter;
import dev.stator.expression.Projection;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.ConsumedCapacity;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What the requests and replies of query and scan have in common.
 *
 * @param index the secondary index to read; the table itself if empty
 * @param filter what an item must fulfil to be brought, bound
 * @param projection the attributes to bring; all if empty
 * @param consistent whether the read sees every write that was acknowledged before
 * @param select what to bring if there is no projection; as the service chooses if empty
 * @param limit how many items to evaluate at most
 * @param startKey where to go on
 * @param reader reads one item
 */
public record Selection<R>(
        String tableName,
        Optional<String> index,
        Optional<Condition> filter,
        Optional<Projection> projection,
        boolean consistent,
        Optional<Select> select,
        OptionalInt limit,
        Optional<Item> startKey,
        Function<ItemReader, R> reader) {
    void write(JsonWriter json, ExpressionWriter expressions, Meter meter) {
        Fields.text(json, "TableName", tableName);
        if (index.isPresent()) {
            Fields.text(json, "IndexName", index.get());
        }
        Fields.condition(json, expressions, "FilterExpression", filter);
        if (select.isPresent()) {
            Fields.text(json, "Select", select.get().name());
        } else if (projection.isPresent()) {
            Fields.text(json, "ProjectionExpression", expressions.write(projection.get()));
        }
        Fields.placeholders(json, expressions);
        Fields.flagIfSet(json, "ConsistentRead", consistent);
        if (limit.isPresent()) {
            json.field("Limit");
            json.number(limit.getAsInt());
        }
        if (startKey.isPresent()) {
            Fields.item(json, "ExclusiveStartKey", startKey.get());
        }
        meter.ask(json);
    }

    PageReply<R> read(JsonReader json, Meter meter) {
        List<R> items = new ArrayList<>();
        long count = 0;
        long scanned = 0;
        Optional<Item> lastKey = Optional.empty();
        ConsumedCapacity capacity = ConsumedCapacity.NONE;
        json.startObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "Items" -> {
                    json.startArray();
                    while (json.nextElement()) {
                        items.add(reader.apply(json.items()));
                    }
                }
                case "Count" -> count = json.integer();
                case "ScannedCount" -> scanned = json.integer();
                case "LastEvaluatedKey" -> lastKey = Optional.of(Item.readFrom(json.items()));
                case "ConsumedCapacity" -> capacity = meter.readOne(json);
                default -> json.skip();
            }
        }
        return new PageReply<>(
                items,
                count,
                scanned,
                1,
                capacity,
                lastKey.filter(key -> key.size() > 0),
                index -> itemAt(index, json.again()));
    }

    /** Reads one item of a reply once more, as what it is on the wire. */
    private static Item itemAt(int index, JsonReader json) {
        json.startObject();
        while (!"Items".equals(json.nextField())) {
            // There is such a field: items came of it.
        }
        json.startArray();
        for (int i = 0; i <= index; i++) {
            json.nextElement();
        }
        return Item.readFrom(json.items());
    }
}
