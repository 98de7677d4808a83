package dev.stator.internal.protocol;

import dev.stator.expression.ExpressionWriter;
import dev.stator.expression.Projection;
import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the item with a key.
 *
 * @param consistent whether the read sees every write that was acknowledged before
 * @param projection the attributes to bring, all if empty
 * @param reader reads the item
 */
public record GetItemOperation<R>(
        String tableName, Item key, boolean consistent, Optional<Projection> projection, Function<ItemReader, R> reader)
        implements TableOperation<Optional<R>> {
    @Override
    public String action() {
        return "GetItem";
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    /** Writes what a lone get and a get of a transaction have in common. */
    void writeGet(JsonWriter json) {
        Fields.text(json, "TableName", tableName);
        Fields.item(json, "Key", key);
        writeProjection(json);
    }

    /** Writes the projection, which a batch gives once for all of a table's keys. */
    void writeProjection(JsonWriter json) {
        if (projection.isPresent()) {
            ExpressionWriter expressions = new ExpressionWriter();
            Fields.text(json, "ProjectionExpression", expressions.write(projection.get()));
            Fields.placeholders(json, expressions);
        }
    }

    /** The same, also bringing the key, by which the items of a batch are told apart. */
    public GetItemOperation<R> bringingKey() {
        Optional<Projection> withKey =
                projection.map(paths -> Projections.plus(paths, key.asMap().keySet()));
        return new GetItemOperation<>(tableName, key, consistent, withKey, reader);
    }

    /** An item that {@link #bringingKey} brought, as it would have come without. */
    public Item withoutAddedKey(Item item) {
        return projection
                .map(paths -> Projections.minus(item, paths, key.asMap().keySet()))
                .orElse(item);
    }

    @Override
    public void write(JsonWriter json, Meter meter) {
        json.startObject();
        writeGet(json);
        Fields.flagIfSet(json, "ConsistentRead", consistent);
        meter.ask(json);
        json.endObject();
    }

    @Override
    public Optional<R> read(JsonReader json, Meter meter) {
        return Fields.readOne(json, meter, "Item", reply -> reader.apply(reply.items()));
    }
}
