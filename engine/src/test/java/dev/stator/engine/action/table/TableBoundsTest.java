package dev.stator.engine.action.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import dev.stator.engine.Engine;
import dev.stator.engine.EngineOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a table shall be ready for, and give at most on demand. */
class TableBoundsTest {
    private static final String DESCRIBED = "{'TableName': 'hash'}";
    private static final String PROVISIONED = Calls.HASH_TABLE.replace(
            "'BillingMode': 'PAY_PER_REQUEST'",
            "'ProvisionedThroughput': {'ReadCapacityUnits': 5, 'WriteCapacityUnits': 6}");

    private final Calls db = new Calls(Engine.inMemory());

    private static String with(String table, String members) {
        return table.replace("{'TableName'", "{" + members + ", 'TableName'");
    }

    private static String warm(int reads, int writes, String status) {
        return "'WarmThroughput':{'ReadUnitsPerSecond':" + reads + ",'WriteUnitsPerSecond':" + writes + ",'Status':'"
                + status + "'}";
    }

    @Test
    void aTableIsReadyForItsCapacityAndOnDemandForThatOfTheService() {
        assertThat(db.ok("CreateTable", PROVISIONED)).doesNotContain("WarmThroughput");
        assertThat(db.ok("DescribeTable", DESCRIBED)).contains(warm(5, 6, "ACTIVE"));
        assertThat(db.ok("DeleteTable", DESCRIBED)).doesNotContain("WarmThroughput");
        db.ok("CreateTable", Calls.RANGE_TABLE);
        assertThat(db.ok("DescribeTable", "{'TableName': 'range'}"))
                .contains("'ItemCount':0,'IndexArn':'arn:aws:dynamodb:us-east-1:000000000000:table/range/index/by-c'}")
                .containsSubsequence(warm(12000, 4000, "ACTIVE"), "'of-c'", warm(12000, 4000, "ACTIVE"));
    }

    @Test
    void aTableIsCreatedReadyForMore() {
        assertThat(db.ok(
                        "CreateTable",
                        with(
                                PROVISIONED,
                                "'WarmThroughput': {'ReadUnitsPerSecond': 1000, 'WriteUnitsPerSecond': 1200}")))
                .contains(warm(1000, 1200, "UPDATING"));
        assertThat(db.ok("DescribeTable", DESCRIBED)).contains(warm(1000, 1200, "ACTIVE"));
    }

