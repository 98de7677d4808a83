package dev.stator.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.testing.Fault;
import dev.stator.testing.FaultPlan;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Thousands of runs of random calls under faults: nothing is lost, and nothing done twice. {@code -Dstator.seed=…} begins with that seed, and {@code
 * -Dstator.fault.runs=1} makes as many runs.
 */
class FaultRunsTest {
    private static final int RUNS = Integer.getInteger("stator.fault.runs", 2000);
    private static final long FIRST = Long.getLong("stator.seed", new SecureRandom().nextInt(1_000_000_000));
    private static final int STEPS = 8;

    @Test
    void nothingIsLostAndNothingDoneTwice() {
        Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
        for (long seed = FIRST; seed < FIRST + RUNS; seed++) {
            try (Run run = new Run(seed)) {
                try {
                    run.play(STEPS);
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(
                            "Run " + seed + " failed; -Dstator.seed=" + seed + " -Dstator.fault.runs=1 repeats it. "
                                    + run.struck() + "\n" + String.join("\n", run.log()),
                            e);
                }
                run.struck().forEach((fault, times) -> struck.merge(fault, times, Integer::sum));
            }
        }
        // A transaction that is sent again, and just then in progress, is too rare to be sure of.
        Set<Fault> expected = EnumSet.copyOf(FaultPlan.of(0).withAll(1).rates().keySet());
        expected.remove(Fault.IN_PROGRESS);
        assertThat(struck.keySet()).as("in many runs all faults happen").containsAll(RUNS < 100 ? Set.of() : expected);
    }
}
