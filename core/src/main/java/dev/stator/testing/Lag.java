package dev.stator.testing;

import java.time.Duration;

/**
 * How far reads that do not ask for consistency are behind the writes.
 *
 * <pre>{@code
 * Lag.of(Duration.ofSeconds(2)).withIndexes(Duration.ofSeconds(10))
 * }</pre>
 *
 * <p>By the clock of the service, in milliseconds: a write is seen once so much time has passed since it. As long as a {@link
 * ManualClock} stands still, nothing that was written since is seen.
 *
 * @param tables how far reads of tables and of their local indexes are behind; zero for not at all
 * @param indexes how far reads of global indexes are behind, which have the data of tables later; zero for not at all
 */
public record Lag(Duration tables, Duration indexes) {
    /** Every read finds what was written. */
    public static final Lag NONE = new Lag(Duration.ZERO, Duration.ZERO);

    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public Lag {
        if (tables.isNegative() || indexes.isNegative()) {
            throw new IllegalArgumentException(
                    "Reads are behind by a time or by zero, not by " + tables + " and " + indexes);
        }
    }

    /** Reads of tables and of indexes are behind by this time. */
    public static Lag of(Duration both) {
        return new Lag(both, both);
    }

    /** This lag, with global indexes that are behind by another time. */
    public Lag withIndexes(Duration other) {
        return new Lag(tables, other);
    }

    /** Whether nothing is behind. */
    public boolean isNone() {
        return tables.isZero() && indexes.isZero();
    }
}
