package dev.stator.transport;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before something is sent again. A backoff holds no state, so that one serves all calls at once: what it
 * needs to know of the retries before comes with the question. Write one of your own as a record, so that it can be read in
 * the policy's printed form.
 */
@FunctionalInterface
public interface Backoff {
    /**
     * The wait before a retry.
     *
     * @param retry which retry of its call this is, 1 for the first
     * @param previous the wait before the last retry, zero for the first
     * @param random the client's source of randomness
     * @return the wait, or empty for no other retry
     */
    Optional<Duration> before(int retry, Duration previous, RandomGenerator random);

    /** No waiting: the next attempt goes out at once. */
    static Backoff none() {
        return new Backoffs.Fixed(Duration.ZERO);
    }

    /** The same wait each time. */
    static Backoff fixed(Duration delay) {
        return new Backoffs.Fixed(delay);
    }

    /** A random part of base × 2<sup>retry − 1</sup>, at most 20 s: exponential backoff with full jitter. */
    static Backoff exponential(Duration base) {
        return exponential(base, Duration.ofSeconds(20));
    }

    /** A random part of base × 2<sup>retry − 1</sup>, at most {@code cap}: exponential backoff with full jitter. */
    static Backoff exponential(Duration base, Duration cap) {
        return new Backoffs.Exponential(base, cap);
    }

    /** A random time between {@code base} and three times the wait before, at most {@code cap}: decorrelated jitter. */
    static Backoff decorrelated(Duration base, Duration cap) {
        return new Backoffs.Decorrelated(base, cap);
    }

    /** These waits, one after the other; after the last there is no other retry. */
    static Backoff sequence(Duration... delays) {
        return new Backoffs.Sequence(List.copyOf(Arrays.asList(delays)));
    }
}
