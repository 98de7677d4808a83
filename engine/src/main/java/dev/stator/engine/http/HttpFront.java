package dev.stator.engine.http;

import dev.stator.error.StatorException;
import dev.stator.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnectionFactory;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.io.HttpServerRequestHandler;
import org.apache.hc.core5.http.io.support.BasicHttpServerExpectationDecorator;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestConformance;
import org.apache.hc.core5.http.protocol.RequestValidateHost;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.http.protocol.ResponseDate;
import org.apache.hc.core5.http.protocol.ResponseServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a {@link Transport} over HTTP/1.1 so that any AWS SDK can use it: the service's framing, headers and
 * protocol errors around the transport's own replies.
 *
 * <p>A thread per connection, on HttpCore's blocking {@link HttpService}: {@link Transport#send} blocks (a durable
 * engine waits there for its commit), so an event loop would hand every request to a second thread and its reply back,
 * two switches that a blocked reader does not need. An idle connection costs a parked thread, which is cheap for
 * hundreds. HttpCore's own {@code HttpServer} around it is not used: it interrupts requests in flight when it stops and
 * stops for good when an accept fails.
 *
 * <p>Like the service it lets scripts of every web page read its answers (CORS), with whatever signature they bring: do
 * not browse strange pages beside data that matters.
 */
