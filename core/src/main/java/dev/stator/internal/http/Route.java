package dev.stator.internal.http;

import dev.stator.transport.Proxy;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The way to one endpoint: host, TLS and limits, the same for both clients. */
final class Route {
    // The service closes connections that idle for about a minute; we are a little earlier.
    private static final Timeout IDLE = Timeout.ofSeconds(50);

    private final HttpHost host;
    private final HttpSettings settings;

    Route(URI endpoint, HttpSettings settings) {
        boolean secure = "https".equalsIgnoreCase(endpoint.getScheme());
        String name = endpoint.getHost();
        this.host = new HttpHost(
                secure ? "https" : "http",
                name.startsWith("[") ? name.substring(1, name.length() - 1) : name,
                endpoint.getPort() >= 0 ? endpoint.getPort() : secure ? 443 : 80);
        this.settings = settings;
    }

    /** The TLS of this Java runtime, with its trust store and system properties. */
    static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "the trust or key store of this Java runtime cannot be used, which is its own or that of the system"
                            + " properties javax.net.ssl.trustStore and javax.net.ssl.keyStore",
                    e);
        }
    }

    HttpRoute route() {
        return settings.proxy()
                .filter(proxy -> proxy.serves(host.getHostName()))
                .map(Proxy::address)
                // With a proxy, "secure" also says that the way is a tunnel with TLS in it.
                .map(proxy ->
                        new HttpRoute(host, null, new HttpHost("http", proxy.getHost(), proxy.getPort()), isSecure()))
                .orElseGet(() -> new HttpRoute(host, null, isSecure()));
    }

    HttpHost host() {
        return host;
    }

    DnsResolver resolver() {
        return settings.resolver();
    }

    int maxConnections() {
        return settings.maxConnections();
    }

    /** For https only: reading the trust store takes longer than a first request over plain HTTP. */
    Optional<DefaultClientTlsStrategy> tlsStrategy() {
        return isSecure()
                ? Optional.of(new DefaultClientTlsStrategy(settings.tls().get()))
                : Optional.empty();
    }

    ConnectionConfig connections(TimeValue validateAfterInactivity) {
        return ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                .setIdleTimeout(IDLE)
                .setTimeToLive(TimeValue.of(settings.maxAge()))
                .setValidateAfterInactivity(validateAfterInactivity)
                .build();
    }

    private boolean isSecure() {
        return "https".equals(host.getSchemeName());
    }
}
