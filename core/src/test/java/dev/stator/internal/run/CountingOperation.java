package dev.stator.internal.run;

import dev.stator.internal.protocol.Meter;
import dev.stator.internal.protocol.Operation;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often a request is written. */
record CountingOperation(Operation<String> of, AtomicInteger encoded) implements Operation<String> {
    @Override
    public String action() {
        return of.action();
    }

    @Override
    public Optional<String> table() {
        return of.table();
    }

    @Override
    public Effect effect() {
        return of.effect();
    }

    @Override
    public byte[] encode(Meter meter) {
        encoded.incrementAndGet();
        return of.encode(meter);
    }

    @Override
    public String decode(byte[] body, Meter meter) {
        return of.decode(body, meter);
    }
}
