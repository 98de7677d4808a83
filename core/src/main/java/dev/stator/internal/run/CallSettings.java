package dev.stator.internal.run;

import dev.stator.transport.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What all calls of a client share.
 *
 * @param retry when and how long to wait between attempts
 * @param quota the client's bucket of retry tokens
 * @param attemptTimeout the longest time of one attempt
 * @param callTimeout the longest time of a whole call, with all of its attempts, pages, chunks and pauses
 * @param nanoTime a clock for durations, as {@link System#nanoTime}
 * @param clock the time of day, for what is stamped on items
 * @param random the source of jitter
 * @param listeners who is told of each call
 */
public record CallSettings(
        RetryPolicy retry,
        RetryQuota quota,
        Duration attemptTimeout,
        Duration callTimeout,
        LongSupplier nanoTime,
        Clock clock,
        RandomGenerator random,
        Listeners listeners) {
    /** The same for a call that reaches no service, and so must not touch what calls share. */
    public CallSettings apart() {
        return new CallSettings(
                retry, new RetryQuota(), attemptTimeout, callTimeout, nanoTime, clock, random, Listeners.none());
    }
}
