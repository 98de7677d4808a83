package dev.stator.internal.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** The request by which a proxy is asked to open a way to a host and to keep out of what goes over it. */
final class Tunnel implements AsyncClientExchangeHandler {
    private final HttpHost host;
    private final Signed head;
    private final FutureCallback<HttpResponse> then;
    private final AtomicBoolean over = new AtomicBoolean();

    /** The exchange that asks, without a thread; its answer may be a refusal, for which {@link #check} is there. */
    Tunnel(HttpHost host, Signed head, FutureCallback<HttpResponse> then) {
        this.host = host;
        this.head = head;
        this.then = then;
    }

    static BasicClassicHttpRequest request(HttpHost host, Signed head) {
        String authority = host.toHostString();
        var connect = new BasicClassicHttpRequest(Method.CONNECT, host, authority);
        connect.setHeader("Host", authority);
        head.proxyAuthorization().ifPresent(connect::setHeader);
        return connect;
    }

    static void check(HttpResponse answer) throws IOException {
        if (answer.getCode() / 100 != HttpStatus.SC_OK / 100) {
            throw new IOException("the proxy refused with status " + answer.getCode());
        }
    }

    @Override
    public void produceRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
        channel.sendRequest(request(host, head), null, context);
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public void produce(DataStreamChannel channel) {}

    @Override
    public void consumeInformation(HttpResponse information, HttpContext context) {}

    @Override
    public void consumeResponse(HttpResponse answer, @Nullable EntityDetails details, HttpContext context) {
        if (!over.getAndSet(true)) {
            then.completed(answer);
        }
    }

    @Override
    public void updateCapacity(CapacityChannel capacity) throws IOException {
        capacity.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer more) {
        more.position(more.limit());
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {}

    @Override
    public void failed(Exception cause) {
        if (!over.getAndSet(true)) {
            then.failed(cause);
        }
    }

    @Override
    public void cancel() {
        failed(new ConnectionClosedException());
    }

    @Override
    public void releaseResources() {
        failed(new ConnectionClosedException());
    }
}
