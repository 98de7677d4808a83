package dev.stator;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import dev.stator.error.StatorException;
import dev.stator.internal.protocol.Meter;
import dev.stator.internal.run.CallContext;
import dev.stator.internal.run.CallSettings;
import dev.stator.internal.run.DryRun;
import dev.stator.internal.run.Exchange;
import dev.stator.transport.WireRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A request that can be sent: an immutable value, so it can be kept, shared between threads and sent many times. Nothing
 * goes out before {@link #execute} or {@link #executeAsync}.
 *
 * <p>A failed attempt is repeated where that is safe and may help, as the client's {@link
 * dev.stator.transport.RetryPolicy} says. All failures are {@link dev.stator.error.StatorException}s; after a failed
 * write, ask {@link dev.stator.error.StatorException#mayHaveApplied}.
 *
 * @param <R> what the call gives
 */
@CheckReturnValue
public abstract class Call<R> {
    private final Stator db;

    Call(Stator db) {
        this.db = db;
    }

    /** Carries this call out, once. */
    abstract Exchange<R> exchange(CallContext context);

    Meter newMeter() {
        return Meter.ofRequests();
    }

    /** The deadline of this kind of call, if it is not the client's. */
    Optional<Duration> limit() {
        return Optional.empty();
    }

    CallOptions options() {
        return CallOptions.none();
    }

    final Stator db() {
        return db;
    }

    /** A call of its own begins, told to whoever listens; the driver of the exchange tells its end. */
    final Exchange<R> begin() {
        return begin(db.settings(), false);
    }

    private Exchange<R> begin(CallSettings client, boolean dry) {
        Meter meter = client.listeners().wantCapacity() ? Meter.ofCapacity() : newMeter();
        CallOptions options = options();
        CallContext context = new CallContext(
                options.over(client), meter, options.limit().or(this::limit).or(db::limit));
        if (dry) {
            context.runsDry();
        }
        try {
            return context.whole(exchange(context));
        } catch (RuntimeException e) {
            context.ended(e);
            throw e;
        }
    }

    /** Sends the request, waits, and gives the result. */
    @CanIgnoreReturnValue
    public final R execute() {
        return db.runner().run(begin());
    }

    /**
     * Sends the request without waiting. The future fails with the {@link dev.stator.error.StatorException} that {@link
     * #execute} would throw; cancelling it, or {@link CompletableFuture#orTimeout}, gives up the request in flight.
     * Dependent stages run on the client's I/O threads unless given an executor, so they must not block.
     */
    @CanIgnoreReturnValue
    public final CompletableFuture<R> executeAsync() {
        Exchange<R> exchange;
        try {
            exchange = begin();
        } catch (StatorException e) {
            return CompletableFuture.failedFuture(e);
        }
        return db.runner().runAsync(exchange);
    }

    /**
     * The requests that this call would send, without sending one: all that do not depend on replies, so every chunk of a
     * batch, and the first page of a query. Where a write depends on what is in place, it is that of a table without items, whose
     * counters have given no number yet.
     *
     * @throws dev.stator.error.CodecException if a request cannot be written
     */
    public final List<WireRequest> dryRun() {
        return DryRun.of(begin(db.settings().apart(), true));
    }

    /**
     * What this call would send, told without sending it: the exact JSON, the tables and the index, whether it is a get, query, scan or write, and
     * what it costs at least; see {@link #dryRun}.
     *
     * @throws dev.stator.error.CodecException if a request cannot be written
     */
    public final Explanation explain() {
        return new Explanation(dryRun().stream().map(Explanation.Request::of).toList());
    }

    /**
     * The same call, which also tells what it cost. Asks the service for the consumed capacity and the sizes of item collections, which it tells for calls
     * about items; for calls about tables, and for {@link Stator#call}, the capacity stays 0.
     */
    public final Call<Measured<R>> measured() {
        return new MeasuredCall<>(this);
    }

    /**
     * The same call with one deadline for all of its attempts, pages, chunks and pauses. Without it, the client's call
     * timeout holds, and for calls of many requests anew after each page, chunk or item that is done or refused. Iterating over a query or
     * scan makes a call of its own for each page.
     */
    public final Call<R> within(Duration limit) {
        return with(CallOptions.none().within(limit));
    }

    /** The same call, done otherwise than the client does its calls: other timeouts, retries or headers. */
    public final Call<R> with(CallOptions options) {
        return new OptionedCall<>(this, options);
    }

    private static final class MeasuredCall<R> extends Call<Measured<R>> {
        private final Call<R> call;

        MeasuredCall(Call<R> call) {
            super(call.db);
            this.call = call;
        }

        @Override
        Meter newMeter() {
            return Meter.ofCapacity();
        }

        @Override
        Optional<Duration> limit() {
            return call.limit();
        }

        @Override
        CallOptions options() {
            return call.options();
        }

        @Override
        Exchange<Measured<R>> exchange(CallContext context) {
            return call.exchange(context)
                    .map(value -> new Measured<>(
                            value,
                            context.meter().requests(),
                            context.meter().capacity(),
                            context.meter().collections(),
                            context.elapsed()));
        }
    }

    private static final class OptionedCall<R> extends Call<R> {
        private final Call<R> call;
        private final CallOptions options;

        OptionedCall(Call<R> call, CallOptions options) {
            super(call.db);
            this.call = call;
            this.options = options;
        }

        @Override
        Meter newMeter() {
            return call.newMeter();
        }

        @Override
        Optional<Duration> limit() {
            return call.limit();
        }

        @Override
        CallOptions options() {
            return call.options().and(options);
        }

        @Override
        Exchange<R> exchange(CallContext context) {
            return call.exchange(context);
        }
    }
}
