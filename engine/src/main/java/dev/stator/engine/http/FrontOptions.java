package dev.stator.engine.http;

import dev.stator.error.StatorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** How an {@link HttpFront} serves. Immutable. */
public final class FrontOptions {
    private static final FrontOptions STANDARD =
            new FrontOptions(Authentication.REQUIRED, Origins.NONE, Duration.ofMinutes(1), null);

    private final Authentication authentication;
    private final Origins origins;
    private final Duration patience;
    private final @Nullable SSLContext tls;

    private FrontOptions(Authentication authentication, Origins origins, Duration patience, @Nullable SSLContext tls) {
        this.authentication = Objects.requireNonNull(authentication, "authentication");
        this.origins = Objects.requireNonNull(origins, "origins");
        this.patience = patience;
        this.tls = tls;
    }

    /** Signatures must be there and are not verified, no web page is let in, clients have a minute, and there is no TLS. */
    public static FrontOptions standard() {
        return STANDARD;
    }

    /** These options with another demand of a request's signature. */
    public FrontOptions withAuthentication(Authentication other) {
        return new FrontOptions(other, origins, patience, tls);
    }

    /** These options with other web pages that may use the front. */
    public FrontOptions withOrigins(Origins other) {
        return new FrontOptions(authentication, other, patience, tls);
    }

    /**
     * These options with another time that a client may take to send a request once it has begun, and again to take the
     * reply. Who takes longer loses the connection, so that none can hold a thread for good. What lies between the two, the
     * work itself, is not limited, and a connection may be idle for five minutes if nobody needs its room.
     *
     * @throws IllegalArgumentException if the time is not positive
     */
    public FrontOptions withPatience(Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("The patience with slow clients is " + time + ": it must be positive");
        }
        return new FrontOptions(authentication, origins, time, tls);
    }

    /** These options with TLS, by the keys of a context. */
    public FrontOptions withTls(SSLContext context) {
        return new FrontOptions(authentication, origins, patience, Objects.requireNonNull(context, "context"));
    }

    /**
     * These options with TLS, by a certificate and its key, which are read now.
     *
     * @param certificate a file in PEM form: the certificate, and behind it those that lead to one that clients trust
     * @param key a file in PEM form with the private key in PKCS #8, not encrypted: {@code BEGIN PRIVATE KEY}
     * @throws StatorException if a file cannot be read or is something else, or the key is that of another certificate
     */
    public FrontOptions withTls(Path certificate, Path key) {
        return withTls(PemFiles.context(certificate, key));
    }

    Authentication authentication() {
        return authentication;
    }

    Origins origins() {
        return origins;
    }

    Duration patience() {
        return patience;
    }

    Optional<SSLContext> tls() {
        return Optional.ofNullable(tls);
    }
}
