package dev.stator.benchmarks.contender;

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
import java.net.URI;
import java.nio.ByteBuffer;
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
        private final Queue<RawConnection> open = new ConcurrentLinkedQueue<>();
        private final ThreadLocal<RawConnection> mine;

        Connections(URI endpoint, Map<Operation, ByteBuffer> requests) {
            this.requests = requests;
            this.mine = ThreadLocal.withInitial(() -> {
                RawConnection connection = new RawConnection(endpoint);
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
            open.forEach(RawConnection::close);
        }

        private Object exchange(Operation operation) {
            return mine.get().exchange(requireNonNull(requests.get(operation)).duplicate());
        }
    }

    private static ByteBuffer request(URI endpoint, Operation operation) {
        byte[] body = body(operation).getBytes(UTF_8);
        byte[] head = RawConnection.head(endpoint.getAuthority(), operation.action(), body.length);
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
