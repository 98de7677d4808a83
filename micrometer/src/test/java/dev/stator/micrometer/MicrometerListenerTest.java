package dev.stator.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.PartitionKey;
import dev.stator.engine.Engine;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.error.TransportException;
import dev.stator.transport.Backoff;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MicrometerListenerTest {
    record User(@PartitionKey String email, int points) {}

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private Stator client(Transport transport, MicrometerListener listener) {
        return Stator.builder()
                .transport(transport)
                .retry(RetryPolicy.of(4, Backoff.none()))
                .listener(listener)
                .build();
    }

    private double timed(String action, String table, String error) {
        return registry.get("db.client.operation.duration")
                .tags(
                        "db.system.name",
                        "aws.dynamodb",
                        "db.operation.name",
                        action,
                        "db.collection.name",
                        table,
                        "error.type",
                        error)
                .timer()
                .count();
    }

    @Test
    void requestsAreTimedByActionTableAndError() {
        try (Stator db = client(Engine.inMemory(), new MicrometerListener(registry))) {
            Table<User> users = db.table("users", User.class);
            users.create().execute();
            users.put(new User("ann", 1)).execute();
            users.put(new User("bob", 2)).execute();
            assertThatThrownBy(() -> db.table("nobody", User.class).get("ann").execute())
                    .isInstanceOf(ResourceNotFoundException.class);
            assertThatThrownBy(() -> db.call("GetItem", "{}").execute()).isInstanceOf(InvalidRequestException.class);
        }
        assertThat(timed("PutItem", "users", "none")).isEqualTo(2);
        assertThat(timed("GetItem", "nobody", "ResourceNotFoundException")).isEqualTo(1);
        assertThat(timed("GetItem", "none", "ValidationException")).isEqualTo(1);
        assertThat(registry.get("db.client.operation.duration").timers())
                .allSatisfy(timer ->
                        assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive());
        assertThat(registry.find("stator.retries").counters()).isEmpty();
        assertThat(registry.find("aws.dynamodb.consumed_capacity").summaries()).isEmpty();
    }

    @Test
    void retriesAreCountedWithTheirReason() {
        try (Stator db = client(new Flaky(Engine.inMemory(), 2), new MicrometerListener(registry))) {
            db.tableNames().execute();
        }
        assertThat(registry.get("stator.retries")
                        .tags("db.operation.name", "ListTables", "error.type", "ConnectionLost")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(timed("ListTables", "none", "none")).isEqualTo(1);
    }

    @Test
    void capacityIsSummedUpWhenAskedFor() {
        try (Stator db = client(Engine.inMemory(), new MicrometerListener(registry).withCapacity())) {
            Table<User> users = db.table("users", User.class);
            users.create().execute();
            users.put(new User("ann", 1)).execute();
        }
        assertThat(registry.get("aws.dynamodb.consumed_capacity")
                        .tags("db.operation.name", "PutItem")
                        .summary()
                        .totalAmount())
                .isEqualTo(1.0);
    }

    /** Loses the first connections. */
    private record Flaky(Transport behind, AtomicInteger left) implements Transport {
        Flaky(Transport behind, int losses) {
            this(behind, new AtomicInteger(losses));
        }

        @Override
        public WireReply send(WireRequest request) {
            if (left.getAndDecrement() > 0) {
                throw new TransportException(TransportException.Kind.CONNECTION_LOST, "Lost", null);
            }
            return behind.send(request);
        }

        @Override
        public CompletableFuture<WireReply> sendAsync(WireRequest request) {
            return behind.sendAsync(request);
        }

        @Override
        public void close() {
            behind.close();
        }
    }
}
