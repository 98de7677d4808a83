package dev.stator.engine.action.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import dev.stator.engine.Engine;
import dev.stator.engine.EngineOptions;
import dev.stator.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is let at a table with which something is under way. */
class AdmissionTest {
    private static final String IN_USE = "com.amazonaws.dynamodb.v20120810#ResourceInUseException";
    private static final String STILL = "Attempt to change a resource which is still in use: ";
    private static final String UNITS = "'ProvisionedThroughput': {'ReadCapacityUnits': %d, 'WriteCapacityUnits': 1}";
    private static final String INDEX = "'GlobalSecondaryIndexUpdates': [{'%s': {'IndexName': '%s'%s}}]";
    private static final String MADE = "'AttributeDefinitions': [{'AttributeName': 'a', 'AttributeType': 'S'}], "
            + INDEX.formatted(
                    "Create",
                    "made",
                    ", 'Projection': {'ProjectionType': 'ALL'}, 'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}], "
                            + UNITS.formatted(1));

    /** Changes of the table {@code t}, which has capacity, and an index {@code there}. */
    private static final Map<String, String> CHANGES = Map.ofEntries(
            Map.entry("capacity", UNITS.formatted(5)),
            Map.entry("billing", "'BillingMode': 'PAY_PER_REQUEST'"),
            Map.entry("stream", "'StreamSpecification': {'StreamEnabled': true, 'StreamViewType': 'NEW_IMAGE'}"),
            Map.entry("class", "'TableClass': 'STANDARD_INFREQUENT_ACCESS'"),
            Map.entry("key", "'SSESpecification': {'Enabled': true}"),
            Map.entry("warm", "'WarmThroughput': {'ReadUnitsPerSecond': 500}"),
            Map.entry("limit", "'OnDemandThroughput': {'MaxReadRequestUnits': 5}"),
            Map.entry("protection", "'DeletionProtectionEnabled': true"),
            Map.entry("create", MADE),
            Map.entry("delete made", INDEX.formatted("Delete", "made", "")),
            Map.entry("update made", INDEX.formatted("Update", "made", ", " + UNITS.formatted(6))),
            Map.entry("delete there", INDEX.formatted("Delete", "there", "")),
            Map.entry("update there", INDEX.formatted("Update", "there", ", " + UNITS.formatted(6))));

    /** What is another one in another engine. */
    private static final String CHANGING = "'TableId':[^,]+|'[A-Za-z]+DateTime':[^,}]+|2026-01-01T[0-9:.]+";

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final Calls db = new Calls(Engine.inMemory(EngineOptions.standard()
            .withClock(clock)
            .withExpiryEvery(Duration.ZERO)
            .withStatusDelay(Duration.ofSeconds(10))));

    AdmissionTest() {
        db.ok("CreateTable", """
                {'TableName': 'the-table', %s,
                 'AttributeDefinitions': [{'AttributeName': 'a', 'AttributeType': 'S'}],
                 'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}],
                 'GlobalSecondaryIndexes': [
                   {'IndexName': 'there', 'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}],
                    'Projection': {'ProjectionType': 'ALL'}, %s}]}
                """.formatted(UNITS.formatted(1), UNITS.formatted(1)));
        clock.advance(Duration.ofSeconds(10));
    }

    private static String change(String name) {
        return "{'TableName': 'the-table', " + CHANGES.get(name) + "}";
    }

