package dev.stator;

import dev.stator.codec.TableSchema;
import dev.stator.error.CodecException;
import dev.stator.tabular.DataTable;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The rows of a data table as parts of items of a table.
 *
 * @param given the data table
 * @param method what was called with it, for messages
 */
record Rows<T>(Table<T> table, DataTable given, String method) {
    private <R> List<R> each(Function<Item, R> step) {
        List<R> results = new ArrayList<>();
        for (Item row : given) {
            try {
                results.add(step.apply(row));
            } catch (IllegalArgumentException | CodecException e) {
                throw new IllegalArgumentException(
                        method + " on table " + table.name() + ", row " + results.size() + " of the data table: "
                                + e.getMessage(),
                        e);
            }
        }
        return results;
    }

    /** The keys of the rows. */
    List<Item> keys() {
        return each(table.schema()::keyIn);
    }

    /** The rows as records. */
    List<T> values() {
        return each(this::value);
    }

    private T value(Item row) {
        TableSchema<T> schema = table.schema();
        T value = schema.fromInput(row);
        Item known = schema.toItem(value);
        row.asMap().forEach((name, cell) -> {
            if (!known.has(name) && cell != AttributeValue.Null.NULL) {
                throw new IllegalArgumentException("the column " + name + " is no attribute of "
                        + schema.type().getName() + "; select(…) those that are, or use a table of items");
            }
        });
        return value;
    }

    /** The rows with their keys. */
    DataTable withKeys(List<Item> keys) {
        return rows(IntStream.range(0, keys.size())
                .mapToObj(row -> over(given.record(row), keys.get(row)))
                .toList());
    }

    /** The rows with what was found for each of them. */
    FoundRows with(Found<Item> found) {
        List<Item> all = new ArrayList<>();
        List<Item> there = new ArrayList<>();
        List<Item> missing = new ArrayList<>();
        for (int row = 0; row < found.keys().size(); row++) {
            Item own = over(given.record(row), found.keys().get(row));
            found.inOrder().get(row).map(item -> over(own, item)).ifPresentOrElse(there::add, () -> missing.add(own));
            all.add(found.inOrder().get(row).map(item -> over(own, item)).orElse(own));
        }
        return new FoundRows(rows(all), rows(there), rows(missing));
    }

    private static Item over(Item below, Item above) {
        Map<String, AttributeValue> both = new LinkedHashMap<>(below.asMap());
        both.putAll(above.asMap());
        return Item.copyOf(both);
    }

    /** A data table with all columns of the given one. */
    DataTable rows(List<Item> items) {
        return given.filter(row -> false).addRecords(items);
    }
}
