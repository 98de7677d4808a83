package dev.stator.internal.run;

import static dev.stator.testing.ScriptedTransport.failure;
import static dev.stator.testing.ScriptedTransport.ok;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.error.AccessDeniedException;
import dev.stator.error.CodecException;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.internal.protocol.Operation.Effect;
import dev.stator.internal.run.Workbench.TextOperation;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.WireRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanesTest {
    private final Workbench bench = new Workbench();

    /** Requests that send their number, and give what the service answers. */
    private static Lanes<String> lanes(Workbench bench, int atOnce, Collection<List<Integer>> lanes) {
        return lanes(bench.context(), atOnce, lanes);
    }

    private static Lanes<String> lanes(CallContext context, int atOnce, Collection<List<Integer>> lanes) {
        return new Lanes<>(
                context,
                atOnce,
                lanes,
                number -> new Attempts<>(
                        context, new TextOperation<>(Effect.IDEMPOTENT_WRITE, "" + number, (request, reply) -> reply)));
    }

    private static int number(WireRequest request) {
        return Integer.parseInt(new String(request.body(), UTF_8));
    }

    private List<Integer> sent() {
        return bench.sent.stream().map(LanesTest::number).toList();
    }

    @Test
    void equalKeysShareALane() {
        assertThat(Lanes.of(List.of("a", "b", "a", "c", "a")))
                .containsExactly(List.of(0, 2, 4), List.of(1), List.of(3));
    }

    @Test
    void lanesGoSideBySideAndEachInItsOrder() {
        Lanes.Outcome<String> outcome = bench.run(
                lanes(bench, 2, List.of(List.of(0, 3), List.of(1), List.of(2))), request -> ok("r" + number(request)));
        assertThat(sent()).as("in turns of both lanes that are under way").containsExactly(0, 1, 3, 2);
        assertThat(outcome.results().values()).containsExactly("r0", "r1", "r2", "r3");
        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.ending()).isEmpty();
    }

    @Test
    void oneThatIsRefusedKeepsNoOther() {
        Lanes.Outcome<String> outcome = bench.run(
                lanes(bench, 1, List.of(List.of(0, 1), List.of(2))),
                request -> number(request) == 0 ? failure(400, "ConditionalCheckFailedException") : ok("done"));
        assertThat(outcome.results()).containsOnlyKeys(1, 2);
        assertThat(outcome.failures().get(0)).isInstanceOf(ConditionFailedException.class);
    }

    @Test
    void oneThatCannotBeMadeKeepsNoOtherEither() {
        CodecException misfit = new CodecException("a", "is odd", null);
        Lanes<String> lanes = new Lanes<>(bench.context(), 1, List.of(List.of(0), List.of(1)), number -> {
            if (number == 0) {
                throw misfit;
            }
            return Exchange.of("done");
        });
        Lanes.Outcome<String> outcome = bench.run(lanes, request -> ok(""));
        assertThat(outcome.results()).containsOnlyKeys(1);
        assertThat(outcome.failures()).containsEntry(0, misfit);
    }

    @Test
    void afterAFailureThatAllWouldShareNoneIsBegun() {
        Lanes.Outcome<String> outcome = bench.run(
                lanes(bench, 2, List.of(List.of(0, 3), List.of(1, 4), List.of(2))),
                request -> number(request) == 0 ? failure(400, "AccessDeniedException") : ok("done"));
        assertThat(sent()).as("the one under way ends").containsExactly(0, 1);
        assertThat(outcome.results()).containsOnlyKeys(1);
        assertThat(outcome.failures().get(0)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void whatIsBrokenOffTellsWhatWasDone() {
        Lanes<String> lanes = lanes(bench, 2, List.of(List.of(0), List.of(1, 2)));
        StatorException interruption = new TransportException(Kind.CONNECTION_LOST, "Interrupted", null);
        Step.Fork<?> fork = (Step.Fork<?>) lanes.start();
        Exchange<?> first = fork.next().get().orElseThrow();
        Exchange<?> second = fork.next().get().orElseThrow();
        first.start();
        second.start();
        first.replied(ok("done"));
        Step<Lanes.Outcome<String>> last = lanes.failed(interruption);
        assertThat(last).isInstanceOfSatisfying(Step.Done.class, done -> {
            Lanes.Outcome<?> outcome = (Lanes.Outcome<?>) done.result();
            assertThat(outcome.results()).containsOnlyKeys(0);
            assertThat(outcome.failures()).as("under way then, and no others").containsOnly(Map.entry(1, interruption));
            assertThat(outcome.isAmbiguous()).isTrue();
            assertThat(outcome.ending()).containsSame(interruption);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ConditionalCheckFailedException",
                "ValidationException",
                "TransactionConflictException",
                "ItemCollectionSizeLimitExceededException"
            })
    void aRefusalOfOneItemIsNotTheOthers(String code) {
        bench.retry = RetryPolicy.standard().withMaxAttempts(1);
        Lanes.Outcome<String> outcome = bench.run(
                lanes(bench, 1, List.of(List.of(0), List.of(1))),
                request -> number(request) == 0 ? failure(400, code) : ok("done"));
        assertThat(outcome.results()).containsOnlyKeys(1);
        assertThat(outcome.refusals())
                .containsExactlyElementsOf(outcome.failures().values());
        assertThat(outcome.ending()).isEmpty();
        assertThat(outcome.failure()).contains(outcome.failures().get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccessDeniedException", "ThrottlingException", "ResourceNotFoundException"})
    void anyOtherFailureIsToldAsWhatEndedThem(String code) {
        bench.retry = RetryPolicy.standard().withMaxAttempts(1);
        Lanes.Outcome<String> outcome = bench.run(
                lanes(bench, 1, List.of(List.of(0), List.of(1), List.of(2))),
                request -> failure(400, number(request) == 0 ? "ConditionalCheckFailedException" : code));
        assertThat(sent()).containsExactly(0, 1);
        assertThat(outcome.ending()).contains(outcome.failures().get(1));
        assertThat(outcome.failure())
                .as("what ended them before the first refusal")
                .isEqualTo(outcome.ending());
        assertThat(outcome.refusals()).containsExactly(outcome.failures().get(0));
    }

    /** So many as last longer than the client's call timeout, each refused after 5 seconds. */
    private Lanes.Outcome<String> slowRefusals(CallContext context) {
        return bench.run(
                lanes(context, 1, Lanes.of(IntStream.range(0, 20).boxed().toList())), request -> {
                    bench.now += Duration.ofSeconds(5).toNanos();
                    return failure(400, "ConditionalCheckFailedException");
                });
    }

    @Test
    void aRefusalIsProgressSoThatManyOutliveTheCallTimeout() {
        assertThat(slowRefusals(bench.context()).refusals()).hasSize(20);
    }

    @Test
    void aDeadlineOfTheCallersEndsRefusalsToo() {
        Lanes.Outcome<String> outcome = slowRefusals(bench.within(Duration.ofSeconds(23)));
        assertThat(outcome.refusals()).hasSize(5);
        assertThat(outcome.ending().orElseThrow()).isInstanceOf(TransportException.class);
    }

    @Property(tries = 300)
    void nothingIsLostOrDoneTwiceOrOvertaken(
            @ForAll @Size(max = 40) List<@IntRange(max = 12) Integer> keys,
            @ForAll @IntRange(min = 1, max = 6) int atOnce,
            @ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> turns) {
        Workbench random = new Workbench();
        random.retry = RetryPolicy.standard().withMaxAttempts(1);
        List<Integer> left = new ArrayList<>(turns);
        List<Integer> order = new ArrayList<>();
        Set<Integer> done = new HashSet<>();
        ScriptedTransport.Service service = request -> {
            order.add(number(request));
            int turn = left.isEmpty() ? 9 : left.remove(0);
            if (turn == 0) {
                return failure(500, "InternalServerError");
            } else if (turn <= 2) {
                return failure(400, "ConditionalCheckFailedException");
            }
            done.add(number(request));
            return ok("done");
        };
        Lanes.Outcome<String> outcome = random.run(lanes(random, atOnce, Lanes.of(keys)), service);
        assertThat(outcome.results().keySet()).isEqualTo(done);
        assertThat(order).doesNotHaveDuplicates();
        assertThat(outcome.failures().keySet()).noneMatch(done::contains);
        assertThat(done.size() + outcome.failures().size())
                .as("all that were sent, and all there are unless something broke")
                .isEqualTo(order.size());
        assertThat(outcome.ending().isPresent()).isEqualTo(outcome.isAmbiguous());
        boolean broke = outcome.isAmbiguous();
        assertThat(broke || order.size() == keys.size()).isTrue();
        for (List<Integer> lane : Lanes.of(keys)) {
            assertThat(order.stream().filter(lane::contains)).isSorted();
        }
        assertThat(IntStream.range(0, keys.size()).boxed()).containsAll(order);
    }
}
