package dev.stator.internal.run;

import static dev.stator.testing.ScriptedTransport.failure;
import static dev.stator.testing.ScriptedTransport.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.LogLines;
import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.internal.protocol.Meter;
import dev.stator.internal.protocol.Operation.Effect;
import dev.stator.internal.run.Workbench.TextOperation;
import dev.stator.listener.AttemptEnd;
import dev.stator.listener.AttemptStart;
import dev.stator.listener.CallEnd;
import dev.stator.listener.CallObserver;
import dev.stator.listener.RequestEnd;
import dev.stator.listener.RequestStart;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.Backoff;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.Timer;
import dev.stator.transport.WireReply;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private final Workbench bench = new Workbench();
    private final List<String> told = new ArrayList<>();

    /** Writes down all that it is told. */
    private final CallObserver recorder = new CallObserver() {
        @Override
        public void requestStarted(RequestStart request) {
            told.add("request " + request.number() + ": " + request.describe());
        }

        @Override
        public void attemptStarted(AttemptStart attempt) {
            told.add("attempt " + attempt.number());
        }

        @Override
        public void attemptEnded(AttemptEnd attempt) {
            told.add("attempt " + attempt.number() + " ended after "
                    + attempt.duration().toMillis() + " ms with "
                    + (attempt.status().isPresent() ? attempt.status().getAsInt() : "nothing") + " "
                    + attempt.requestId().orElse("-") + " "
                    + attempt.failureCode().orElse("done")
                    + attempt.retryIn()
                            .map(wait -> ", again in " + wait.toMillis())
                            .orElse(""));
        }

        @Override
        public void requestEnded(RequestEnd request) {
            told.add("request ended after " + request.attempts() + " attempts and "
                    + request.duration().toMillis() + " ms with "
                    + request.requestId().orElse("-") + " "
                    + request.failureCode().orElse("done"));
        }

        @Override
        public void callEnded(CallEnd call) {
            told.add("call ended after " + call.requests() + " with "
                    + call.failure()
                            .map(Throwable::getClass)
                            .map(Class::getSimpleName)
                            .orElse("done"));
        }
    };

    private static ScriptedTransport.Service inTurn(ScriptedTransport.Service... actions) {
        Queue<ScriptedTransport.Service> left = new ArrayDeque<>(Arrays.asList(actions));
        return request -> left.remove().answer(request);
    }

    /** A reply that takes a while. */
    private ScriptedTransport.Service after(int millis, WireReply reply) {
        return request -> {
            bench.now += Duration.ofMillis(millis).toNanos();
            return reply;
        };
    }

    private String run(ScriptedTransport.Service service) {
        bench.retry = RetryPolicy.of(3, Backoff.fixed(Duration.ofMillis(10)));
        return bench.run(new Attempts<>(bench.context(), TextOperation.echo(Effect.READ)), service);
    }

    @Test
    void everyAttemptIsToldBeforeAndAfter() {
        bench.listeners.add(call -> recorder);
        run(inTurn(
                after(7, failure(500, "InternalServerError")),
                request -> {
                    throw new TransportException(Kind.CONNECTION_LOST, "Lost", null);
                },
                after(5, new WireReply(200, Map.of("x-amzn-requestid", "R2"), new byte[0]))));
        assertThat(told)
                .containsExactly(
                        "request 1: DoText on table texts",
                        "attempt 1",
                        "attempt 1 ended after 7 ms with 500 R1 InternalServerError, again in 10",
                        "attempt 2",
                        "attempt 2 ended after 0 ms with nothing - ConnectionLost, again in 10",
                        "attempt 3",
                        "attempt 3 ended after 5 ms with 200 R2 done",
                        "request ended after 3 attempts and 32 ms with R2 done");
    }

    @Test
    void theEndIsToldAlsoOnFailure() {
        bench.listeners.add(call -> recorder);
        assertThatThrownBy(() -> run(request -> failure(400, "ValidationException")))
                .isInstanceOf(StatorException.class);
        assertThat(told)
                .containsExactly(
                        "request 1: DoText on table texts",
                        "attempt 1",
                        "attempt 1 ended after 0 ms with 400 R1 ValidationException",
                        "request ended after 1 attempts and 0 ms with R1 ValidationException");
    }

    @Test
    void aRequestThatCannotBeWrittenHasNoAttempt() {
        bench.listeners.add(call -> recorder);
        TextOperation<String> broken = new TextOperation<>(Effect.READ, "", (request, reply) -> reply);
        Attempts<String> attempts = new Attempts<>(bench.within(Duration.ZERO), broken);
        assertThatThrownBy(attempts::start).isInstanceOf(TransportException.class);
        assertThat(told)
                .containsExactly(
                        "request 1: DoText on table texts", "request ended after 0 attempts and 0 ms with - NotSent");
    }

    @Test
    void requestsOfOneCallAreNumberedAndShareItsId() {
        List<String> ids = new ArrayList<>();
        bench.listeners.add(call -> new CallObserver() {
            @Override
            public void requestStarted(RequestStart request) {
                ids.add(request.correlationId() + "/" + request.number());
            }
        });
        CallSettings client = bench.settings();
        CallContext first = new CallContext(client, Meter.ofRequests(), Optional.empty());
        CallContext second = new CallContext(client, Meter.ofRequests(), Optional.empty());
        bench.run(new Attempts<>(first, TextOperation.echo(Effect.READ)), request -> ok(""));
        bench.run(new Attempts<>(first, TextOperation.echo(Effect.READ)), request -> ok(""));
        bench.run(new Attempts<>(second, TextOperation.echo(Effect.READ)), request -> ok(""));
        String call = ids.get(0).substring(0, ids.get(0).indexOf('/'));
        assertThat(ids.get(1)).isEqualTo(call + "/2");
        assertThat(ids.get(2)).doesNotStartWith(call + "/").endsWith("/1");
    }

    @Test
    void aRequestThatSomethingElseThanAFailureEndsIsToldItsEnd() {
        bench.listeners.add(call -> recorder);
        bench.retry = RetryPolicy.never();
        CallContext context = bench.context();
        ScriptedTransport transport = new ScriptedTransport().answer(request -> {
            throw new IllegalStateException("A bug");
        });
        Exchange<String> call = context.whole(new Attempts<>(context, TextOperation.echo(Effect.READ)));
        assertThatThrownBy(() -> new Runner(transport, Timer.system()).run(call))
                .isInstanceOf(IllegalStateException.class);
        assertThat(told)
                .containsExactly(
                        "request 1: DoText on table texts",
                        "attempt 1",
                        "attempt 1 ended after 0 ms with nothing - java.lang.IllegalStateException",
                        "request ended after 1 attempts and 0 ms with - java.lang.IllegalStateException",
                        "call ended after 1 with IllegalStateException");
    }

    @Test
    void whatAListenerThrowsAtAnyEventIsIgnoredAndOthersAreToldAllTheSame() {
        bench.listeners.add(call -> {
            throw new IllegalStateException("At the start");
        });
        bench.listeners.add(call -> null);
        bench.listeners.add(call -> (CallObserver) Proxy.newProxyInstance(
                CallObserver.class.getClassLoader(),
                new Class<?>[] {CallObserver.class},
                (proxy, method, arguments) -> {
                    throw switch (method.getName()) {
                        case "requestStarted", "attemptStarted" -> new AssertionError("At " + method.getName());
                        case "callEnded" -> new StackOverflowError("At " + method.getName());
                        default -> new IOException("At " + method.getName());
                    };
                }));
        bench.listeners.add(call -> recorder);
        CallContext context = bench.context();
        ScriptedTransport transport = new ScriptedTransport().reply("fine");
        Exchange<String> call = context.whole(new Attempts<>(context, TextOperation.echo(Effect.READ)));
        assertThat(new Runner(transport, Timer.system()).run(call)).isEqualTo("fine");
        assertThat(told).hasSize(5).last().isEqualTo("call ended after 1 with done");
    }

    @Test
    void theLogsTellRetriesByAudienceAndNoContent() {
        LogLines lines = new LogLines();
        RequestLog log = new RequestLog(lines.of("request"), lines.of("retry"), lines.of("transport"));
        Listeners logged = new Listeners(List.of(), Destination.UNKNOWN, new SplittableRandom(1), log);
        CallSettings settings = bench.settings();
        CallContext context = new CallContext(
                new CallSettings(
                        RetryPolicy.of(3, Backoff.none()),
                        settings.quota(),
                        settings.rate(),
                        settings.attemptTimeout(),
                        settings.callTimeout(),
                        settings.headers(),
                        settings.nanoTime(),
                        settings.clock(),
                        settings.random(),
                        logged,
                        new ReadCaches()),
                Meter.ofRequests(),
                Optional.empty());
        TextOperation<String> secret = new TextOperation<>(Effect.READ, "s3cret", (request, reply) -> reply);
        bench.run(
                new Attempts<>(context, secret),
                inTurn(
                        request -> failure(400, "ThrottlingException"),
                        request -> {
                            throw new TransportException(Kind.TIMED_OUT, "s3cret", null);
                        },
                        request -> ok("s3cret")));
        String call = "(call " + context.observation().correlationId() + ")";
        assertThat(lines.all())
                .containsExactly(
                        "retry: DoText on table texts: attempt 1 failed with ThrottlingException; again in 0 ms [request"
                                + " R1] " + call,
                        "transport: DoText on table texts: attempt 2 failed with TimedOut after 0 ms " + call,
                        "retry: DoText on table texts: attempt 2 failed with TimedOut; again in 0 ms " + call,
                        "request: DoText on table texts: done in 0 ms, 3 attempts " + call);
    }

    @Test
    void withoutListenersAndLogsNothingIsObserved() {
        CallContext context = bench.context();
        assertThat(context.observation()).isNull();
    }
}
