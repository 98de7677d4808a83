package dev.stator.internal.run;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The branches of one {@link Step.Fork}: itself the future of their end. Each is an {@link AsyncRun} of its own, but all
 * events, and all that follows from them, happen in turns, one at a time, on an executor that both drivers choose: the
 * blocking one takes the turns on its caller's thread, the other on whichever thread brings an event.
 */
final class ForkRun extends CompletableFuture<Void> {
    private final Runner runner;
    private final Step.Fork<?> fork;
    private final Executor turns;
    private final Set<CompletableFuture<?>> underWay = ConcurrentHashMap.newKeySet();

    ForkRun(Runner runner, Step.Fork<?> fork, Executor turns) {
        this.runner = runner;
        this.fork = fork;
        this.turns = turns;
    }

    void begin() {
        turns.execute(this::fill);
    }

    /** Begins branches while there is room; those that end at once do so within this loop, so no stack grows. */
    private void fill() {
        try {
            while (!isDone() && underWay.size() < fork.atOnce()) {
                Optional<Exchange<?>> next = fork.next().get();
                if (next.isEmpty()) {
                    break;
                }
                begin(new AsyncRun<>(runner, next.get(), turns));
            }
        } catch (Throwable e) {
            completeExceptionally(e);
        }
        if (underWay.isEmpty()) {
            complete(null);
        }
    }

    @SuppressWarnings("CollectionUndefinedEquality") // A branch is equal to itself alone, which is what is meant.
    private void begin(AsyncRun<?> branch) {
        branch.begin();
        if (branch.isDone() && !branch.isCompletedExceptionally()) {
            return;
        }
        underWay.add(branch);
        CompletableFuture<?> unused = branch.whenComplete((result, failure) -> {
            underWay.remove(branch);
            if (failure == null) {
                fill();
            } else {
                completeExceptionally(failure);
            }
        });
        if (isDone()) {
            branch.cancel(true);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return giveUp(super.cancel(mayInterruptIfRunning));
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return giveUp(super.completeExceptionally(failure));
    }

    private boolean giveUp(boolean ended) {
        if (ended) {
            underWay.forEach(branch -> branch.cancel(true));
        }
        return ended;
    }
}
