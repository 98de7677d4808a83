package dev.stator;

import dev.stator.codec.IndexSchema;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.expression.Condition;
import dev.stator.expression.KeyCondition;
import dev.stator.value.Item;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a query or scan reads: a table or one of its indexes.
 *
 * @param index the index's name; empty for the table
 * @param global whether it is a global index
 * @param partitionKey the partition key of what is read
 * @param sortKey its sort key
 */
record Source<T>(
        Table<T> table,
        Optional<String> index,
        boolean global,
        KeyAttribute partitionKey,
        Optional<KeyAttribute> sortKey) {
    static <T> Source<T> of(Table<T> table) {
        TableSchema<T> schema = table.schema();
        return new Source<>(table, Optional.empty(), false, schema.partitionKey(), schema.sortKey());
    }

    static <T> Source<T> of(Table<T> table, IndexSchema index) {
        return new Source<>(table, Optional.of(index.name()), !index.isLocal(), index.partitionKey(), index.sortKey());
    }

    Query<T> query(Object partitionKeyValue) {
        Condition partition =
                table.refusingByName(() -> KeyCondition.eq(partitionKeyValue).on(partitionKey));
        return new Query<>(this, ReadOptions.of(table.schema()), partition, Optional.empty(), true);
    }

    Scan<T> scan() {
        return new Scan<>(this, ReadOptions.of(table.schema()), Scan.Part.WHOLE);
    }

    /** The attributes of a key from which reading can go on: the table's key and the index's. */
    Set<KeyAttribute> keys() {
        Set<KeyAttribute> keys = new LinkedHashSet<>();
        keys.add(table.schema().partitionKey());
        table.schema().sortKey().ifPresent(keys::add);
        keys.add(partitionKey);
        sortKey.ifPresent(keys::add);
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
