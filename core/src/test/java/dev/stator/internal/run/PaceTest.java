package dev.stator.internal.run;

import static dev.stator.testing.ScriptedTransport.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.error.TransportException;
import dev.stator.internal.protocol.Operation.Effect;
import dev.stator.internal.protocol.PageReply;
import dev.stator.internal.run.PageLoop.Limits;
import dev.stator.internal.run.Workbench.TextOperation;
import dev.stator.value.ConsumedCapacity;
import dev.stator.value.Item;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Workbench bench = new Workbench();

    private Pace pace(double unitsPerSecond) {
        return new Pace(OptionalDouble.of(unitsPerSecond), bench.settings().nanoTime());
    }

    /** Five pages of these units each, of which each takes so long. */
    private PageLoop<String> pages(CallContext context, Pace pace, double units, Duration time, long most) {
        return new PageLoop<>(
                context,
                (from, limit) -> new TextOperation<>(Effect.READ, "page", (request, reply) -> {
                    bench.now += time.toNanos();
                    return new PageReply<>(
                            List.of(),
                            0,
                            0,
                            1,
                            new ConsumedCapacity(units, Map.of(), Map.of()),
                            Optional.of(Item.of("n", 1)),
                            index -> Item.empty());
                }),
                new Limits(Long.MAX_VALUE, Long.MAX_VALUE, most),
                Optional.empty(),
                false,
                key -> key,
                pace);
    }

    @Test
    void theFirstPageIsFreeAndEachLaterOneWaitsUntilThoseBeforeArePaidFor() {
        bench.run(pages(bench.context(), pace(10), 5, Duration.ZERO, 4), request -> ok("page"));
        assertThat(bench.pauses).containsExactly(half(), half(), half());
        assertThat(bench.sent).hasSize(4);
    }

    private static Duration half() {
        return Duration.ofMillis(500);
    }

    @Test
    void theTimeThatAPageTakesPaysForIt() {
        bench.run(pages(bench.context(), pace(10), 5, Duration.ofMillis(400), 3), request -> ok("page"));
        assertThat(bench.pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(100));
        bench.pauses.clear();
        bench.run(pages(bench.context(), pace(10), 5, Duration.ofMillis(600), 3), request -> ok("page"));
        assertThat(bench.pauses).isEmpty();
    }

    @Test
    void thePaceIsKeptFromCallToCall() {
        Pace pace = pace(10);
        bench.run(pages(bench.context(), pace, 5, Duration.ZERO, 1), request -> ok("page"));
        assertThat(bench.pauses).isEmpty();
        bench.run(pages(bench.context(), pace, 5, Duration.ZERO, 1), request -> ok("page"));
        assertThat(bench.pauses).containsExactly(half());
    }

    @Test
    void aPauseThatIsLongerThanTheClientsTimeLimitIsNoFailure() {
        bench.run(pages(bench.context(), pace(0.01), 5, Duration.ZERO, 2), request -> ok("page"));
        assertThat(bench.pauses).containsExactly(Duration.ofSeconds(500));
        assertThat(bench.sent).hasSize(2);
    }

    @Test
    void aPauseThatWouldOutlastTheCallsOwnDeadlineEndsItAtOnce() {
        long began = bench.now;
        assertThatThrownBy(() -> bench.run(
                        pages(bench.within(Duration.ofMillis(1200)), pace(10), 5, Duration.ZERO, 9),
                        request -> ok("page")))
                .isInstanceOfSatisfying(TransportException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(TransportException.Kind.NOT_SENT);
                    assertThat(failure.mayHaveApplied()).isFalse();
                })
                .hasMessageContainingAll("DoText", "texts", "unitsPerSecond", "PT0.5S", "deadline");
        assertThat(bench.pauses).containsExactly(half(), half());
        assertThat(Duration.ofNanos(bench.now - began)).isEqualTo(Duration.ofSeconds(1));

        bench.pauses.clear();
        bench.run(pages(bench.within(Duration.ofMillis(1600)), pace(10), 5, Duration.ZERO, 4), request -> ok("page"));
        assertThat(bench.pauses).as("those that end before it are waited for").hasSize(3);
    }

    @Test
    void withoutARateNothingWaits() {
        Pace free = new Pace(OptionalDouble.empty(), bench.settings().nanoTime());
        bench.run(pages(bench.context(), free, 1000, Duration.ZERO, 4), request -> ok("page"));
        assertThat(bench.pauses).isEmpty();
    }
}
