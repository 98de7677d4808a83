package dev.stator.internal.run;

import static dev.stator.testing.ScriptedTransport.failure;
import static dev.stator.testing.ScriptedTransport.ok;
import static dev.stator.testing.ScriptedTransport.silence;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Mode;
import dev.stator.error.AccessDeniedException;
import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.internal.protocol.Meter;
import dev.stator.internal.protocol.Operation.Effect;
import dev.stator.internal.run.Workbench.TextOperation;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.Timer;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForkTest {
    private final CallContext context = new CallContext(
            new CallSettings(
                    Mode.QUICK,
                    new RetryQuota(),
                    new SendRate(),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Map.of(),
                    System::nanoTime,
                    Clock.systemUTC(),
                    RandomGenerator.getDefault(),
                    new Listeners(List.of(), Destination.UNKNOWN, RandomGenerator.getDefault()),
                    new ReadCaches()),
            Meter.ofRequests(),
            Optional.empty());

    /** What the branches have in common; they see to it one at a time, so it needs no locks. */
    private final List<String> ended = new ArrayList<>();

    /** Branches that send one request each, and tell in a list that they have ended. */
    private final class Branches implements Supplier<Optional<Exchange<?>>> {
        private final int all;
        private int begun;

        Branches(int all) {
            this.all = all;
        }

        @Override
        public Optional<Exchange<?>> get() {
            return begun == all ? Optional.empty() : Optional.of(branch(begun++));
        }
    }

    private Exchange<Boolean> branch(int number) {
        return request("branch " + number).map(ended::add);
    }

    private Exchange<String> request(String text) {
        return new Attempts<>(context, new TextOperation<>(Effect.READ, text, (request, reply) -> request));
    }

    private Exchange<Integer> forked(int branches, int atOnce) {
        return forked(new Branches(branches), atOnce);
    }

    private Exchange<Integer> forked(Supplier<Optional<Exchange<?>>> branches, int atOnce) {
        return new Nested<>() {
            @Override
            public Step<Integer> start() {
                return fork(atOnce, branches, () -> new Step.Done<>(ended.size()));
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void allBranchesRunToTheirEnd(Mode mode) {
        ScriptedTransport transport = mode.transport().always(request -> ok("fine"));
        assertThat(mode.run(transport, forked(100, 7))).isEqualTo(100);
        assertThat(ended)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> "branch " + i).toList());
    }

    @ParameterizedTest
    @EnumSource
    void aForkOfNothingEndsAtOnce(Mode mode) {
        assertThat(mode.run(mode.transport(), forked(0, 3))).isZero();
    }

    @Test
    void asManyAsAllowedAreUnderWayAtOnceAndEachThatEndsMakesRoomForOne() {
        ScriptedTransport transport = new ScriptedTransport().always(silence());
        CompletableFuture<Integer> call = new Runner(transport, Timer.system()).runAsync(forked(5, 3));
        assertThat(transport.requests()).hasSize(3);
        transport.pending().get(1).complete(ok("fine"));
        assertThat(transport.requests()).hasSize(4);
        transport.pending().get(0).complete(ok("fine"));
        transport.pending().get(3).complete(ok("fine"));
        assertThat(transport.requests()).hasSize(5);
        assertThat(ended).containsExactly("branch 1", "branch 0", "branch 3");
        assertThat(call).isNotDone();
        transport.pending().get(2).complete(ok("fine"));
        transport.pending().get(4).complete(ok("fine"));
        assertThat(call).isCompletedWithValue(5);
    }

    /** Answers all requests that are under way only once there are so many of them. */
    private static final class Gathering implements Transport {
        private final int together;
        private final List<CompletableFuture<WireReply>> waiting = new ArrayList<>();

        Gathering(int together) {
            this.together = together;
        }

        @Override
        public WireReply send(WireRequest request) {
            throw new AssertionError("Alone");
        }

        @Override
        public synchronized CompletableFuture<WireReply> sendAsync(WireRequest request) {
            CompletableFuture<WireReply> reply = new CompletableFuture<>();
            waiting.add(reply);
            if (waiting.size() == together) {
                List<CompletableFuture<WireReply>> now = List.copyOf(waiting);
                waiting.clear();
                ForkJoinPool.commonPool().execute(() -> now.forEach(one -> one.complete(ok("fine"))));
            }
            return reply;
        }

        @Override
        public void close() {}
    }

    @Test
    void aBlockingCallAlsoHasSeveralRequestsUnderWay() {
        assertThat(new Runner(new Gathering(4), Timer.system()).run(forked(12, 4)))
                .isEqualTo(12);
    }

    @Test
    void aBlockingCallSeesTheRepliesOnItsOwnThread() {
        List<Thread> threads = new ArrayList<>();
        Branches branches = new Branches(8);
        new Runner(new Gathering(4), Timer.system())
                .run(forked(
                        () -> branches.get().map(branch -> branch.map(result -> threads.add(Thread.currentThread()))),
                        4));
        assertThat(threads).hasSize(8).containsOnly(Thread.currentThread());
    }

    @ParameterizedTest
    @EnumSource
    void branchesRepeatAndPauseOnTheirOwn(Mode mode) {
        ScriptedTransport transport =
                mode.transport().error(500, "InternalServerError").always(request -> ok("fine"));
        assertThat(mode.run(transport, forked(3, 3))).isEqualTo(3);
        assertThat(transport.requests()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    void aBranchThatFailsFailsTheWhole(Mode mode) {
        ScriptedTransport transport = mode.transport()
                .always(request -> new String(request.body(), UTF_8).endsWith("2")
                        ? failure(400, "AccessDeniedException")
                        : ok("fine"));
        assertThatThrownBy(() -> mode.run(transport, forked(9, 1))).isInstanceOf(AccessDeniedException.class);
        assertThat(ended).containsExactly("branch 0", "branch 1");
    }

    @Test
    void aBranchThatFailsEndsTheOthers() {
        ScriptedTransport transport = new ScriptedTransport().always(silence());
        CompletableFuture<Integer> call = new Runner(transport, Timer.system()).runAsync(forked(9, 3));
        transport.pending().get(1).complete(failure(400, "AccessDeniedException"));
        assertThat(call).isCompletedExceptionally();
        assertThat(transport.pending().get(0)).isCancelled();
        assertThat(transport.pending().get(2)).isCancelled();
        assertThat(transport.requests()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void theFailureOfABranchIsToldToTheExchange(Mode mode) {
        ScriptedTransport transport = mode.transport().error(400, "AccessDeniedException");
        Exchange<String> forgiving = new Nested<>() {
            @Override
            public Step<String> start() {
                return fork(1, new Branches(1), () -> new Step.Done<>("all done"));
            }

            @Override
            Step<String> failedInside(StatorException failure) {
                return new Step.Done<>("given up");
            }
        };
        assertThat(mode.run(transport, forgiving)).isEqualTo("given up");
    }

    @ParameterizedTest
    @EnumSource
    void aBugInABranchFailsTheWhole(Mode mode) {
        RuntimeException bug = new IllegalStateException("A bug");
        ScriptedTransport transport = mode.transport().always(request -> ok("fine"));
        Exchange<Integer> broken = forked(
                () -> Optional.of(request("branch").map(text -> {
                    throw bug;
                })),
                2);
        assertThatThrownBy(() -> mode.run(transport, broken)).isSameAs(bug);
    }

    @ParameterizedTest
    @EnumSource
    void aBugInWhatGivesTheBranchesFailsTheWhole(Mode mode) {
        RuntimeException bug = new IllegalStateException("A bug");
        Exchange<Integer> broken = forked(
                () -> {
                    throw bug;
                },
                2);
        assertThatThrownBy(() -> mode.run(mode.transport(), broken)).isSameAs(bug);
    }

    @Test
    void cancellingTheFutureCancelsAllRequestsInFlight() {
        ScriptedTransport transport = new ScriptedTransport().always(silence());
        CompletableFuture<Integer> call = new Runner(transport, Timer.system()).runAsync(forked(9, 3));
        call.cancel(true);
        assertThat(transport.pending()).hasSize(3).allMatch(CompletableFuture::isCancelled);
        assertThat(transport.requests()).hasSize(3);
    }

    @Test
    void anInterruptCancelsAllRequestsInFlight() {
        ScriptedTransport transport = new ScriptedTransport().always(silence());
        Branches branches = new Branches(9);
        Exchange<Integer> interrupted = forked(
                () -> {
                    Thread.currentThread().interrupt();
                    return branches.get();
                },
                3);
        assertThatThrownBy(() -> new Runner(transport, Timer.system()).run(interrupted))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("Interrupted");
        assertThat(Thread.interrupted()).as("the thread is still interrupted").isTrue();
        assertThat(transport.pending()).hasSize(3).allMatch(CompletableFuture::isCancelled);
    }

    @ParameterizedTest
    @EnumSource
    void forksWithinForksTakeTurnsToo(Mode mode) {
        ScriptedTransport transport = mode.transport().always(request -> ok("fine"));
        List<Integer> inner = new ArrayList<>(List.of(20, 30, 40));
        Exchange<Integer> outer =
                forked(() -> inner.isEmpty() ? Optional.empty() : Optional.of(forked(inner.remove(0), 5)), 2);
        assertThat(mode.run(transport, outer)).isEqualTo(90);
    }

    @ParameterizedTest
    @EnumSource
    void manyBranchesAndManyForksDoNotGrowTheStack(Mode mode) throws Exception {
        int many = mode == Mode.ASYNC_LATER ? 1_000 : 50_000;
        int[] count = new int[1];
        Supplier<Optional<Exchange<?>>> branches = () ->
                count[0] >= many ? Optional.empty() : Optional.of(request("x").map(text -> count[0]++));
        Exchange<Integer> wide = forked(branches, 3);
        Exchange<Integer> deep = new Nested<>() {
            private int forks;

            @Override
            public Step<Integer> start() {
                List<Exchange<?>> one = new ArrayList<>(List.of(request("x")));
                return fork(
                        1,
                        () -> one.isEmpty() ? Optional.empty() : Optional.of(one.remove(0)),
                        () -> ++forks == many ? new Step.Done<>(forks) : start());
            }
        };
        Transport service = new Forgetful(mode);
        Runner runner = new Runner(service, Timer.system());
        if (mode == Mode.BLOCKING) {
            runner.run(wide);
            assertThat(runner.run(deep)).isEqualTo(many);
        } else {
            runner.runAsync(wide).get(60, TimeUnit.SECONDS);
            assertThat(runner.runAsync(deep).get(60, TimeUnit.SECONDS)).isEqualTo(many);
        }
        assertThat(count[0]).isBetween(many, many + 2);
    }

    private record Forgetful(Mode mode) implements Transport {
        @Override
        public WireReply send(WireRequest request) {
            return ok("fine");
        }

        @Override
        public CompletableFuture<WireReply> sendAsync(WireRequest request) {
            return mode == Mode.ASYNC_LATER
                    ? CompletableFuture.supplyAsync(() -> ok("fine"))
                    : CompletableFuture.completedFuture(ok("fine"));
        }

        @Override
        public void close() {}
    }
}
