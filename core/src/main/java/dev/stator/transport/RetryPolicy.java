package dev.stator.transport;

import java.time.Duration;

/**
 * When a failed attempt is repeated, and how long to wait before: exponential backoff with full jitter, so that the wait
 * before attempt <i>n</i> + 1 is a random part of base × 2<sup>n − 1</sup>, at most {@code cap}.
 *
 * @param maxAttempts how often a call is sent at most, 1 for never again; 4 by default
 * @param transientBase the base after a lost connection or a failure inside the service; 25 ms by default
 * @param throttlingBase the base after the service asked to slow down; 1 s by default
 * @param cap the longest wait; 20 s by default
 */
public record RetryPolicy(int maxAttempts, Duration transientBase, Duration throttlingBase, Duration cap) {
    private static final RetryPolicy STANDARD =
            new RetryPolicy(4, Duration.ofMillis(25), Duration.ofSeconds(1), Duration.ofSeconds(20));

    /** Checks that there is at least one attempt and no negative wait. */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts is " + maxAttempts + "; a call needs at least 1 attempt");
        }
        if (transientBase.isNegative() || throttlingBase.isNegative() || cap.isNegative()) {
            throw new IllegalArgumentException("A retry policy cannot wait for a negative time");
        }
    }

    /** The service's own recommendation, and the default. */
    public static RetryPolicy standard() {
        return STANDARD;
    }

    /** Every call is sent once. */
    public static RetryPolicy never() {
        return STANDARD.withMaxAttempts(1);
    }

    /** This policy with another number of attempts. */
    public RetryPolicy withMaxAttempts(int attempts) {
        return new RetryPolicy(attempts, transientBase, throttlingBase, cap);
    }
}
