package dev.stator.internal.run;

import dev.stator.error.CodecException;
import dev.stator.error.ServiceException;
import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.internal.json.MalformedJsonException;
import dev.stator.internal.protocol.Operation;
import dev.stator.internal.protocol.Operation.Effect;
import dev.stator.internal.protocol.ServiceError;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.time.Duration;
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
    /** What the last attempt failed with; it is the call's failure if there can be no other attempt. */
    private @Nullable StatorException last;

    /** Whether an earlier attempt may have reached the service without a definite answer. */
    private boolean ambiguous;

    /** The attempts of this operation within this call. */
    public Attempts(CallContext context, Operation<R> operation) {
        this.context = context;
        this.operation = operation;
    }

    @Override
    public Step<R> start() {
        try {
            body = operation.encode(context.meter());
        } catch (CodecException e) {
            throw e.during(describe(), false);
        } catch (RuntimeException e) {
            throw new CodecException("", "The request could not be written: " + e.getMessage(), e)
                    .during(describe(), false);
        }
        return send();
    }

    @Override
    public Step<R> resumed() {
        return send();
    }

    @Override
    public Step<R> interrupted(StatorException interruption) {
        throw instead(interruption);
    }

    private Step<R> send() {
        Duration remaining = context.remaining();
        Duration limit = context.settings().attemptTimeout();
        if (remaining.isZero() || remaining.isNegative()) {
            // Pauses end in time, but the thread may have been held up.
            throw instead(new TransportException(
                    TransportException.Kind.NOT_SENT,
                    describe() + " was not sent: the call's deadline had passed before",
                    null));
        }
        sent++;
        context.meter().countRequest();
        return new Step.Send<>(
                new WireRequest(operation.action(), body, remaining.compareTo(limit) < 0 ? remaining : limit));
    }

    @Override
    public Step<R> replied(WireReply reply) {
        if (reply.status() == 200) {
            R result;
            try {
                result = operation.decode(reply.body(), context.meter());
            } catch (MalformedJsonException e) {
                return failed(new TransportException(
                        TransportException.Kind.DAMAGED_REPLY, "The reply is not the JSON that was expected", e));
            } catch (CodecException e) {
                throw e.during(describe(), operation.effect() != Effect.READ);
            } catch (RuntimeException e) {
                throw new CodecException("", "The reply could not be read: " + e.getMessage(), e)
                        .during(describe(), operation.effect() != Effect.READ);
            }
            context.settings().quota().giveBack(quotaTaken);
            return new Step.Done<>(result);
        }
        ServiceError error = ServiceError.read(reply);
        boolean mayHaveApplied =
                (ambiguous || error.indefinite()) && !error.settles() && operation.effect() != Effect.READ;
        ServiceException failure = error.toException(operation, sent, mayHaveApplied);
        if (error.retry() == ServiceError.Retry.NEVER) {
            throw failure;
        }
        boolean throttled = error.retry() == ServiceError.Retry.THROTTLING;
        return again(failure, throttled, error.indefinite(), error.retryAfter());
    }

    @Override
    public Step<R> failed(StatorException failure) {
        if (!(failure instanceof TransportException lost)) {
            throw ambiguous ? instead(failure) : failure;
        }
        boolean mayHaveApplied = (ambiguous || lost.mayHaveApplied()) && operation.effect() != Effect.READ;
        String outcome = mayHaveApplied ? ". The write may have been done: read before you repeat it" : "";
        TransportException described = new TransportException(
                lost.kind(),
                describe() + " got no sound reply: " + lost.getMessage()
                        + (sent > 1 ? " (after " + sent + " attempts)" : "") + outcome,
                lost,
                mayHaveApplied);
        return again(described, false, lost.mayHaveApplied(), Duration.ZERO);
    }

    private Step<R> again(StatorException failure, boolean throttled, boolean indefinite, Duration hint) {
        last = failure;
        ambiguous |= indefinite;
        CallSettings settings = context.settings();
        if (sent >= settings.retry().maxAttempts() || (indefinite && operation.effect() == Effect.WRITE)) {
            throw failure;
        }
        Duration base =
                throttled ? settings.retry().throttlingBase() : settings.retry().transientBase();
        Duration own = context.backoff(base, sent);
        Duration most = own.plus(HINT_TOLERANCE);
        Duration delay = hint.compareTo(own) < 0 ? own : hint.compareTo(most) > 0 ? most : hint;
        if (delay.compareTo(context.remaining()) >= 0) {
            throw failure;
        }
        quotaTaken = settings.quota().take(throttled);
        if (quotaTaken == 0) {
            throw failure;
        }
        return new Step.Pause<>(delay);
    }

    /** The failure of the last attempt, which tells more than why there is no other one; that itself if there was none. */
    private StatorException instead(StatorException reason) {
        StatorException real = last;
        if (real == null) {
            return reason;
        }
        real.addSuppressed(reason);
        return real;
    }

    private String describe() {
        return operation.action()
                + operation.table().map(name -> " on table " + name).orElse("");
    }
}
