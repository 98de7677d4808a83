package dev.stator.benchmarks.measure;

import dev.stator.benchmarks.workload.BlockingClient;
import dev.stator.benchmarks.workload.Client;
import dev.stator.benchmarks.workload.FutureClient;
import dev.stator.benchmarks.workload.Operation;
import java.util.ArrayList;
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
final class Load implements AutoCloseable {

    private final Operation operation;
    private final LongAdder completed = new LongAdder();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    /** One party for each call in flight, and one for {@link #close}. */
    private final Phaser running;

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    private Load(Operation operation, int inFlight) {
        this.operation = operation;
        this.running = new Phaser(inFlight + 1);
    }

    static Load start(Client client, Operation operation, int inFlight) {
        Load load = new Load(operation, inFlight);
        for (int number = 0; number < inFlight; number++) {
            if (client instanceof BlockingClient blocking) {
                Thread thread = new Thread(() -> load.block(blocking), "load-" + number);
                load.threads.add(thread);
                thread.start();
            } else {
                load.chain((FutureClient) client);
            }
        }
        return load;
    }

    /** Calls that have ended well so far. */
    long completed() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("A call of " + operation.action() + " failed", cause);
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

    private void block(BlockingClient client) {
        try {
            while (!stopped) {
                operation.call(client);
                completed.increment();
            }
        } catch (RuntimeException | Error failed) {
            fail(failed);
        } finally {
            running.arriveAndDeregister();
        }
    }

    /** A loop and not a recursion where a call has ended before it is asked, or the stack would grow with each. */
    private void chain(FutureClient client) {
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
                            chain(client);
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
