package dev.stator.benchmarks.stub;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A loopback server that answers each of the four operations with canned bytes.
 *
 * <p>A thread per connection over blocking channels: with a few dozen connections that stay open this costs two system
 * calls per request, which no selector beats, and there is no state machine to be wrong.
 */
public final class StubServer implements AutoCloseable {

    private final ServerSocketChannel listener;
    private final CannedReplies replies = new CannedReplies();

    private StubServer(ServerSocketChannel listener) {
        this.listener = listener;
    }

    /** Starts on a free port of the loopback address and accepts from now on. */
    public static StubServer start() throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        StubServer server = new StubServer(listener);
        daemon("stub-accept", server::accept);
        return server;
    }

    /** The port that it listens on. */
    public int port() {
        return listener.socket().getLocalPort();
    }

    /** What to give a client as its endpoint. */
    public URI endpoint() {
        return endpoint(port());
    }

    /** The endpoint of a stub that said it is ready on a port. */
    public static URI endpoint(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Accepts no more; connections that are open end with their clients. */
    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** Serves until standard input ends, so that the stub never outlives the JVM that forked it. */
    public static void main(String[] arguments) throws IOException {
        try (StubServer server = start()) {
            System.out.println("ready " + server.port());
            while (System.in.read() >= 0) {
                // Only the end of the stream means anything.
            }
        }
    }

    private void accept() {
        try {
            for (int number = 0; ; number++) {
                SocketChannel channel = listener.accept();
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                daemon("stub-" + number, new Connection(channel, replies));
            }
        } catch (ClosedChannelException closed) {
            // close() was called.
        } catch (IOException broken) {
            throw new IllegalStateException("The stub server cannot accept connections", broken);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
