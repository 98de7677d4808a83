package dev.stator.internal.http;

import dev.stator.error.TransportException;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that is carried by whichever thread brings the next event: the caller's for a start, the reactor's
 * afterwards. The events of one exchange come one after the other, so the fields of the exchange need no guard.
 */
final class AsyncAttempt extends Attempt implements AsyncClientExchangeHandler {
    private final AsyncClientConnectionManager connections;
    private final ConnectionInitiator reactor;
    private final HttpRoute route;
    private final InFlight inFlight;
    private final Signed head;
    private final ByteBuffer unsent;
    private final CompletableFuture<WireReply> future = new Cancellable();

    private final AtomicReference<@Nullable AsyncConnectionEndpoint> leased = new AtomicReference<>();
    private volatile @Nullable Future<?> lease;

    /** While this holds, the end of the connect frees what is leased, and nobody else does. */
    private volatile boolean connecting;

    /** Whether what is leased has served before, so that it may turn out to be of no use. */
    private volatile boolean reused;

    /** Whether another connection is to be leased once that which was of no use is done with this. */
    private volatile boolean again;

    private boolean sent;
    private @Nullable HttpResponse response;
    private @Nullable Body body;

    AsyncAttempt(
            WireRequest request,
            Failures failures,
            AsyncClientConnectionManager connections,
            ConnectionInitiator reactor,
            HttpRoute route,
            InFlight inFlight,
            Signed head) {
        super(request, failures);
        this.connections = connections;
        this.reactor = reactor;
        this.route = route;
        this.inFlight = inFlight;
        this.head = head;
        this.unsent = ByteBuffer.wrap(request.body());
    }

    CompletableFuture<WireReply> future() {
        return future;
    }

    void start() {
        if (isOver()) {
            return;
        }
        try {
            Future<?> step = connections.lease(null, route, null, remaining(), new FutureCallback<>() {
                @Override
                public void completed(AsyncConnectionEndpoint endpoint) {
                    connect(endpoint);
                }

                @Override
                public void failed(Exception cause) {
                    AsyncAttempt.this.failed(cause);
                }

                @Override
                public void cancelled() {
                    AsyncAttempt.this.failed(new RequestNotExecutedException());
                }
            });
            // Kept where an abort finds it, or cancelled if the abort has been.
            lease = step;
            if (isOver()) {
                step.cancel(true);
            }
        } catch (IllegalStateException e) {
            giveUp(Ending.CLOSED);
        }
    }

    private void connect(AsyncConnectionEndpoint endpoint) {
        boolean open = endpoint.isConnected();
        reused = open;
        connecting = !open;
        leased.set(endpoint);
        if (!advance(Stage.LEASING, Stage.CONNECTING) || isOver()) {
            connecting = false;
            discard();
        } else if (open) {
            hand(endpoint);
        } else {
            open(endpoint);
        }
    }

