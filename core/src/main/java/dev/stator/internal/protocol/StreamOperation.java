package dev.stator.internal.protocol;

import java.util.Optional;

/** An operation that reads a table's stream. */
interface StreamOperation<R> extends JsonOperation<R> {
    @Override
    default Optional<String> table() {
        return Optional.empty();
    }

    @Override
    default Effect effect() {
        return Effect.READ;
    }
}
