package dev.stator.transport;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * When a failed attempt is repeated, and how long to wait before. What may be repeated at all is not its business: reads
 * always are, and writes only when that can do no harm.
 *
 * <p>The first attempt goes out at once. It ends with whatever comes first: the attempts, the backoff's last wait, the time
 * limit, the deadline of the call, which is looked at before each wait, or an empty retry quota; then the last real failure
 * is the call's failure, with the number of attempts in it.
 *
 * <pre>{@code
 * RetryPolicy.standard()
 *         .withMaxAttempts(8)
 *         .withBackoff(Backoff.decorrelated(Duration.ofMillis(50), Duration.ofSeconds(1)))
 *         .withBackoff(RetryCause.CONNECTION, Backoff.none())
 *         .withTimeLimit(Duration.ofSeconds(30));
 * }</pre>
 *
 * <p>What other libraries are told becomes: PynamoDB's {@code max_retry_attempts} n and {@code base_backoff_ms} b, {@code of(1 + n,
 * Backoff.exponential(b)).withBackoff(CONNECTION, Backoff.none())}; aiodynamo's strategies with their time limit, {@code
 * of(Integer.MAX_VALUE, backoff).withTimeLimit(limit)} with an exponential, fixed or decorrelated backoff, or a sequence; boto3's
 * modes, {@link #ofMode}.
 *
 * @param maxAttempts how often a request is sent at most, 1 for never again; also how often a batch may bring nothing forward
 * @param backoffs how long to wait, one for each cause
 * @param timeLimit if set, how long after its first attempt a request is still repeated, waits included
 * @param quota whether retries take from the client's retry quota, which makes calls fail at once while most of them fail
 * @param paced whether the client sends less often, first attempts too, while the service throttles it
 */
public record RetryPolicy(
        int maxAttempts,
        Map<RetryCause, Backoff> backoffs,
        Optional<Duration> timeLimit,
        boolean quota,
        boolean paced) {
    private static final RetryPolicy STANDARD = of(4, Backoff.exponential(Duration.ofMillis(25)))
            .withBackoff(RetryCause.THROTTLING, Backoff.exponential(Duration.ofSeconds(1)));
    private static final RetryPolicy ADAPTIVE = STANDARD.withPacing(true);
    private static final RetryPolicy LEGACY =
            of(10, Backoff.exponential(Duration.ofMillis(50))).withQuota(false);

    /**
     * Checks that there is at least one attempt, and that each cause has a backoff which gives a wait before the first retry.
     *
     * @throws IllegalArgumentException if not, so that a policy cannot silently never retry
     */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts is " + maxAttempts + "; a call needs at least 1 attempt");
        }
        timeLimit.ifPresent(limit -> {
            if (limit.isNegative()) {
                throw new IllegalArgumentException("A retry policy cannot end after " + limit + ", a negative time");
            }
        });
        EnumMap<RetryCause, Backoff> copy = new EnumMap<>(RetryCause.class);
        copy.putAll(backoffs);
        for (RetryCause cause : RetryCause.values()) {
            if (!copy.containsKey(cause)) {
                throw new IllegalArgumentException("The retry policy has no backoff for " + cause);
            }
        }
        copy.forEach(RetryPolicy::checkYields);
        backoffs = Collections.unmodifiableMap(copy);
    }

    private static void checkYields(RetryCause cause, Backoff backoff) {
        Optional<Duration> first = backoff.before(1, Duration.ZERO, new SplittableRandom(1));
        if (first.isEmpty()) {
            throw new IllegalArgumentException(
                    "The backoff for " + cause + ", " + backoff
                            + ", gives no wait before the first retry, so it would never retry; use RetryPolicy.never() for that");
        }
        Backoffs.checked(first.get());
    }

    /** A policy with one backoff for all causes, no time limit, and the retry quota. */
    public static RetryPolicy of(int maxAttempts, Backoff backoff) {
        EnumMap<RetryCause, Backoff> all = new EnumMap<>(RetryCause.class);
        for (RetryCause cause : RetryCause.values()) {
            all.put(cause, backoff);
        }
        return new RetryPolicy(maxAttempts, all, Optional.empty(), true, false);
    }

    /**
     * The service's own recommendation, and the default: 4 attempts, exponential with full jitter up to 20 s, from 25 ms, and
     * from 1 s after throttling.
     */
    public static RetryPolicy standard() {
        return STANDARD;
    }

    /** What older SDKs do: 10 attempts, exponential with full jitter from 50 ms up to 20 s, whatever the cause, without a quota. */
    public static RetryPolicy legacy() {
        return LEGACY;
    }

    /**
     * {@link #standard}, and while the service throttles the client, it sends less often: all of its requests, first attempts
     * too, wait for their turn, at a rate that follows what the service lets through. For a client whose requests all go to one
     * table that is short of capacity, such as a load of data; one hot table slows down the requests for all others as well.
     * A call whose turn would come after its deadline fails at once.
     */
    public static RetryPolicy adaptive() {
        return ADAPTIVE;
    }

    /** Every call is sent once. */
    public static RetryPolicy never() {
        return STANDARD.withMaxAttempts(1);
    }

    /**
     * The policy of a mode of the AWS SDKs, as {@code AWS_RETRY_MODE} and {@code retry_mode} name it.
     *
     * @throws IllegalArgumentException if it is neither {@code standard}, {@code legacy} nor {@code adaptive}
     */
    public static RetryPolicy ofMode(String mode) {
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case "standard" -> STANDARD;
            case "legacy" -> LEGACY;
            case "adaptive" -> ADAPTIVE;
            default ->
                throw new IllegalArgumentException(
                        "\"" + mode + "\" is not a retry mode of Stator; use standard, legacy or adaptive");
        };
    }

    /** The backoff for a cause. */
    public Backoff backoff(RetryCause cause) {
        return Objects.requireNonNull(backoffs.get(cause));
    }

    /** This policy with another number of attempts. */
    public RetryPolicy withMaxAttempts(int attempts) {
        return new RetryPolicy(attempts, backoffs, timeLimit, quota, paced);
    }

    /** This policy with one backoff for all causes. */
    public RetryPolicy withBackoff(Backoff backoff) {
        return new RetryPolicy(maxAttempts, of(maxAttempts, backoff).backoffs, timeLimit, quota, paced);
    }

    /** This policy with another backoff for one cause. */
    public RetryPolicy withBackoff(RetryCause cause, Backoff backoff) {
        EnumMap<RetryCause, Backoff> changed = new EnumMap<>(backoffs);
        changed.put(cause, backoff);
        return new RetryPolicy(maxAttempts, changed, timeLimit, quota, paced);
    }

    /** This policy, which repeats nothing for longer than this after the first attempt, waits included. */
    public RetryPolicy withTimeLimit(Duration limit) {
        return new RetryPolicy(maxAttempts, backoffs, Optional.of(limit), quota, paced);
    }

    /** This policy with or without the client's retry quota. */
    public RetryPolicy withQuota(boolean taken) {
        return new RetryPolicy(maxAttempts, backoffs, timeLimit, taken, paced);
    }

    /** This policy, with or without sending less often while the service throttles. */
    public RetryPolicy withPacing(boolean paces) {
        return new RetryPolicy(maxAttempts, backoffs, timeLimit, quota, paces);
    }

    /** All of it in a line. */
    @Override
    public String toString() {
        return "RetryPolicy[" + maxAttempts + " attempts, " + backoffs
                + timeLimit.map(limit -> ", within " + limit).orElse("") + (quota ? "" : ", without quota")
                + (paced ? ", paced" : "") + "]";
    }
}
