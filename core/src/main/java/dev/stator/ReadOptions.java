package dev.stator;

import dev.stator.codec.TableSchema;
import dev.stator.expression.Condition;
import dev.stator.expression.Projection;
import dev.stator.internal.run.PageLoop.Limits;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.util.Optional;
import java.util.function.Function;

/**
 * What queries and scans can be told alike.
 *
 * @param reader reads one item straight from the wire
 * @param fromItem makes the same of an item that was read as an {@link Item} before
 */
record ReadOptions<T>(
        Optional<Condition> filter,
        Optional<Projection> projection,
        boolean consistent,
        Limits limits,
        Optional<Item> startKey,
        Function<ItemReader, T> reader,
        Function<Item, T> fromItem) {
    static <T> ReadOptions<T> of(TableSchema<T> schema) {
        return new ReadOptions<>(
                Optional.empty(),
                Optional.empty(),
                false,
                new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE),
                Optional.empty(),
                schema::readItem,
                schema::fromItem);
    }

    ReadOptions<T> filter(Optional<Condition> other) {
        return new ReadOptions<>(other, projection, consistent, limits, startKey, reader, fromItem);
    }

    ReadOptions<Item> projection(Projection other) {
        return new ReadOptions<>(
                filter, Optional.of(other), consistent, limits, startKey, Item::readFrom, Function.identity());
    }

    ReadOptions<T> asConsistent() {
        return new ReadOptions<>(filter, projection, true, limits, startKey, reader, fromItem);
    }

    ReadOptions<T> limits(Limits other) {
        return new ReadOptions<>(filter, projection, consistent, other, startKey, reader, fromItem);
    }

    ReadOptions<T> startKey(Optional<Item> other) {
        return new ReadOptions<>(filter, projection, consistent, limits, other, reader, fromItem);
    }
}
