package dev.stator.engine.action.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.engine.Calls;
import dev.stator.engine.DataFolder;
import dev.stator.engine.Engine;
import dev.stator.engine.EngineOptions;
import dev.stator.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables whose statuses move, by a clock that the test moves. */
class StatusTest {
    private static final String NOT_FOUND = "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException";
    private static final String IN_USE = "com.amazonaws.dynamodb.v20120810#ResourceInUseException";
    private static final String DESCRIBED = "{'TableName': 'hash'}";
    private static final String GET = "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}}";
    private static final String PUT = "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'c': {'S': 'y'}}}";
    private static final String STREAM =
            "{'TableName': 'hash', 'StreamSpecification': {'StreamEnabled': true, 'StreamViewType': 'NEW_IMAGE'}}";
    private static final String PROTECT = "{'TableName': 'hash', 'DeletionProtectionEnabled': true}";
    private static final String ADD_INDEX = """
            {'TableName': 'hash', 'AttributeDefinitions': [{'AttributeName': 'c', 'AttributeType': 'S'}],
             'GlobalSecondaryIndexUpdates': [{'Create': {'IndexName': 'by-c', 'Projection': {'ProjectionType': 'ALL'},
                'KeySchema': [{'AttributeName': 'c', 'KeyType': 'HASH'}]}}]}
            """;
    private static final String DELETE_INDEX =
            "{'TableName': 'hash', 'GlobalSecondaryIndexUpdates': [{'Delete': {'IndexName': 'by-c'}}]}";
    private static final String QUERY = """
            {'TableName': 'hash', 'IndexName': 'by-c', 'KeyConditionExpression': 'c = :c',
             'ExpressionAttributeValues': {':c': {'S': 'y'}}}
            """;

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final EngineOptions options = EngineOptions.standard()
            .withClock(clock)
            .withExpiryEvery(Duration.ZERO)
            .withStatusDelay(Duration.ofSeconds(10));
    private final Engine engine = Engine.inMemory(options);
    private final Calls db = new Calls(engine);

    private void active(String table) {
        db.ok("CreateTable", table);
        clock.advance(Duration.ofSeconds(10));
    }

    @Test
    void aTableIsCreatingUntilTheDelayIsOver() {
        assertThat(db.ok("CreateTable", Calls.RANGE_TABLE)).contains("'TableStatus':'CREATING'");
        clock.advance(Duration.ofMillis(9_999));
        assertThat(db.ok("DescribeTable", "{'TableName': 'range'}"))
                .contains("'TableStatus':'CREATING'", "'IndexStatus':'CREATING'")
                .doesNotContain("ACTIVE", "Backfilling");
        assertThat(db.ok("ListTables", "{}")).isEqualTo("{'TableNames':['range']}");
        clock.advance(Duration.ofMillis(1));
        assertThat(db.ok("DescribeTable", "{'TableName': 'range'}"))
                .contains("'TableStatus':'ACTIVE'", "'IndexStatus':'ACTIVE'")
                .doesNotContain("CREATING");
    }

    @Test
    void aDelayWithoutEndIsNeverOver() {
        try (Engine slow = Engine.inMemory(options.withStatusDelay(ChronoUnit.FOREVER.getDuration()))) {
            Calls calls = new Calls(slow);
            calls.ok("CreateTable", Calls.HASH_TABLE);
            clock.advance(Duration.ofDays(36_500));
            assertThat(calls.ok("DescribeTable", DESCRIBED)).contains("'TableStatus':'CREATING'");
        }
    }

