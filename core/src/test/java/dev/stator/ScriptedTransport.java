package dev.stator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A service that answers from a script and remembers what it was asked. */
public final class ScriptedTransport implements Transport {
    /** Answers one request, or throws. */
    public interface Action {
        WireReply answer(WireRequest request);
    }

    private final Queue<Action> script = new ArrayDeque<>();
    private final List<WireRequest> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<CompletableFuture<WireReply>> hanging = Collections.synchronizedList(new ArrayList<>());
    private @Nullable Action otherwise;
    private Executor executor = Runnable::run;
    private boolean closed;

    /** Asynchronous replies come on this executor; at once on the caller's thread unless set. */
    public ScriptedTransport on(Executor other) {
        this.executor = other;
        return this;
    }

    public ScriptedTransport answer(Action action) {
        script.add(action);
        return this;
    }

    /** Answers every request for which the script has nothing left. */
    public ScriptedTransport always(Action action) {
        this.otherwise = action;
        return this;
    }

    public ScriptedTransport reply(String json) {
        return answer(request -> ok(json));
    }

    public ScriptedTransport error(int status, String code) {
        return answer(request -> failure(status, code));
    }

    public ScriptedTransport fail(RuntimeException failure) {
        return answer(request -> {
            throw failure;
        });
    }

    public static WireReply ok(String json) {
        return new WireReply(200, Map.of(), json.getBytes(UTF_8));
    }

    public static WireReply failure(int status, String code) {
        String body = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"Said the service\"}";
        return new WireReply(status, Map.of("x-amzn-requestid", "R1"), body.getBytes(UTF_8));
    }

    public List<WireRequest> requests() {
        return requests;
    }

    public List<String> bodies() {
        return requests.stream()
                .map(request -> new String(request.body(), UTF_8))
                .toList();
    }

    /** The asynchronous requests that the script left without an answer. */
    public List<CompletableFuture<WireReply>> hanging() {
        return hanging;
    }

    public boolean isClosed() {
        return closed;
    }

    private @Nullable Action take(WireRequest request) {
        requests.add(request);
        Action next = script.poll();
        return next == null ? otherwise : next;
    }

    @Override
    public WireReply send(WireRequest request) {
        Action action = take(request);
        if (action == null) {
            throw new AssertionError("The script has no answer to request " + requests.size() + ", " + request);
        }
        return action.answer(request);
    }

    @Override
    public CompletableFuture<WireReply> sendAsync(WireRequest request) {
        Action action = take(request);
        CompletableFuture<WireReply> reply = new CompletableFuture<>();
        if (action == null) {
            hanging.add(reply);
            return reply;
        }
        executor.execute(() -> {
            try {
                reply.complete(action.answer(request));
            } catch (Throwable e) {
                reply.completeExceptionally(e);
            }
        });
        return reply;
    }

    @Override
    public void close() {
        closed = true;
    }
}
