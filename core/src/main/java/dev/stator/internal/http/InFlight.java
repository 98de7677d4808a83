package dev.stator.internal.http;

import dev.stator.internal.http.Attempt.Ending;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;

/**
 * All attempts that are under way or wait for what they need first, and the thread that ends those whose time is over.
 *
 * <p>Socket timeouts would not do: they bound one read, so a reply that drips never ends, and they bound no write. The
 * thread sleeps until the nearest deadline it has seen. An attempt wakes it only if its own deadline is nearer, which is
 * rare: timeouts are alike, so later attempts have later deadlines.
 */
final class InFlight implements AutoCloseable {
    private static final long IDLE = TimeUnit.HOURS.toNanos(1);

    /** So many threads run into the callers' code; more endings than that wait, however many fall due together. */
    static final int ENDING_AT_ONCE = 64;

    private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();
    /** What ends those who wait for something before they send. */
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

    private final ThreadPoolExecutor apart = new ThreadPoolExecutor(
            ENDING_AT_ONCE,
            ENDING_AT_ONCE,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("stator-http-endings", true));
    private final Thread watch = new Thread(this::watch, "stator-http-deadlines");
    private volatile long wakeAt = System.nanoTime();
    private volatile boolean closed;

    InFlight() {
        apart.allowCoreThreadTimeOut(true);
        watch.setDaemon(true);
    }

    /** Starts the thread, once something is about to be sent. */
    synchronized void start() {
        if (watch.getState() == Thread.State.NEW) {
            watch.start();
        }
    }

    void add(Attempt attempt) {
        attempts.add(attempt);
        if (attempt.deadline() - wakeAt < 0) {
            LockSupport.unpark(watch);
        }
        if (closed) {
            attempt.giveUp(Ending.CLOSED);
        }
    }

    void remove(Attempt attempt) {
        attempts.remove(attempt);
    }

    /** Has this run when all is closed, at once if it is, unless it is removed before. */
    void add(Runnable ending) {
        waiting.add(ending);
        if (closed) {
            ending.run();
        }
    }

    void remove(Runnable ending) {
        waiting.remove(ending);
    }

    /** Runs what may run into the caller's code, so that it holds up neither the deadlines nor anyone else. */
    void apart(Runnable ending) {
        try {
            apart.execute(ending);
        } catch (OutOfMemoryError e) {
            // The system gives no more threads. The caller must hear of the end all the same.
            ending.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watch);
        waiting.forEach(Runnable::run);
        for (Attempt attempt : attempts) {
            attempt.giveUp(Ending.CLOSED);
        }
    }

    private void end(Attempt attempt) {
        try {
            attempt.giveUp(Ending.DEADLINE);
        } catch (Throwable e) {
            // One connection that does not close as it should must not end the deadlines of all others.
            attempts.remove(attempt);
        }
    }

    private void watch() {
        while (!closed) {
            // Set before the look around, so that whoever arrives during it and is not seen wakes the thread.
            long now = System.nanoTime();
            long next = now + IDLE;
            wakeAt = next;
            for (Attempt attempt : attempts) {
                if (attempt.deadline() - now <= 0) {
                    end(attempt);
                } else if (attempt.deadline() - next < 0) {
                    next = attempt.deadline();
                }
            }
            wakeAt = next;
            LockSupport.parkNanos(this, next - System.nanoTime());
        }
    }
}
