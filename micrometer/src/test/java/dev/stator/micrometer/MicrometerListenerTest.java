package dev.stator.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.PartitionKey;
import dev.stator.engine.Engine;
import dev.stator.error.InvalidRequestException;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.testing.Fault;
import dev.stator.testing.FaultPlan;
import dev.stator.testing.FaultTransport;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.Backoff;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.Transport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(registry.get("db.client.operation.duration")
                        .tags("db.response.status_code", "ResourceNotFoundException", "server.address", "none")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(timed("GetItem", "none", "ValidationException")).isEqualTo(1);
        assertThat(registry.get("db.client.operation.duration").timers())
                .allSatisfy(timer ->
                        assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive());
        assertThat(registry.find("stator.retries").counters()).isEmpty();
        assertThat(registry.find("aws.dynamodb.consumed_capacity").summaries()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8123, localhost, 8123",
        "http://localhost, localhost, 80",
        "https://dynamodb.eu-west-1.amazonaws.com, dynamodb.eu-west-1.amazonaws.com, 443"
    })
    void timersSayWhereRequestsAreSent(String endpoint, String address, String port) {
        try (Stator db = Stator.builder()
                .environment(Map.of())
                .region("eu-west-1")
                .endpoint(endpoint)
                .credentials("AKID", "secret")
                .wrapTransport(http -> Engine.inMemory())
                .listener(new MicrometerListener(registry))
                .build()) {
            db.tableNames().execute();
        }
        assertThat(registry.get("db.client.operation.duration")
                        .tags("server.address", address, "server.port", port, "db.response.status_code", "none")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aCancelledCallIsTimedToo() {
        try (Stator db =
                client(new ScriptedTransport().answer(ScriptedTransport.silence()), new MicrometerListener(registry))) {
            db.tableNames().executeAsync().cancel(true);
        }
        assertThat(timed("ListTables", "none", "java.util.concurrent.CancellationException"))
                .isEqualTo(1);
    }

    @Test
    void retriesAreCountedWithTheirReason() {
        Transport lossy =
                new FaultTransport(Engine.inMemory(), FaultPlan.of(1)).next(Fault.LOST_REQUEST, Fault.LOST_REQUEST);
        try (Stator db = client(lossy, new MicrometerListener(registry))) {
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
}
