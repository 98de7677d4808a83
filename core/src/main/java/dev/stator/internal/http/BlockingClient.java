package dev.stator.internal.http;

import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;

/** Sends on the caller's thread, over HttpClient's classic connection pool. */
final class BlockingClient implements HttpTransport.Client {
    // A connection that has rested this long is looked at before use; the look costs a millisecond.
    private static final TimeValue VALIDATE_AFTER = TimeValue.ofSeconds(1);

    private final PoolingHttpClientConnectionManager connections;
    private final HttpRoute route;
    private final InFlight inFlight;
    private final Failures failures;

    BlockingClient(Route way, InFlight inFlight, Failures failures) {
        Optional<DefaultClientTlsStrategy> tls = way.tlsStrategy();
        // Sockets are those of channels because only they let go of a thread that is interrupted.
        var operator = new DefaultHttpClientConnectionOperator(
                proxy -> SocketChannel.open().socket(),
                null,
                way.resolver(),
                scheme -> "https".equals(scheme)
                        ? tls.<TlsSocketStrategy>map(t -> t).orElse(null)
                        : null);
        this.connections = new PoolingHttpClientConnectionManager(
                operator,
                PoolConcurrencyPolicy.STRICT,
                PoolReusePolicy.LIFO,
                TimeValue.NEG_ONE_MILLISECOND,
                BlockingConnection.factory(),
                false);
        connections.setMaxTotal(way.maxConnections());
        connections.setDefaultMaxPerRoute(way.maxConnections());
        connections.setDefaultConnectionConfig(way.connections(VALIDATE_AFTER));
        connections.setDefaultSocketConfig(
                SocketConfig.custom().setTcpNoDelay(true).build());
        this.route = way.route();
        this.inFlight = inFlight;
        this.failures = failures;
    }

    WireReply send(WireRequest request, Signed head) {
        var attempt = new BlockingAttempt(request, failures, connections, route);
        inFlight.add(attempt);
        try {
            return attempt.run(head);
        } finally {
            inFlight.remove(attempt);
        }
    }

    @Override
    public void close() {
        connections.close(CloseMode.IMMEDIATE);
    }
}
