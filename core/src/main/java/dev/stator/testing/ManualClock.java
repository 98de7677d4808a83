package dev.stator.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.stator.transport.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Time that stands still but for {@link #advance}, and for waiting: who waits has waited at once, and it is so much later. So a test
 * of retries takes no time, and finds the same times on every run.
 *
 * <pre>{@code
 * ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
 * Stator db = Stator.builder().transport(…).clock(clock).timer(clock).build();
 * }</pre>
 *
 * <p>Safe for use by many threads; when several wait side by side, their times add up.
 */
public final class ManualClock extends Clock implements Timer {
    /** The time that clocks of several zones share. */
    private static final class Time {
        private Instant now;
        private long nanos;
        private final List<Duration> waits = new ArrayList<>();

        Time(Instant now) {
            this.now = now;
        }
    }

    private final Time time;
    private final ZoneId zone;

    private ManualClock(Time time, ZoneId zone) {
        this.time = time;
        this.zone = zone;
    }

    /** A clock that shows this time, in UTC. */
    public static ManualClock at(Instant now) {
        return new ManualClock(new Time(now), ZoneOffset.UTC);
    }

    /**
     * Lets time pass.
     *
     * @throws IllegalArgumentException if the time is negative, or with all before more than the 292 years that nanoseconds can
     *     count; nothing has passed then
     */
    @CanIgnoreReturnValue
    public ManualClock advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("A clock cannot go back, by " + by);
        }
        synchronized (time) {
            if (by.compareTo(Duration.ofNanos(Long.MAX_VALUE - time.nanos)) > 0) {
                throw new IllegalArgumentException("A clock that has gone on by " + Duration.ofNanos(time.nanos)
                        + " cannot go on by " + by + ", since nanoseconds count 292 years");
            }
            time.now = time.now.plus(by);
            time.nanos += by.toNanos();
        }
        return this;
    }

    /** All waits so far: those of a client between its attempts, in their order. */
    public List<Duration> waits() {
        synchronized (time) {
            return List.copyOf(time.waits);
        }
    }

    private void waited(Duration duration) {
        synchronized (time) {
            advance(duration);
            time.waits.add(duration);
        }
    }

    @Override
    public Instant instant() {
        synchronized (time) {
            return time.now;
        }
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same time, shown in another zone. */
    @Override
    public ManualClock withZone(ZoneId other) {
        return new ManualClock(time, other);
    }

    @Override
    public long nanoTime() {
        synchronized (time) {
            return time.nanos;
        }
    }

    /** Is over at once, and has taken so long. */
    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        waited(duration);
    }

    /** Is complete at once, and has taken so long. */
    @Override
    public CompletableFuture<Void> after(Duration duration) {
        waited(duration);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public String toString() {
        return "ManualClock[" + instant() + "]";
    }
}
