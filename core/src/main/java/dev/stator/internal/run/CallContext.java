package dev.stator.internal.run;

import dev.stator.error.FailedCall;
import dev.stator.error.StatorException;
import dev.stator.internal.protocol.Meter;
import dev.stator.internal.protocol.Operation;
import dev.stator.listener.CallEnd;
import dev.stator.transport.RetryCause;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call under way: the client's settings, the call's deadline, and its meter.
 *
 * <p>A call with a time limit of its own has that one deadline for all of its attempts, pages, chunks and pauses. Without
 * one, the client's call timeout runs anew from each page, chunk or item that is done or refused, so that a batch of a million items is
 * not cut off while it gets on.
 */
public final class CallContext {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final CallSettings settings;
    private final Meter meter;
    private final @Nullable Observation observation;
    private final boolean fixed;
    private boolean dry;
    private @Nullable Consumer<@Nullable Throwable> atEnd;
    private final long began;
    private final Instant now;
    private final ReadCaches.@Nullable Changes changes;
    private long deadline;
    private int requestsBegun;
    /** The request that began last. */
    private @Nullable Operation<?> latest;
    /** The requests under way that are observed; several only where they go side by side. */
    private final Set<RequestWatch> open = new LinkedHashSet<>();

    /** A call that begins now. */
    public CallContext(CallSettings settings, Meter meter, Optional<Duration> within) {
        this.settings = settings;
        this.meter = meter;
        this.fixed = within.isPresent();
        this.now = settings.clock().instant();
        this.changes = settings.caches().callStarted();
        this.observation = settings.listeners().callStarted();
        this.began = settings.nanoTime().getAsLong();
        this.deadline = began + nanos(within.orElse(settings.callTimeout()));
    }

    CallSettings settings() {
        return settings;
    }

    /** The call's meter. */
    public Meter meter() {
        return meter;
    }

    /** The time of day at which the call began: one for all that it writes. */
    public Instant now() {
        return now;
    }

    /** Who observes the call; null if nobody does. */
    @Nullable
    Observation observation() {
        return observation;
    }

    /**
     * The whole exchange of this call, whose end is told to whoever observes the call, and to the caches. A failure that is not
     * of one request, as when waiting was in vain, names the request that began last.
     */
    public <R> Exchange<R> whole(Exchange<R> exchange) {
        return new Nested<>() {
            @Override
            public Step<R> start() {
                return call(exchange, Step.Done::new);
            }

            @Override
            Step<R> failedInside(StatorException failure) {
                Operation<?> last = latest;
                if (last != null && failure.action().isEmpty()) {
                    failure.happenedIn(new FailedCall(last.action(), last.table(), meter.requests(), Optional.empty()));
                }
                throw failure;
            }

            @Override
            public void ended(@Nullable Throwable failure) {
                if (changes != null) {
                    changes.endAll();
                }
                CallContext.this.ended(failure);
            }
        };
    }

    /** Lets this know how the call has ended, and by what failure, if it was one; to be said before the exchange begins. */
    public void whenEnded(Consumer<@Nullable Throwable> hook) {
        atEnd = hook;
    }

    /** Nothing is sent, and each reply says nothing: {@link DryRun}; to be said before the exchange begins. */
    public void runsDry() {
        dry = true;
    }

    /** Whether nothing is sent, so that a call which needs to know something goes on with an example. */
    public boolean isDry() {
        return dry;
    }

    /** Tells whoever observes it that the call has ended, and why if it failed. */
    public void ended(@Nullable Throwable failure) {
        try {
            if (atEnd != null) {
                atEnd.accept(failure);
            }
        } finally {
            tellEnd(failure);
        }
    }

    private void tellEnd(@Nullable Throwable failure) {
        // What a request failed with has been told as its end; those that are still open fell victim to it.
        Throwable why = failure == null || failure instanceof StatorException
                ? new CancellationException("Given up, since its call has ended")
                : failure;
        List.copyOf(open).forEach(request -> request.givenUp(why));
        if (observation != null) {
            CallEnd end = new CallEnd(
                    observation.correlationId(),
                    meter.requests(),
                    elapsed(),
                    meter.capacity(),
                    Optional.ofNullable(failure));
            observation.tell(observer -> observer.callEnded(end));
        }
    }

    /** What it changes of what caches may hold; null if there are none. */
    ReadCaches.@Nullable Changes changes() {
        return changes;
    }

    /** A request begins that is observed. */
    void open(RequestWatch request) {
        open.add(request);
    }

    /** It has ended. */
    void close(RequestWatch request) {
        open.remove(request);
    }

    /** Another request begins. */
    void begins(Operation<?> operation) {
        latest = operation;
    }

    /** The number of the request of this call that begins now. */
    int nextRequest() {
        return ++requestsBegun;
    }

    /** The time since the call began. */
    public Duration elapsed() {
        return Duration.ofNanos(settings.nanoTime().getAsLong() - began);
    }

    /** A part of the call is done. */
    public void progressed() {
        if (!fixed) {
            deadline = settings.nanoTime().getAsLong() + nanos(settings.callTimeout());
        }
    }

    /** A limit beyond what the clock can hold is none. */
    private static long nanos(Duration limit) {
        return limit.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : limit.toNanos();
    }

    /** As much of a pause as leaves the call, if it has a time limit of its own, as much time again. */
    Duration affordable(Duration pause) {
        Duration half = remaining().dividedBy(2);
        return fixed && pause.compareTo(half) > 0 ? half : pause;
    }

    /** Whether the call, if it has a time limit of its own, would be at its end after this pause. */
    boolean isPastDeadline(Duration pause) {
        return fixed && pause.compareTo(remaining()) >= 0;
    }

    /** The time until the deadline; zero or negative once it has passed. */
    Duration remaining() {
        return Duration.ofNanos(deadline - settings.nanoTime().getAsLong());
    }

    /** Whether more than the limit, if there is one, will have passed since then after this wait. */
    boolean isPast(Optional<Duration> limit, Duration since, Duration wait) {
        return limit.isPresent() && elapsed().minus(since).plus(wait).compareTo(limit.get()) > 0;
    }

    /** How long to wait before a retry, or empty for none; a wait that no clock can hold is cut. */
    Optional<Duration> backoff(RetryCause cause, int retry, Duration previous) {
        return settings.retry()
                .backoff(cause)
                .before(retry, previous, settings.random())
                .map(wait -> Duration.ofNanos(Math.max(0, nanos(wait))));
    }
}
