package dev.stator.listener;

import dev.stator.error.CodecException;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.IdempotencyMismatchException;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.ItemCollectionTooLargeException;
import dev.stator.error.LimitExceededException;
import dev.stator.error.ResourceInUseException;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.error.StatorException;
import dev.stator.error.TransactionCanceledException;
import dev.stator.error.TransactionConflictException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Counts requests that failed for good, and calls the service unhealthy from so many on: 5 in a row unless set otherwise.
 * Failures that the caller or the state of an item brought about do not count, nor do requests of calls that were cancelled; those that
 * {@link java.util.concurrent.CompletableFuture#orTimeout} ended do.
 *
 * <pre>{@code
 * HealthMonitor health = new HealthMonitor().reporting(Report.EDGE, now -> log.warn("DynamoDB: {}", now));
 * Stator db = Stator.builder().listener(health).build();
 * health.isHealthy();
 * }</pre>
 *
 * <p>Its settings are those of the copy that a fluent method gives, which begins healthy.
 */
public final class HealthMonitor implements CallListener, CallObserver {
    /** What a success does to the count. */
    public enum OnSuccess {
        /** Begin anew, so that only failures in a row count. */
        RESET,
        /** Take one away. */
        DECREMENT,
        /** Nothing: once unhealthy, always. */
        KEEP
    }

    /** When a callback is called. */
    public enum Report {
        /** Whenever it becomes unhealthy, or healthy again. */
        EDGE,
        /** After each request that counts, be it a failure or a success. */
        ALWAYS,
        /** The first time that it becomes unhealthy. */
        ONCE
    }

    private static final Set<Class<? extends StatorException>> CALLERS_OWN = Set.of(
            CodecException.class,
            ConditionFailedException.class,
            IdempotencyMismatchException.class,
            InvalidRequestException.class,
            ItemCollectionTooLargeException.class,
            LimitExceededException.class,
            ResourceInUseException.class,
            ResourceNotFoundException.class,
            TransactionCanceledException.class,
            TransactionConflictException.class);

    private final int threshold;
    private final OnSuccess onSuccess;
    private final Set<Class<? extends StatorException>> ignored;
    private final Report report;
    private final Consumer<HealthMonitor> callback;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicBoolean reported = new AtomicBoolean();

    /** Unhealthy after 5 failures in a row. */
    public HealthMonitor() {
        this(5, OnSuccess.RESET, CALLERS_OWN, Report.EDGE, monitor -> {});
    }

    private HealthMonitor(
            int threshold,
            OnSuccess onSuccess,
            Set<Class<? extends StatorException>> ignored,
            Report report,
            Consumer<HealthMonitor> callback) {
        this.threshold = threshold;
        this.onSuccess = onSuccess;
        this.ignored = ignored;
        this.report = report;
        this.callback = callback;
    }

    /** Unhealthy from so many failures on. */
    public HealthMonitor threshold(int unhealthyFrom) {
        if (unhealthyFrom < 1) {
            throw new IllegalArgumentException(
                    "threshold(" + unhealthyFrom + "): a monitor needs at least 1 failure to call it unhealthy");
        }
        return new HealthMonitor(unhealthyFrom, onSuccess, ignored, report, callback);
    }

    /** What a success does to the count; {@link OnSuccess#RESET} by default. */
    public HealthMonitor onSuccess(OnSuccess what) {
        return new HealthMonitor(threshold, what, ignored, report, callback);
    }

    /** Only failures of these types and their subtypes do not count, in place of those that are the caller's own. */
    public HealthMonitor ignoring(Set<Class<? extends StatorException>> types) {
        return new HealthMonitor(threshold, onSuccess, Set.copyOf(types), report, callback);
    }

    /** Calls this when it is told of a request; the callback must not block. */
    public HealthMonitor reporting(Report when, Consumer<HealthMonitor> to) {
        return new HealthMonitor(threshold, onSuccess, ignored, when, to);
    }

    /** Whether fewer failures than the threshold are counted now. */
    public boolean isHealthy() {
        return failures.get() < threshold;
    }

    /** How many failures are counted now. */
    public int failures() {
        return failures.get();
    }

    /** Observes the call itself. */
    @Override
    public CallObserver callStarted(CallStart call) {
        return this;
    }

    /** Counts. */
    @Override
    public void requestEnded(RequestEnd request) {
        boolean succeeded = request.failure().isEmpty();
        if (!succeeded && request.failure().filter(this::counts).isEmpty()) {
            return;
        }
        int before = failures.getAndUpdate(succeeded ? this::afterSuccess : count -> count + 1);
        int after = succeeded ? afterSuccess(before) : before + 1;
        boolean changed = (before < threshold) != (after < threshold);
        boolean due = switch (report) {
            case EDGE -> changed;
            case ALWAYS -> true;
            case ONCE -> changed && !succeeded && !reported.getAndSet(true);
        };
        if (due) {
            callback.accept(this);
        }
    }

    private boolean counts(Throwable failure) {
        return failure instanceof StatorException
                ? ignored.stream().noneMatch(type -> type.isInstance(failure))
                : failure instanceof TimeoutException;
    }

    private int afterSuccess(int count) {
        return switch (onSuccess) {
            case RESET -> 0;
            case DECREMENT -> Math.max(0, count - 1);
            case KEEP -> count;
        };
    }

    @Override
    public String toString() {
        return (isHealthy() ? "healthy" : "unhealthy") + ", " + failures() + " failures";
    }
}
