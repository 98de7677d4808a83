package dev.stator.benchmarks.contender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.benchmarks.stub.StubServer;
import dev.stator.benchmarks.workload.BlockingClient;
import dev.stator.benchmarks.workload.Client;
import dev.stator.benchmarks.workload.FutureClient;
import dev.stator.benchmarks.workload.Operation;
import dev.stator.benchmarks.workload.Profile;
import dev.stator.benchmarks.workload.Sample;
import dev.stator.benchmarks.workload.SampleJson;
import dev.stator.benchmarks.workload.Service;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

class ContendersTest {

    private static StubServer stub;

    @BeforeAll
    static void startTheStub() throws IOException {
        stub = StubServer.start();
    }

    @AfterAll
    static void stopTheStub() throws IOException {
        stub.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stator", "stator-async", "enhanced", "enhanced-async"})
    void aMapperReadsTheSamples(String id) {
        try (Client client = Contenders.named(id).open(new Service(stub.endpoint()))) {
            assertThat(call(client, Operation.GET)).isEqualTo(Sample.profile(0));
            assertThat(call(client, Operation.QUERY)).isEqualTo(Sample.page());
            assertThat(call(client, Operation.PUT)).isNotNull();
            assertThat(call(client, Operation.BATCH)).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sdk", "sdk-async"})
    void theLowLevelClientReadsTheSamplesAsMaps(String id) {
        List<Map<String, AttributeValue>> expected =
                Sample.page().stream().map(ContendersTest::inOrder).toList();
        try (Client client = Contenders.named(id).open(new Service(stub.endpoint()))) {
            assertThat(call(client, Operation.GET)).isEqualTo(expected.get(0));
            assertThat(call(client, Operation.QUERY)).isEqualTo(expected);
            assertThat(((PutItemResponse) call(client, Operation.PUT)).hasAttributes())
                    .isFalse();
            assertThat(((BatchWriteItemResponse) call(client, Operation.BATCH)).unprocessedItems())
                    .isEmpty();
        }
    }

    @Test
    void theFloorReadsEachReplyToItsEnd() {
        try (Client client = Contenders.named("floor").open(new Service(stub.endpoint()))) {
            for (int time = 0; time < 2; time++) {
                assertThat(reply(client, Operation.GET)).endsWith("{\"Item\":" + SampleJson.item(0) + "}");
                assertThat(reply(client, Operation.PUT)).endsWith("\r\n\r\n{}");
                assertThat(reply(client, Operation.QUERY)).endsWith(SampleJson.item(99) + "],\"ScannedCount\":100}");
                assertThat(reply(client, Operation.BATCH)).endsWith("{\"UnprocessedItems\":{}}");
            }
        }
    }

    @Test
    void theItemIsOneKilobyte() {
        assertThat(SampleJson.item(0).getBytes(UTF_8).length).isBetween(1000, 1048);
    }

    @ParameterizedTest
    @FieldSource("dev.stator.benchmarks.contender.Contenders#IDS")
    void aContenderIsFoundByItsOwnName(String id) {
        assertThat(Contenders.named(id).id()).isEqualTo(id);
    }

    @Test
    void anUnknownNameIsRefusedWithTheNamesThereAre() {
        assertThatThrownBy(() -> Contenders.named("netscape"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("netscape")
                .hasMessageContaining("enhanced-async");
    }

    private static String reply(Client client, Operation operation) {
        return UTF_8.decode((ByteBuffer) call(client, operation)).toString();
    }

    private static Object call(Client client, Operation operation) {
        if (client instanceof BlockingClient blocking) {
            return operation.call(blocking);
        }
        return Objects.requireNonNullElse(operation.start((FutureClient) client).join(), "done");
    }

    /** The sets of an attribute value are lists to the SDK: put them in the order of the wire. */
    private static Map<String, AttributeValue> inOrder(Profile profile) {
        Map<String, AttributeValue> item = SdkRequests.item(profile);
        item.computeIfPresent(
                "tags",
                (name, tags) -> tags.toBuilder()
                        .ss(tags.ss().stream().sorted().toList())
                        .build());
        item.computeIfPresent(
                "scores",
                (name, scores) -> scores.toBuilder()
                        .ns(scores.ns().stream()
                                .sorted(Comparator.comparingInt(Integer::parseInt))
                                .toList())
                        .build());
        return item;
    }
}
