package dev.stator.internal.http;

import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Sends to each service what it knows, and all else to that of the tables. */
public final class ServicesBeside implements Transport {
    private final Map<Service, Transport> each;

    /**
     * All transports; closing this one closes each.
     *
     * @param each the transport of each service; several services may have the same
     */
    public ServicesBeside(Map<Service, ? extends Transport> each) {
        this.each = Map.copyOf(each);
    }

    private Transport of(WireRequest request) {
        return Objects.requireNonNull(each.get(Service.of(request.action())));
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
        each.values().stream().distinct().forEach(Transport::close);
    }
}
