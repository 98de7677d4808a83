package dev.stator.engine.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpServerRequestHandler;
import org.apache.hc.core5.http.io.support.BasicHttpServerExpectationDecorator;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestConformance;
import org.apache.hc.core5.http.protocol.RequestValidateHost;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.http.protocol.ResponseDate;
import org.apache.hc.core5.http.protocol.ResponseServer;
import org.apache.hc.core5.util.Timeout;

/**
 * One connection and its requests, one after the other.
 *
 * <p>The thread that runs it may hang in a read or a write for as long as the client likes: a timeout of the socket counts from
 * byte to byte, and there is none for writes. So the conversation says until when its client must have done what it is at, and
 * somebody else closes it when that is over.
 */
final class Conversation implements AutoCloseable {
    private static final Duration IDLE = Duration.ofMinutes(5);

    /**
     * Room for a session token in one header, and an end to what a stranger may make the parser hold. Each connection has three of these
     * buffers, which idle ones keep too; most requests and replies fit in them, and large ones pass them by.
     */
    private static final Http1Config HTTP_1 = Http1Config.custom()
            .setMaxLineLength(65_536)
            .setMaxHeaderCount(200)
            .setBufferSize(8_192)
            .build();

    private static final HttpProcessor PROCESSOR = processor();

    private final Socket socket;
    private final long patienceNanos;
    private final AtomicReference<Object> lastReader;

    /** When the client must have done what it is at, by {@link System#nanoTime}. */
    private volatile long deadline;

    private volatile boolean unhurried;

    /** Whether the client has had all replies and has sent nothing since. Whoever takes this away goes on with the connection, or ends it. */
    private final AtomicBoolean idle = new AtomicBoolean();

    /** One with a client that gets so much time; what the last argument is, {@link AwakeInput} tells. */
    Conversation(Socket socket, Duration patience, AtomicReference<Object> lastReader) {
        this.socket = socket;
        this.lastReader = lastReader;
        this.patienceNanos = TimeUnit.NANOSECONDS.convert(patience);
        clientsTurn();
    }

    /** HttpCore's usual processor but for {@code ResponseConnControl}, which closes the connection after every 400. */
    private static HttpProcessor processor() {
        return HttpProcessorBuilder.create()
                .addAll(ResponseDate.INSTANCE, new ResponseServer("Server"), ResponseContent.INSTANCE)
                .addAll(RequestValidateHost.INSTANCE, RequestConformance.INSTANCE)
                .build();
    }

    /** Serves requests until the client has no more, or the conversation is closed. */
    void run(Optional<SSLContext> tls, HttpServerRequestHandler handler) throws IOException, HttpException {
        socket.setTcpNoDelay(true);
        HttpService service = new HttpService(
                PROCESSOR,
                new BasicHttpServerExpectationDecorator(handler),
                HTTP_1,
                DefaultConnectionReuseStrategy.INSTANCE,
                null);
        Connection connection = new Connection(tls.isPresent() ? encrypted(tls.get()) : socket);
        rest();
        // Who is idle for too long is closed by the deadline. With a timeout of the socket the JDK would ask
        // the system three times for each request instead of once.
        while (connection.isOpen() && connection.isDataAvailable(Timeout.DISABLED)) {
            clientsTurn();
            if (!idle.compareAndSet(true, false)) {
                break;
            }
            service.handleRequest(connection, HttpCoreContext.create());
            rest();
        }
        connection.close();
    }

    private void rest() {
        deadline = System.nanoTime() + IDLE.toNanos();
        idle.set(true);
    }

    /** HttpCore's, but for how it waits. */
    private final class Connection extends DefaultBHttpServerConnection {
        Connection(Socket encrypted) throws IOException {
            super(URIScheme.HTTP.id, HTTP_1);
            bind(new SocketHolder(encrypted) {
                @Override
                protected InputStream getInputStream(Socket same) throws IOException {
                    return new AwakeInput(same.getInputStream(), socket.getInputStream(), lastReader, System::nanoTime);
                }
            });
        }
    }

    private Socket encrypted(SSLContext tls) throws IOException {
        SSLSocket encrypted = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        encrypted.setUseClientMode(false);
        encrypted.startHandshake();
        return encrypted;
    }

    /** From now on the client sends a request, or takes a reply. */
    void clientsTurn() {
        deadline = System.nanoTime() + patienceNanos;
        unhurried = false;
    }

    /** From now on the client waits. */
    void ourTurn() {
        unhurried = true;
    }

    /** Ends it if its client takes too long. */
    void endIfOverdue() throws IOException {
        boolean isIdle = idle.get();
        if (!unhurried && System.nanoTime() - deadline > 0 && (!isIdle || idle.compareAndSet(true, false))) {
            close();
        }
    }

    boolean isIdle() {
        return idle.get();
    }

    /** Compares two that are idle: the one that has been so for longer comes first. */
    static int byRest(Conversation one, Conversation other) {
        return Long.signum(one.deadline - other.deadline);
    }

    /** Ends it unless a request has come. */
    void endIfIdle() throws IOException {
        if (idle.compareAndSet(true, false)) {
            close();
        }
    }

    /** Ends it wherever it is. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
