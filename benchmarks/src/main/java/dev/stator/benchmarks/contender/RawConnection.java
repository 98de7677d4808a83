package dev.stator.benchmarks.contender;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.stator.benchmarks.workload.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One socket that speaks just enough HTTP, at next to no cost; used by one thread. */
public final class RawConnection implements AutoCloseable {
    private static final byte[] CONTENT_LENGTH = "\nContent-Length: ".getBytes(ISO_8859_1);
    private static final byte[] OK = "HTTP/1.1 200".getBytes(ISO_8859_1);

    private final SocketChannel channel;
    private final ByteBuffer reply = ByteBuffer.allocateDirect(256 * 1024);

    /** Connects. */
    public RawConnection(URI endpoint) {
        try {
            channel = SocketChannel.open(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What stands before a body: the signature is a placeholder of the right length. */
    public static byte[] head(String authority, String action, int bodyLength) {
        return """
                POST / HTTP/1.1\r
                Host: %s\r
                Content-Type: application/x-amz-json-1.0\r
                Content-Length: %d\r
                X-Amz-Target: DynamoDB_20120810.%s\r
                X-Amz-Date: 20261121T000000Z\r
                Authorization: AWS4-HMAC-SHA256 Credential=%s/20261121/%s/dynamodb/aws4_request, \
                SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=%s\r
                \r
                """.formatted(authority, bodyLength, action, Service.ACCESS_KEY, Service.REGION, "0".repeat(64))
                .getBytes(ISO_8859_1);
    }

    /**
     * A reply that is no success. It was read to its end, so that the connection can be used further.
     *
     * <p>Its message is the reply.
     */
    public static final class Refusal extends IllegalStateException {
        private static final long serialVersionUID = 1;

        private Refusal(String reply) {
            super(reply);
        }
    }

    /**
     * Sends a whole request and waits for the reply, which must have a known length.
     *
     * @return the reply as it arrived, until the next exchange
     * @throws Refusal if it is no success
     */
    public ByteBuffer exchange(ByteBuffer request) {
        try {
            while (request.hasRemaining()) {
                channel.write(request);
            }
            reply.clear();
            int end = Integer.MAX_VALUE;
            while (reply.position() < end) {
                if (channel.read(reply) < 0) {
                    throw new IOException("The server closed the connection");
                }
                if (end == Integer.MAX_VALUE) {
                    end = end();
                }
            }
            if (!matches(0, OK)) {
                throw new Refusal(text());
            }
            return reply.flip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Where the reply ends; unknown until its head is there. */
    private int end() throws IOException {
        int bodyLength = -1;
        for (int i = 0; i + 3 < reply.position(); i++) {
            if (reply.get(i) == '\n' && bodyLength < 0 && matches(i, CONTENT_LENGTH)) {
                bodyLength = number(i + CONTENT_LENGTH.length);
            } else if (reply.get(i) == '\r' && reply.get(i + 2) == '\r') {
                if (bodyLength < 0) {
                    throw new IOException("The server answered without a length: " + text());
                }
                return i + 4 + bodyLength;
            }
        }
        return Integer.MAX_VALUE;
    }

    private boolean matches(int at, byte[] expected) {
        if (at + expected.length > reply.position()) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (reply.get(at + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** The beginning of the reply. */
    private String text() {
        byte[] bytes = new byte[Math.min(reply.position(), 1_000)];
        reply.get(0, bytes);
        return new String(bytes, ISO_8859_1);
    }

    private int number(int at) {
        int number = 0;
        for (int i = at; reply.get(i) >= '0'; i++) {
            number = number * 10 + reply.get(i) - '0';
        }
        return number;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
