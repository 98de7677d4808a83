package dev.stator.internal.run;

import static dev.stator.testing.ScriptedTransport.failure;
import static dev.stator.testing.ScriptedTransport.ok;
import static dev.stator.testing.ScriptedTransport.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Mode;
import dev.stator.error.CodecException;
import dev.stator.error.CredentialsException;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.error.UnavailableException;
import dev.stator.internal.protocol.Meter;
import dev.stator.internal.protocol.Operation.Effect;
import dev.stator.internal.run.Workbench.TextOperation;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.Backoff;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.Timer;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunnerTest {
    private static CallContext context(RetryPolicy retry) {
        CallSettings settings = new CallSettings(
                retry,
                new RetryQuota(),
                new SendRate(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Map.of(),
                System::nanoTime,
                Clock.systemUTC(),
                RandomGenerator.getDefault(),
                new Listeners(List.of(), Destination.UNKNOWN, RandomGenerator.getDefault()),
                new ReadCaches());
        return new CallContext(settings, Meter.ofRequests(), Optional.empty());
    }

    private static Attempts<String> echo() {
        return new Attempts<>(context(Mode.QUICK), TextOperation.echo(Effect.READ));
    }

    @ParameterizedTest
    @EnumSource
    void repliesFailuresAndPausesReachTheExchange(Mode mode) {
        ScriptedTransport transport = mode.transport()
                .fail(new TransportException(Kind.NOT_SENT, "Lost", null))
                .error(500, "InternalServerError")
                .reply("fine");
        assertThat(mode.run(transport, echo())).isEqualTo("fine");
        assertThat(transport.requests()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void theExchangesFailureIsTheCalls(Mode mode) {
        ScriptedTransport transport = mode.transport().always(request -> ScriptedTransport.failure(500, "X"));
        assertThatThrownBy(() -> mode.run(transport, echo()))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("4 attempts");
    }

    @ParameterizedTest
    @EnumSource
    void anUnexpectedExceptionOfTheTransportFailsTheCall(Mode mode) {
        RuntimeException bug = new IllegalStateException("A bug");
        assertThatThrownBy(() -> mode.run(mode.transport().fail(bug), echo())).isSameAs(bug);
    }

    @ParameterizedTest
    @EnumSource
    void anErrorFailsTheCall(Mode mode) {
        Error error = new StackOverflowError();
        ScriptedTransport transport = mode.transport().answer(request -> {
            throw error;
        });
        assertThatThrownBy(() -> mode.run(transport, echo())).isSameAs(error);
    }

    @ParameterizedTest
    @EnumSource
    void anUnexpectedExceptionWhileReadingFailsTheCall(Mode mode) {
        RuntimeException bug = new UnsupportedOperationException("A converter's bug");
        TextOperation<String> broken = new TextOperation<>(Effect.READ, "request", (request, reply) -> {
            throw bug;
        });
        assertThatThrownBy(() -> mode.run(mode.transport().reply("{}"), new Attempts<>(context(Mode.QUICK), broken)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("The reply could not be read")
                .hasCause(bug);
    }

    @ParameterizedTest
    @EnumSource
    void aRequestThatCannotBeWrittenFailsTheCallAndNothingIsSent(Mode mode) {
        ScriptedTransport transport = mode.transport();
        CodecException misfit = new CodecException("points", "is NaN", null);
        Exchange<String> unwritable = new Nested<>() {
            @Override
            public Step<String> start() {
                throw misfit;
            }
        };
        assertThatThrownBy(() -> mode.run(transport, unwritable)).isSameAs(misfit);
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void aTransportThatThrowsInsteadOfFailingItsFutureIsRepeatedAllTheSame() {
        ScriptedTransport scripted = new ScriptedTransport().reply("fine");
        Transport hasty = new Transport() {
            private boolean thrown;

            @Override
            public WireReply send(WireRequest request) {
                return scripted.send(request);
            }

            @Override
            public CompletableFuture<WireReply> sendAsync(WireRequest request) {
                if (!thrown) {
                    thrown = true;
                    throw new TransportException(Kind.NOT_SENT, "No connection", null);
                }
                return scripted.sendAsync(request);
            }

            @Override
            public void close() {}
        };
        assertThat(new Runner(hasty, Timer.system()).runAsync(echo()).join()).isEqualTo("fine");
    }

    @ParameterizedTest
    @EnumSource
    void aMillionRepliesThatAreThereAtOnceDoNotGrowTheStack(Mode mode) {
        int pages = mode == Mode.ASYNC_LATER ? 10_000 : 1_000_000;
        Exchange<Integer> endless = new Nested<>() {
            private int seen;

            @Override
            public Step<Integer> start() {
                return call(echo(), reply -> ++seen == pages ? new Step.Done<>(seen) : start());
            }
        };
        Forgetful service = new Forgetful(mode.transport().reply("unused"), mode);
        Runner runner = new Runner(service, Timer.system());
        assertThat(
                        mode == Mode.BLOCKING
                                ? runner.run(endless)
                                : runner.runAsync(endless).join())
                .isEqualTo(pages);
    }

    /** Answers without remembering, so that a million requests need no memory. */
    private record Forgetful(ScriptedTransport scripted, Mode mode) implements Transport {
        @Override
        public WireReply send(WireRequest request) {
            return ok("page");
        }

        @Override
        public CompletableFuture<WireReply> sendAsync(WireRequest request) {
            return mode == Mode.ASYNC
                    ? CompletableFuture.completedFuture(ok("page"))
                    : CompletableFuture.supplyAsync(() -> ok("page"));
        }

        @Override
        public void close() {}
    }

    @Test
    void cancellingTheFutureCancelsTheRequestInFlight() {
        ScriptedTransport transport = new ScriptedTransport().always(silence());
        CompletableFuture<String> call = new Runner(transport, Timer.system()).runAsync(echo());
        assertThat(transport.pending()).hasSize(1);
        assertThat(call.cancel(true)).isTrue();
        assertThat(transport.pending().get(0)).isCancelled();
        assertThat(transport.requests()).hasSize(1);
        assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void aFutureThatTimesOutCancelsTheRequestInFlight() {
        ScriptedTransport transport = new ScriptedTransport().always(silence());
        CompletableFuture<String> call =
                new Runner(transport, Timer.system()).runAsync(echo()).orTimeout(1, TimeUnit.MILLISECONDS);
        assertThatThrownBy(call::join).hasCauseInstanceOf(TimeoutException.class);
        // The future is over a moment before the request is.
        assertThatThrownBy(() -> transport.pending().get(0).get(10, TimeUnit.SECONDS))
                .isInstanceOf(CancellationException.class);
        assertThat(transport.requests()).hasSize(1);
    }

    @Test
    void cancellingTheFutureEndsAPause() throws Exception {
        ScriptedTransport transport =
                new ScriptedTransport().error(500, "InternalServerError").reply("fine");
        Duration pause = Duration.ofMillis(250);
        CallContext context = context(RetryPolicy.of(4, Backoff.fixed(pause)));
        CompletableFuture<String> call = new Runner(transport, Timer.system())
                .runAsync(new Attempts<>(context, TextOperation.echo(Effect.READ)));
        call.cancel(false);
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS))
                .get(10, TimeUnit.SECONDS);
        assertThat(transport.requests()).hasSize(1);
    }

    @Test
    void aCallThatIsCancelledWithinAnEventSendsNoMoreAndIsToldItsEndAfterwards() throws Exception {
        ScriptedTransport transport = new ScriptedTransport().always(silence());
        CountDownLatch within = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        List<String> events = new CopyOnWriteArrayList<>();
        Exchange<String> paged = new Nested<>() {
            @Override
            public Step<String> start() {
                return call(echo(), reply -> {
                    within.countDown();
                    join(cancelled);
                    events.add("replied");
                    return start();
                });
            }

            @Override
            public void ended(Throwable failure) {
                events.add("ended by " + failure.getClass().getSimpleName());
            }
        };
        CompletableFuture<String> call = new Runner(transport, Timer.system()).runAsync(paged);
        CompletableFuture<Void> replying =
                CompletableFuture.runAsync(() -> transport.pending().get(0).complete(ok("page")));
        within.await();
        assertThat(call.cancel(true)).isTrue();
        cancelled.countDown();
        replying.join();

        assertThat(events).containsExactly("replied", "ended by CancellationException");
        assertThat(transport.requests()).hasSize(1);
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Real time, which tells when somebody waits. */
    private static final class Pausing implements Timer {
        private final CountDownLatch begun = new CountDownLatch(1);

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            begun.countDown();
            Timer.system().sleep(time);
        }

        @Override
        public CompletableFuture<Void> after(Duration time) {
            begun.countDown();
            return Timer.system().after(time);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "ASYNC_LATER", mode = EnumSource.Mode.EXCLUDE)
    @Timeout(20)
    void closingEndsAPauseWithTheErrorBeforeIt(Mode mode) throws Exception {
        ScriptedTransport transport =
                mode.transport().error(500, "InternalServerError").reply("fine").reply("fine");
        CallContext context = context(RetryPolicy.of(4, Backoff.fixed(Duration.ofSeconds(50))));
        Exchange<String> call = new Attempts<>(context, TextOperation.echo(Effect.READ));
        Pausing timer = new Pausing();
        Runner runner = new Runner(transport, timer);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<String> running = mode == Mode.BLOCKING
                ? CompletableFuture.supplyAsync(() -> {
                    try {
                        return runner.run(call);
                    } finally {
                        interrupted.complete(Thread.interrupted());
                    }
                })
                : runner.runAsync(call);
        timer.begun.await();
        // A sleeper that has not fallen asleep yet is woken all the same.
        runner.close();

        assertThatThrownBy(running::get)
                .cause()
                .isInstanceOf(UnavailableException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .isInstanceOfSatisfying(
                                TransportException.class,
                                closed -> assertThat(closed.kind()).isEqualTo(Kind.CLOSED)));
        assertThat(transport.requests()).hasSize(1);
        if (mode == Mode.BLOCKING) {
            assertThat(interrupted.join()).as("the thread is left as it was").isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "ASYNC_LATER", mode = EnumSource.Mode.EXCLUDE)
    @Timeout(20)
    void onceClosedNoPauseBegins(Mode mode) {
        ScriptedTransport transport = mode.transport();
        CallContext context = context(RetryPolicy.of(4, Backoff.fixed(Duration.ofSeconds(50))));
        Exchange<String> call = new Attempts<>(context, TextOperation.echo(Effect.READ));
        Runner runner = new Runner(transport, Timer.system());
        transport.answer(request -> {
            runner.close();
            return failure(500, "InternalServerError");
        });

        assertThatThrownBy(() -> (mode == Mode.BLOCKING
                                ? CompletableFuture.supplyAsync(() -> runner.run(call))
                                : runner.runAsync(call))
                        .get())
                .cause()
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void aReplyAfterTheCancellationChangesNothing() {
        ScriptedTransport transport = new ScriptedTransport().always(silence());
        CompletableFuture<String> call = new Runner(transport, Timer.system()).runAsync(echo());
        call.cancel(true);
        assertThat(transport.pending().get(0).complete(ok("late"))).isFalse();
        assertThat(call).isCancelled();
    }

    @Test
    void anInterruptEndsAPauseWithTheErrorBeforeIt() {
        ScriptedTransport transport =
                new ScriptedTransport().error(500, "InternalServerError").reply("fine");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new Runner(transport, Timer.system()).run(echo()))
                .isInstanceOf(UnavailableException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        assertThat(Thread.interrupted()).as("the thread is still interrupted").isTrue();
        assertThat(transport.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void credentialsThatAreMissingFailTheCallAtOnce(Mode mode) {
        ScriptedTransport transport = mode.transport().fail(new CredentialsException("None"));
        assertThatThrownBy(() -> mode.run(transport, echo())).isInstanceOf(CredentialsException.class);
        assertThatCode(() -> mode.run(transport.reply("fine"), echo())).doesNotThrowAnyException();
    }
}
