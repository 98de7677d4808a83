package dev.stator.internal.run;

import dev.stator.error.CodecException;
import dev.stator.error.FailedCall;
import dev.stator.error.ServiceException;
import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.internal.protocol.Operation;
import dev.stator.internal.protocol.Operation.Effect;
import dev.stator.internal.protocol.ServiceError;
import dev.stator.transport.RetryCause;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One operation, repeated until it succeeds, cannot be repeated safely, or has used up its attempts, its deadline or the
 * client's retry quota; then its last real error is the call's failure.
 *
 * <p>What is repeated: reads after any failure that may pass; writes that do no harm when done twice, likewise; any other
 * write only when it surely was not done, that is when it never left or the service refused it. The body is encoded once.
 */
public final class Attempts<R> implements Exchange<R> {
    private static final Duration HINT_TOLERANCE = Duration.ofSeconds(5);

    private final CallContext context;
    private final Operation<R> operation;
    private byte[] body = {};
    private int sent;
    private int quotaTaken;
    private @Nullable RequestWatch watch;
    private Duration began = Duration.ZERO;
    private Duration lastPause = Duration.ZERO;
    private Optional<String> requestId = Optional.empty();
    /** What the last attempt failed with; it is the call's failure if there can be no other attempt. */
    private @Nullable StatorException last;

    /** Whether a refusal of the signature has been answered by a better one; a second refusal is the call's failure. */
    private boolean resigned;

    /** Whether the client's send rate has let the next attempt through. */
    private boolean admitted;

    /** Whether an earlier attempt may have reached the service without a definite answer. */
    private boolean ambiguous;

    /** The attempts of this operation within this call. */
    public Attempts(CallContext context, Operation<R> operation) {
        this.context = context;
        this.operation = operation;
    }

    @Override
    public Step<R> start() {
        context.begins(operation);
        watch = RequestWatch.start(context, operation);
        return watch == null ? begin() : told(watch, this::begin);
    }

    private Step<R> begin() {
        began = context.elapsed();
        try {
            body = operation.encode(context.meter());
        } catch (CodecException e) {
            throw ofThisCall(e.during(describe(), false));
        } catch (RuntimeException e) {
            throw ofThisCall(new CodecException("", "The request could not be written: " + e.getMessage(), e)
                    .during(describe(), false));
        }
        return send();
    }

    @Override
    public Step<R> resumed() {
        return watch == null ? send() : told(watch, this::send);
    }

    @Override
    public Step<R> interrupted(StatorException interruption) {
        return watch == null ? end(interruption) : told(watch, () -> end(interruption));
    }

    /** Lets an event happen, and tells whoever observes the call what came of it. */
    private Step<R> told(RequestWatch observed, Supplier<Step<R>> event) {
        return observed.around(event, () -> Optional.ofNullable(last));
    }

    private Step<R> end(StatorException reason) {
        throw instead(reason);
    }

    /** Whether an attempt may have reached the service and got no definite answer; an answer to a later one need not settle it. */
    boolean isAmbiguous() {
        return ambiguous;
    }

    private Step<R> send() {
        Duration remaining = context.remaining();
        Duration limit = context.settings().attemptTimeout();
        if (remaining.isZero() || remaining.isNegative()) {
            // Pauses end in time, but the thread may have been held up.
            throw instead(new TransportException(
                    Kind.NOT_SENT, describe() + " was not sent: the call's deadline had passed before", null));
        }
        if (context.settings().retry().paced() && !admitted) {
            Duration wait = admission(remaining);
            if (!wait.isZero()) {
                admitted = true;
                return new Step.Pause<>(wait);
            }
        }
        admitted = false;
        sent++;
        requestId = Optional.empty();
        context.meter().countRequest();
        WireRequest request =
                new WireRequest(operation.action(), body, remaining.compareTo(limit) < 0 ? remaining : limit);
        Map<String, String> headers = context.settings().headers();
        return new Step.Send<>(headers.isEmpty() ? request : request.withHeaders(headers));
    }

    /** How long the client holds this attempt back so as not to be throttled. */
    private Duration admission(Duration remaining) {
        CallSettings settings = context.settings();
        return settings.rate()
                .take(settings.nanoTime().getAsLong(), remaining)
                .orElseThrow(() -> instead(new TransportException(
                        Kind.NOT_SENT,
                        describe() + " was not sent: the service throttles this client, and its turn would have come"
                                + " only after the call's deadline",
                        null)));
    }

    @Override
    public Step<R> replied(WireReply reply) {
        requestId = reply.header(ServiceError.REQUEST_ID);
        if (watch == null) {
            return read(reply);
        }
        watch.replied(reply.status(), requestId);
        return told(watch, () -> read(reply));
    }

