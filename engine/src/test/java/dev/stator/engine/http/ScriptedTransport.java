package dev.stator.engine.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A transport that answers as the test says and remembers what it was asked. */
final class ScriptedTransport implements Transport {
    final List<WireRequest> requests = new CopyOnWriteArrayList<>();
    private final Function<WireRequest, WireReply> script;

    ScriptedTransport(Function<WireRequest, WireReply> script) {
        this.script = script;
    }

    static ScriptedTransport replying(String body) {
        return new ScriptedTransport(request -> reply(200, body));
    }

    static WireReply reply(int status, String body) {
        return new WireReply(status, Map.of(), body.getBytes(UTF_8));
    }

    @Override
    public WireReply send(WireRequest request) {
        requests.add(request);
        return script.apply(request);
    }

    @Override
    public CompletableFuture<WireReply> sendAsync(WireRequest request) {
        return CompletableFuture.supplyAsync(() -> send(request));
    }

    @Override
    public void close() {}
}