    @Test
    void aTableBecomesReadyForMoreAndNeverForLess() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        String update = "{'TableName': 'hash', 'WarmThroughput': {'ReadUnitsPerSecond': %d}}";
        assertThat(db.ok("UpdateTable", update.formatted(13000)))
                .contains("'TableStatus':'ACTIVE'", warm(12000, 4000, "UPDATING"));
        assertThat(db.ok("UpdateTable", "{'TableName': 'hash', 'DeletionProtectionEnabled': false}"))
                .contains(warm(13000, 4000, "ACTIVE"));
        assertThat(db.invalid("UpdateTable", update.formatted(12999)))
                .isEqualTo(
                        "One or more parameter values were invalid: Requested ReadUnitsPerSecond for WarmThroughput for"
                                + " table is lower than current WarmThroughput, decreasing WarmThroughput is not supported");
        assertThat(db.ok("DescribeTable", DESCRIBED)).contains(warm(13000, 4000, "ACTIVE"));
    }

    @Test
    void whatIsUnderWayIsShownUntilTheDelayIsOver(@TempDir Path folder) {
        EngineOptions slow = EngineOptions.standard().withStatusDelay(Duration.ofDays(1));
        try (Engine engine = Engine.open(folder)) {
            new Calls(engine).ok("CreateTable", Calls.HASH_TABLE);
        }
        try (Engine engine = Engine.open(folder, slow)) {
            new Calls(engine)
                    .ok("UpdateTable", "{'TableName': 'hash', 'WarmThroughput': {'WriteUnitsPerSecond': 5000}}");
        }
        try (Engine engine = Engine.open(folder, slow)) {
            assertThat(new Calls(engine).ok("DescribeTable", DESCRIBED)).contains(warm(12000, 4000, "UPDATING"));
        }
    }

    @Test
    void indexesHaveBoundsOfTheirOwn() {
        db.ok("CreateTable", Calls.RANGE_TABLE);
        assertThat(db.ok(
                        "UpdateTable",
                        "{'TableName': 'range', 'GlobalSecondaryIndexUpdates': [{'Update': {'IndexName': 'of-c',"
                                + " 'WarmThroughput': {'ReadUnitsPerSecond': 12001}, 'OnDemandThroughput':"
                                + " {'MaxWriteRequestUnits': 7}}}]}"))
                .containsSubsequence("'of-c'", warm(12000, 4000, "UPDATING"), "'of-c-d'", warm(12000, 4000, "ACTIVE"));
        assertThat(db.ok("DescribeTable", "{'TableName': 'range'}"))
                .containsSubsequence(
                        "'of-c'", "'OnDemandThroughput':{'MaxWriteRequestUnits':7}", warm(12001, 4000, "ACTIVE"));
        assertThat(db.invalid(
                        "UpdateTable",
                        "{'TableName': 'range', 'GlobalSecondaryIndexUpdates': [{'Update': {'IndexName': 'of-c'}}]}"))
                .contains("for index: of-c");
    }

    @Test
    void limitsOnDemandAreShownAndTakenAwayByMinusOne() {
        db.ok(
                "CreateTable",
                with(Calls.HASH_TABLE, "'OnDemandThroughput': {'MaxReadRequestUnits': 5, 'MaxWriteRequestUnits': 6}"));
        assertThat(db.ok("DescribeTable", DESCRIBED))
                .contains("'OnDemandThroughput':{'MaxReadRequestUnits':5,'MaxWriteRequestUnits':6}");
        String update = "{'TableName': 'hash', 'OnDemandThroughput': {'%s': -1}}";
        assertThat(db.ok("UpdateTable", update.formatted("MaxReadRequestUnits")))
                .contains("'OnDemandThroughput':{'MaxReadRequestUnits':-1,'MaxWriteRequestUnits':6}");
        assertThat(db.ok("DescribeTable", DESCRIBED)).contains("'OnDemandThroughput':{'MaxWriteRequestUnits':6}");
        assertThat(db.ok("UpdateTable", update.formatted("MaxWriteRequestUnits")))
                .contains("'OnDemandThroughput':{'MaxWriteRequestUnits':-1}");
        assertThat(db.ok("DescribeTable", DESCRIBED)).doesNotContain("OnDemandThroughput");
    }

    @Test
    void boundsWithoutMembersAreAsIfTheyWereNotThere() {
        db.ok("CreateTable", with(Calls.HASH_TABLE, "'WarmThroughput': {}, 'OnDemandThroughput': {}"));
        String before = db.ok("DescribeTable", DESCRIBED);
        db.ok("UpdateTable", "{'TableName': 'hash', 'WarmThroughput': {}, 'TableClass': 'STANDARD'}");
        db.ok("UpdateTable", "{'TableName': 'hash', 'OnDemandThroughput': {}, 'BillingMode': 'PAY_PER_REQUEST'}");
        assertThat(db.ok("DescribeTable", DESCRIBED)).isEqualTo(before);
    }

    @Test
    void aTableStaysReadyForTheMostThatItEverHad() {
        db.ok("CreateTable", PROVISIONED);
        String units =
                "{'TableName': 'hash', %s 'ProvisionedThroughput': {'ReadCapacityUnits': %d, 'WriteCapacityUnits': %d}}";
        db.ok("UpdateTable", units.formatted("", 9, 6));
        db.ok("UpdateTable", units.formatted("", 1, 7));
        assertThat(db.ok("DescribeTable", DESCRIBED)).contains(warm(9, 7, "ACTIVE"));
        db.ok("UpdateTable", "{'TableName': 'hash', 'BillingMode': 'PAY_PER_REQUEST'}");
        db.ok("UpdateTable", units.formatted("'BillingMode': 'PROVISIONED',", 1, 1));
        assertThat(db.ok("DescribeTable", DESCRIBED)).contains(warm(12000, 4000, "ACTIVE"));
    }

    @Test
    void limitsOnDemandEndWithTheModeThatHasThem() {
        db.ok("CreateTable", with(Calls.HASH_TABLE, "'OnDemandThroughput': {'MaxReadRequestUnits': 5}"));
        db.ok(
                "UpdateTable",
                "{'TableName': 'hash', 'BillingMode': 'PROVISIONED', 'ProvisionedThroughput':"
                        + " {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1}}");
        db.ok("UpdateTable", "{'TableName': 'hash', 'BillingMode': 'PAY_PER_REQUEST'}");
        assertThat(db.ok("DescribeTable", DESCRIBED)).doesNotContain("OnDemandThroughput");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            true  | 'OnDemandThroughput': {'MaxReadRequestUnits': 0} | Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range
            true  | 'OnDemandThroughput': {'MaxWriteRequestUnits': -1} | Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range
            true  | 'WarmThroughput': {'WriteUnitsPerSecond': 0} | Requested WriteUnitsPerSecond for WarmThroughput for table is lower than initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial
            false | 'WarmThroughput': {'ReadUnitsPerSecond': 0} | Requested ReadUnitsPerSecond for WarmThroughput for table is lower than ReadCapacityUnits of ProvisionedThroughput
            false | 'OnDemandThroughput': {'MaxWriteRequestUnits': 5} | MaxWriteRequestUnits for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.
            """)
    void boundsThatCannotBeAreRefused(boolean perRequest, String member, String message) {
        assertThat(db.invalid("CreateTable", with(perRequest ? Calls.HASH_TABLE : PROVISIONED, member)))
                .isEqualTo("One or more parameter values were invalid: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            true  | 'MaxReadRequestUnits': 0   | Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range
            true  | 'MaxWriteRequestUnits': -2 | Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range
            false | 'MaxReadRequestUnits': 0   | MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED
            """)
    void limitsThatATableCannotGetAreRefused(boolean perRequest, String limit, String message) {
        db.ok("CreateTable", perRequest ? Calls.HASH_TABLE : PROVISIONED);
        assertThat(db.invalid("UpdateTable", "{'TableName': 'hash', 'OnDemandThroughput': {" + limit + "}}"))
                .isEqualTo("One or more parameter values were invalid: " + message);
    }

    @Test
    void aTableThatIsPaidPerRequestFromNowOnGetsItsLimitsAtOnce() {
        db.ok("CreateTable", PROVISIONED);
        db.ok(
                "UpdateTable",
                "{'TableName': 'hash', 'BillingMode': 'PAY_PER_REQUEST', 'OnDemandThroughput': {'MaxReadRequestUnits': 9}}");
        assertThat(db.ok("DescribeTable", DESCRIBED)).contains("'OnDemandThroughput':{'MaxReadRequestUnits':9}");
    }
}