    private Step<R> read(WireReply reply) {
        if (reply.status() == 200) {
            R result;
            try {
                result = operation.decode(reply.body(), context.meter());
            } catch (MalformedJsonException e) {
                return lost(
                        new TransportException(Kind.DAMAGED_REPLY, "The reply is not the JSON that was expected", e));
            } catch (CodecException e) {
                throw ofThisCall(e.during(describe(), operation.effect() != Effect.READ));
            } catch (RuntimeException e) {
                throw ofThisCall(new CodecException("", "The reply could not be read: " + e.getMessage(), e)
                        .during(describe(), operation.effect() != Effect.READ));
            }
            context.settings().quota().giveBack(quotaTaken);
            learn(false);
            return new Step.Done<>(result);
        }
        ServiceError error = ServiceError.read(reply);
        learn(error.retry() == ServiceError.Retry.THROTTLING);
        boolean mayHaveApplied = (ambiguous || error.indefinite()) && operation.effect() != Effect.READ;
        ServiceException failure = error.toException(operation, sent, mayHaveApplied);
        // Also if this call is sent once only: the next one needs better credentials or the right time as well.
        boolean mended = !resigned && error.resign();
        if (mended && sent < context.settings().retry().maxAttempts()) {
            // The service refused it, so nothing was done and nothing is overloaded: at once, and outside the quota.
            resigned = true;
            last = failure;
            return send();
        }
        if (error.retry() == ServiceError.Retry.NEVER) {
            throw failure;
        }
        RetryCause cause = error.retry() == ServiceError.Retry.THROTTLING ? RetryCause.THROTTLING : RetryCause.SERVICE;
        return again(failure, cause, error.indefinite(), error.retryAfter());
    }

    @Override
    public Step<R> failed(StatorException failure) {
        return watch == null ? lost(failure) : told(watch, () -> lost(failure));
    }

    private Step<R> lost(StatorException failure) {
        if (!(failure instanceof TransportException lost)) {
            throw ambiguous ? instead(failure) : ofThisCall(failure);
        }
        if (failure.requestId().isPresent()) {
            requestId = failure.requestId();
        }
        boolean mayHaveApplied = (ambiguous || lost.mayHaveApplied()) && operation.effect() != Effect.READ;
        String outcome = mayHaveApplied ? ". The write may have been done: read before you repeat it" : "";
        TransportException described = ofThisCall(new TransportException(
                lost.kind(),
                describe() + " got no sound reply: " + lost.getMessage()
                        + (sent > 1 ? " (after " + sent + " attempts)" : "") + outcome,
                lost,
                mayHaveApplied));
        if (lost.kind() == Kind.CLOSED) {
            throw instead(described);
        }
        return again(described, RetryCause.CONNECTION, lost.mayHaveApplied(), Duration.ZERO);
    }

    private Step<R> again(StatorException failure, RetryCause cause, boolean indefinite, Duration hint) {
        last = failure;
        ambiguous |= indefinite;
        RetryPolicy policy = context.settings().retry();
        if (sent >= policy.maxAttempts() || (indefinite && operation.effect() == Effect.WRITE)) {
            throw failure;
        }
        Duration own = backoff(failure, cause);
        Duration most = own.plus(HINT_TOLERANCE);
        Duration delay = hint.compareTo(own) < 0 ? own : hint.compareTo(most) > 0 ? most : hint;
        if (delay.compareTo(context.remaining()) >= 0
                || context.isPast(policy.timeLimit(), began, delay)
                || (ambiguous && context.isPast(operation.harmlessFor(), began, delay))) {
            throw failure;
        }
        if (policy.quota()) {
            quotaTaken = context.settings().quota().take(cause == RetryCause.THROTTLING);
            if (quotaTaken == 0) {
                throw failure;
            }
        }
        lastPause = delay;
        return new Step.Pause<>(delay);
    }

    private void learn(boolean throttled) {
        CallSettings settings = context.settings();
        if (settings.retry().paced()) {
            settings.rate().answered(settings.nanoTime().getAsLong(), throttled);
        }
    }

    /** The policy's wait before the next attempt; if it has none, or breaks, the failure is the call's. */
    private Duration backoff(StatorException failure, RetryCause cause) {
        Optional<Duration> wait;
        try {
            wait = context.backoff(cause, sent, lastPause);
        } catch (RuntimeException broken) {
            failure.addSuppressed(broken);
            throw failure;
        }
        return wait.orElseThrow(() -> failure);
    }

    /** The failure of the last attempt, which tells more than why there is no other one; that itself if there was none. */
    private StatorException instead(StatorException reason) {
        StatorException real = last;
        if (real == null) {
            return ofThisCall(reason);
        }
        real.addSuppressed(reason);
        return real;
    }

    private <E extends StatorException> E ofThisCall(E failure) {
        failure.happenedIn(new FailedCall(operation.action(), operation.table(), sent, requestId));
        return failure;
    }

    private String describe() {
        return operation.action()
                + operation.table().map(name -> " on table " + name).orElse("");
    }
}
