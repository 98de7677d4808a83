package dev.stator.internal.http;

import java.time.Duration;

/**
 * How {@link HttpTransport} uses the network.
 *
 * @param connectTimeout how long opening one connection may take, TLS handshake included; 2 s by default
 * @param maxConnections how many connections are open at most, for {@code send} and for {@code sendAsync} each;
 *     64 by default
 */
public record HttpSettings(Duration connectTimeout, int maxConnections) {
    private static final HttpSettings STANDARD = new HttpSettings(Duration.ofSeconds(2), 64);

    /** Checks that both are positive. */
    public HttpSettings {
        if (connectTimeout.isZero() || connectTimeout.isNegative()) {
            throw new IllegalArgumentException("connectTimeout is " + connectTimeout + "; it must be positive");
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections is " + maxConnections + "; it must be at least 1");
        }
    }

    /** The defaults. */
    public static HttpSettings standard() {
        return STANDARD;
    }
}
