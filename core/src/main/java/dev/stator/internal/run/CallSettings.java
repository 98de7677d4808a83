package dev.stator.internal.run;

import dev.stator.transport.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What all calls of a client share, or what one of them does otherwise.
 *
 * @param retry when and how long to wait between attempts
 * @param quota the client's bucket of retry tokens
 * @param rate how often the client sends, for policies that adapt it
 * @param attemptTimeout the longest time of one attempt
 * @param callTimeout the longest time of a whole call, with all of its attempts, pages, chunks and pauses
 * @param headers what is added to each request
 * @param nanoTime a clock for durations, as {@link System#nanoTime}
 * @param clock the time of day, for what is stamped on items
 * @param random the source of jitter
 * @param listeners who is told of each call
 * @param caches what its writes are to remove from
 */
public record CallSettings(
        RetryPolicy retry,
        RetryQuota quota,
        SendRate rate,
        Duration attemptTimeout,
        Duration callTimeout,
        Map<String, String> headers,
        LongSupplier nanoTime,
        Clock clock,
        RandomGenerator random,
        Listeners listeners,
        ReadCaches caches) {
    /** These settings with another policy. */
    public CallSettings withRetry(RetryPolicy other) {
        return new CallSettings(
                other, quota, rate, attemptTimeout, callTimeout, headers, nanoTime, clock, random, listeners, caches);
    }

    /** These settings with another time for each attempt. */
    public CallSettings withAttemptTimeout(Duration limit) {
        return new CallSettings(
                retry, quota, rate, limit, callTimeout, headers, nanoTime, clock, random, listeners, caches);
    }

    /** These settings with headers. */
    public CallSettings withHeaders(Map<String, String> others) {
        return new CallSettings(
                retry, quota, rate, attemptTimeout, callTimeout, others, nanoTime, clock, random, listeners, caches);
    }

    /** The same for a call that reaches no service, and so must not touch what calls share. */
    public CallSettings apart() {
        return new CallSettings(
                retry,
                new RetryQuota(),
                new SendRate(),
                attemptTimeout,
                callTimeout,
                headers,
                nanoTime,
                clock,
                random,
                Listeners.none(),
                new ReadCaches());
    }

    /** Of headers the names only: they can hold secrets. */
    @Override
    public String toString() {
        return "CallSettings[" + retry + ", attempts " + attemptTimeout + ", calls " + callTimeout + ", headers "
                + headers.keySet() + "]";
    }
}
