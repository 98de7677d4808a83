package dev.stator.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import dev.stator.value.AttributeValue.M;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A service that answers from a script, and remembers what it was asked: for tests that hold exactly what goes over the wire.
 *
 * <pre>{@code
 * ScriptedTransport service = new ScriptedTransport()
 *         .expect("GetItem", """
 *                 {"TableName": "users", "Key": {"email": {"S": "ann@x.org"}}}""")
 *         .reply("""
 *                 {"Item": {"email": {"S": "ann@x.org"}, "points": {"N": "5"}}}""")
 *         .error(400, "ThrottlingException");
 * Stator db = Stator.builder().transport(service).build();
 * …
 * service.verify();
 * }</pre>
 *
 * <p>Answers are given in their order, each once. A request that is not the expected one, or for which the script has no answer, fails
 * with an {@link AssertionError} that shows where they differ; it is told again by {@link #verify}, in case the code that is tested
 * swallowed it. Requests are compared as JSON: the order of members and of the elements of sets does not matter, nor does the token of
 * a transaction, which is new in each call.
 *
 * <p>Safe for use by many threads, though which one gets which answer is then theirs to settle.
 */
public final class ScriptedTransport implements Transport {
    /** Answers one request, or throws the {@link TransportException} with which no answer comes. */
    @FunctionalInterface
    public interface Service {
        /** The reply. */
        WireReply answer(WireRequest request);
    }

    private record Expected(String action, @Nullable M body) {}

    private record Part(@Nullable Expected request, Service service) {}

    private final Queue<Part> script = new ArrayDeque<>();
    private final List<WireRequest> requests = new ArrayList<>();
    private final List<CompletableFuture<WireReply>> pending = new ArrayList<>();
    private @Nullable Expected expected;
    private @Nullable Service otherwise;
    private @Nullable AssertionError mismatch;
    private Executor executor = Runnable::run;
    private boolean closed;

    /** A script without answers. */
    public ScriptedTransport() {}

    /** What the request of the answer that is added next must be: an action with any body. */
    @CanIgnoreReturnValue
    public synchronized ScriptedTransport expect(String action) {
        return expect(new Expected(action, null));
    }

    /**
     * What the request of the answer that is added next must be.
     *
     * @param json the whole body
     * @throws IllegalArgumentException if it is no JSON object
     */
    @CanIgnoreReturnValue
    public synchronized ScriptedTransport expect(String action, String json) {
        return expect(new Expected(action, Body.canonical(Body.parse(json))));
    }

    private ScriptedTransport expect(Expected next) {
        if (expected != null) {
            throw new IllegalStateException(
                    "The script expects " + expected.action() + ", and then has no answer to it before " + next.action()
                            + ": add one with reply(…), error(…), fail(…) or answer(…)");
        }
        expected = next;
        return this;
    }

    /** Adds an answer. */
    @CanIgnoreReturnValue
    public synchronized ScriptedTransport answer(Service service) {
        script.add(new Part(expected, service));
        expected = null;
        return this;
    }

    /** Adds a reply of success. */
    @CanIgnoreReturnValue
    public ScriptedTransport reply(String json) {
        return answer(request -> ok(json));
    }

    /** Adds an error of the service, such as {@code 400} and {@code ThrottlingException}. */
    @CanIgnoreReturnValue
    public ScriptedTransport error(int status, String code) {
        return answer(request -> failure(status, code));
    }

    /** Adds a failure to get a reply, such as a {@link TransportException}. */
    @CanIgnoreReturnValue
    public ScriptedTransport fail(RuntimeException failure) {
        return answer(request -> {
            throw failure;
        });
    }

    /** Answers every request for which the script has nothing left. */
    @CanIgnoreReturnValue
    public synchronized ScriptedTransport always(Service service) {
        this.otherwise = service;
        return this;
    }

    /** Brings the replies of asynchronous requests on this executor; without it at once, on the caller's thread. */
    @CanIgnoreReturnValue
    public synchronized ScriptedTransport on(Executor other) {
        this.executor = other;
        return this;
    }

    /** A reply of success. */
    public static WireReply ok(String json) {
        return new WireReply(200, Map.of(), json.getBytes(UTF_8));
    }

    /** An error of the service, with the request id {@code R1}. */
    public static WireReply failure(int status, String code) {
        String body = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"Said the service\"}";
        return new WireReply(status, Map.of("x-amzn-requestid", "R1"), body.getBytes(UTF_8));
    }

    /**
     * No reply at all: a blocking request waits until its time is over, an asynchronous one is left in {@link #pending}.
     */
    public static Service silence() {
        return Silence.SILENCE;
    }

    private enum Silence implements Service {
        SILENCE;

        @Override
        public WireReply answer(WireRequest request) {
            try {
                Thread.sleep(request.timeout().toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TransportException(Kind.CONNECTION_LOST, "Interrupted while waiting for a reply", e);
            }
            throw new TransportException(Kind.TIMED_OUT, "No reply within " + request.timeout(), null);
        }
    }

    /** All requests so far. */
    public synchronized List<WireRequest> requests() {
        return List.copyOf(requests);
    }

    /** The JSON of all requests so far. */
    public List<String> bodies() {
        return requests().stream()
                .map(request -> new String(request.body(), UTF_8))
                .toList();
    }

    /** The asynchronous requests that were answered with {@link #silence}; complete one to have its reply come after all. */
    public synchronized List<CompletableFuture<WireReply>> pending() {
        return List.copyOf(pending);
    }

    /** Whether the client has closed its transport. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /**
     * Checks that each request was the expected one, and that all answers were asked for.
     *
     * @throws AssertionError if not
     */
    public synchronized void verify() {
        if (mismatch != null) {
            throw new AssertionError(mismatch.getMessage(), mismatch);
        }
        if (!script.isEmpty()) {
            Expected next = script.element().request();
            throw new AssertionError("After " + requests.size() + " requests, " + script.size()
                    + " answers of the script were not asked for"
                    + (next == null ? "" : "; the first is to " + next.action()));
        }
    }

    private synchronized Service take(WireRequest request) {
        if (closed) {
            throw new TransportException(
                    Kind.CLOSED, request.action() + " was sent to a transport that is closed", null);
        }
        requests.add(request);
        Part next = script.poll();
        if (next != null) {
            check(request, next.request());
            return next.service();
        } else if (otherwise != null) {
            return otherwise;
        }
        throw mismatched("The script has no answer to request " + requests.size() + ", " + shown(request));
    }

    private void check(WireRequest request, @Nullable Expected wanted) {
        if (wanted == null) {
            return;
        }
        String which = "Request " + requests.size() + " is not the one that the script expects.";
        if (!request.action().equals(wanted.action())) {
            throw mismatched(which + " Expected " + wanted.action() + ", got " + shown(request));
        }
        M body = wanted.body();
        if (body == null) {
            return;
        }
        List<String> differences = Body.read(request.body())
                .map(tree -> Body.differences(body, Body.canonical(tree)))
                .orElse(List.of("the body is no JSON object"));
        if (!differences.isEmpty()) {
            throw mismatched(which + " In the body of " + request.action() + "\n  " + String.join("\n  ", differences)
                    + "\nGot " + shown(request));
        }
    }

    private AssertionError mismatched(String message) {
        AssertionError error = new AssertionError(message);
        if (mismatch == null) {
            mismatch = error;
        }
        return error;
    }

    private static String shown(WireRequest request) {
        return request.action() + " " + new String(request.body(), UTF_8);
    }

    @Override
    public WireReply send(WireRequest request) {
        return take(request).answer(request);
    }

    @Override
    public CompletableFuture<WireReply> sendAsync(WireRequest request) {
        CompletableFuture<WireReply> reply = new CompletableFuture<>();
        Service service;
        try {
            service = take(request);
        } catch (TransportException | AssertionError e) {
            return CompletableFuture.failedFuture(e);
        }
        if (service == Silence.SILENCE) {
            synchronized (this) {
                pending.add(reply);
            }
            return reply;
        }
        executor.execute(() -> {
            try {
                reply.complete(service.answer(request));
            } catch (Throwable e) {
                reply.completeExceptionally(e);
            }
        });
        return reply;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