    private String described() {
        return db.ok("DescribeTable", "{'TableName': 'the-table'}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            capacity     | capacity     | Table IOPS are currently being updated. Table: the-table
            capacity     | billing      | Table IOPS are currently being updated. Table: the-table
            capacity     | stream       | Can't enable or disable stream while table IOPS are being updated. Table: the-table
            capacity     | create       | Can't create or delete indexes while table IOPS are being updated. Table: the-table
            billing      | stream       | Can't enable or disable stream while table IOPS are being updated. Table: the-table
            billing      | limit        | OnDemandThroughput cannot be updated while BillingMode update is in progress
            stream       | stream       | A stream status change is currently in progress. Table: the-table Stream: 2026-01-01T00:00:10.000 Operation: ENABLE
            stream       | capacity     | Can't change table IOPS when stream status is being updated. Table: the-table Stream: 2026-01-01T00:00:10.000 Operation: ENABLE
            stream       | limit        | OnDemandThroughput cannot be updated while stream status update is in progress
            stream       | create       | Can't create or delete an index when stream status is being updated.
            stream       | class        | Can't update table class when stream status is being updated. Table: the-table Stream: 2026-01-01T00:00:10.000 Operation: ENABLE
            class        | class        | Can't update table class when a table class update is in progress. Table: the-table TableClassUpdateInProgress: STANDARD_INFREQUENT_ACCESS
            class        | stream       | Can't change stream status when a table class update is in progress. Table: the-table TableClassUpdateInProgress: STANDARD_INFREQUENT_ACCESS
            class        | limit        | OnDemandThroughput cannot be updated while TableClass update is in progress. TableClassUpdateInProgress: STANDARD_INFREQUENT_ACCESS
            class        | delete there | Can't create or delete an index when a table class update is in progress.
            key          | key          | Server-Side Encryption is still being updated
            create       | capacity     | Can't change table IOPS when an index is being created. Table: the-table Indexes: [made]
            create       | stream       | Can't change stream status when an index is being created. Table: the-table Indexes: [made]
            create       | limit        | OnDemandThroughput cannot be updated while index creation is in progress for indexes: [made]
            create       | delete made  | Index creation is in resource allocation phase. Retry deletion during backfilling phase or when the index is active. Table: the-table Index: made
            create       | update made  | Index is being created but is not backfilling yet.  Table: the-table Index: made
            delete there | capacity     | Can't change table IOPS when an index is being deleted. Table: the-table Indexes: [there]
            delete there | delete there | Index is being deleted. Table: the-table Index: there
            update there | update there | Index is being updated. Table: the-table Index: there
            """)
    void aChangeWaitsForAnother(String first, String second, String message) {
        db.ok("UpdateTable", change(first));
        String before = described();
        assertThat(db.refused(IN_USE, "UpdateTable", change(second))).isEqualTo(STILL + message);
        assertThat(described()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "capacity, protection",
        "capacity, key",
        "capacity, warm",
        "stream, key",
        "stream, warm",
        "stream, protection",
        "class, key",
        "class, protection",
        "key, stream",
        "key, class",
        "key, create",
        "warm, warm",
        "warm, create",
        "create, update there",
        "update there, create",
        "create, protection",
        "delete there, key",
        "key, capacity"
    })
    void aChangeIsLetAtATableBesideAnother(String first, String second) {
        db.ok("UpdateTable", change(first));
        db.ok("UpdateTable", change(second));
        clock.advance(Duration.ofSeconds(10));
        String both = described();
        assertThat(both).contains("'TableStatus':'ACTIVE'").doesNotContain("UPDATING", "CREATING", "DELETING");

        AdmissionTest other = new AdmissionTest();
        other.db.ok("UpdateTable", change(first));
        other.clock.advance(Duration.ofSeconds(10));
        other.db.ok("UpdateTable", change(second));
        other.clock.advance(Duration.ofSeconds(10));
        assertThat(both.replaceAll(CHANGING, ""))
                .as("as if one had come after the other")
                .isEqualTo(other.described().replaceAll(CHANGING, ""));
    }

    @Test
    void oneIndexIsMadeOrDeletedAtATime() {
        db.ok("UpdateTable", change("create"));
        assertThat(db.refused(
                        "com.amazonaws.dynamodb.v20120810#LimitExceededException",
                        "UpdateTable",
                        change("delete there")))
                .startsWith("Subscriber limit exceeded: Only 1 online index");
    }

    @Test
    void anIndexThatReadsTheItemsIsDeleted() {
        db.ok("UpdateTable", change("create"));
        clock.advance(Duration.ofSeconds(5));
        assertThat(db.ok("UpdateTable", change("delete made"))).contains("'IndexStatus':'DELETING'");
        assertThat(described()).contains("'TableStatus':'UPDATING'").doesNotContain("Backfilling");
        clock.advance(Duration.ofSeconds(10));
        assertThat(described()).contains("'there'").doesNotContain("'made'");
    }

    @Test
    void capacityChangesWhileAnIndexReadsTheItems() {
        db.ok("UpdateTable", change("create"));
        clock.advance(Duration.ofSeconds(5));
        db.ok("UpdateTable", change("capacity"));
        assertThat(described())
                .contains("'TableStatus':'UPDATING'", "'ReadCapacityUnits':1")
                .contains("'IndexStatus':'CREATING','Backfilling':true");
        clock.advance(Duration.ofSeconds(10));
        assertThat(described()).contains("'ReadCapacityUnits':5").doesNotContain("Backfilling");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            capacity     | Table: the-table is in the process of being updated.
            billing      | Table: the-table is in the process of being updated.
            key          | Table: the-table is in the process of being updated.
            warm         | Table: the-table is in the process of being updated.
            class        | Table: the-table is in the process of being updated.
            stream       | Cannot delete table while stream is being enabled/disabled.
            create       | Cannot delete table while indexes are being created, updated, or deleted.
            update there | Cannot delete table while indexes are being created, updated, or deleted.
            """)
    void aTableIsNotDeletedWhileAnythingIsUnderWay(String first, String message) {
        db.ok("UpdateTable", change(first));
        assertThat(db.refused(IN_USE, "DeleteTable", "{'TableName': 'the-table'}"))
                .isEqualTo(STILL + message);
        clock.advance(Duration.ofSeconds(10));
        db.ok("DeleteTable", "{'TableName': 'the-table'}");
    }
}
