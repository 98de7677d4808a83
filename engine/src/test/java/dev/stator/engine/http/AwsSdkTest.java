package dev.stator.engine.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.testing.ScriptedTransport;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The public client of the service talks to the front as to the service. */
class AwsSdkTest {
    @Test
    void theAwsSdkReadsAnItem() {
        ScriptedTransport transport =
                new ScriptedTransport().reply("{\"Item\":{\"id\":{\"S\":\"a\"},\"n\":{\"N\":\"42\"}}}");
        try (HttpFront front = HttpFront.start(transport, HttpFrontTest.ANY_PORT);
                DynamoDbClient client = client(front)) {
            GetItemResponse response =
                    client.getItem(get -> get.tableName("users").key(Map.of("id", AttributeValue.fromS("a"))));
            assertThat(response.item().get("n").n()).isEqualTo("42");
            assertThat(response.responseMetadata().requestId()).matches("[0-9A-Z]{52}");
            assertThat(transport.requests()).singleElement().satisfies(request -> {
                assertThat(request.action()).isEqualTo("GetItem");
                assertThat(request.body()).asString(UTF_8).contains("\"TableName\":\"users\"");
            });
        }
    }

    @Test
    void theAwsSdkKnowsAnErrorByItsType() {
        ScriptedTransport transport = new ScriptedTransport().error(400, "ConditionalCheckFailedException");
        try (HttpFront front = HttpFront.start(transport, HttpFrontTest.ANY_PORT);
                DynamoDbClient client = client(front)) {
            assertThatThrownBy(() -> client.deleteItem(
                            delete -> delete.tableName("users").key(Map.of("id", AttributeValue.fromS("a")))))
                    .isInstanceOf(ConditionalCheckFailedException.class)
                    .hasMessageContaining("Said the service");
        }
    }

    static DynamoDbClient client(HttpFront front) {
        return DynamoDbClient.builder()
                .endpointOverride(front.uri())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    static DynamoDbStreamsClient streams(HttpFront front) {
        return DynamoDbStreamsClient.builder()
                .endpointOverride(front.uri())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "thing")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
