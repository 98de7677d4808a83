package dev.stator.internal.run;

import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.transport.Timer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The pauses of a client's calls. Closing it breaks off those under way, and none begins any more. */
final class Pauses implements AutoCloseable {
    private final Timer timer;
    private final Set<Thread> sleepers = new HashSet<>();
    private final Set<CompletableFuture<Void>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Pauses(Timer timer) {
        this.timer = timer;
    }

    private static TransportException brokenOff() {
        return new TransportException(
                Kind.CLOSED, "The client was closed while the call waited to send its next request", null);
    }

    /**
     * Waits on the caller's thread.
     *
     * @throws InterruptedException if somebody interrupts it
     * @throws TransportException if the client is closed
     */
    void sleep(Duration time) throws InterruptedException {
        Thread sleeper = Thread.currentThread();
        synchronized (sleepers) {
            if (closed) {
                throw brokenOff();
            }
            sleepers.add(sleeper);
        }
        InterruptedException interrupted = null;
        boolean broken;
        try {
            timer.sleep(time);
        } catch (InterruptedException e) {
            interrupted = e;
        } finally {
            broken = !remove(sleeper);
        }
        if (broken) {
            // The interrupt is ours, and the caller must not see it, even if it came a moment after the end.
            boolean unused = Thread.interrupted();
            throw brokenOff();
        } else if (interrupted != null) {
            throw interrupted;
        }
    }

    /** False if it has been woken. */
    private boolean remove(Thread sleeper) {
        synchronized (sleepers) {
            return sleepers.remove(sleeper);
        }
    }

    /** A future of the end of a pause, which fails if the client is closed before. */
    @SuppressWarnings("CollectionUndefinedEquality") // A pause is equal to itself alone, which is what is meant.
    CompletableFuture<Void> after(Duration time) {
        CompletableFuture<Void> pause = timer.after(time);
        if (!pause.isDone()) {
            waiting.add(pause);
            CompletableFuture<?> unused = pause.whenComplete((nothing, failure) -> waiting.remove(pause));
        }
        if (closed) {
            pause.completeExceptionally(brokenOff());
        }
        return pause;
    }

    @Override
    public void close() {
        synchronized (sleepers) {
            closed = true;
            sleepers.forEach(Thread::interrupt);
            sleepers.clear();
        }
        waiting.forEach(pause -> pause.completeExceptionally(brokenOff()));
    }
}
