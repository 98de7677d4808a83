package dev.stator.internal.http;

import dev.stator.error.StatorException;
import dev.stator.transport.CredentialsProvider;
import dev.stator.transport.Region;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The default transport: signed requests over HTTP/1.1, with one pool of connections for {@link #send} and another for
 * {@link #sendAsync}, each opened when it is first used. Its threads are daemons.
 *
 * <p>A request's timeout holds for everything from waiting for credentials to the last byte of the reply, with one
 * exception: a look-up of the host's name cannot be broken off. Credentials are asked for on the caller's thread. A future of {@link #sendAsync} is completed on a thread that serves other requests too; what hangs on it must
 * not block.
 */
public final class HttpTransport implements Transport {
    private static final int LAST_PORT = 65535;

    private final Route route;
    private final Keys keys;
    private final Failures failures;
    private final InFlight inFlight = new InFlight();
    private final Lazy<BlockingClient> blocking;
    private final Lazy<AsyncClient> async;

    /**
     * A transport to one endpoint; it opens nothing yet.
     *
     * @param endpoint an http or https URI, with or without a port and a path
     * @param region the region to sign for
     * @param credentials asked before every request
     * @param clock the time to sign with
     * @param settings how to use the network
     * @throws IllegalArgumentException if the endpoint is not such a URI
     */
    public HttpTransport(
            URI endpoint, Region region, CredentialsProvider credentials, Clock clock, HttpSettings settings) {
        URI checked = checked(endpoint);
        this.route = new Route(checked, settings);
        this.failures = new Failures(checked, settings);
        this.keys = new Keys(credentials, new SignedHead(checked, region, clock, settings), failures, inFlight);
        this.blocking = new Lazy<>(() -> new BlockingClient(route, inFlight, failures));
        this.async = new Lazy<>(() -> new AsyncClient(route, inFlight, failures));
    }

    /** The endpoint, if it can be one; {@code http} or {@code https}, a host, and perhaps a port and a path. */
    public static URI checked(String endpoint) {
        try {
            return checked(new URI(endpoint));
        } catch (URISyntaxException e) {
            // The message of the JDK would quote a password in it.
            throw noEndpoint(endpoint);
        }
    }

    private static URI checked(URI endpoint) {
        boolean web = "http".equalsIgnoreCase(endpoint.getScheme()) || "https".equalsIgnoreCase(endpoint.getScheme());
        if (!web
                || endpoint.getHost() == null
                || endpoint.getPort() == 0
                || endpoint.getPort() > LAST_PORT
                || endpoint.getRawQuery() != null
                || endpoint.getRawFragment() != null
                || endpoint.getRawUserInfo() != null) {
            throw noEndpoint(endpoint.toString());
        }
        return endpoint.normalize();
    }

    /** Quotes nothing that can hold a password or a token. */
    private static IllegalArgumentException noEndpoint(String text) {
        boolean quotable = text.chars().noneMatch(c -> c == '@' || c == '?' || c == '#');
        return new IllegalArgumentException(
                (quotable ? "\"" + text + "\"" : "What has a user, a query or a fragment in it")
                        + " is not an endpoint; it should look like https://dynamodb.eu-central-1.amazonaws.com or"
                        + " http://localhost:8000");
    }

    /**
     * {@inheritDoc}
     *
     * @throws StatorException as {@link dev.stator.error.TransportException}, or as
     *     {@link dev.stator.error.CredentialsException} if there is nothing to sign with
     */
    @Override
    public WireReply send(WireRequest request) {
        return keys.send(request, (within, head) -> blocking.get(within).send(within, head));
    }

    /** {@inheritDoc} */
    @Override
    public CompletableFuture<WireReply> sendAsync(WireRequest request) {
        try {
            return keys.sendAsync(request, (within, head) -> async.get(within).send(within, head));
        } catch (StatorException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** {@inheritDoc} */
    @Override
    public void close() {
        blocking.refuse();
        async.refuse();
        inFlight.close();
        blocking.close();
        async.close();
    }

    /** What both clients have in common. */
    interface Client extends AutoCloseable {
        @Override
        void close();
    }

    /** A client that is made when it is first needed, and never after the transport was closed. */
    private final class Lazy<T extends Client> {
        private final Supplier<T> maker;
        /** Not a monitor: making a client may read a trust store, for which others wait, virtual threads among them. */
        private final ReentrantLock making = new ReentrantLock();

        private volatile @Nullable T client;
        private volatile boolean refused;

        Lazy(Supplier<T> maker) {
            this.maker = maker;
        }

        T get(WireRequest request) {
            T known = client;
            return known != null && !refused ? known : make(request);
        }

        private T make(WireRequest request) {
            making.lock();
            try {
                if (refused) {
                    throw failures.closed(request.action());
                }
                T known = client;
                if (known == null) {
                    inFlight.start();
                    known = made(request);
                    client = known;
                }
                return known;
            } finally {
                making.unlock();
            }
        }

        private T made(WireRequest request) {
            try {
                return maker.get();
            } catch (RuntimeException e) {
                throw failures.notMade(request.action(), e);
            }
        }

        void refuse() {
            making.lock();
            try {
                refused = true;
            } finally {
                making.unlock();
            }
        }

        void close() {
            T known = client;
            if (known != null) {
                known.close();
            }
        }
    }
}
