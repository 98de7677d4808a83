package dev.stator.engine;

import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.util.concurrent.CompletableFuture;

/** An engine as one of its worlds sees it. */
final class WorldTransport implements Transport {
    private final Engine engine;
    private final World world;

    WorldTransport(Engine engine, World world) {
        this.engine = engine;
        this.world = world;
    }

    @Override
    public WireReply send(WireRequest request) {
        return engine.send(request, world);
    }

    @Override
    public CompletableFuture<WireReply> sendAsync(WireRequest request) {
        return engine.sendAsync(request, world);
    }

    /** Does nothing: the engine is shared with the other worlds. */
    @Override
    public void close() {}
}
