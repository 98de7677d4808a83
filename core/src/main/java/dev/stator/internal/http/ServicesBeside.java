package dev.stator.internal.http;

import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Sends to each service what it knows, and all else to that of the tables. */
public final class ServicesBeside implements Transport {
    private final Transport tables;
    private final Map<Service, Transport> others;

    /** All transports; closing this one closes each. */
    public ServicesBeside(Transport tables, Map<Service, ? extends Transport> others) {
        this.tables = tables;
        this.others = Map.copyOf(others);
    }

    private Transport of(WireRequest request) {
        return others.getOrDefault(Service.of(request.action()), tables);
    }

    @Override
    public WireReply send(WireRequest request) {
        return of(request).send(request);
    }

    @Override
    public CompletableFuture<WireReply> sendAsync(WireRequest request) {
        return of(request).sendAsync(request);
    }

    @Override
    public void close() {
        others.values().forEach(Transport::close);
        tables.close();
    }
}
