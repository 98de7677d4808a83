package dev.stator.engine;

import dev.stator.testing.Lag;
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
 * @param statusDelay how long, by the clock, a table is CREATING, UPDATING or DELETING; zero by default, for not at all
 * @param lag how far, by the clock, reads that do not ask for consistency are behind; not at all by default
 */
public record EngineOptions(
        Clock clock,
        String region,
        Supplier<String> requestIds,
        Duration expiryEvery,
        Durability durability,
        Duration statusDelay,
        Lag lag) {
    private static final EngineOptions STANDARD = new EngineOptions(
            Clock.systemUTC(),
            "us-east-1",
            RequestIds::random,
            Duration.ofMinutes(1),
            Durability.SYNCED,
            Duration.ZERO,
            Lag.NONE);

    /** Checks that nothing is missing. */
    public EngineOptions {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(requestIds, "requestIds");
        Objects.requireNonNull(durability, "durability");
        Objects.requireNonNull(lag, "lag");
        if (expiryEvery.isNegative()) {
            throw new IllegalArgumentException(
                    "expiryEvery is " + expiryEvery + ": it must be a time, or zero for never");
        } else if (statusDelay.isNegative()) {
            throw new IllegalArgumentException("statusDelay is " + statusDelay + ": it must be a time, or zero");
        }
    }

    /** The defaults. */
    public static EngineOptions standard() {
        return STANDARD;
    }

    /** These options with another clock. */
    public EngineOptions withClock(Clock other) {
        return new EngineOptions(other, region, requestIds, expiryEvery, durability, statusDelay, lag);
    }

    /** These options with another region. */
    public EngineOptions withRegion(String other) {
        return new EngineOptions(clock, other, requestIds, expiryEvery, durability, statusDelay, lag);
    }

    /** These options with other request ids. */
    public EngineOptions withRequestIds(Supplier<String> other) {
        return new EngineOptions(clock, region, other, expiryEvery, durability, statusDelay, lag);
    }

    /**
     * These options with another pause between the engine's own looks for what has expired. With zero it has none, and items
     * expire when {@link Engine#expire} is called: what a test with a clock of its own wants.
     */
    public EngineOptions withExpiryEvery(Duration pause) {
        return new EngineOptions(clock, region, requestIds, pause, durability, statusDelay, lag);
    }

    /** These options with another promise of what writes survive. */
    public EngineOptions withDurability(Durability other) {
        return new EngineOptions(clock, region, requestIds, expiryEvery, other, statusDelay, lag);
    }

    /**
     * These options with statuses of tables that move as by the service, each for so long by the engine's clock. A table that is CREATING or
     * DELETING is described and listed, but items are not found in it; one that is UPDATING is used as before, with its new
     * indexes CREATING, which cannot be read yet, and its old ones DELETING. No change of a table is taken before the last one is
     * over. A delay is kept in the folder, so that it goes on after a restart; it costs no thread, and nothing when it is over.
     *
     * @param delay zero for tables that are ready, and gone, at once
     */
    public EngineOptions withStatusDelay(Duration delay) {
        return new EngineOptions(clock, region, requestIds, expiryEvery, durability, delay, lag);
    }

    /**
     * These options with reads that are surely so far behind, as those of the service may be: GetItem, BatchGetItem, Query, Scan and PartiQL
     * statements without {@code ConsistentRead} find what there was so long ago by the engine's clock. Global indexes, which
     * cannot be read consistently, have a time of their own. Transactions and consistent reads find the present, and so does every look at a
     * table's description; what was made with a table or an index is always found. For reads that are behind by chance, or one
     * at a time, see {@link dev.stator.testing.Fault#STALE_READ}.
     *
     * <p>The engine keeps the states of so much time, which share what they have in common, one for each millisecond at most.
     * Only in memory: {@link Engine#open} refuses it.
     */
    public EngineOptions withLag(Lag behind) {
        return new EngineOptions(clock, region, requestIds, expiryEvery, durability, statusDelay, behind);
    }
}
