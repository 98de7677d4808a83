package dev.stator.internal.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.error.StatorException;
import dev.stator.internal.protocol.Meter;
import dev.stator.internal.protocol.Operation;
import dev.stator.listener.CallListener;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/** Calls without threads or time: a clock that only pauses move, and chance that always says one half. */
final class Workbench {
    final List<Duration> pauses = new ArrayList<>();
    final List<WireRequest> sent = new ArrayList<>();
    final RetryQuota quota = new RetryQuota();
    final List<CallListener> listeners = new ArrayList<>();
    RetryPolicy retry = RetryPolicy.standard();
    long now = 1_000_000_000;

    CallSettings settings() {
        // The half of all longs: nextDouble() makes 0.5 of it.
        return new CallSettings(
                retry,
                quota,
                new SendRate(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Map.of(),
                () -> now,
                Clock.systemUTC(),
                () -> Long.MIN_VALUE,
                new Listeners(listeners, Destination.UNKNOWN, new SplittableRandom(1)),
                new ReadCaches());
    }

    CallContext context() {
        return new CallContext(settings(), Meter.ofRequests(), Optional.empty());
    }

    CallContext within(Duration limit) {
        return new CallContext(settings(), Meter.ofRequests(), Optional.of(limit));
    }

    /** Drives an exchange to its end over a service that may throw. */
    <R> R run(Exchange<R> exchange, ScriptedTransport.Service service) {
        Step<R> step = exchange.start();
        while (!(step instanceof Step.Done<R> done)) {
            step = next(exchange, step, service);
        }
        return done.result();
    }

    private <R> Step<R> next(Exchange<R> exchange, Step<R> step, ScriptedTransport.Service service) {
        if (step instanceof Step.Pause<R> pause) {
            pauses.add(pause.time());
            now += pause.time().toNanos();
            return exchange.resumed();
        }
        if (step instanceof Step.Fork<R> fork) {
            runBranches(fork, service);
            return exchange.resumed();
        }
        WireRequest request = ((Step.Send<R>) step).request();
        sent.add(request);
        WireReply reply;
        try {
            reply = service.answer(request);
        } catch (StatorException e) {
            return exchange.failed(e);
        }
        return exchange.replied(reply);
    }

    /** Takes the branches in turns, a step of each, so that all that may be under way at once are. */
    private void runBranches(Step.Fork<?> fork, ScriptedTransport.Service service) {
        Deque<Branch<?>> underWay = new ArrayDeque<>();
        while (true) {
            while (underWay.size() < fork.atOnce()) {
                Optional<Exchange<?>> next = fork.next().get();
                if (next.isEmpty()) {
                    break;
                }
                underWay.add(new Branch<>(next.get()));
            }
            if (underWay.isEmpty()) {
                return;
            }
            Branch<?> branch = underWay.remove();
            if (branch.isUnderWayAfterStep(service)) {
                underWay.add(branch);
            }
        }
    }

    private final class Branch<B> {
        private final Exchange<B> exchange;
        private Step<B> step;

        Branch(Exchange<B> exchange) {
            this.exchange = exchange;
            this.step = exchange.start();
        }

        boolean isUnderWayAfterStep(ScriptedTransport.Service service) {
            if (step instanceof Step.Done) {
                return false;
            }
            step = next(exchange, step, service);
            return !(step instanceof Step.Done);
        }
    }

    /** An operation whose request is a text, and whose reply is what a function makes of request and reply. */
    record TextOperation<R>(Effect effect, String request, BiFunction<String, String, R> reply)
            implements Operation<R> {
        static TextOperation<String> echo(Effect effect) {
            return new TextOperation<>(effect, "request", (request, reply) -> reply);
        }

        @Override
        public String action() {
            return "DoText";
        }

        @Override
        public Optional<String> table() {
            return Optional.of("texts");
        }

        @Override
        public byte[] encode(Meter meter) {
            return request.getBytes(UTF_8);
        }

        @Override
        public R decode(byte[] body, Meter meter) {
            return reply.apply(request, new String(body, UTF_8));
        }
    }
}
