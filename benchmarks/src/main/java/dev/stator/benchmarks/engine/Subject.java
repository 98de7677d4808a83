package dev.stator.benchmarks.engine;

import dev.stator.benchmarks.contender.RawConnection;
import dev.stator.engine.Engine;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * What takes the requests: an engine in this process, or any DynamoDB behind HTTP. The bytes of the requests are the same.
 *
 * @param lines makes what one caller sends by
 * @param pid the process that does the work
 */
record Subject(Supplier<Line> lines, long pid) {
    private static final int MOST_TRIES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Brings one request at a time to the subject, and waits for the success. */
    interface Line extends AutoCloseable {
        void send(String action, byte[] body);

        @Override
        default void close() {}
    }

    /** Arguments: {@code memory}; or {@code folder} and its path; or {@code http}, the URL and the number of the server's process. */
    static Subject of(List<String> arguments) {
        return switch (arguments.get(0)) {
            case "memory" -> inProcess(Engine.inMemory());
            case "folder" -> inProcess(Engine.open(Path.of(arguments.get(1))));
            case "http" -> http(URI.create(arguments.get(1)), Long.parseLong(arguments.get(2)));
            default -> throw new IllegalArgumentException("Neither memory, folder nor http: " + arguments.get(0));
        };
    }

    static Subject inProcess(Engine engine) {
        Line line = (action, body) -> {
            WireReply reply = engine.send(new WireRequest(action, body, PATIENCE));
            if (reply.status() != 200) {
                throw new IllegalStateException(action + " was answered with " + reply);
            }
        };
        return new Subject(() -> line, ProcessHandle.current().pid());
    }

    private static Subject http(URI server, long pid) {
        return new Subject(() -> new HttpLine(server), pid);
    }

    /** A connection. Both servers want a signature, and verify none. */
    private static final class HttpLine implements Line {
        private final String authority;
        private final RawConnection connection;
        private final ByteBuffer request = ByteBuffer.allocateDirect(64 * 1024);

        private String action = "";
        private int length = -1;
        private byte[] head = {};

        HttpLine(URI server) {
            this.authority = server.getAuthority();
            this.connection = new RawConnection(server);
        }

        @Override
        public void send(String action, byte[] body) {
            if (length != body.length || !action.equals(this.action)) {
                this.action = action;
                length = body.length;
                head = RawConnection.head(authority, action, length);
            }
            request.clear().put(head).put(body).flip();
            for (int tries = 1; !sent(tries); tries++) {
                request.rewind();
            }
        }

        /** DynamoDB Local gives up when it waits long for a lock, and SDKs send such a request again. */
        private boolean sent(int tries) {
            try {
                connection.exchange(request);
                return true;
            } catch (RawConnection.Refusal refusal) {
                if (tries == MOST_TRIES || !String.valueOf(refusal.getMessage()).contains("waiting for a lock")) {
                    throw refusal;
                }
                return false;
            }
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
