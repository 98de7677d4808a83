package dev.stator.internal.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.Http1StreamListener;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandler;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexer;
import org.apache.hc.core5.http.impl.nio.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is closed as soon as something comes on it that nobody has asked for, so that the next request's reply does not
 * begin with it. Its events come one after the other, so nothing here needs a guard.
 */
final class AsyncConnection extends ClientHttp1IOEventHandler {
    private static final HttpProcessor UNCHANGED = HttpProcessorBuilder.create().build();

    private final Exchange exchange;

    /** What is under way on the connection. */
    private static final class Exchange implements Http1StreamListener {
        private boolean asked;
        private @Nullable SessionInputBuffer read;

        @Override
        public void onRequestHead(HttpConnection connection, HttpRequest request) {
            asked = true;
        }

        @Override
        public void onResponseHead(HttpConnection connection, HttpResponse response) {}

        @Override
        public void onExchangeComplete(HttpConnection connection, boolean keepAlive) {
            asked = false;
        }

        private boolean hasLeftovers() {
            return !asked && read != null && read.hasData();
        }
    }

    private AsyncConnection(ClientHttp1StreamDuplexer http, Exchange exchange) {
        super(http);
        this.exchange = exchange;
    }

    @SuppressWarnings("NullAway") // null is HttpCore's word for the default
    static AsyncConnection on(ProtocolIOSession session) {
        Exchange exchange = new Exchange();
        return new AsyncConnection(
                new ClientHttp1StreamDuplexer(
                        session,
                        UNCHANGED,
                        WholeHead.CONFIG,
                        null,
                        DefaultConnectionReuseStrategy.INSTANCE,
                        WholeHead.async(buffer -> exchange.read = buffer),
                        DefaultHttpRequestWriterFactory.INSTANCE.create(),
                        null,
                        null,
                        exchange),
                exchange);
    }

    @Override
    public void inputReady(IOSession session, @Nullable ByteBuffer bytes) throws IOException {
        // What is read here is gone, but so is the connection.
        if (!exchange.asked && session.read(ByteBuffer.allocate(1)) > 0) {
            session.close(CloseMode.IMMEDIATE);
            return;
        }
        super.inputReady(session, bytes);
        if (exchange.hasLeftovers()) {
            session.close(CloseMode.IMMEDIATE);
        }
    }
}
