package dev.stator.benchmarks.measure;

import dev.stator.benchmarks.workload.BlockingClient;
import dev.stator.benchmarks.workload.Client;
import dev.stator.benchmarks.workload.FutureClient;
import dev.stator.benchmarks.workload.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a number of calls of one operation in flight until it is closed: a thread for each with a blocking client; with
 * futures, each call is started by the end of the last one, on whatever thread the library ends it.
 */
public final class Load implements AutoCloseable {

    private final String action;
    private final LongAdder completed = new LongAdder();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    /** One party for each call in flight, and one for {@link #close}. */
    private final Phaser running;

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    private Load(String action, int inFlight) {
        this.action = action;
        this.running = new Phaser(inFlight + 1);
    }

    static Load start(Client client, Operation operation, int inFlight) {
        if (client instanceof BlockingClient blocking) {
            return start(operation.action(), Collections.nCopies(inFlight, () -> operation.call(blocking)));
        }
        Load load = new Load(operation.action(), inFlight);
        for (int number = 0; number < inFlight; number++) {
            load.chain((FutureClient) client, operation);
        }
        return load;
    }

    /**
     * Has each of some callers make its call again and again, on a thread of its own.
     *
     * @param action what they do, for the message of one that fails
     */
    public static Load start(String action, List<Runnable> callers) {
        Load load = new Load(action, callers.size());
        for (Runnable call : callers) {
            Thread thread = new Thread(() -> load.repeat(call), "load-" + load.threads.size());
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    /**
     * Calls that have ended well so far.
     *
     * @throws IllegalStateException if one has failed
     */
    public long completed() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("A call of " + action + " failed", cause);
        }
        return completed.sum();
    }

    /** Lets the calls in flight end and starts no more. */
    @Override
    public void close() {
        stopped = true;
        running.arriveAndAwaitAdvance();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void repeat(Runnable call) {
        try {
            while (!stopped) {
                call.run();
                completed.increment();
            }
        } catch (RuntimeException | Error failed) {
            fail(failed);
        } finally {
            running.arriveAndDeregister();
        }
    }

    /** A loop and not a recursion where a call has ended before it is asked, or the stack would grow with each. */
    private void chain(FutureClient client, Operation operation) {
        try {
            while (!stopped) {
                CompletableFuture<?> call = operation.start(client);
                if (!call.isDone()) {
                    var unused = call.whenComplete((result, failed) -> {
                        if (failed != null) {
                            fail(failed);
                            running.arriveAndDeregister();
                        } else {
                            completed.increment();
                            chain(client, operation);
                        }
                    });
                    return;
                }
                call.join();
                completed.increment();
            }
        } catch (RuntimeException | Error failed) {
            fail(failed);
        }
        running.arriveAndDeregister();
    }

    private void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
        stopped = true;
    }
}