    @Test
    void aTableThatIsCreatingHasNoItemsYet() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        String absent = "Requested resource not found";
        assertThat(db.refused(NOT_FOUND, "PutItem", PUT)).isEqualTo(absent);
        assertThat(db.refused(NOT_FOUND, "GetItem", GET)).isEqualTo(absent);
        assertThat(db.refused(NOT_FOUND, "Scan", DESCRIBED)).isEqualTo(absent);
        assertThat(db.refused(
                        NOT_FOUND,
                        "BatchWriteItem",
                        "{'RequestItems': {'hash': [{'PutRequest': {'Item': {'a': {'S': 'x'}}}}]}}"))
                .isEqualTo(absent);
        assertThat(db.refused(NOT_FOUND, "TransactGetItems", "{'TransactItems': [{'Get': " + GET + "}]}"))
                .isEqualTo(absent);
        clock.advance(Duration.ofSeconds(10));
        db.ok("PutItem", PUT);
        assertThat(db.ok("GetItem", GET)).contains("'Item'");
    }

    @Test
    void aTableThatIsCreatingIsNotChanged() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        String creating = "Attempt to change a resource which is still in use: Table is being created: hash";
        assertThat(db.invalid("DescribeTimeToLive", DESCRIBED))
                .isEqualTo("Cannot describe time to live while table is in CREATING state: Current table state is"
                        + " CREATING");
        assertThat(db.refused(IN_USE, "DeleteTable", DESCRIBED)).isEqualTo(creating);
        assertThat(db.refused(IN_USE, "UpdateTable", PROTECT)).isEqualTo(creating);
        assertThat(db.refused(
                        IN_USE,
                        "UpdateTimeToLive",
                        "{'TableName': 'hash', 'TimeToLiveSpecification': {'AttributeName': 'u', 'Enabled': true}}"))
                .isEqualTo("Attempt to change a resource which is still in use: Table hash is being created");
        assertThat(db.refused(IN_USE, "CreateTable", Calls.HASH_TABLE)).isEqualTo(creating);
        clock.advance(Duration.ofSeconds(10));
        db.ok("DeleteTable", DESCRIBED);
    }

    @Test
    void aTableThatIsUpdatingIsUsedAndProtectedAtOnce() {
        active(Calls.HASH_TABLE);
        assertThat(db.ok("UpdateTable", STREAM)).contains("'TableStatus':'UPDATING'");
        assertThat(db.ok("DescribeTable", DESCRIBED)).contains("'TableStatus':'UPDATING'");
        assertThat(db.ok("UpdateTable", PROTECT)).contains("'TableStatus':'UPDATING'");
        db.ok("PutItem", PUT);
        assertThat(db.ok("DescribeTable", DESCRIBED))
                .contains("'TableStatus':'UPDATING'", "'DeletionProtectionEnabled':true");
        clock.advance(Duration.ofSeconds(10));
        assertThat(db.ok("DescribeTable", DESCRIBED))
                .contains("'TableStatus':'ACTIVE'", "'DeletionProtectionEnabled':true", "'StreamEnabled':true");
    }

    @Test
    void protectionAndLimitsTakeNoTime() {
        active(Calls.HASH_TABLE);
        assertThat(db.ok("UpdateTable", PROTECT)).contains("'TableStatus':'ACTIVE'");
        assertThat(db.ok("UpdateTable", "{'TableName': 'hash', 'OnDemandThroughput': {'MaxReadRequestUnits': 5}}"))
                .contains("'TableStatus':'ACTIVE'");
        db.ok("UpdateTable", PROTECT.replace("true", "false"));
        db.ok("DeleteTable", DESCRIBED);
    }

    @Test
    void nothingIsUnderWayWhereNothingChanges() {
        active(Calls.HASH_TABLE);
        for (String same : new String[] {"'BillingMode': 'PAY_PER_REQUEST'", "'TableClass': 'STANDARD'"}) {
            assertThat(db.ok("UpdateTable", "{'TableName': 'hash', " + same + "}"))
                    .contains("'TableStatus':'UPDATING'");
            assertThat(db.ok("DescribeTable", DESCRIBED)).contains("'TableStatus':'ACTIVE'");
        }
    }

    @Test
    void aTableIsActiveWhileItsKeyChanges() {
        active(Calls.HASH_TABLE);
        assertThat(db.ok("UpdateTable", "{'TableName': 'hash', 'SSESpecification': {'Enabled': true}}"))
                .contains("'TableStatus':'ACTIVE'", "'SSEDescription':{'Status':'UPDATING'}");
        assertThat(db.ok("DescribeTable", DESCRIBED)).contains("'SSEDescription':{'Status':'UPDATING'}");
        assertThat(db.ok("UpdateTable", STREAM)).contains("'TableStatus':'UPDATING'");
        assertThat(db.ok("DescribeTable", DESCRIBED))
                .contains("'TableStatus':'UPDATING'", "'SSEDescription':{'Status':'UPDATING'}");
        clock.advance(Duration.ofSeconds(10));
        assertThat(db.ok("DescribeTable", DESCRIBED))
                .contains("'TableStatus':'ACTIVE'", "'SSEDescription':{'Status':'ENABLED','SSEType':'KMS'");
    }

    @Test
    void itemsExpireFromTheTimeOfTheRequestOnThoughTheTableIsUpdating() {
        active(Calls.HASH_TABLE);
        db.ok("UpdateTable", STREAM);
        db.ok(
                "UpdateTimeToLive",
                "{'TableName': 'hash', 'TimeToLiveSpecification': {'AttributeName': 'u', 'Enabled': true}}");
        assertThat(db.ok("DescribeTable", DESCRIBED)).contains("'TableStatus':'UPDATING'");
        clock.advance(Duration.ofSeconds(10));
        assertThat(db.ok("DescribeTimeToLive", DESCRIBED)).contains("ENABLED");
        assertThat(db.ok("DescribeTable", DESCRIBED)).contains("'StreamEnabled':true");
    }

    @Test
    void capacityIsShownAsItWasUntilTheUpdateIsOver() {
        active(Calls.HASH_TABLE.replace(
                "'BillingMode': 'PAY_PER_REQUEST'",
                "'ProvisionedThroughput': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1}"));
        db.ok(
                "UpdateTable",
                "{'TableName': 'hash', 'ProvisionedThroughput': {'ReadCapacityUnits': 7, 'WriteCapacityUnits': 1}}");
        assertThat(db.ok("DescribeTable", DESCRIBED))
                .contains("'TableStatus':'UPDATING'", "'ReadCapacityUnits':1,", "'LastIncreaseDateTime':1.76722561E9");
        clock.advance(Duration.ofSeconds(10));
        assertThat(db.ok("DescribeTable", DESCRIBED))
                .contains("'TableStatus':'ACTIVE'", "'ReadCapacityUnits':7,", "'LastIncreaseDateTime':1.76722562E9");
    }

    @Test
    void anIndexIsFilledBeforeItIsRead() {
        active(Calls.HASH_TABLE);
        db.ok("PutItem", PUT);
        assertThat(db.ok("UpdateTable", ADD_INDEX)).contains("'IndexStatus':'CREATING','Backfilling':false");
        assertThat(db.ok("DescribeTable", DESCRIBED))
                .contains("'TableStatus':'UPDATING'", "'IndexStatus':'CREATING','Backfilling':false");
        clock.advance(Duration.ofSeconds(5));
        assertThat(db.ok("DescribeTable", DESCRIBED))
                .as("only the index is not ready any more")
                .contains("'TableStatus':'ACTIVE'", "'IndexStatus':'CREATING','Backfilling':true");
        String unread = "Cannot read from backfilling global secondary index: by-c";
        assertThat(db.invalid("Query", QUERY)).isEqualTo(unread);
        assertThat(db.invalid("Scan", "{'TableName': 'hash', 'IndexName': 'by-c'}"))
                .isEqualTo(unread);
        assertThat(db.invalid(
                        "ExecuteStatement", "{'Statement': 'SELECT * FROM \\u0022hash\\u0022.\\u0022by-c\\u0022'}"))
                .isEqualTo(unread);
        db.ok("PutItem", PUT.replace("'x'", "'other'"));
        clock.advance(Duration.ofSeconds(5));
        assertThat(db.ok("DescribeTable", DESCRIBED))
                .contains("'IndexStatus':'ACTIVE'")
                .doesNotContain("Backfilling");
        assertThat(db.ok("Query", QUERY)).contains("'Count':2");
    }

    @Test
    void anIndexIsDeletingUntilItIsGone() {
        active(Calls.HASH_TABLE);
        db.ok("UpdateTable", ADD_INDEX);
        clock.advance(Duration.ofSeconds(10));
        db.ok("UpdateTable", DELETE_INDEX);
        assertThat(db.ok("DescribeTable", DESCRIBED)).contains("'IndexStatus':'DELETING'");
        assertThat(db.invalid("Query", QUERY)).isEqualTo("The table does not have the specified index: by-c");
        clock.advance(Duration.ofSeconds(10));
        assertThat(db.ok("DescribeTable", DESCRIBED)).doesNotContain("by-c");
    }

    @Test
    void aTableThatIsDeletingIsStillShown() {
        active(Calls.HASH_TABLE);
        db.ok("PutItem", PUT);
        assertThat(db.ok("DeleteTable", DESCRIBED)).contains("'TableStatus':'DELETING'");
        assertThat(db.ok("DescribeTable", DESCRIBED)).contains("'TableStatus':'DELETING'");
        assertThat(db.ok("ListTables", "{}")).isEqualTo("{'TableNames':['hash']}");
        assertThat(db.refused(NOT_FOUND, "GetItem", GET)).isEqualTo("Requested resource not found");
        assertThat(db.refused(IN_USE, "CreateTable", Calls.HASH_TABLE)).isEqualTo("Table already exists: hash");
        assertThat(db.refused(IN_USE, "DeleteTable", DESCRIBED))
                .isEqualTo("Attempt to change a resource which is still in use: Table is being deleted: hash");
        assertThat(db.invalid("DescribeTimeToLive", DESCRIBED))
                .isEqualTo("Cannot describe time to live while table is in DELETING state: Current table state is"
                        + " DELETING");
        clock.advance(Duration.ofSeconds(10));
        assertThat(db.ok("ListTables", "{}")).isEqualTo("{'TableNames':[]}");
        assertThat(db.refused(NOT_FOUND, "DescribeTable", DESCRIBED)).contains("Table: hash not found");
        assertThat(engine.worlds()).isEmpty();
        active(Calls.HASH_TABLE);
        assertThat(db.ok("Scan", DESCRIBED)).contains("'Count':0");
    }

    @Test
    void pagesOfTablesLeaveOutThoseThatAreGone() {
        for (String name : new String[] {"aaa", "bbb", "ccc"}) {
            db.ok("CreateTable", Calls.HASH_TABLE.replace("hash", name));
        }
        clock.advance(Duration.ofSeconds(10));
        db.ok("DeleteTable", "{'TableName': 'bbb'}");
        clock.advance(Duration.ofSeconds(10));
        assertThat(db.ok("ListTables", "{'Limit': 2}")).isEqualTo("{'TableNames':['aaa','ccc']}");
    }

    @Test
    void fiveHundredTablesChangeAtATime() {
        for (int i = 0; i < 500; i++) {
            db.ok("CreateTable", Calls.HASH_TABLE.replace("hash", "table" + i));
        }
        assertThat(db.refused(
                        "com.amazonaws.dynamodb.v20120810#LimitExceededException", "CreateTable", Calls.HASH_TABLE))
                .isEqualTo("Subscriber limit exceeded: Only 500 tables can be created, updated, or deleted"
                        + " simultaneously");
        clock.advance(Duration.ofSeconds(10));
        db.ok("CreateTable", Calls.HASH_TABLE);
    }

    @Test
    void aDelayGoesOnAfterARestart(@TempDir Path folder) {
        try (Engine first = Engine.open(folder, options)) {
            Calls calls = new Calls(first);
            calls.ok("CreateTable", Calls.HASH_TABLE);
            clock.advance(Duration.ofSeconds(10));
            calls.ok("CreateTable", Calls.RANGE_TABLE);
            calls.ok("PutItem", PUT);
            calls.ok("UpdateTable", ADD_INDEX);
            clock.advance(Duration.ofSeconds(5));
        }
        assertThat(DataFolder.at(folder).verify().problems()).isEmpty();
        try (Engine second = Engine.open(folder, options.withStatusDelay(Duration.ZERO))) {
            Calls calls = new Calls(second);
            assertThat(calls.ok("DescribeTable", "{'TableName': 'range'}")).contains("'TableStatus':'CREATING'");
            assertThat(calls.ok("DescribeTable", DESCRIBED))
                    .contains("'TableStatus':'ACTIVE'", "'IndexStatus':'CREATING','Backfilling':true");
            clock.advance(Duration.ofSeconds(5));
            assertThat(calls.ok("DescribeTable", "{'TableName': 'range'}")).contains("'TableStatus':'ACTIVE'");
            assertThat(calls.ok("Query", QUERY)).contains("'Count':1");
        }
    }

    @Test
    void whatIsLeftOfADeletedTableIsSwept(@TempDir Path folder) {
        try (Engine first = Engine.open(folder, options)) {
            Calls calls = new Calls(first);
            calls.ok("CreateTable", Calls.RANGE_TABLE);
            clock.advance(Duration.ofSeconds(10));
            calls.ok("DeleteTable", "{'TableName': 'range'}");
            first.expire();
            assertThat(calls.ok("ListTables", "{}")).contains("range");
            assertThat(DataFolder.at(folder).verify().problems()).isEmpty();
            clock.advance(Duration.ofSeconds(10));
            first.expire();
        }
        assertThat(DataFolder.at(folder).verify()).satisfies(report -> {
            assertThat(report.problems()).isEmpty();
            assertThat(report.tables()).isZero();
        });
    }

    @Test
    void aDelayIsATimeOrZero() {
        assertThat(options.withStatusDelay(Duration.ZERO).statusDelay()).isZero();
        assertThatThrownBy(() -> options.withStatusDelay(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("statusDelay");
    }
}
