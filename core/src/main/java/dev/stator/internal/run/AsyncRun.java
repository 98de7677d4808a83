package dev.stator.internal.run;

import dev.stator.error.StatorException;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final @Nullable Executor turns;
    private volatile @Nullable CompletableFuture<?> inFlight;

    /** A call of its own, whose events come one after the other anyway. */
    AsyncRun(Runner runner, Exchange<R> exchange) {
        this(runner, exchange, null);
    }

    /** A branch of a call, whose events take turns with those of the other branches. */
    AsyncRun(Runner runner, Exchange<R> exchange, @Nullable Executor turns) {
        this.runner = runner;
        this.exchange = exchange;
        this.turns = turns;
    }

    void begin() {
        drive(exchange::start);
    }

    private void drive(Supplier<Step<R>> event) {
        @Nullable Supplier<Step<R>> next = event;
        while (next != null && !isDone()) {
            try {
                next = take(next.get());
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
            return await(send(send.request()));
        } else if (step instanceof Step.Fork<R> fork) {
            ForkRun branches = new ForkRun(runner, fork, turns == null ? new Turns() : turns);
            branches.begin();
            return await(branches);
        }
        return await(runner.timer().after(((Step.Pause<R>) step).time()));
    }

    private CompletableFuture<WireReply> send(WireRequest request) {
        try {
            return runner.transport().sendAsync(request);
        } catch (StatorException e) {
            return failedFuture(e);
        }
    }

    private @Nullable Supplier<Step<R>> await(CompletableFuture<?> future) {
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
                resume(() -> drive(() -> tell(outcome)));
            }
        });
        return second.getAndSet(true) ? () -> tell(outcome) : null;
    }

    private void resume(Runnable turn) {
        if (turns == null) {
            turn.run();
        } else {
            turns.execute(turn);
        }
    }

    private static final class Outcome {
        private @Nullable Object value;
        private @Nullable Throwable failure;
    }

    private Step<R> tell(Outcome outcome) {
        Throwable failure = outcome.failure;
        if (failure instanceof CompletionException wrapped && wrapped.getCause() != null) {
            failure = wrapped.getCause();
        }
        if (failure instanceof StatorException known) {
            return exchange.failed(known);
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
            exchange.ended(failure);
        }
        return now;
    }
}
