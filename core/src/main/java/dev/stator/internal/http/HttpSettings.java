package dev.stator.internal.http;

import dev.stator.transport.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * How {@link HttpTransport} uses the network.
 *
 * @param connectTimeout how long opening one connection may take, TLS handshake included; 2 s by default
 * @param maxConnections how many connections are open at most, for {@code send} and for {@code sendAsync} each;
 *     64 by default
 * @param maxAge how long a connection serves at most, so that a change of the endpoint's address is followed also under
 *     load that leaves no connection idle; 5 minutes by default
 * @param resolver how the host's name becomes addresses, asked for each connection; the Java runtime by default
 * @param tls what https trusts, asked for when it is first needed; the Java runtime's own by default
 * @param proxy the proxy between here and the endpoint
 * @param headers what is added to each request after it was signed
 * @param userAgent the header of that name
 */
public record HttpSettings(
        Duration connectTimeout,
        int maxConnections,
        Duration maxAge,
        DnsResolver resolver,
        Supplier<SSLContext> tls,
        Optional<Proxy> proxy,
        Map<String, String> headers,
        String userAgent) {
    private static final HttpSettings STANDARD = new HttpSettings(
            Duration.ofSeconds(2),
            64,
            Duration.ofMinutes(5),
            SystemDefaultDnsResolver.INSTANCE,
            Route::defaultTls,
            Optional.empty(),
            Map.of(),
            "stator");

    /** Checks that times and number are positive, and the headers. */
    public HttpSettings {
        if (connectTimeout.isZero() || connectTimeout.isNegative()) {
            throw new IllegalArgumentException("connectTimeout is " + connectTimeout + "; it must be positive");
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections is " + maxConnections + "; it must be at least 1");
        }
        if (maxAge.isZero() || maxAge.isNegative()) {
            throw new IllegalArgumentException("connectionMaxAge is " + maxAge + "; it must be positive");
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
        return new HttpSettings(limit, maxConnections, maxAge, resolver, tls, proxy, headers, userAgent);
    }

    /** These settings with another size of the pools. */
    public HttpSettings withMaxConnections(int connections) {
        return new HttpSettings(connectTimeout, connections, maxAge, resolver, tls, proxy, headers, userAgent);
    }

    /** These settings with another age at which a connection ends. */
    public HttpSettings withMaxAge(Duration age) {
        return new HttpSettings(connectTimeout, maxConnections, age, resolver, tls, proxy, headers, userAgent);
    }

    /** These settings with addresses from elsewhere. */
    HttpSettings withResolver(DnsResolver other) {
        return new HttpSettings(connectTimeout, maxConnections, maxAge, other, tls, proxy, headers, userAgent);
    }

    /** These settings with other TLS. */
    public HttpSettings withTls(Supplier<SSLContext> other) {
        return new HttpSettings(connectTimeout, maxConnections, maxAge, resolver, other, proxy, headers, userAgent);
    }

    /** These settings with a proxy. */
    public HttpSettings withProxy(Proxy way) {
        return new HttpSettings(
                connectTimeout, maxConnections, maxAge, resolver, tls, Optional.of(way), headers, userAgent);
    }

    /** These settings with other extra headers. */
    public HttpSettings withHeaders(Map<String, String> others) {
        return new HttpSettings(connectTimeout, maxConnections, maxAge, resolver, tls, proxy, others, userAgent);
    }

    /** These settings with the program's name behind ours in the User-Agent. */
    public HttpSettings withUserAgent(String program) {
        return new HttpSettings(
                connectTimeout, maxConnections, maxAge, resolver, tls, proxy, headers, "stator " + program);
    }

    /** Of extra headers the names only: they can hold secrets. */
    @Override
    public String toString() {
        return "HttpSettings[" + connectTimeout + ", " + maxConnections + " connections, proxy " + proxy + ", headers "
                + headers.keySet() + ", " + userAgent + "]";
    }
}
