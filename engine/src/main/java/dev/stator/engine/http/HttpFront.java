package dev.stator.engine.http;

import dev.stator.error.StatorException;
import dev.stator.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.HttpServerRequestHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a {@link Transport} over HTTP/1.1 so that any AWS SDK can use it: the service's framing, headers and
 * protocol errors around the transport's own replies.
 *
 * <p>A thread per connection, on HttpCore's blocking {@code HttpService}: {@link Transport#send} blocks (a durable
 * engine waits there for its commit), so an event loop would hand every request to a second thread and its reply back,
 * two switches that a blocked reader does not need. An idle connection costs a parked thread, which is cheap for
 * hundreds; where there is no room for another one, that which has been idle for longest makes it. HttpCore's own {@code HttpServer} around it is not used: it interrupts requests in flight when it stops and
 * stops for good when an accept fails.
 *
 * <p>Scripts of web pages are kept out unless {@link Origins#ALL} lets in those of every page, as the service does, with whatever
 * signature they bring: do not browse strange pages then beside data that matters.
 */
public final class HttpFront implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final int MOST_CONNECTIONS = 4096;
    private static final int DRAIN_SECONDS = 10;
    private static final int ACCEPT_PAUSE_MILLIS = 100;

    /** How often to look for clients that take too long, at least. */
    private static final long LOOK_MILLIS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

    private final ServerSocket listener;
    private final URI uri;
    private final RequestHandler handler;
    private final FrontOptions options;
    private final long lookMillis;
    private final int mostConnections;
    private final ThreadPoolExecutor workers;
    private final Thread acceptor = new DefaultThreadFactory("stator-http-accept", true).newThread(this::accept);
    private final Set<Conversation> open = ConcurrentHashMap.newKeySet();

    /** When the acceptor looked last for clients that take too long. */
    private long lookedNanos = System.nanoTime();

    /** One permit per request in flight; {@link #close} takes them all and keeps them, so that none starts after it. */
    private final Semaphore inFlight;

    private final AtomicReference<Object> lastReader = new AtomicReference<>();
    private final AtomicBoolean closing = new AtomicBoolean();

    private HttpFront(ServerSocket listener, Worlds worlds, FrontOptions options, int mostConnections) {
        this.listener = listener;
        this.mostConnections = mostConnections;
        this.inFlight = new Semaphore(mostConnections);
        this.workers = new ThreadPoolExecutor(
                0,
                mostConnections,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new DefaultThreadFactory("stator-http", true));
        InetAddress address = listener.getInetAddress();
        String host = (address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address).getHostAddress();
        String authority = host.contains(":") ? "[" + host + "]" : host;
        this.uri = URI.create(
                (options.tls().isPresent() ? "https://" : "http://") + authority + ":" + listener.getLocalPort());
        this.handler = new RequestHandler(worlds, options);
        this.options = options;
        this.lookMillis = Math.max(1, Math.min(LOOK_MILLIS, TimeUnit.MILLISECONDS.convert(options.patience()) / 4));
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
        return start(worlds, address, options, MOST_CONNECTIONS);
    }

    /** The same with another limit of connections. */
    static HttpFront start(Worlds worlds, InetSocketAddress address, FrontOptions options, int mostConnections) {
        Objects.requireNonNull(worlds, "worlds");
        Objects.requireNonNull(options, "options");
        return start(bind(address), worlds, options, mostConnections);
    }

    /** The same with a socket that listens already. */
    static HttpFront start(ServerSocket listener, Worlds worlds, FrontOptions options, int mostConnections) {
        HttpFront front = new HttpFront(listener, worlds, options, mostConnections);
        front.start();
        return front;
    }

    private void start() {
        try {
            listener.setSoTimeout((int) lookMillis);
        } catch (SocketException e) {
            throw new StatorException("cannot listen at " + uri + ": " + e.getMessage(), e);
        }
        acceptor.start();
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
            if (!inFlight.tryAcquire(mostConnections, DRAIN_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn(
                        "{} request(s) in flight at {} were given up after {} s",
                        mostConnections - inFlight.availablePermits(),
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

    private void accept() {
        OutOfMemoryError untold = null;
        while (!closing.get()) {
            try {
                if (untold != null) {
                    LOG.warn("There was no memory for a connection at {}: {}", uri, untold.toString());
                    untold = null;
                }
                endOverdue();
                acceptOne();
            } catch (OutOfMemoryError e) {
                // Not even to tell of it, perhaps; connections that end give some back.
                untold = e;
                pause();
            }
        }
    }

    private void endOverdue() {
        if (System.nanoTime() - lookedNanos >= TimeUnit.MILLISECONDS.toNanos(lookMillis)) {
            open.forEach(each -> quietly(each::endIfOverdue));
            lookedNanos = System.nanoTime();
        }
    }

    private void acceptOne() {
        Conversation conversation;
        try {
            conversation = new Conversation(listener.accept(), options.patience(), lastReader);
        } catch (SocketTimeoutException nobody) {
            return;
        } catch (IOException e) {
            // Out of file descriptors, most likely: wait for some to come back instead of spinning.
            if (!closing.get()) {
                LOG.warn("Cannot accept a connection at {}: {}", uri, e.toString());
                pause();
            }
            return;
        }
        open.add(conversation);
        if (!isTaken(() -> converse(conversation))) {
            release(conversation);
            LOG.debug("A connection was turned away at {}", uri);
        }
    }

    /** Whether a thread does the work: a new one, or one that somebody leaves who has been idle, or is done, within a moment. */
    private boolean isTaken(Runnable work) {
        try {
            workers.execute(work);
            return true;
        } catch (RejectedExecutionException full) {
            open.stream()
                    .filter(Conversation::isIdle)
                    .min(Conversation::byRest)
                    .ifPresent(idlest -> quietly(idlest::endIfIdle));
            return isTakenOver(work);
        } catch (OutOfMemoryError noThread) {
            LOG.warn("There is no thread for a connection at {}: {}", uri, noThread.toString());
            return false;
        }
    }

    private boolean isTakenOver(Runnable work) {
        try {
            return workers.getQueue().offer(work, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void converse(Conversation conversation) {
        try {
            conversation.run(options.tls(), (request, trigger, context) -> handle(conversation, request, trigger));
        } catch (IOException | HttpException | RuntimeException e) {
            LOG.debug("A connection ended: {}", e.toString());
        } catch (OutOfMemoryError e) {
            LOG.warn("A connection at {} was given up: {}", uri, e.toString());
        } finally {
            release(conversation);
        }
    }

    private void handle(
            Conversation conversation, ClassicHttpRequest request, HttpServerRequestHandler.ResponseTrigger trigger)
            throws HttpException, IOException {
        if (closing.get() || !inFlight.tryAcquire()) {
            ClassicHttpResponse response = RequestHandler.response(request, Answer.UNAVAILABLE, Origins.NONE);
            response.setHeader(HttpHeaders.CONNECTION, "close");
            trigger.submitResponse(response);
            return;
        }
        try {
            ClassicHttpResponse response = handler.handle(request, conversation);
            trigger.submitResponse(response);
        } finally {
            inFlight.release();
        }
    }

    private void release(Conversation conversation) {
        open.remove(conversation);
        closeQuietly(conversation);
    }

    private static void pause() {
        try {
            Thread.sleep(ACCEPT_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        quietly(closeable::close);
    }

    /** What can fail when a connection is ended. */
    private interface Ending {
        void run() throws Exception;
    }

    private static void quietly(Ending ending) {
        try {
            ending.run();
        } catch (Exception e) {
            LOG.debug("Closing failed: {}", e.toString());
        }
    }
}
