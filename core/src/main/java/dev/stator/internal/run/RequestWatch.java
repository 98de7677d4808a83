package dev.stator.internal.run;

import dev.stator.error.StatorException;
import dev.stator.internal.protocol.Operation;
import dev.stator.listener.AttemptEnd;
import dev.stator.listener.AttemptStart;
import dev.stator.listener.RequestEnd;
import dev.stator.listener.RequestStart;
import dev.stator.value.ConsumedCapacity;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the observers of a call about one of its requests, by what each event makes of its attempts, and the caches when
 * it has ended.
 */
final class RequestWatch {
    private final CallContext context;
    private final Observation observation;
    private final Operation<?> operation;
    private final RequestStart request;
    private final Duration began;
    private int attempts;
    private boolean underWay;
    private Duration attemptBegan = Duration.ZERO;
    private OptionalInt status = OptionalInt.empty();
    private ConsumedCapacity capacity = ConsumedCapacity.NONE;
    private Optional<String> requestId = Optional.empty();

    private RequestWatch(CallContext context, Observation observation, Operation<?> operation) {
        this.context = context;
        this.observation = observation;
        this.operation = operation;
        Destination destination = context.settings().listeners().destination();
        this.request = new RequestStart(
                observation.correlationId(),
                context.nextRequest(),
                operation.action(),
                operation.tables(),
                operation.index(),
                operation.batchSize(),
                destination.endpoint().apply(operation.action()),
                destination.region());
        this.began = context.elapsed();
    }

    /** Tells that a request begins; null if nobody listens, and no cache may hold what it changes. */
    static @Nullable RequestWatch start(CallContext context, Operation<?> operation) {
        Observation observation = context.observation();
        ReadCaches.Changes changes = context.changes();
        boolean cached = changes != null && changes.begin(operation);
        if (observation == null && !cached) {
            return null;
        }
        RequestWatch watch =
                new RequestWatch(context, observation == null ? Observation.BY_NOBODY : observation, operation);
        context.open(watch);
        watch.observation.tell(observer -> observer.requestStarted(watch.request));
        return watch;
    }

    /** A reply came with this status and id; what it means shows in the step that follows. */
    void replied(int httpStatus, Optional<String> id) {
        context.meter().beginReply();
        status = OptionalInt.of(httpStatus);
        requestId = id;
    }

    /**
     * Lets an event happen and tells what it led to.
     *
     * @param last what the last attempt failed with, asked for only if there is to be another
     */
    <R> Step<R> around(Supplier<Step<R>> event, Supplier<Optional<StatorException>> last) {
        Step<R> step;
        try {
            step = event.get();
        } catch (StatorException e) {
            attemptEnded(Optional.of(e), Optional.empty());
            requestEnded(Optional.of(e));
            throw e;
        }
        if (step instanceof Step.Send<R>) {
            attemptEnded(underWay ? last.get() : Optional.empty(), Optional.of(Duration.ZERO));
            attemptStarted();
        } else if (step instanceof Step.Pause<R> pause) {
            attemptEnded(last.get(), Optional.of(pause.time()));
        } else {
            attemptEnded(Optional.empty(), Optional.empty());
            requestEnded(Optional.empty());
        }
        return step;
    }

    /** The call has ended before the request has. */
    void givenUp(Throwable why) {
        attemptEnded(Optional.of(why), Optional.empty());
        requestEnded(Optional.of(why));
    }

    private void attemptStarted() {
        attempts++;
        underWay = true;
        status = OptionalInt.empty();
        requestId = Optional.empty();
        attemptBegan = context.elapsed();
        AttemptStart start = new AttemptStart(request, attempts);
        observation.tell(observer -> observer.attemptStarted(start));
    }

    private void attemptEnded(Optional<? extends Throwable> failure, Optional<Duration> retryIn) {
        if (!underWay) {
            return;
        }
        underWay = false;
        capacity = status.isPresent() ? context.meter().latest() : ConsumedCapacity.NONE;
        requestId = requestId.or(() -> failure.flatMap(
                thrown -> thrown instanceof StatorException known ? known.requestId() : Optional.empty()));
        AttemptEnd end = new AttemptEnd(
                request,
                attempts,
                context.elapsed().minus(attemptBegan),
                status,
                requestId,
                capacity,
                failure.map(thrown -> thrown),
                retryIn);
        observation.tell(observer -> observer.attemptEnded(end));
    }

    private void requestEnded(Optional<? extends Throwable> failure) {
        context.close(this);
        ReadCaches.Changes changes = context.changes();
        if (changes != null) {
            changes.end(operation);
        }
        RequestEnd end = new RequestEnd(
                request, attempts, context.elapsed().minus(began), requestId, capacity, failure.map(thrown -> thrown));
        observation.tell(observer -> observer.requestEnded(end));
    }
}
