package dev.stator.internal.http;

import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** Sends what reads streams to their own host, and all else to that of the tables. */
public final class StreamsBeside implements Transport {
    private static final Pattern SERVICE = Pattern.compile("dynamodb(-fips)?\\..+\\.(amazonaws\\.com|api\\.aws).*");

    private final Transport tables;
    private final Transport streams;

    /** Both transports; closing this one closes both. */
    public StreamsBeside(Transport tables, Transport streams) {
        this.tables = tables;
        this.streams = streams;
    }

    /** Where the streams are beside these tables; empty where they are in the same place, as at all but AWS. */
    public static Optional<URI> endpoint(URI tables) {
        String host = tables.getHost();
        return host != null && SERVICE.matcher(host).matches()
                ? Optional.of(URI.create(tables.toString().replaceFirst("://", "://streams.")))
                : Optional.empty();
    }

    private Transport of(WireRequest request) {
        return StreamActions.contains(request.action()) ? streams : tables;
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
        try (streams) {
            tables.close();
        }
    }
}
