package dev.stator;

import dev.stator.internal.http.ExtraHeaders;
import dev.stator.internal.run.CallSettings;
import dev.stator.transport.RetryPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What one call does otherwise than its client: an immutable value, so it can be a constant that many calls share. What is
 * not said here is as the client has it.
 *
 * <pre>{@code
 * static final CallOptions PATIENT = CallOptions.none().within(ofMinutes(5)).retry(RetryPolicy.standard().withMaxAttempts(10));
 *
 * users.query("a@x.org").with(PATIENT).execute();
 * }</pre>
 */
public final class CallOptions {
    private static final CallOptions NONE =
            new CallOptions(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    private final Optional<Duration> limit;
    private final Optional<Duration> attemptTimeout;
    private final Optional<RetryPolicy> retry;
    private final Map<String, String> headers;

    private CallOptions(
            Optional<Duration> limit,
            Optional<Duration> attemptTimeout,
            Optional<RetryPolicy> retry,
            Map<String, String> headers) {
        this.limit = limit;
        this.attemptTimeout = attemptTimeout;
        this.retry = retry;
        this.headers = headers;
    }

    /** Everything as the client has it. */
    public static CallOptions none() {
        return NONE;
    }

    /** One deadline for the whole call, as {@link Call#within}. */
    public CallOptions within(Duration time) {
        return new CallOptions(Optional.of(Durations.positive("within", time)), attemptTimeout, retry, headers);
    }

    /** How long each attempt may take. */
    public CallOptions attemptTimeout(Duration time) {
        return new CallOptions(limit, Optional.of(Durations.positive("attemptTimeout", time)), retry, headers);
    }

    /** When failed attempts are repeated. */
    public CallOptions retry(RetryPolicy policy) {
        return new CallOptions(limit, attemptTimeout, Optional.of(policy), headers);
    }

    /**
     * One more header of each request, or another value for one that the client adds. It is not signed.
     *
     * @throws IllegalArgumentException if it is no header, or one that the client sets itself
     */
    public CallOptions header(String name, String value) {
        Map<String, String> one = Map.of(ExtraHeaders.checkedName(name), ExtraHeaders.checkedValue(name, value));
        return new CallOptions(limit, attemptTimeout, retry, ExtraHeaders.together(headers, one));
    }

    /** These options, and where others say something, that. */
    CallOptions and(CallOptions others) {
        return new CallOptions(
                others.limit.or(() -> limit),
                others.attemptTimeout.or(() -> attemptTimeout),
                others.retry.or(() -> retry),
                ExtraHeaders.together(headers, others.headers));
    }

    Optional<Duration> limit() {
        return limit;
    }

    /** The client's settings with the changes of this call. */
    CallSettings over(CallSettings client) {
        CallSettings settings = client;
        if (retry.isPresent()) {
            settings = settings.withRetry(retry.get());
        }
        if (attemptTimeout.isPresent()) {
            settings = settings.withAttemptTimeout(attemptTimeout.get());
        }
        return headers.isEmpty() ? settings : settings.withHeaders(ExtraHeaders.together(client.headers(), headers));
    }
}
