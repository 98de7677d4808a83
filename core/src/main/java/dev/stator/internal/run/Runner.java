package dev.stator.internal.run;

import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.transport.Timer;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;

/** Drives exchanges over a transport, in one of three ways: {@link #run} blocks, {@link #runAsync} gives a future, {@link #publish} follows demand. */
public final class Runner implements AutoCloseable {
    private final Transport transport;
    private final Pauses pauses;

    /** A runner over this transport, which waits as the timer does. */
    public Runner(Transport transport, Timer timer) {
        this.transport = transport;
        this.pauses = new Pauses(timer);
    }

    Transport transport() {
        return transport;
    }

    Pauses pauses() {
        return pauses;
    }

    /** Runs an exchange on the caller's thread. */
    public <R> R run(Exchange<R> exchange) {
        R result;
        try {
            result = drive(exchange);
        } catch (RuntimeException | Error e) {
            exchange.ended(e);
            throw e;
        }
        exchange.ended(null);
        return result;
    }

    private <R> R drive(Exchange<R> exchange) {
        Step<R> step = exchange.start();
        while (true) {
            if (step instanceof Step.Done<R> done) {
                return done.result();
            } else if (step instanceof Step.Send<R> send) {
                step = exchange(exchange, send.request());
            } else if (step instanceof Step.Fork<R> fork) {
                step = fork(exchange, fork);
            } else {
                step = pause(exchange, ((Step.Pause<R>) step).time());
            }
        }
    }

    private <R> Step<R> exchange(Exchange<R> exchange, WireRequest request) {
        WireReply reply;
        try {
            reply = transport.send(request);
        } catch (StatorException e) {
            return exchange.failed(e);
        }
        return exchange.replied(reply);
    }

    private <R> Step<R> pause(Exchange<R> exchange, Duration time) {
        try {
            pauses.sleep(time);
        } catch (TransportException e) {
            return exchange.interrupted(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return exchange.interrupted(new TransportException(
                    TransportException.Kind.NOT_SENT, "Interrupted while waiting to send the next request", e));
        }
        return exchange.resumed();
    }

    /** The branches' requests go out asynchronously; what follows from their replies happens on the caller's thread. */
    private <R> Step<R> fork(Exchange<R> exchange, Step.Fork<R> fork) {
        BlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
        ForkRun branches = new ForkRun(this, fork, turns::add);
        branches.begin();
        try {
            while (!branches.isDone()) {
                turns.take().run();
            }
        } catch (InterruptedException e) {
            branches.cancel(true);
            Thread.currentThread().interrupt();
            return exchange.interrupted(new TransportException(
                    TransportException.Kind.CONNECTION_LOST, "Interrupted while several requests were under way", e));
        }
        Throwable failure = branches.handle((nothing, thrown) -> thrown).join();
        if (failure instanceof StatorException known) {
            return exchange.failed(known);
        } else if (failure instanceof Error error) {
            throw error;
        } else if (failure != null) {
            throw (RuntimeException) failure;
        }
        return exchange.resumed();
    }

    /**
     * Runs an exchange without blocking. The future's dependents run on the thread that brought the last reply; cancelling
     * it, or failing it as {@link CompletableFuture#orTimeout} does, cancels the request in flight.
     */
    public <R> CompletableFuture<R> runAsync(Exchange<R> exchange) {
        Turns turns = new Turns();
        AsyncRun<R> run = new AsyncRun<>(this, exchange, turns);
        turns.execute(run::begin);
        return run;
    }

    /** Runs exchanges one after the other as a subscriber asks for what they bring. */
    public <E> void publish(Publication.Series<E> series, Flow.Subscriber<? super E> subscriber) {
        Publication.begin(this, series, subscriber);
    }

    /** Closes the transport, and breaks off the pauses of calls. */
    @Override
    public void close() {
        pauses.close();
        transport.close();
    }
}
