package dev.stator.internal.run;

import dev.stator.error.StatorException;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The driver that never blocks: itself the future of the call.
 *
 * <p>It is a trampoline. {@link #drive} loops over steps for as long as each is answered at once, and only leaves its loop
 * when a reply or the end of a pause is still to come, whose callback then drives on. Whether a callback came during
 * the call that registered it or later is settled by one atomic flag per step: the first of the two to set it does
 * nothing, the second goes on. So a million replies that are already there run in one loop and no stack grows.
 */
final class AsyncRun<R> extends CompletableFuture<R> {
    private final Runner runner;
    private final Exchange<R> exchange;
    private final Executor turns;
    private volatile @Nullable CompletableFuture<?> inFlight;

    /**
     * A call, or a branch of one.
     *
     * @param turns takes the events of the call and of all its branches one at a time; so the call's end, wherever it comes
     *     from, is told after the event under way
     */
    AsyncRun(Runner runner, Exchange<R> exchange, Executor turns) {
        this.runner = runner;
        this.exchange = exchange;
        this.turns = turns;
    }

    /** Begins, in a turn. */
    void begin() {
        drive(exchange::start);
    }

    private void drive(Supplier<Step<R>> event) {
        @Nullable Supplier<Step<R>> next = event;
        while (next != null && !isDone()) {
            try {
                Step<R> step = next.get();
                if (isDone()) {
                    return;
                }
                next = take(step);
            } catch (CompletionException e) {
                completeExceptionally(e.getCause() == null ? e : e.getCause());
                return;
            } catch (Throwable e) {
                completeExceptionally(e);
                return;
            }
        }
    }

    /** Does what the step says; gives the next event if it is there already, or null if it will come by callback. */
    private @Nullable Supplier<Step<R>> take(Step<R> step) {
        if (step instanceof Step.Done<R> done) {
            complete(done.result());
            return null;
        } else if (step instanceof Step.Send<R> send) {
            return await(send(send.request()), exchange::failed);
        } else if (step instanceof Step.Fork<R> fork) {
            ForkRun branches = new ForkRun(runner, fork, turns);
            branches.begin();
            return await(branches, exchange::failed);
        }
        return await(runner.pauses().after(((Step.Pause<R>) step).time()), exchange::interrupted);
    }

    private CompletableFuture<WireReply> send(WireRequest request) {
        try {
            return runner.transport().sendAsync(request);
        } catch (StatorException e) {
            return failedFuture(e);
        }
    }

    private @Nullable Supplier<Step<R>> await(
            CompletableFuture<?> future, Function<StatorException, Step<R>> onFailure) {
        inFlight = future;
        if (isDone()) {
            future.cancel(true);
        }
        AtomicBoolean second = new AtomicBoolean();
        Outcome outcome = new Outcome();
        CompletableFuture<?> unused = future.whenComplete((value, failure) -> {
            outcome.value = value;
            outcome.failure = failure;
            if (second.getAndSet(true)) {
                turns.execute(() -> drive(() -> tell(outcome, onFailure)));
            }
        });
        return second.getAndSet(true) ? () -> tell(outcome, onFailure) : null;
    }

    private static final class Outcome {
        private @Nullable Object value;
        private @Nullable Throwable failure;
    }

    private Step<R> tell(Outcome outcome, Function<StatorException, Step<R>> onFailure) {
        Throwable failure = outcome.failure;
        if (failure instanceof CompletionException wrapped && wrapped.getCause() != null) {
            failure = wrapped.getCause();
        }
        if (failure instanceof StatorException known) {
            return onFailure.apply(known);
        } else if (failure != null) {
            throw new CompletionException(failure);
        }
        return outcome.value instanceof WireReply reply ? exchange.replied(reply) : exchange.resumed();
    }

    @Override
    public boolean complete(R result) {
        return ended(super.complete(result), null);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return ended(super.cancel(mayInterruptIfRunning), new CancellationException("The call was cancelled"));
    }

    /** Also how {@link #orTimeout} ends a future. */
    @Override
    public boolean completeExceptionally(Throwable failure) {
        return ended(super.completeExceptionally(failure), failure);
    }

    private boolean ended(boolean now, @Nullable Throwable failure) {
        if (now) {
            CompletableFuture<?> current = inFlight;
            if (current != null) {
                current.cancel(true);
            }
            turns.execute(() -> exchange.ended(failure));
        }
        return now;
    }
}
