package dev.stator.transport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * How time passes for a client: what it measures its deadlines with, and how it waits before it sends something again. The
 * system's by default; a test gives one whose waits are over at once, such as {@code dev.stator.testing.ManualClock}. The
 * transport measures the time of an attempt by itself. Safe for use by many threads.
 */
public interface Timer {
    /** The time that really passes. */
    static Timer system() {
        return SystemTimer.INSTANCE;
    }

    /** A number of nanoseconds that grows as time passes, as {@link System#nanoTime}. */
    long nanoTime();

    /** Waits on the caller's thread. */
    void sleep(Duration time) throws InterruptedException;

    /** A future that is complete when the time is over; cancelling it gives the wait up. */
    CompletableFuture<Void> after(Duration time);
}
