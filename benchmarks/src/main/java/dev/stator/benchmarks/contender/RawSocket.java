package dev.stator.benchmarks.contender;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.stator.benchmarks.workload.BlockingClient;
import dev.stator.benchmarks.workload.Client;
import dev.stator.benchmarks.workload.Contender;
import dev.stator.benchmarks.workload.Operation;
import dev.stator.benchmarks.workload.Profile;
import dev.stator.benchmarks.workload.Sample;
import dev.stator.benchmarks.workload.SampleJson;
import dev.stator.benchmarks.workload.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The floor: what the socket alone costs.
 *
 * <p>The request is encoded and signed before the clock starts. Its signature is a placeholder of the right length, since
 * the stub checks none. Each thread has a connection of its own; the reply is read to its end and not parsed.
 */
final class RawSocket implements Contender {

    @Override
    public String id() {
        return "floor";
    }

    @Override
    public String title() {
        return "Raw socket (floor)";
    }

    @Override
    public String description() {
        return "bytes encoded and signed beforehand, written to a blocking socket; a connection per thread; the reply is read"
                + " by its Content-Length and not parsed";
    }

    @Override
    public Client open(Service service) {
        Map<Operation, ByteBuffer> requests = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            requests.put(operation, request(service.endpoint(), operation));
        }
        return new Connections(service.endpoint(), requests);
    }

    private static final class Connections implements BlockingClient {
        private final Map<Operation, ByteBuffer> requests;
        private final Queue<Connection> open = new ConcurrentLinkedQueue<>();
        private final ThreadLocal<Connection> mine;

        Connections(URI endpoint, Map<Operation, ByteBuffer> requests) {
            this.requests = requests;
            this.mine = ThreadLocal.withInitial(() -> {
                Connection connection = new Connection(endpoint);
                open.add(connection);
                return connection;
            });
        }

        @Override
        public Object get(String team, String id) {
            return exchange(Operation.GET);
        }

        @Override
        public Object put(Profile profile) {
            return exchange(Operation.PUT);
        }

        @Override
        public Object query(String team) {
            return exchange(Operation.QUERY);
        }

        @Override
        public Object batchWrite(List<Profile> profiles) {
            return exchange(Operation.BATCH);
        }

        @Override
        public void close() {
            open.forEach(Connection::close);
        }

        private Object exchange(Operation operation) {
            return mine.get().exchange(requireNonNull(requests.get(operation)).duplicate());
        }
    }

    /** One socket; used by one thread. */
    private static final class Connection {
        private static final byte[] CONTENT_LENGTH = "\nContent-Length: ".getBytes(ISO_8859_1);
        private static final byte[] OK = "HTTP/1.1 200".getBytes(ISO_8859_1);

        private final SocketChannel channel;
        private final ByteBuffer reply = ByteBuffer.allocateDirect(256 * 1024);

        Connection(URI endpoint) {
            try {
                channel = SocketChannel.open(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        /** Returns the reply as it arrived. */
        ByteBuffer exchange(ByteBuffer request) {
            try {
                while (request.hasRemaining()) {
                    channel.write(request);
                }
                reply.clear();
                int end = Integer.MAX_VALUE;
                while (reply.position() < end) {
                    if (channel.read(reply) < 0) {
                        throw new IOException("The stub closed the connection");
                    }
                    if (end == Integer.MAX_VALUE) {
                        end = end();
                    }
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
                    if (!matches(0, OK) || bodyLength < 0) {
                        throw new IOException("The stub answered something else than 200 with a length");
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

        private int number(int at) {
            int number = 0;
            for (int i = at; reply.get(i) >= '0'; i++) {
                number = number * 10 + reply.get(i) - '0';
            }
            return number;
        }

        void close() {
            try {
                channel.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private static ByteBuffer request(URI endpoint, Operation operation) {
        byte[] body = body(operation).getBytes(UTF_8);
        byte[] head = """
                POST / HTTP/1.1\r
                Host: %s\r
                Content-Type: application/x-amz-json-1.0\r
                Content-Length: %d\r
                X-Amz-Target: DynamoDB_20120810.%s\r
                X-Amz-Date: 20261121T000000Z\r
                Authorization: AWS4-HMAC-SHA256 Credential=%s/20261121/%s/dynamodb/aws4_request, \
                SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=%s\r
                \r
                """.formatted(
                        endpoint.getAuthority(),
                        body.length,
                        operation.action(),
                        Service.ACCESS_KEY,
                        Service.REGION,
                        "0".repeat(64))
                .getBytes(ISO_8859_1);
        return ByteBuffer.allocateDirect(head.length + body.length)
                .put(head)
                .put(body)
                .flip();
    }

    private static String body(Operation operation) {
        Profile first = Sample.profile(0);
        return switch (operation) {
            case GET ->
                "{\"TableName\":\"%s\",\"Key\":{\"team\":{\"S\":\"%s\"},\"id\":{\"S\":\"%s\"}}}"
                        .formatted(Sample.TABLE, first.team(), first.id());
            case PUT -> "{\"TableName\":\"%s\",\"Item\":%s}".formatted(Sample.TABLE, SampleJson.item(0));
            case QUERY ->
                ("{\"TableName\":\"%s\",\"KeyConditionExpression\":\"#k = :k\",\"ExpressionAttributeNames\":"
                                + "{\"#k\":\"team\"},\"ExpressionAttributeValues\":{\":k\":{\"S\":\"%s\"}}}")
                        .formatted(Sample.TABLE, first.team());
            case BATCH ->
                IntStream.range(0, Sample.BATCH)
                        .mapToObj(place -> "{\"PutRequest\":{\"Item\":" + SampleJson.item(place) + "}}")
                        .collect(Collectors.joining(",", "{\"RequestItems\":{\"" + Sample.TABLE + "\":[", "]}}"));
        };
    }
}
