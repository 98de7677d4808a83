package dev.stator;

import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.Runner;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.Backoff;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The ways in which a call can be carried out; what holds for one holds for all. */
public enum Mode {
    /** On the caller's thread. */
    BLOCKING,
    /** With a future, over a transport whose replies are there at once. */
    ASYNC,
    /** With a future, over a transport whose replies come on another thread. */
    ASYNC_LATER;

    /** A retry policy whose pauses take no time worth speaking of. */
    public static final RetryPolicy QUICK = RetryPolicy.of(4, Backoff.exponential(Duration.ofNanos(1000)));

    public ScriptedTransport transport() {
        ScriptedTransport transport = new ScriptedTransport();
        return this == ASYNC_LATER ? transport.on(ForkJoinPool.commonPool()) : transport;
    }

    public <R> R run(ScriptedTransport transport, Exchange<R> exchange) {
        Runner runner = new Runner(transport, Timer.system());
        return this == BLOCKING ? runner.run(exchange) : await(runner.runAsync(exchange));
    }

    public <R> R run(Call<R> call) {
        return this == BLOCKING ? call.execute() : await(call.executeAsync());
    }

    /** The result, or the very exception that the future failed with. */
    private static <R> R await(CompletableFuture<R> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            } else if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new AssertionError(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("The call hangs", e);
        }
    }
}
