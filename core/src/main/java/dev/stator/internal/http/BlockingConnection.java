package dev.stator.internal.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** A connection that can tell whether something has come on it that nobody has asked for. */
final class BlockingConnection extends DefaultManagedHttpClientConnection {
    private static final AtomicLong COUNTER = new AtomicLong();
    private static final Timeout SHORTEST = Timeout.ofMilliseconds(1);

    /** What has been read of the network and is not part of a reply yet; there once a reply has begun. */
    private final AtomicReference<@Nullable SessionInputBuffer> read;

    @SuppressWarnings("NullAway") // null is HttpClient's word for the default
    private BlockingConnection(AtomicReference<@Nullable SessionInputBuffer> read) {
        super(
                "stator-" + COUNTER.incrementAndGet(),
                null,
                null,
                WholeHead.CONFIG,
                null,
                null,
                null,
                WholeHead.blocking(read::set));
        this.read = read;
    }

    static HttpConnectionFactory<ManagedHttpClientConnection> factory() {
        return socket -> {
            var connection = new BlockingConnection(new AtomicReference<>());
            if (socket != null) {
                connection.bind(socket);
            }
            return connection;
        };
    }

    /**
     * Whether there are bytes that the next reply would begin with. Asks how many bytes are there, which takes a microsecond; reads, for
     * a millisecond, only if there are some, as those of TLS can be about TLS itself.
     */
    boolean hasInput() {
        try {
            SessionInputBuffer known = read.get();
            SocketHolder sockets = getSocketHolder();
            if (known == null || sockets == null) {
                return false;
            }
            SSLSocket secure = sockets.getSSLSocket();
            return known.length() > 0
                    || (secure != null && secure.getInputStream().available() > 0)
                    || (sockets.getBaseSocket().getInputStream().available() > 0
                            && (isDataAvailable(SHORTEST) || isStale()));
        } catch (IOException e) {
            // It is broken: of no use either.
            return true;
        }
    }
}
