package dev.stator.internal.run;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The driver that sends as a subscriber asks: one exchange after the other, each begun only when more is wanted than is at
 * hand, so nothing is fetched ahead. Signals come one at a time, as the rules of Reactive Streams want; cancelling cancels
 * the request in flight.
 *
 * @param <E> what is published
 */
public final class Publication<E> implements Flow.Subscription {
    /** Exchanges one after the other, each of which brings some elements. */
    public interface Series<E> {
        /** Whether no other exchange follows. */
        boolean atEnd();

        /** The next exchange; called after the one before has ended. */
        Exchange<List<E>> next();
    }

    private final Runner runner;
    private final Series<E> series;
    private final Flow.Subscriber<? super E> subscriber;
    private final Turns turns = new Turns();
    private final AtomicLong demand = new AtomicLong();
    private final Queue<E> ready = new ArrayDeque<>();
    private @Nullable Throwable failure;
    private boolean fetching;
    private volatile boolean over;
    private volatile @Nullable CompletableFuture<?> inFlight;

    private Publication(Runner runner, Series<E> series, Flow.Subscriber<? super E> subscriber) {
        this.runner = runner;
        this.series = series;
        this.subscriber = subscriber;
    }

    /** Serves one subscriber. */
    static <E> void begin(Runner runner, Series<E> series, Flow.Subscriber<? super E> subscriber) {
        Publication<E> publication =
                new Publication<>(runner, series, Objects.requireNonNull(subscriber, "subscriber"));
        publication.turns.execute(() -> {
            publication.telling(() -> subscriber.onSubscribe(publication));
            publication.goOn();
        });
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            turns.execute(() -> fail(new IllegalArgumentException(
                    "request(" + n + "): a subscriber asks for at least one element (Reactive Streams, rule 3.9)")));
        } else {
            demand.accumulateAndGet(n, (old, more) -> old + more < 0 ? Long.MAX_VALUE : old + more);
            turns.execute(this::goOn);
        }
    }

    @Override
    public void cancel() {
        over = true;
        CompletableFuture<?> current = inFlight;
        if (current != null) {
            current.cancel(true);
        }
        turns.execute(ready::clear);
    }

    /** What there is to do now: give what is at hand and wanted, end, or fetch more. */
    private void goOn() {
        while (!over) {
            E element = demand.get() > 0 ? ready.poll() : null;
            if (element != null) {
                demand.updateAndGet(left -> left == Long.MAX_VALUE ? left : left - 1);
                telling(() -> subscriber.onNext(element));
            } else if (ready.isEmpty() && failure != null) {
                fail(failure);
            } else if (ready.isEmpty() && !fetching && series.atEnd()) {
                over = true;
                subscriber.onComplete();
            } else if (ready.isEmpty() && !fetching && demand.get() > 0) {
                fetch();
            } else {
                return;
            }
        }
    }

    private void fetch() {
        fetching = true;
        CompletableFuture<List<E>> page;
        try {
            page = runner.runAsync(series.next());
        } catch (RuntimeException e) {
            failure = e;
            fetching = false;
            return;
        }
        inFlight = page;
        if (over) {
            page.cancel(true);
        }
        // What has come at once is taken in a turn of its own too, after this one, so no stack grows.
        CompletableFuture<?> unused = page.whenComplete((elements, thrown) -> turns.execute(() -> {
            fetching = false;
            failure = thrown;
            if (thrown == null && !over) {
                ready.addAll(elements);
            }
            goOn();
        }));
    }

    private void fail(Throwable reason) {
        if (!over) {
            cancel();
            subscriber.onError(reason);
        }
    }

    /** A subscriber that throws breaks the rules, and gets no more. */
    private void telling(Runnable signal) {
        try {
            signal.run();
        } catch (RuntimeException | Error e) {
            cancel();
            throw e;
        }
    }
}
