package dev.stator.internal.run;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Holds a series of pages to a rate of capacity units: each page may begin once the units of those before are paid for by
 * the time since they began. The first is free. Not safe for use by several threads at once.
 */
public final class Pace {
    private static final double NANOS = 1e9;
    private static final Duration LONGEST = Duration.ofDays(1);

    private final OptionalDouble unitsPerSecond;
    private final LongSupplier nanoTime;
    private final long origin;
    /** In nanoseconds after the origin. */
    private double nextFree;

    private double lastBegan;

    /**
     * A pace.
     *
     * @param unitsPerSecond the rate; as fast as it goes if empty
     * @param nanoTime a clock for durations, as {@link System#nanoTime}
     */
    public Pace(OptionalDouble unitsPerSecond, LongSupplier nanoTime) {
        this.unitsPerSecond = unitsPerSecond;
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
    }

    private double now() {
        return nanoTime.getAsLong() - origin;
    }

    /** How long to wait before the next page; zero if it may begin, and then it has begun. */
    Duration untilNext() {
        if (unitsPerSecond.isEmpty()) {
            return Duration.ZERO;
        }
        double wait = Math.ceil(nextFree - now());
        if (wait <= 0) {
            lastBegan = now();
            return Duration.ZERO;
        }
        return wait > LONGEST.toNanos() ? LONGEST : Duration.ofNanos((long) wait);
    }

    /** A page came, and cost so much. */
    void took(double units) {
        if (unitsPerSecond.isPresent()) {
            nextFree = Math.max(nextFree, lastBegan) + units / unitsPerSecond.getAsDouble() * NANOS;
        }
    }
}
