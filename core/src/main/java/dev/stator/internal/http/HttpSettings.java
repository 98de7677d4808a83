package dev.stator.internal.http;

import dev.stator.transport.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How {@link HttpTransport} uses the network.
 *
 * @param connectTimeout how long opening one connection may take, TLS handshake included; 2 s by default
 * @param maxConnections how many connections are open at most, for {@code send} and for {@code sendAsync} each;
 *     64 by default
 * @param tls what https trusts, asked for when it is first needed; the Java runtime's own by default
 * @param proxy the proxy between here and the endpoint
 * @param headers what is added to each request after it was signed
 * @param userAgent the header of that name
 */
public record HttpSettings(
        Duration connectTimeout,
        int maxConnections,
        Supplier<SSLContext> tls,
        Optional<Proxy> proxy,
        Map<String, String> headers,
        String userAgent) {
    private static final HttpSettings STANDARD =
            new HttpSettings(Duration.ofSeconds(2), 64, Route::defaultTls, Optional.empty(), Map.of(), "stator");

    /** Checks that time and number are positive, and the headers. */
    public HttpSettings {
        if (connectTimeout.isZero() || connectTimeout.isNegative()) {
            throw new IllegalArgumentException("connectTimeout is " + connectTimeout + "; it must be positive");
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections is " + maxConnections + "; it must be at least 1");
        }
        headers.forEach((name, value) -> ExtraHeaders.checkedValue(ExtraHeaders.checkedName(name), value));
        ExtraHeaders.checkedValue("User-Agent", userAgent);
        headers = Map.copyOf(headers);
    }

    /** The defaults. */
    public static HttpSettings standard() {
        return STANDARD;
    }

    /** These settings with another limit. */
    public HttpSettings withConnectTimeout(Duration limit) {
        return new HttpSettings(limit, maxConnections, tls, proxy, headers, userAgent);
    }

    /** These settings with another size of the pools. */
    public HttpSettings withMaxConnections(int connections) {
        return new HttpSettings(connectTimeout, connections, tls, proxy, headers, userAgent);
    }

    /** These settings with other TLS. */
    public HttpSettings withTls(Supplier<SSLContext> other) {
        return new HttpSettings(connectTimeout, maxConnections, other, proxy, headers, userAgent);
    }

    /** These settings with a proxy. */
    public HttpSettings withProxy(Proxy way) {
        return new HttpSettings(connectTimeout, maxConnections, tls, Optional.of(way), headers, userAgent);
    }

    /** These settings with other extra headers. */
    public HttpSettings withHeaders(Map<String, String> others) {
        return new HttpSettings(connectTimeout, maxConnections, tls, proxy, others, userAgent);
    }

    /** These settings with the program's name behind ours in the User-Agent. */
    public HttpSettings withUserAgent(String program) {
        return new HttpSettings(connectTimeout, maxConnections, tls, proxy, headers, "stator " + program);
    }
}
