package dev.stator.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Engine;
import dev.stator.transport.WireRequest;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Every action that the engine knows is fed with any bytes. */
class AnyBytesTest {
    @Test
    void noActionOfTheEngineIsLeftOut() {
        try (Engine engine = Engine.inMemory()) {
            List<String> known = Stream.of(DynamoDbClient.class, DynamoDbStreamsClient.class)
                    .flatMap(client -> Stream.of(client.getMethods()))
                    .filter(AnyBytesTest::isAction)
                    .map(method -> method.getParameterTypes()[0].getSimpleName().replace("Request", ""))
                    .distinct()
                    .filter(action -> isKnown(engine, action))
                    .toList();

            assertThat(known).contains("PutItem", "GetRecords");
            assertThat(AnyBytes.ACTIONS).containsAll(known);
        }
    }

    /** Methods of the service's client take one request each. */
    private static boolean isAction(Method method) {
        return method.getParameterCount() == 1 && AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0]);
    }

    private static boolean isKnown(Engine engine, String action) {
        WireRequest request = new WireRequest(action, "{}".getBytes(UTF_8), Duration.ofSeconds(10));
        return !new String(engine.send(request).body(), UTF_8).contains("#UnknownOperationException");
    }
}
