package dev.stator.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.engine.Engine;
import dev.stator.engine.EngineOptions;
import dev.stator.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The public client of the service works with the engine as with the service. */
class EngineOverHttpTest {
    private static final String TABLE = "orders";

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    private static List<KeySchemaElement> key(String partition, String sort) {
        return List.of(
                KeySchemaElement.builder()
                        .attributeName(partition)
                        .keyType(KeyType.HASH)
                        .build(),
                KeySchemaElement.builder()
                        .attributeName(sort)
                        .keyType(KeyType.RANGE)
                        .build());
    }

    private static Map<String, AttributeValue> id(String customer, int number) {
        return Map.of("customer", AttributeValue.fromS(customer), "number", AttributeValue.fromN("" + number));
    }

    private static void create(DynamoDbClient client) {
        Projection all = Projection.builder().projectionType(ProjectionType.ALL).build();
        client.createTable(create -> create.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        attribute("customer", ScalarAttributeType.S),
                        attribute("number", ScalarAttributeType.N),
                        attribute("state", ScalarAttributeType.S))
                .keySchema(key("customer", "number"))
                .localSecondaryIndexes(LocalSecondaryIndex.builder()
                        .indexName("by-state")
                        .keySchema(key("customer", "state"))
                        .projection(all)
                        .build())
                .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName("of-state")
                        .keySchema(key("state", "number"))
                        .projection(all)
                        .build()));
        assertThat(client.waiter()
                        .waitUntilTableExists(wait -> wait.tableName(TABLE))
                        .matched()
                        .response()
                        .orElseThrow()
                        .table()
                        .tableStatus())
                .isEqualTo(TableStatus.ACTIVE);
    }

    private static QueryResponse open(DynamoDbClient client, String index, String condition, String value) {
        return client.query(query -> query.tableName(TABLE)
                .indexName(index)
                .keyConditionExpression(condition)
                .expressionAttributeNames(condition.contains("#s") ? Map.of("#s", "state") : null)
                .expressionAttributeValues(Map.of(":v", AttributeValue.fromS(value))));
    }

    @Test
    void theAwsSdkLivesThroughTheLifeOfATable() {
        try (Engine engine = Engine.inMemory();
                HttpFront front = HttpFront.start(engine, HttpFrontTest.ANY_PORT);
                DynamoDbClient client = AwsSdkTest.client(front)) {
            create(client);
            client.putItem(put -> put.tableName(TABLE)
                    .item(Map.of(
                            "customer", AttributeValue.fromS("ann"),
                            "number", AttributeValue.fromN("1"),
                            "lines", AttributeValue.fromL(List.of(AttributeValue.fromS("tea"))))));
            assertThat(client.updateItem(update -> update.tableName(TABLE)
                                    .key(id("ann", 1))
                                    .updateExpression("SET #s = :s")
                                    .expressionAttributeNames(Map.of("#s", "state"))
                                    .expressionAttributeValues(Map.of(":s", AttributeValue.fromS("open")))
                                    .returnValues(ReturnValue.UPDATED_NEW))
                            .attributes())
                    .isEqualTo(Map.of("state", AttributeValue.fromS("open")));
            assertThat(open(client, "of-state", "#s = :v", "open").items())
                    .singleElement()
                    .satisfies(item -> assertThat(item.get("lines").l()).containsExactly(AttributeValue.fromS("tea")));
            assertThat(open(client, "by-state", "customer = :v", "ann").count()).isEqualTo(1);
            transact(client);
            assertThat(client.scanPaginator(scan -> scan.tableName(TABLE).limit(1))
                            .items())
                    .hasSize(2);
            drop(client);
        }
    }

    @Test
    void theAwsSdkReadsAStreamAndSeesWhatExpired() {
        ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
        try (Engine engine = Engine.inMemory(
                        EngineOptions.standard().withClock(clock).withExpiryEvery(Duration.ZERO));
                HttpFront front = HttpFront.start(engine, HttpFrontTest.ANY_PORT);
                DynamoDbClient client = AwsSdkTest.client(front);
                DynamoDbStreamsClient streams = AwsSdkTest.streams(front)) {
            String arn = client.createTable(table -> table.tableName("sessions")
                            .attributeDefinitions(AttributeDefinition.builder()
                                    .attributeName("id")
                                    .attributeType(ScalarAttributeType.S)
                                    .build())
                            .keySchema(KeySchemaElement.builder()
                                    .attributeName("id")
                                    .keyType(KeyType.HASH)
                                    .build())
                            .billingMode(BillingMode.PAY_PER_REQUEST)
                            .streamSpecification(s -> s.streamEnabled(true).streamViewType(StreamViewType.OLD_IMAGE)))
                    .tableDescription()
                    .latestStreamArn();
            client.updateTimeToLive(ttl -> ttl.tableName("sessions")
                    .timeToLiveSpecification(s -> s.attributeName("until").enabled(true)));
            String now = Long.toString(clock.instant().getEpochSecond());
            client.putItem(put -> put.tableName("sessions")
                    .item(Map.of("id", AttributeValue.fromS("x"), "until", AttributeValue.fromN(now))));
            engine.expire();

            Shard shard = streams.describeStream(d -> d.streamArn(arn))
                    .streamDescription()
                    .shards()
                    .get(0);
            String iterator = streams.getShardIterator(i ->
                            i.streamArn(arn).shardId(shard.shardId()).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            List<Record> records =
                    streams.getRecords(r -> r.shardIterator(iterator)).records();

            assertThat(records)
                    .extracting(Record::eventName)
                    .containsExactly(OperationType.INSERT, OperationType.REMOVE);
            Record removed = records.get(1);
            assertThat(removed.userIdentity().type()).isEqualTo("Service");
            assertThat(removed.userIdentity().principalId()).isEqualTo("dynamodb.amazonaws.com");
            assertThat(removed.dynamodb().oldImage().get("until").n()).isEqualTo(now);
            assertThat(removed.dynamodb().approximateCreationDateTime()).isEqualTo(clock.instant());
            assertThat(streams.listStreams(l -> l.tableName("sessions")).streams())
                    .singleElement()
                    .satisfies(stream -> assertThat(stream.streamArn()).isEqualTo(arn));
        }
    }

    private static void transact(DynamoDbClient client) {
        TransactWriteItem put = TransactWriteItem.builder()
                .put(write ->
                        write.tableName(TABLE).item(id("ben", 2)).conditionExpression("attribute_not_exists(customer)"))
                .build();
        client.transactWriteItems(transaction -> transaction.transactItems(put));
        assertThatThrownBy(() -> client.transactWriteItems(transaction -> transaction.transactItems(put)))
                .isInstanceOfSatisfying(
                        TransactionCanceledException.class,
                        canceled -> assertThat(canceled.cancellationReasons())
                                .singleElement()
                                .satisfies(reason -> assertThat(reason.code()).isEqualTo("ConditionalCheckFailed")));
        assertThat(client.getItem(get -> get.tableName(TABLE).key(id("ben", 2))).item())
                .isEqualTo(id("ben", 2));
    }

    private static void drop(DynamoDbClient client) {
        client.deleteTable(delete -> delete.tableName(TABLE));
        client.waiter().waitUntilTableNotExists(wait -> wait.tableName(TABLE));
        assertThatThrownBy(() -> client.describeTable(describe -> describe.tableName(TABLE)))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
