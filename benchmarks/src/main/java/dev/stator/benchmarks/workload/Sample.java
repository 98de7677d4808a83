package dev.stator.benchmarks.workload;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The items that are written, and that the stub's replies hold. */
public final class Sample {

    /** The table that the requests name. */
    public static final String TABLE = "profiles";

    /** The partition key of every sample. */
    public static final String TEAM = "team-0042";

    /** Items in the reply to a Query. */
    public static final int PAGE = 100;

    /** Items in a BatchWriteItem: the service's limit. */
    public static final int BATCH = 25;

    private static final List<Profile> PROFILES =
            IntStream.range(0, PAGE).mapToObj(Sample::make).toList();

    private Sample() {}

    /** The item at a place from 0 to {@link #PAGE} - 1; the reply to a GetItem is number 0. */
    public static Profile profile(int place) {
        return PROFILES.get(place);
    }

    /** What the reply to a Query holds, in this order. */
    public static List<Profile> page() {
        return PROFILES;
    }

    /** What a BatchWriteItem puts. */
    public static List<Profile> batch() {
        return PROFILES.subList(0, BATCH);
    }

    private static Profile make(int place) {
        return new Profile(
                TEAM,
                "player-%05d".formatted(place),
                "Augusta Byron",
                "augusta.byron@example.org",
                true,
                17,
                1_234_567_890_123L + place,
                new BigDecimal("2048.75"),
                new Address("12 St James's Square", "London", "SW1Y 4JH", "United Kingdom"),
                List.of(
                        new Device("Difference Engine 2", "brass", 1_763_683_200L + place),
                        new Device("Analytical Engine", "steam", 1_763_596_800L + place)),
                Set.of("early-access", "mathematics", "newsletter"),
                Set.of(3, 14, 159, 2653),
                Map.of("sessions", 311, "purchases", 27, "refunds", 2),
                "Wrote the first published program, for a machine that was not built in her lifetime. Translated a memoir"
                        + " on the Analytical Engine and added notes three times as long as the memoir; the last of them"
                        + " computes the Bernoulli numbers.");
    }
}
