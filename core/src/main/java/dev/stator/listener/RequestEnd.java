package dev.stator.listener;

import dev.stator.error.StatorException;
import dev.stator.value.ConsumedCapacity;
import java.time.Duration;
import java.util.Optional;

/**
 * A request is done, has failed for good or was given up.
 *
 * @param request the request
 * @param attempts how often it was sent; 0 if it could not be written
 * @param duration from its start to here, with the pauses between the attempts
 * @param requestId the service's id of the last attempt; empty if no reply came, or none with an id
 * @param capacity what the service says it charged; none unless it was asked, see {@link CallListener#wantsCapacity}
 * @param failure why it failed: a {@link StatorException}, or what else the call ended with while the request was under way,
 *     such as a {@link java.util.concurrent.CancellationException}; empty if it did not
 */
public record RequestEnd(
        RequestStart request,
        int attempts,
        Duration duration,
        Optional<String> requestId,
        ConsumedCapacity capacity,
        Optional<Throwable> failure) {
    /**
     * The failure in a word, as metrics and logs want it: the code of a {@link StatorException}, or the name of the class of
     * what else was thrown; empty if there was none.
     */
    public Optional<String> failureCode() {
        return Failures.code(failure);
    }
}
