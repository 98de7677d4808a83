package dev.stator.engine;

import dev.stator.engine.table.Replicas;
import dev.stator.testing.Lag;
import dev.stator.testing.Replicated;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An engine as one of its worlds sees it, with the engine's replicas or others. */
final class WorldTransport implements Replicated {
    private final Engine engine;
    private final World world;
    private final Optional<Replicas> replicas;

    WorldTransport(Engine engine, World world, Optional<Replicas> replicas) {
        this.engine = engine;
        this.world = world;
        this.replicas = replicas;
    }

    @Override
    public Optional<Transport> lagging(Lag lag) {
        return engine.lagging(lag, world);
    }

    @Override
    public WireReply send(WireRequest request) {
        return replicas.isPresent() ? engine.send(request, world, replicas.get()) : engine.send(request, world);
    }

    @Override
    public CompletableFuture<WireReply> sendAsync(WireRequest request) {
        return Engine.inFuture(() -> send(request));
    }

    /** Does nothing: the engine is shared with others. */
    @Override
    public void close() {}
}
