package dev.stator.listener;

import dev.stator.error.StatorException;
import dev.stator.value.ConsumedCapacity;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An attempt has its reply, has failed or was given up.
 *
 * @param request its request
 * @param number 1 for the first attempt of the request
 * @param duration from sending to here
 * @param status the reply's HTTP status; empty if no sound reply came
 * @param requestId the service's id of the attempt; empty if no reply came, or none with an id
 * @param capacity what the service says it charged; none unless it was asked, see {@link CallListener#wantsCapacity}
 * @param failure why the attempt failed: a {@link StatorException}, or what else the call ended with while the attempt was under
 *     way, such as a {@link java.util.concurrent.CancellationException}; empty if it did not
 * @param retryIn how long the next attempt is waited for; empty if this was the last
 */
public record AttemptEnd(
        RequestStart request,
        int number,
        Duration duration,
        OptionalInt status,
        Optional<String> requestId,
        ConsumedCapacity capacity,
        Optional<Throwable> failure,
        Optional<Duration> retryIn) {
    /**
     * The failure in a word, as metrics and logs want it: the code of a {@link StatorException}, or the name of the class of
     * what else was thrown; empty if there was none.
     */
    public Optional<String> failureCode() {
        return Failures.code(failure);
    }
}
