package dev.stator.listener;

import dev.stator.error.StatorException;
import dev.stator.value.ConsumedCapacity;
import java.time.Duration;
import java.util.Optional;

/**
 * A call is done, has failed or was cancelled.
 *
 * @param correlationId the call's
 * @param requests how many attempts it sent, in all of its requests
 * @param duration from its start to here
 * @param capacity what the service says it charged; none unless it was asked, see {@link CallListener#wantsCapacity}
 * @param failure why it failed: nearly always a {@link StatorException}, or a {@link
 *     java.util.concurrent.CancellationException}; empty if it did not
 */
public record CallEnd(
        String correlationId, int requests, Duration duration, ConsumedCapacity capacity, Optional<Throwable> failure) {
    /**
     * The failure in a word, as metrics and logs want it: the code of a {@link StatorException}, or the name of the class of
     * what else was thrown; empty if there was none.
     */
    public Optional<String> failureCode() {
        return Failures.code(failure);
    }
}
