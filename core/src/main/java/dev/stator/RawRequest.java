package dev.stator;

import dev.stator.codec.Codec;
import dev.stator.expression.Condition;
import dev.stator.expression.ExpressionWriter;
import dev.stator.expression.Path;
import dev.stator.expression.Projection;
import dev.stator.expression.UpdateExpression;
import dev.stator.internal.json.JsonWriter;
import dev.stator.internal.protocol.Fields;
import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.protocol.RawOperation;
import dev.stator.internal.run.Attempts;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.Exchange;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Any action on a table, made of the parts of its request as the service names them, for what has no method of its own: keys,
 * records and expressions of the table become the service's JSON. It gives the JSON of the reply, out of which {@link
 * dev.stator.json.WireJson} reads items. Immutable, and sent like every call; sent again as {@link Stator#call} says.
 * It writes what it is told: no guards of {@link dev.stator.codec.Unique} attributes, no versions and no times but those that are given.
 *
 * <pre>{@code
 * String reply = users.request("PutItem")
 *         .item(ann)
 *         .condition(attr(User::email).notExists())
 *         .field("ReturnValues", "ALL_OLD")
 *         .execute();
 * }</pre>
 *
 * <p>Only the table's name and what expressions refer to is added: no stamps and no versions.
 */
public final class RawRequest<T> extends Call<String> {
    private static final Map<String, Set<String>> WORDS = Map.of(
            "ReturnValues", Set.of("NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"),
            "ReturnValuesOnConditionCheckFailure", Set.of("NONE", "ALL_OLD"),
            "ReturnConsumedCapacity", Set.of("NONE", "TOTAL", "INDEXES"),
            "ReturnItemCollectionMetrics", Set.of("NONE", "SIZE"),
            "Select", Set.of("ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "COUNT"));

    /** What a request of a table has by itself. */
    private static final Set<String> OWN = Set.of("TableName", "ExpressionAttributeNames", "ExpressionAttributeValues");

    private final Table<T> table;
    private final String action;
    private final Map<String, BiConsumer<JsonWriter, ExpressionWriter>> fields;
    /** The key of the item that this is about, if it is about one. */
    private final Optional<Item> key;

    RawRequest(Table<T> table, String action) {
        this(table, action, Map.of(), Optional.empty());
    }

    private RawRequest(
            Table<T> table,
            String action,
            Map<String, BiConsumer<JsonWriter, ExpressionWriter>> fields,
            Optional<Item> key) {
        super(table.db());
        this.table = table;
        this.action = action;
        this.fields = fields;
        this.key = key;
    }

    private RawRequest<T> with(String field, BiConsumer<JsonWriter, ExpressionWriter> value) {
        Map<String, BiConsumer<JsonWriter, ExpressionWriter>> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new RawRequest<>(table, action, more, key);
    }

    private RawRequest<T> about(Item one) {
        return new RawRequest<>(table, action, fields, Optional.of(one));
    }

    private RawRequest<T> withItem(String field, Item item) {
        return with(field, (json, expressions) -> item.writeTo(json.items()));
    }

    /** {@code Key}: the key that is given as {@link Table#get(Object)} takes it. */
    public RawRequest<T> key(Object key) {
        Item one = table.key(key);
        return about(one).withItem("Key", one);
    }

    /** {@code Key}: the key with these values. */
    public RawRequest<T> key(Object partitionKey, Object sortKey) {
        Item one = table.key(partitionKey, sortKey);
        return about(one).withItem("Key", one);
    }

    /** {@code Item}: all attributes of a record. */
    public RawRequest<T> item(T item) {
        return about(table.key(item))
                .withItem("Item", table.during(action, () -> table.schema().toItem(item)));
    }

    /**
     * {@code ExclusiveStartKey}: where a query or scan goes on.
     *
     * @param key an item as it is, such as the {@code LastEvaluatedKey} of a reply, that of an index included; or a key as
     *     {@link Table#get(Object)} takes it
     */
    public RawRequest<T> startKey(Object key) {
        return withItem("ExclusiveStartKey", key instanceof Item ready ? ready : table.key(key));
    }

    /** {@code ConditionExpression}: what must hold for the item in place. */
    public RawRequest<T> condition(Condition condition) {
        return withCondition("ConditionExpression", condition);
    }

    /** {@code FilterExpression}: what an item must fulfil to be brought. */
    public RawRequest<T> filter(Condition condition) {
        return withCondition("FilterExpression", condition);
    }

    /** {@code KeyConditionExpression}: which items are read. */
    public RawRequest<T> keyCondition(Condition condition) {
        return withCondition("KeyConditionExpression", condition);
    }

    private RawRequest<T> withCondition(String field, Condition condition) {
        Condition bound = bound(condition::bind);
        return with(field, (json, expressions) -> json.text(expressions.write(bound)));
    }

    /** {@code UpdateExpression}: what is changed. */
    public RawRequest<T> update(UpdateExpression update) {
        UpdateExpression bound = bound(update::bind);
        return with("UpdateExpression", (json, expressions) -> json.text(expressions.write(bound)));
    }

    /** {@code ProjectionExpression}: what is brought of an item. */
    public RawRequest<T> projection(Path<?>... paths) {
        Projection bound = table.projection(List.of(paths));
        return with("ProjectionExpression", (json, expressions) -> json.text(expressions.write(bound)));
    }

    private <E> E bound(Function<Codec<?>, E> bind) {
        return table.refusingByName(() -> bind.apply(table.schema().codec()));
    }

    /**
     * Any other field, such as {@code ConsistentRead} or {@code Limit}.
     *
     * @param value a string, a number or a boolean; an {@link Item}, which becomes the service's JSON; or a list or a map of
     *     these
     * @throws IllegalArgumentException if the field is one that the request writes itself, if the service has no such word
     *     for it, or if the value is something else
     */
    public RawRequest<T> field(String name, Object value) {
        if (OWN.contains(name)) {
            throw new IllegalArgumentException(
                    action + " on table " + table.name() + " writes " + name + " itself; leave it out");
        }
        Set<String> words = WORDS.get(name);
        if (words != null && (!(value instanceof String word) || !words.contains(word))) {
            throw new IllegalArgumentException(action + " on table " + table.name() + ": " + name + " is one of "
                    + new TreeSet<>(words) + ", and not " + value);
        }
        JsonWriter rendered = new JsonWriter();
        write(rendered, name, value);
        byte[] bytes = rendered.toByteArray();
        return with(name, (json, expressions) -> json.raw(bytes, 0, bytes.length));
    }

    private void write(JsonWriter json, String field, @Nullable Object value) {
        if (value instanceof Collection<?> elements) {
            json.startArray();
            elements.forEach(element -> write(json, field, element));
            json.endArray();
        } else if (value instanceof Map<?, ?> entries) {
            json.startObject();
            entries.forEach((name, element) -> {
                json.field(String.valueOf(name));
                write(json, field, element);
            });
            json.endObject();
        } else if (value instanceof Item item) {
            item.writeTo(json.items());
        } else if (value instanceof Number number) {
            json.digits(new BigDecimal(number.toString()).toString());
        } else if (value instanceof Boolean flag) {
            json.flag(flag);
        } else if (value instanceof String text) {
            json.text(text);
        } else {
            throw new IllegalArgumentException(action + " on table " + table.name() + ": " + field + " holds "
                    + (value == null ? "null" : "a " + value.getClass().getName())
                    + "; give strings, numbers, booleans, items, or lists and maps of these");
        }
    }

    /** The body of the request: each field of it is a fragment for requests that are put together elsewhere. */
    public String json() {
        JsonWriter json = new JsonWriter();
        ExpressionWriter expressions = new ExpressionWriter();
        json.startObject();
        json.field("TableName");
        json.text(table.name());
        fields.forEach((name, value) -> {
            json.field(name);
            value.accept(json, expressions);
        });
        Fields.placeholders(json, expressions);
        json.endObject();
        return new String(json.toByteArray(), StandardCharsets.UTF_8);
    }

    @Override
    Exchange<String> exchange(CallContext context) {
        return new Attempts<>(
                context,
                new RawOperation(
                        action,
                        json(),
                        Optional.of(table.name()),
                        key.map(one -> new ItemId(table.name(), one)).stream().toList()));
    }
}
