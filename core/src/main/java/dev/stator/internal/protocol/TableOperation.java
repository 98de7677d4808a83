package dev.stator.internal.protocol;

import dev.stator.internal.json.JsonWriter;
import java.util.Optional;

/** An operation on one table. */
interface TableOperation<R> extends JsonOperation<R> {
    /** The table's name. */
    String tableName();

    /** Writes the table's name, which is the whole request of an action that takes nothing else. */
    @Override
    default void write(JsonWriter json, Meter meter) {
        json.startObject();
        Fields.text(json, "TableName", tableName());
        json.endObject();
    }

    @Override
    default Optional<String> table() {
        return Optional.of(tableName());
    }
}
