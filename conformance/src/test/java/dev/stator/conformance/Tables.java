package dev.stator.conformance;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.TableSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Tables with names of their own, so that tests run in any order on a server that others use too; dropped at the end. */
final class Tables implements AutoCloseable {
    private static final String RUN = "stator-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Stator db;
    private final Map<String, Table<?>> byLabel = new LinkedHashMap<>();

    Tables(Stator db) {
        this.db = db;
    }

    /** A name behind all that were given before. */
    static String newName() {
        return "%s%05d".formatted(RUN, COUNTER.incrementAndGet());
    }

    /** A table that exists, the same one each time for a label. */
    <T> Table<T> existing(String label, TableSchema<T> schema) {
        Table<?> known = byLabel.get(label);
        if (known != null) {
            return db.table(known.name(), schema);
        }
        Table<T> table = declared(label, schema);
        table.create().execute();
        return table;
    }

    /** A table that the test is going to create. */
    <T> Table<T> declared(String label, TableSchema<T> schema) {
        Table<T> table = db.table(newName(), schema);
        byLabel.put(label, table);
        return table;
    }

    @Override
    public void close() {
        byLabel.values()
                .forEach(table -> table.drop().ifExists().withoutWaiting().execute());
    }
}
