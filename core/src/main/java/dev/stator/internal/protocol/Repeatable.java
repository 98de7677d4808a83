package dev.stator.internal.protocol;

import java.util.List;
import java.util.Optional;

/** An operation that may be done twice, although it then changes data further, because that does no harm. */
public record Repeatable<R>(Operation<R> operation) implements Operation<R> {
    @Override
    public String action() {
        return operation.action();
    }

    @Override
    public Optional<String> table() {
        return operation.table();
    }

    @Override
    public Effect effect() {
        return Effect.IDEMPOTENT_WRITE;
    }

    @Override
    public List<ItemId> changes() {
        return operation.changes();
    }

    @Override
    public byte[] encode(Meter meter) {
        return operation.encode(meter);
    }

    @Override
    public R decode(byte[] body, Meter meter) {
        return operation.decode(body, meter);
    }
}
