package dev.stator;

import dev.stator.codec.TableSchema;
import dev.stator.codec.View;
import dev.stator.expression.Condition;
import dev.stator.expression.Projection;
import dev.stator.internal.protocol.Select;
import dev.stator.internal.run.PageLoop.Limits;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What queries and scans can be told alike.
 *
 * @param select what to bring, if the service is told
 * @param speed how many requests and units there may be
 * @param place where to go on
 * @param reader reads one item
 */
record ReadOptions<T>(
        Optional<Condition> filter,
        Optional<Projection> projection,
        Optional<Select> select,
        boolean consistent,
        Limits limits,
        Speed speed,
        Optional<Item> place,
        Function<ItemReader, T> reader) {
    /**
     * How fast pages come.
     *
     * @param pageSize how many items one request may evaluate
     * @param unitsPerSecond how many capacity units to use at most
     */
    record Speed(OptionalInt pageSize, OptionalDouble unitsPerSecond) {}

    /** Brings all items of the table's class. */
    static <T> ReadOptions<T> of(Table<T> table) {
        TableSchema<T> schema = table.schema();
        return new ReadOptions<>(
                TypeRule.of(table).map(TypeRule::filter).filter(type -> !type.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                false,
                Limits.NONE,
                new Speed(OptionalInt.empty(), OptionalDouble.empty()),
                Optional.empty(),
                schema::readItem);
    }

    ReadOptions<T> filter(Optional<Condition> other) {
        return new ReadOptions<>(other, projection, select, consistent, limits, speed, place, reader);
    }

    ReadOptions<Item> projection(Projection other) {
        return new ReadOptions<>(filter, Optional.of(other), select, consistent, limits, speed, place, Item::readFrom);
    }

    ReadOptions<T> select(Select other) {
        return new ReadOptions<>(filter, projection, Optional.of(other), consistent, limits, speed, place, reader);
    }

    <S> ReadOptions<S> as(View<S> view) {
        return new ReadOptions<>(
                filter, ReadForm.projection(view), select, consistent, limits, speed, place, view::readItem);
    }

    ReadOptions<T> asConsistent() {
        return new ReadOptions<>(filter, projection, select, true, limits, speed, place, reader);
    }

    ReadOptions<T> limits(Limits other) {
        return new ReadOptions<>(filter, projection, select, consistent, other, speed, place, reader);
    }

    ReadOptions<T> speed(Speed other) {
        return new ReadOptions<>(filter, projection, select, consistent, limits, other, place, reader);
    }

    ReadOptions<T> place(Item other) {
        return new ReadOptions<>(filter, projection, select, consistent, limits, speed, Optional.of(other), reader);
    }
}
