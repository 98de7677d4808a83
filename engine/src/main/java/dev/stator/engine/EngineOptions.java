package dev.stator.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What an {@link Engine} takes from outside, for tests that must be the same on every run, and how it keeps what is written.
 *
 * @param clock the time, for creation dates, for what expires, and for how long records of streams, their iterators and client
 *     request tokens count; the system's by default
 * @param region the region in the ARNs of tables; {@code us-east-1} by default
 * @param requestIds the ids in the replies' headers; random by default
 * @param expiryEvery how long to wait, in real time, from one {@link Engine#expire} that the engine does by itself to the next;
 *     a minute by default, zero for never
 * @param durability what an acknowledged write survives in a folder, {@link Durability#SYNCED} by default; of no matter in
 *     memory
 */
public record EngineOptions(
        Clock clock, String region, Supplier<String> requestIds, Duration expiryEvery, Durability durability) {
    private static final EngineOptions STANDARD = new EngineOptions(
            Clock.systemUTC(), "us-east-1", RequestIds::random, Duration.ofMinutes(1), Durability.SYNCED);

    /** Checks that nothing is missing. */
    public EngineOptions {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(requestIds, "requestIds");
        Objects.requireNonNull(durability, "durability");
        if (expiryEvery.isNegative()) {
            throw new IllegalArgumentException(
                    "expiryEvery is " + expiryEvery + ": it must be a time, or zero for never");
        }
    }

    /** The defaults. */
    public static EngineOptions standard() {
        return STANDARD;
    }

    /** These options with another clock. */
    public EngineOptions withClock(Clock other) {
        return new EngineOptions(other, region, requestIds, expiryEvery, durability);
    }

    /** These options with another region. */
    public EngineOptions withRegion(String other) {
        return new EngineOptions(clock, other, requestIds, expiryEvery, durability);
    }

    /** These options with other request ids. */
    public EngineOptions withRequestIds(Supplier<String> other) {
        return new EngineOptions(clock, region, other, expiryEvery, durability);
    }

    /**
     * These options with another pause between the engine's own looks for what has expired. With zero it has none, and items
     * expire when {@link Engine#expire} is called: what a test with a clock of its own wants.
     */
    public EngineOptions withExpiryEvery(Duration pause) {
        return new EngineOptions(clock, region, requestIds, pause, durability);
    }

    /** These options with another promise of what writes survive. */
    public EngineOptions withDurability(Durability other) {
        return new EngineOptions(clock, region, requestIds, expiryEvery, other);
    }
}
