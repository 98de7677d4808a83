package dev.stator.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.engine.Engine;
import dev.stator.testing.Fault;
import dev.stator.testing.FaultPlan;
import dev.stator.testing.FaultTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The code of the guide to testing for programs that use the AWS SDK. */
class AwsSdkGuideTest {
    private static void createUsers(DynamoDbClient client) {
        client.createTable(table -> table.tableName("users")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("email")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("email")
                        .keyType(KeyType.HASH)
                        .build()));
    }

    @Test
    void theAwsSdkMeetsFaultsToo() {
        // region sdk
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (FaultTransport faults = new FaultTransport(Engine.inMemory(), FaultPlan.of(42));
                HttpFront front = HttpFront.start(faults, anyPort); // or the engine itself, if nothing shall go wrong
                DynamoDbClient client = DynamoDbClient.builder()
                        .endpointOverride(front.uri())
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                        // hide
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        // show
                        .build()) {
            createUsers(client);
            Map<String, AttributeValue> ann = Map.of("email", AttributeValue.fromS("ann@x.org"));

            faults.next(Fault.THROTTLE, Fault.LOST_REPLY);
            client.putItem(put -> put.tableName("users").item(ann)); // the SDK has sent it three times

            assertThat(client.getItem(get -> get.tableName("users").key(ann)).item())
                    .isEqualTo(ann);
            assertThat(faults.struck()).containsKeys(Fault.THROTTLE, Fault.LOST_REPLY);
        }
        // endregion
    }

    @Test
    void whatIsLostIsAnErrorOfTheServerAndWhatWasNotSentIsUnavailable() {
        try (FaultTransport faults = new FaultTransport(Engine.inMemory(), FaultPlan.of(42));
                HttpFront front = HttpFront.start(faults, HttpFrontTest.ANY_PORT);
                DynamoDbClient client = DynamoDbClient.builder()
                        .endpointOverride(front.uri())
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .overrideConfiguration(override -> override.retryStrategy(retry -> retry.maxAttempts(1)))
                        .build()) {
            createUsers(client);
            for (Map.Entry<Fault, Integer> status : Map.of(
                            Fault.LOST_REPLY,
                            500,
                            Fault.LOST_REQUEST,
                            500,
                            Fault.NO_CONNECTION,
                            503,
                            Fault.THROTTLE,
                            400)
                    .entrySet()) {
                faults.next(status.getKey());
                assertThatThrownBy(() -> client.scan(scan -> scan.tableName("users")))
                        .as("%s", status.getKey())
                        .isInstanceOfSatisfying(
                                DynamoDbException.class,
                                refusal -> assertThat(refusal.statusCode()).isEqualTo(status.getValue()));
            }
            assertThat(client.scan(scan -> scan.tableName("users")).count()).isZero();
        }
    }
}
