package dev.stator.internal.http;

import dev.stator.error.TransportException;
import dev.stator.transport.WireRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the stages. The side that carries the request moves the stage on; the other side – the
 * deadline, a cancellation, a close – may put it to {@link Stage#OVER} at any moment. Both do so atomically, so exactly
 * one of them ends the attempt, knowing the stage in which it ended; and a connection is either put back by the one or
 * closed by the other.
 */
abstract class Attempt {
    enum Stage {
        /** Waits for a connection of the pool; once more if the one it got turned out to be of no use. */
        LEASING,
        /** Opens the connection, or is about to write to one that is open; nothing is written yet. */
        CONNECTING,
        /** Some of the request may have been written. */
        EXCHANGING,
        /** Has its reply, or has failed. */
        OVER
    }

    /** Why an attempt is ended from outside. */
    enum Ending {
        DEADLINE,
        CLOSED,
        CANCELLED
    }

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final WireRequest request;
    private final Failures failures;
    private final long timeoutNanos;
    private final long deadline;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.LEASING);
    private volatile @Nullable TransportException failure;

    Attempt(WireRequest request, Failures failures) {
        this.request = request;
        this.failures = failures;
        this.timeoutNanos = nanos(request);
        this.deadline = System.nanoTime() + timeoutNanos;
    }

    /** A request's timeout, cut to what the clock can hold. */
    static long nanos(WireRequest request) {
        Duration timeout = request.timeout();
        return (timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST).toNanos();
    }

    final WireRequest request() {
        return request;
    }

    final String action() {
        return request.action();
    }

    final Failures failures() {
        return failures;
    }

    final long timeoutMillis() {
        return TimeUnit.NANOSECONDS.toMillis(timeoutNanos);
    }

    /** The time of {@link System#nanoTime()} at which the attempt ends. */
    final long deadline() {
        return deadline;
    }

    /** What is left of the time, at least a millisecond, because the network's own timeouts take zero for endless. */
    final Timeout remaining() {
        return Timeout.ofMilliseconds(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
    }

    /** Moves on; false if the attempt was ended from outside. */
    final boolean advance(Stage from, Stage to) {
        return stage.compareAndSet(from, to);
    }

    /** Ends the attempt from inside, and tells where it was: {@link Stage#OVER} if it was ended from outside already. */
    final Stage end() {
        return stage.getAndSet(Stage.OVER);
    }

    final boolean isOver() {
        return stage.get() == Stage.OVER;
    }

    /** Ends the attempt from outside, unless it is over. */
    final void giveUp(Ending why) {
        if (stop(why)) {
            abort(why);
        }
    }

    /** The failure is there before the stage says that it is: whoever sees the end also finds the reason. */
    private synchronized boolean stop(Ending why) {
        Stage at = Objects.requireNonNull(stage.get());
        if (at == Stage.OVER) {
            return false;
        }
        failure = switch (why) {
            case DEADLINE -> failures.timedOut(this, at);
            case CLOSED -> failures.closed(this, at);
            case CANCELLED -> failures.cancelled(this, at);
        };
        // If the stage has just moved, once more; it does so a few times at most.
        return stage.compareAndSet(at, Stage.OVER) || stop(why);
    }

    /** Why the attempt was given up; asked only if it was. */
    final TransportException failure() {
        TransportException known = failure;
        if (known == null) {
            throw new IllegalStateException("The attempt was not given up");
        }
        return known;
    }

    /** Frees whatever the attempt holds; it is over. */
    abstract void abort(Ending why);
}
