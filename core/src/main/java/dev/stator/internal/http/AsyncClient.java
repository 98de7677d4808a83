package dev.stator.internal.http;

import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.reactor.DefaultConnectingIOReactor;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;

/** Sends without a thread per request, over HttpClient's async connection pool and an I/O reactor. */
final class AsyncClient implements HttpTransport.Client {
    private final PoolingAsyncClientConnectionManager connections;
    private final DefaultConnectingIOReactor reactor;
    private final HttpRoute route;
    private final InFlight inFlight;
    private final Failures failures;

    AsyncClient(Route way, InFlight inFlight, Failures failures) {
        this.connections = PoolingAsyncClientConnectionManagerBuilder.create()
                .setDnsResolver(way.resolver())
                .setTlsStrategy(way.tlsStrategy().orElse(null))
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
                .setConnPoolPolicy(PoolReusePolicy.LIFO)
                .setMaxConnTotal(way.maxConnections())
                .setMaxConnPerRoute(way.maxConnections())
                // The reactor watches idle connections and sees at once when the peer closes one.
                .setDefaultConnectionConfig(way.connections(TimeValue.NEG_ONE_MILLISECOND))
                .build();
        this.reactor = new DefaultConnectingIOReactor(
                (session, attachment) -> AsyncConnection.on(session),
                IOReactorConfig.custom()
                        .setIoThreadCount(Math.max(1, Runtime.getRuntime().availableProcessors()))
                        .setTcpNoDelay(true)
                        .build(),
                new DefaultThreadFactory("stator-http", true),
                null,
                null,
                null,
                null);
        this.route = way.route();
        this.inFlight = inFlight;
        this.failures = failures;
        reactor.start();
    }

    CompletableFuture<WireReply> send(WireRequest request, Signed head) {
        var attempt = new AsyncAttempt(request, failures, connections, reactor, route, inFlight, head);
        inFlight.add(attempt);
        attempt.start();
        return attempt.future();
    }

    @Override
    public void close() {
        connections.close(CloseMode.IMMEDIATE);
        reactor.close(CloseMode.IMMEDIATE);
    }
}