    /**
     * Opens the connection. Once begun that is never broken off: the endpoint gets its connection only at the end, so a
     * socket in the middle of its handshake could not be closed, and would outlive its place in the pool. The connect
     * timeout bounds how long that place stays taken.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told all that the future would tell.
    private void open(AsyncConnectionEndpoint endpoint) {
        try {
            connections.connect(endpoint, reactor, null, null, HttpClientContext.create(), new FutureCallback<>() {
                @Override
                public void completed(AsyncConnectionEndpoint connected) {
                    connecting = false;
                    if (isOver()) {
                        discard();
                    } else if (route.isTunnelled()) {
                        tunnel(connected);
                    } else {
                        hand(connected);
                    }
                }

                @Override
                public void failed(Exception cause) {
                    connecting = false;
                    if (isOver()) {
                        discard();
                    } else {
                        AsyncAttempt.this.failed(cause);
                    }
                }

                @Override
                public void cancelled() {
                    failed(new RequestNotExecutedException());
                }
            });
        } catch (IllegalStateException e) {
            connecting = false;
            discard();
            giveUp(Ending.CLOSED);
        }
    }

    /** Asks the proxy for a way through and begins TLS on it; an end from outside closes the connection meanwhile. */
    private void tunnel(AsyncConnectionEndpoint endpoint) {
        var answered = new FutureCallback<HttpResponse>() {
            @Override
            public void completed(HttpResponse answer) {
                try {
                    Tunnel.check(answer);
                    connections.upgrade(endpoint, null, HttpClientContext.create(), secured());
                } catch (IOException | RuntimeException e) {
                    failed(e);
                }
            }

            @Override
            public void failed(Exception cause) {
                AsyncAttempt.this.failed(cause);
            }

            @Override
            public void cancelled() {
                failed(new RequestNotExecutedException());
            }
        };
        try {
            endpoint.execute(null, new Tunnel(route.getTargetHost(), head, answered), HttpClientContext.create());
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private FutureCallback<AsyncConnectionEndpoint> secured() {
        return new FutureCallback<>() {
            @Override
            public void completed(AsyncConnectionEndpoint endpoint) {
                if (isOver()) {
                    discard();
                } else {
                    hand(endpoint);
                }
            }

            @Override
            public void failed(Exception cause) {
                AsyncAttempt.this.failed(cause);
            }

            @Override
            public void cancelled() {
                failed(new RequestNotExecutedException());
            }
        };
    }

    private void hand(AsyncConnectionEndpoint endpoint) {
        try {
            endpoint.execute(null, this, HttpClientContext.create());
        } catch (RuntimeException e) {
            failed(e);
            releaseResources();
        }
    }

    @Override
    public void produceRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
        if (!advance(Stage.CONNECTING, Stage.EXCHANGING)) {
            throw new RequestNotExecutedException();
        }
        channel.sendRequest(head.async(), new BasicEntityDetails(unsent.remaining(), null), context);
    }

    @Override
    public int available() {
        return unsent.remaining();
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        if (unsent.hasRemaining()) {
            channel.write(unsent);
        }
        if (!unsent.hasRemaining() && !sent) {
            sent = true;
            channel.endStream();
        }
    }

    @Override
    public void consumeInformation(HttpResponse information, HttpContext context) {}

    @Override
    public void consumeResponse(HttpResponse start, @Nullable EntityDetails details, HttpContext context) {
        response = start;
        if (details == null) {
            finish();
        } else {
            body = new Body(action(), details.getContentLength());
        }
    }

    @Override
    public void updateCapacity(CapacityChannel capacity) throws IOException {
        capacity.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer more) {
        if (body != null) {
            body.append(more);
        }
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        finish();
    }

    private void finish() {
        HttpResponse start = response;
        if (start == null) {
            return;
        }
        WireReply reply;
        try {
            reply = head.mark(Reply.of(action(), start, body));
        } catch (TransportException e) {
            failed(e);
            return;
        }
        if (advance(Stage.EXCHANGING, Stage.OVER)) {
            AsyncConnectionEndpoint endpoint = sent ? leased.getAndSet(null) : null;
            if (endpoint != null) {
                // Says no by itself if the connection has been closed, as it is after "Connection: close".
                connections.release(endpoint, null, TimeValue.NEG_ONE_MILLISECOND);
            } else {
                discard();
            }
            inFlight.remove(this);
            future.complete(reply);
        }
    }

    @Override
    public void failed(Exception cause) {
        if (reused && advance(Stage.CONNECTING, Stage.LEASING)) {
            // Nothing of the request was written: another connection, in the end a new one, serves it.
            discard();
            again = true;
            return;
        }
        Stage at = end();
        if (at == Stage.OVER) {
            return;
        }
        discard();
        inFlight.remove(this);
        future.completeExceptionally(
                at == Stage.LEASING && cause instanceof TimeoutException
                        ? failures().timedOut(this, at)
                        : failures().caused(this, at, cause));
    }

    @Override
    public void cancel() {
        failed(new ConnectionClosedException());
    }

    /** The connection is done with this, which it tells after each failure, too: the time to go on with another one. */
    @Override
    public void releaseResources() {
        if (again) {
            again = false;
            start();
        } else {
            failed(new ConnectionClosedException());
        }
    }

    @Override
    void abort(Ending why) {
        if (why == Ending.DEADLINE) {
            // What the caller has hung on the future must not hold up the deadlines of others.
            inFlight.apart(() -> tearDown(why));
        } else {
            tearDown(why);
        }
    }

    private void tearDown(Ending why) {
        Future<?> step = lease;
        if (step != null) {
            step.cancel(true);
        }
        discard();
        inFlight.remove(this);
        if (why != Ending.CANCELLED) {
            future.completeExceptionally(failure());
        }
    }

    /** Closes and gives back what is leased, once, unless it is being connected, which ends with that. */
    private void discard() {
        AsyncConnectionEndpoint endpoint = connecting ? null : leased.getAndSet(null);
        if (endpoint != null) {
            endpoint.close(CloseMode.IMMEDIATE);
            connections.release(endpoint, null, TimeValue.ZERO_MILLISECONDS);
        }
    }

    /** Gives the exchange up before it is cancelled, so that an open connection is free when {@code cancel} returns. */
    private final class Cancellable extends CompletableFuture<WireReply> {
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            giveUp(Ending.CANCELLED);
            return super.cancel(mayInterruptIfRunning);
        }
    }
}
