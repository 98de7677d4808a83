package dev.stator.internal.http;

import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** An attempt that its caller's thread carries through all stages. */
final class BlockingAttempt extends Attempt {
    private final HttpClientConnectionManager connections;
    private final HttpRoute route;
    private final HttpClientContext context = HttpClientContext.create();
    private volatile @Nullable LeaseRequest lease;
    private volatile @Nullable ConnectionEndpoint leased;

    BlockingAttempt(WireRequest request, Failures failures, HttpClientConnectionManager connections, HttpRoute route) {
        super(request, failures);
        this.connections = connections;
        this.route = route;
    }

    WireReply run(Signed head) {
        ConnectionEndpoint endpoint = null;
        boolean reusable = false;
        try {
            while (true) {
                endpoint = lease();
                if (!advance(Stage.LEASING, Stage.CONNECTING)) {
                    throw failure();
                }
                leased = endpoint;
                boolean reused = endpoint.isConnected();
                if (!reused) {
                    connect(endpoint, head);
                }
                try {
                    Exchange exchange = exchange(endpoint, reused, head);
                    reusable = advance(Stage.EXCHANGING, Stage.OVER) && exchange.reusable;
                    return exchange.reply;
                } catch (UnaskedInput e) {
                    // Nothing of the request was written: another connection, in the end a new one, serves it.
                    if (!advance(Stage.CONNECTING, Stage.LEASING)) {
                        throw failure();
                    }
                    leased = null;
                    release(endpoint, false);
                    endpoint = null;
                }
            }
        } catch (IOException
                | HttpException
                | InterruptedException
                | ExecutionException
                | TimeoutException
                | RuntimeException e) {
            throw explained(e);
        } finally {
            if (endpoint != null) {
                release(endpoint, reusable);
            }
        }
    }

    private ConnectionEndpoint lease() throws InterruptedException, ExecutionException, TimeoutException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
        }
        Timeout timeout = remaining();
        LeaseRequest request = connections.lease(null, route, timeout, null);
        lease = request;
        if (isOver()) {
            request.cancel();
        }
        try {
            return request.get(timeout);
        } catch (InterruptedException e) {
            if (!request.cancel()) {
                // It was granted in the same moment.
                release(request.get(timeout), true);
            }
            throw e;
        }
    }

    private void connect(ConnectionEndpoint endpoint, Signed head) throws IOException, HttpException {
        if (isOver()) {
            throw failure();
        }
        connections.connect(endpoint, null, context);
        if (route.isTunnelled()) {
            tunnel(endpoint, head);
        }
    }

    private void tunnel(ConnectionEndpoint endpoint, Signed head) throws IOException, HttpException {
        BasicClassicHttpRequest connect = Tunnel.request(route.getTargetHost(), head);
        Tunnel.check(endpoint.execute(
                null,
                connect,
                (request, connection, ignored) -> {
                    connection.sendRequestHeader(request);
                    connection.flush();
                    return connection.receiveResponseHeader();
                },
                context));
        connections.upgrade(endpoint, context);
    }

    /** A reply, and whether its connection may serve again. */
    private record Exchange(WireReply reply, boolean reusable) {}

    /** Something lies on a connection that the reply would begin with. */
    private static final class UnaskedInput extends IOException {
        private static final long serialVersionUID = 1;
    }

    private Exchange exchange(ConnectionEndpoint endpoint, boolean reused, Signed head)
            throws IOException, HttpException {
        BasicClassicHttpRequest post = head.classic();
        post.setEntity(new ByteArrayEntity(request().body(), null));
        ClassicHttpResponse response = endpoint.execute(
                null,
                post,
                (request, connection, ignored) -> {
                    if (reused && connection instanceof BlockingConnection known && known.hasInput()) {
                        throw new UnaskedInput();
                    }
                    if (!advance(Stage.CONNECTING, Stage.EXCHANGING)) {
                        throw failure();
                    }
                    return exchange(request, connection);
                },
                context);
        WireReply reply = head.mark(Reply.of(action(), response, body(response)));
        return new Exchange(reply, DefaultConnectionReuseStrategy.INSTANCE.keepAlive(post, response, context));
    }

    private static ClassicHttpResponse exchange(ClassicHttpRequest request, HttpClientConnection connection)
            throws IOException, HttpException {
        connection.sendRequestHeader(request);
        connection.sendRequestEntity(request);
        connection.flush();
        ClassicHttpResponse response;
        do {
            response = connection.receiveResponseHeader();
            if (response.getCode() < HttpStatus.SC_INFORMATIONAL) {
                throw new ProtocolException("Status " + response.getCode());
            }
        } while (response.getCode() < HttpStatus.SC_SUCCESS);
        if (response.getCode() != HttpStatus.SC_NO_CONTENT && response.getCode() != HttpStatus.SC_NOT_MODIFIED) {
            connection.receiveResponseEntity(response);
        }
        return response;
    }

    private @Nullable Body body(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return null;
        }
        Body body = new Body(action(), entity.getContentLength());
        InputStream content = entity.getContent();
        body.append(content);
        return body;
    }

    private RuntimeException explained(Exception e) {
        Stage at = end();
        if (at == Stage.OVER) {
            return failure();
        }
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (Thread.currentThread().isInterrupted()) {
            return failures().interrupted(this, at, e);
        }
        if (at == Stage.LEASING) {
            if (e instanceof TimeoutException) {
                return failures().timedOut(this, at);
            }
            if (e instanceof IllegalStateException || e instanceof CancellationException) {
                return failures().closed(this, at);
            }
        }
        return failures().caused(this, at, e);
    }

    private void release(ConnectionEndpoint endpoint, boolean reusable) {
        if (!reusable) {
            endpoint.close(CloseMode.IMMEDIATE);
        }
        connections.release(endpoint, null, reusable ? TimeValue.NEG_ONE_MILLISECOND : TimeValue.ZERO_MILLISECONDS);
    }

    @Override
    void abort(Ending why) {
        LeaseRequest pending = lease;
        if (pending != null) {
            pending.cancel();
        }
        ConnectionEndpoint endpoint = leased;
        if (endpoint != null) {
            endpoint.close(CloseMode.IMMEDIATE);
        }
    }
}