public final class HttpFront implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final int MAX_CONNECTIONS = 4096;
    private static final int IDLE_MILLIS = 300_000;
    private static final int DRAIN_SECONDS = 10;
    private static final int ACCEPT_PAUSE_MILLIS = 100;

    /** Room for a session token in one header, and an end to what a stranger may make the parser hold. */
    private static final Http1Config HTTP_1 =
            Http1Config.custom().setMaxLineLength(65_536).setMaxHeaderCount(200).build();

    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

    private final ServerSocket listener;
    private final URI uri;
    private final RequestHandler handler;
    private final HttpService service;
    private final DefaultBHttpServerConnectionFactory connections =
            new DefaultBHttpServerConnectionFactory(URIScheme.HTTP.id, HTTP_1, CharCodingConfig.DEFAULT);
    private final ExecutorService workers = new ThreadPoolExecutor(
            0,
            MAX_CONNECTIONS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DefaultThreadFactory("stator-http", true));
    private final Thread acceptor = new DefaultThreadFactory("stator-http-accept", true).newThread(this::accept);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** One permit per request in flight; {@link #close} takes them all and keeps them, so that none starts after it. */
    private final Semaphore inFlight = new Semaphore(MAX_CONNECTIONS);

    private final AtomicBoolean closing = new AtomicBoolean();

    private HttpFront(ServerSocket listener, Worlds worlds, FrontOptions options) {
        this.listener = listener;
        InetAddress address = listener.getInetAddress();
        String host = (address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address).getHostAddress();
        String authority = host.contains(":") ? "[" + host + "]" : host;
        this.uri = URI.create("http://" + authority + ":" + listener.getLocalPort());
        this.handler = new RequestHandler(worlds, options);
        this.service = new HttpService(
                processor(),
                new BasicHttpServerExpectationDecorator(this::handle),
                HTTP_1,
                DefaultConnectionReuseStrategy.INSTANCE,
                null);
    }

    /**
     * Starts serving one transport to everybody, with the {@linkplain FrontOptions#standard default options}: whatever
     * account and region a request is signed for, it meets the same tables. The front does not own the transport: close the
     * front first, the transport after it.
     *
     * @param address where to listen; port 0 takes any free port, and only a loopback address keeps others out
     * @throws StatorException if nothing can listen there
     */
    public static HttpFront start(Transport transport, InetSocketAddress address) {
        Objects.requireNonNull(transport, "transport");
        return start((account, region) -> transport, address, FrontOptions.standard());
    }

    /**
     * The same with a transport for each account and region, and a choice of how to serve. {@code start(engine::world, …)}
     * keeps accounts and regions apart, {@code start((account, region) -> engine, …)} does not.
     */
    public static HttpFront start(Worlds worlds, InetSocketAddress address, FrontOptions options) {
        Objects.requireNonNull(worlds, "worlds");
        Objects.requireNonNull(options, "options");
        HttpFront front = new HttpFront(bind(address), worlds, options);
        front.acceptor.start();
        return front;
    }

    /** Where the front listens, with the port that it got; the loopback address if it listens on all. */
    public URI uri() {
        return uri;
    }

    /**
     * Stops: takes no more connections, waits up to 10 seconds for requests in flight to be answered, closes all
     * connections. A request that arrives meanwhile is answered with 503 and not executed. Closing again does nothing.
     */
    @Override
    public void close() {
        if (closing.getAndSet(true)) {
            return;
        }
        closeQuietly(listener);
        try {
            // Until the acceptor is out of accept() the system takes connections on its behalf.
            acceptor.join();
            if (!inFlight.tryAcquire(MAX_CONNECTIONS, DRAIN_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn(
                        "{} request(s) in flight at {} were given up after {} s",
                        MAX_CONNECTIONS - inFlight.availablePermits(),
                        uri,
                        DRAIN_SECONDS);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        open.forEach(HttpFront::closeQuietly);
        workers.shutdownNow();
    }

    private static ServerSocket bind(InetSocketAddress address) {
        ServerSocket socket = null;
        try {
            socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
            return socket;
        } catch (IOException e) {
            if (socket != null) {
                closeQuietly(socket);
            }
            throw new StatorException(
                    "cannot listen on " + address.getHostString() + ":" + address.getPort() + ": " + e.getMessage()
                            + "; choose another address or port, or port 0 for any free one",
                    e);
        }
    }

    /** HttpCore's usual processor but for {@code ResponseConnControl}, which closes the connection after every 400. */
    private static HttpProcessor processor() {
        return HttpProcessorBuilder.create()
                .addAll(ResponseDate.INSTANCE, new ResponseServer("Server"), ResponseContent.INSTANCE)
                .addAll(RequestValidateHost.INSTANCE, RequestConformance.INSTANCE)
                .build();
    }

    private void accept() {
        while (!closing.get()) {
            Socket socket;
            try {
                socket = listener.accept();
            } catch (IOException e) {
                // Out of file descriptors, most likely: wait for some to come back instead of spinning.
                if (!closing.get()) {
                    LOG.warn("Cannot accept a connection at {}: {}", uri, e.toString());
                    pause();
                }
                continue;
            }
            open.add(socket);
            try {
                workers.execute(() -> converse(socket));
            } catch (RejectedExecutionException | OutOfMemoryError full) {
                release(socket);
                LOG.debug("A connection was turned away: {}", full.toString());
            }
        }
    }

    private void converse(Socket socket) {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(IDLE_MILLIS);
            DefaultBHttpServerConnection connection = connections.createConnection(socket);
            while (!closing.get() && connection.isOpen()) {
                service.handleRequest(connection, HttpCoreContext.create());
            }
        } catch (IOException | HttpException | RuntimeException e) {
            LOG.debug("A connection ended: {}", e.toString());
        } finally {
            release(socket);
        }
    }

    private void handle(
            ClassicHttpRequest request, HttpServerRequestHandler.ResponseTrigger trigger, HttpContext context)
            throws HttpException, IOException {
        if (closing.get() || !inFlight.tryAcquire()) {
            ClassicHttpResponse response = RequestHandler.response(request, Answer.UNAVAILABLE, Origins.NONE);
            response.setHeader(HttpHeaders.CONNECTION, "close");
            trigger.submitResponse(response);
            return;
        }
        try {
            handler.handle(request, trigger, context);
        } finally {
            inFlight.release();
        }
    }

    private void release(Socket socket) {
        open.remove(socket);
        closeQuietly(socket);
    }

    private static void pause() {
        try {
            Thread.sleep(ACCEPT_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            LOG.debug("Closing failed: {}", e.toString());
        }
    }
}
