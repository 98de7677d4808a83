package dev.stator.internal.protocol;

import java.util.Optional;

/** An operation on one table. */
interface TableOperation<R> extends JsonOperation<R> {
    /** The table's name. */
    String tableName();

    @Override
    default Optional<String> table() {
        return Optional.of(tableName());
    }
}
