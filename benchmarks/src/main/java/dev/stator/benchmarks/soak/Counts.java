package dev.stator.benchmarks.soak;

import dev.stator.listener.AttemptEnd;
import dev.stator.listener.CallListener;
import dev.stator.listener.CallObserver;
import dev.stator.listener.CallStart;
import dev.stator.listener.RequestEnd;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts requests, retries and errors. */
final class Counts implements CallListener, CallObserver {
    final AtomicLong requests = new AtomicLong();
    final AtomicLong retries = new AtomicLong();
    final AtomicLong failures = new AtomicLong();
    final Map<String, AtomicLong> attemptErrors = new ConcurrentSkipListMap<>();

    @Override
    public CallObserver callStarted(CallStart call) {
        return this;
    }

    @Override
    public void attemptEnded(AttemptEnd attempt) {
        if (attempt.retryIn().isPresent()) {
            retries.incrementAndGet();
        }
        attempt.failureCode()
                .ifPresent(code -> attemptErrors
                        .computeIfAbsent(code, any -> new AtomicLong())
                        .incrementAndGet());
    }

    @Override
    public void requestEnded(RequestEnd request) {
        requests.incrementAndGet();
        if (request.failure().isPresent()) {
            failures.incrementAndGet();
        }
    }
}
