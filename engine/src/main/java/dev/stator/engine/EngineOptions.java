package dev.stator.engine;

import java.time.Clock;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What an {@link Engine} takes from outside, for tests that must be the same on every run.
 *
 * @param clock the time, for creation dates and for how long a client request token counts; the system's by default
 * @param region the region in the ARNs of tables; {@code us-east-1} by default
 * @param requestIds the ids in the replies' headers; random by default
 */
public record EngineOptions(Clock clock, String region, Supplier<String> requestIds) {
    private static final EngineOptions STANDARD = new EngineOptions(Clock.systemUTC(), "us-east-1", RequestIds::random);

    /** Checks that nothing is missing. */
    public EngineOptions {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(requestIds, "requestIds");
    }

    /** The defaults. */
    public static EngineOptions standard() {
        return STANDARD;
    }

    /** These options with another clock. */
    public EngineOptions withClock(Clock other) {
        return new EngineOptions(other, region, requestIds);
    }

    /** These options with another region. */
    public EngineOptions withRegion(String other) {
        return new EngineOptions(clock, other, requestIds);
    }

    /** These options with other request ids. */
    public EngineOptions withRequestIds(Supplier<String> other) {
        return new EngineOptions(clock, region, other);
    }
}
