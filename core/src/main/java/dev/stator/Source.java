package dev.stator;

import dev.stator.codec.IndexSchema;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.expression.Condition;
import dev.stator.expression.Path;
import dev.stator.expression.Value;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a query or scan reads: a table or one of its indexes.
 *
 * @param index the index's name; empty for the table
 * @param global whether it is a global index
 * @param partitionKeys the attributes of the partition key of what is read
 * @param sortKeys those of its sort key
 * @param items what holds for the items, but not for those that the library keeps among them; empty if there are none
 */
record Source<T>(
        Table<T> table,
        Optional<String> index,
        boolean global,
        List<KeyAttribute> partitionKeys,
        List<KeyAttribute> sortKeys,
        Optional<Condition> items) {
    static <T> Source<T> of(Table<T> table) {
        TableSchema<T> schema = table.schema();
        return new Source<>(
                table,
                Optional.empty(),
                false,
                List.of(schema.partitionKey()),
                schema.sortKey().stream().toList(),
                ReservedItems.others(schema));
    }

    static <T> Source<T> of(Table<T> table, IndexSchema index) {
        return new Source<>(
                table,
                Optional.of(index.name()),
                !index.isLocal(),
                index.partitionKeys(),
                index.sortKeys(),
                ReservedItems.others(table.schema()));
    }

    /** The same with the library's own items. */
    Source<T> whole() {
        return new Source<>(table, index, global, partitionKeys, sortKeys, Optional.empty());
    }

    /** Reads one partition: given a value for each attribute of the partition key, or one record of all. */
    Query<T> query(Object... values) {
        Item partition = table.refusingByName(() -> partition(values));
        return new Query<>(this, ReadOptions.of(table), partition, List.of(), true);
    }

    private Item partition(Object... values) {
        if (values.length == 1 && partitionKeys.size() > 1) {
            return table.schema().keyRecord(values[0], partitionKeys);
        } else if (values.length != partitionKeys.size()) {
            throw new IllegalArgumentException("The query on " + describe() + " has " + values.length
                    + " values for the partition key, which is "
                    + partitionKeys.stream().map(KeyAttribute::name).collect(Collectors.joining(" and "))
                    + "; give one for each");
        }
        Item partition = Item.empty();
        for (int i = 0; i < values.length; i++) {
            KeyAttribute key = partitionKeys.get(i);
            partition = partition.with(key.name(), key.value(values[i]));
        }
        return partition;
    }

    /**
     * The sort keys that items of the table's class have, where others have other ones: so that a query need not read those,
     * too.
     */
    Condition own() {
        boolean part =
                table.schema().narrowing().filter(type -> !type.isWhole()).isPresent();
        Optional<KeyAttribute> first = sortKeys.stream().findFirst().filter(key -> part);
        return first.flatMap(key -> key.beginning()
                        .<Condition>map(start -> new Condition.BeginsWith(
                                Path.attr(key.name()), new Value(new AttributeValue.S(start)))))
                .orElse(Condition.empty());
    }

    Scan<T> scan() {
        return new Scan<>(this, ReadOptions.of(table), Scan.Part.WHOLE);
    }

    /** The attributes of a key from which reading can go on: the table's key and the index's. */
    Set<KeyAttribute> keys() {
        Set<KeyAttribute> keys = new LinkedHashSet<>();
        keys.add(table.schema().partitionKey());
        table.schema().sortKey().ifPresent(keys::add);
        keys.addAll(partitionKeys);
        keys.addAll(sortKeys);
        return keys;
    }

    /** The names of {@link #keys}. */
    Set<String> keyNames() {
        return keys().stream().map(KeyAttribute::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    Item keyOf(Item item) {
        Item key = Item.empty();
        for (String name : keyNames()) {
            key = key.with(name, item.get(name).orElseThrow());
        }
        return key;
    }

    /** Refuses what is no key of this table or index. */
    void checkKey(Item key) {
        if (!key.asMap().keySet().equals(keyNames())) {
            throw new IllegalArgumentException("The place to go on at does not belong to " + describe()
                    + ": it is behind " + key.asMap().keySet() + " where " + keyNames() + " is needed");
        }
        for (KeyAttribute attribute : keys()) {
            if (key.get(attribute.name()).orElseThrow().type() != attribute.type()) {
                throw new IllegalArgumentException("The place to go on at does not belong to " + describe() + ": its "
                        + attribute.name() + " is not of the type " + attribute.type());
            }
        }
    }

    /** For messages: the table, and the index if it is one. */
    String describe() {
        return "table " + table.name() + index.map(name -> ", index " + name).orElse("");
    }
}
