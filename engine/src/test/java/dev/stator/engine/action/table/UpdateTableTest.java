package dev.stator.engine.action.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import dev.stator.engine.Engine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateTableTest {
    private static final String UNITS = "'ProvisionedThroughput': {'ReadCapacityUnits': %d, 'WriteCapacityUnits': %d}";
    private static final String NEW_INDEX = "'AttributeDefinitions': [{'AttributeName': 'g', 'AttributeType': 'N'}],"
            + " 'GlobalSecondaryIndexUpdates': [{'Create': {'IndexName': 'by-g', 'Projection': {'ProjectionType':"
            + " 'KEYS_ONLY'}, 'KeySchema': [{'AttributeName': 'g', 'KeyType': 'HASH'}]}}]";
    private static final String QUERY = "{'TableName': 'hash', 'IndexName': 'by-g', 'KeyConditionExpression': 'g = :g',"
            + " 'ExpressionAttributeValues': {':g': {'N': '1'}}}";

    private static final String NOT_FOUND = "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException";

    private final Calls db = Calls.withTables();

    private static String update(String change) {
        return "{'TableName': 'hash', " + change + "}";
    }

    private static String units(int read, int write) {
        return UNITS.formatted(read, write);
    }

    private String described() {
        return db.ok("DescribeTable", "{'TableName': 'hash'}");
    }

    private static void fill(Calls calls) {
        for (int i = 0; i < 30; i++) {
            calls.ok(
                    "PutItem",
                    "{'TableName': 'hash', 'Item': {'a': {'S': 'i%02d'}, 'g': {'N': '%d'}, 'z': {'S': 'zz'}}}"
                            .formatted(i, i % 10));
        }
        calls.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'odd'}, 'g': {'S': 'no number'}}}");
    }

    @Test
    void aNewIndexHoldsTheItemsThatAreThere() {
        fill(db);
        assertThat(db.ok("UpdateTable", update(NEW_INDEX)))
                .contains("'TableStatus':'UPDATING'", "'IndexStatus':'CREATING'", "'IndexSizeBytes':0");
        assertThat(described())
                .contains("'TableStatus':'ACTIVE'", "'IndexStatus':'ACTIVE'")
                .contains("'IndexSizeBytes':207,'ItemCount':30,")
                .contains("{'AttributeName':'g','AttributeType':'N'}");
        assertThat(db.ok("Query", QUERY))
                .contains("'Count':3", "{'a':{'S':'i01'},'g':{'N':'1'}}")
                .doesNotContain("zz");
    }

    @Test
    void theClassOfATableIsChangedAndStaysWithOtherChanges() {
        assertThat(db.ok("UpdateTable", update("'TableClass': 'STANDARD_INFREQUENT_ACCESS'")))
                .contains("'TableStatus':'UPDATING'")
                .doesNotContain("TableClassSummary");
        db.ok("UpdateTable", update("'DeletionProtectionEnabled': true"));
        assertThat(described())
                .contains("'TableClassSummary':{'TableClass':'STANDARD_INFREQUENT_ACCESS','LastUpdateDateTime':");
        String before = described();
        db.ok("UpdateTable", update("'TableClass': 'STANDARD_INFREQUENT_ACCESS'"));
        assertThat(described()).isEqualTo(before);
        db.ok("UpdateTable", update("'TableClass': 'STANDARD'"));
        assertThat(described()).contains("'TableClassSummary':{'TableClass':'STANDARD','LastUpdateDateTime':");
    }

    @Test
    void aNewIndexFollowsLaterWritesAlsoOfItemsThatItCannotHold() {
        fill(db);
        db.ok("UpdateTable", update(NEW_INDEX));
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'odd'}, 'g': {'N': '1'}}}");
        db.ok("DeleteItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'i01'}}}");
        assertThat(db.ok("Query", QUERY)).contains("'Count':3", "odd").doesNotContain("i01");
        assertThat(described()).contains("'ItemCount':30,'IndexArn'");
    }

    @Test
    void aDeletedIndexIsGoneWithItsAttribute() {
        db.ok("UpdateTable", update(NEW_INDEX));
        assertThat(db.ok("UpdateTable", update("'GlobalSecondaryIndexUpdates': [{'Delete': {'IndexName': 'by-g'}}]")))
                .contains("'IndexStatus':'DELETING'");
        assertThat(described()).doesNotContain("by-g", "'g'");
        assertThat(db.invalid("Query", QUERY)).isEqualTo("The table does not have the specified index: by-g");
        db.ok("UpdateTable", update(NEW_INDEX));
    }

    @Test
    void theOtherIndexesKeepTheirCounts() {
        db.ok("PutItem", "{'TableName': 'range', 'Item': {'a': {'S': 'x'}, 'b': {'N': '1'}, 'c': {'S': 'c'}}}");
        String change = "{'TableName': 'range', 'GlobalSecondaryIndexUpdates': [{'Delete': {'IndexName': 'of-c'}}]}";
        db.ok("UpdateTable", change);
        assertThat(db.ok("DescribeTable", "{'TableName': 'range'}"))
                .contains("'ItemCount':1,'TableArn'", "'ItemCount':1,'IndexArn'", "/index/by-c'")
                .doesNotContain("/index/of-c'");
    }

    @Test
    void capacityAndBillingChange() {
        assertThat(db.ok("UpdateTable", update("'BillingMode': 'PROVISIONED', " + units(5, 6))))
                .contains("'BillingMode':'PROVISIONED'", "'ReadCapacityUnits':5");
        assertThat(db.ok("UpdateTable", update(units(4, 6))))
                .contains("'LastDecreaseDateTime'", "'NumberOfDecreasesToday':0,'ReadCapacityUnits':5");
        assertThat(described())
                .contains("'NumberOfDecreasesToday':1,'ReadCapacityUnits':4")
                .doesNotContain("LastIncreaseDateTime")
                .contains("'BillingModeSummary':{'BillingMode':'PROVISIONED','LastUpdateToPayPerRequestDateTime'");
        db.ok("UpdateTable", update("'BillingMode': 'PAY_PER_REQUEST'"));
        assertThat(described())
                .as("the other mode is no decrease")
                .contains("'BillingMode':'PAY_PER_REQUEST'", "'NumberOfDecreasesToday':1,'ReadCapacityUnits':0");
    }

    @Test
    void sinceWhenATableIsPaidPerRequestIsToldOnceItIs() {
        String provisioned = Calls.HASH_TABLE
                .replace("'BillingMode': 'PAY_PER_REQUEST'", units(1, 1))
                .replace("hash", "other");
        db.ok("CreateTable", provisioned);
        assertThat(db.ok("UpdateTable", "{'TableName': 'other', 'BillingMode': 'PAY_PER_REQUEST'}"))
                .contains("'BillingModeSummary':{'BillingMode':'PAY_PER_REQUEST'}", "'LastDecreaseDateTime'");
        assertThat(db.ok("DescribeTable", "{'TableName': 'other'}"))
                .contains("'BillingModeSummary':{'BillingMode':'PAY_PER_REQUEST','LastUpdateToPayPerRequestDateTime'")
                .doesNotContain("LastDecreaseDateTime");
    }

    @Test
    void definitionsAreLookedAtForANewIndexOnly() {
        String twice = "'AttributeDefinitions': [{'AttributeName': 'a', 'AttributeType': 'N'},"
                + " {'AttributeName': 'a', 'AttributeType': 'B'}]";
        String before = described();
        db.ok("UpdateTable", update(twice + ", 'DeletionProtectionEnabled': false"));
        assertThat(described()).isEqualTo(before);
        assertThat(db.invalid("UpdateTable", update(twice))).startsWith("At least one of");
    }

    @Test
    void attributesAreShownInTheOrderOfTheirNames() {
        assertThat(db.ok("CreateTable", """
                        {'TableName': 'many', 'BillingMode': 'PAY_PER_REQUEST',
                         'AttributeDefinitions': [
                           {'AttributeName': 'z', 'AttributeType': 'S'}, {'AttributeName': 'b', 'AttributeType': 'N'}],
                         'KeySchema': [{'AttributeName': 'z', 'KeyType': 'HASH'}],
                         'GlobalSecondaryIndexes': [
                           {'IndexName': 'by-b', 'KeySchema': [{'AttributeName': 'b', 'KeyType': 'HASH'}],
                            'Projection': {'ProjectionType': 'INCLUDE', 'NonKeyAttributes': ['y', 'x']}}]}
                        """))
                .contains("[{'AttributeName':'b','AttributeType':'N'},{'AttributeName':'z','AttributeType':'S'}]")
                .contains("'NonKeyAttributes':['x','y']");
    }

    @Test
    void aTableHasTwentyGlobalIndexes() {
        for (int i = 0; i < 20; i++) {
            db.ok("UpdateTable", update(NEW_INDEX.replace("by-g", "index-" + i)));
        }
        assertThat(db.refused(
                        "com.amazonaws.dynamodb.v20120810#LimitExceededException", "UpdateTable", update(NEW_INDEX)))
                .isEqualTo(
                        "Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of 20");
    }

    @Test
    void aClassIsShownIfATableIsCreatedWithOne() {
        String standard = Calls.HASH_TABLE.replace("'BillingMode'", "'TableClass': 'STANDARD', 'BillingMode'");
        assertThat(db.ok("CreateTable", standard.replace("hash", "standard")))
                .contains("'TableClassSummary':{'TableClass':'STANDARD'}");
        assertThat(described()).doesNotContain("TableClassSummary");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'BillingMode': 'PROVISIONED' | One or more parameter values were invalid: ProvisionedThroughput must be specified when BillingMode is PROVISIONED
            'GlobalSecondaryIndexUpdates': [] | At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required
            'GlobalSecondaryIndexUpdates': [{}] | One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null
            'GlobalSecondaryIndexUpdates': [{'Delete': {'IndexName': 'abc'}}, {'Delete': {'IndexName': 'abc'}}] | One or more parameter values were invalid: Only one global secondary index update per index is allowed simultaneously. Index: abc
            'GlobalSecondaryIndexUpdates': [{'Delete': {'IndexName': 'abc'}, 'Create': {'IndexName': 'def', 'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}], 'Projection': {'ProjectionType': 'ALL'}}}] | One or more parameter values were invalid: Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object
            'ProvisionedThroughput': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1} | One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST
            'BillingMode': 'PAY_PER_REQUEST', 'ProvisionedThroughput': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1} | One or more parameter values were invalid: ProvisionedThroughput cannot be specified when BillingMode is PAY_PER_REQUEST
            'GlobalSecondaryIndexUpdates': [], 'DeletionProtectionEnabled': true | One or more parameter values were invalid: List of GlobalSecondaryIndexUpdates is empty
            'GlobalSecondaryIndexUpdates': [{'Update': {'IndexName': 'abc', 'WarmThroughput': {}}}] | One or more parameter values were invalid: WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for index: abc
            'TableClass': 'GLACIER' | Invalid table-class parameter provided. Please try again with a valid table-class value: [STANDARD, STANDARD_INFREQUENT_ACCESS].
            'AttributeDefinitions': [{'AttributeName': 'g', 'AttributeType': 'N'}], 'GlobalSecondaryIndexUpdates': [{'Create': {'IndexName': 'by-g', 'Projection': {'ProjectionType': 'ALL'}, 'KeySchema': [{'AttributeName': 'g', 'KeyType': 'HASH'}], 'ProvisionedThroughput': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1}}}] | One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: by-g when BillingMode is PAY_PER_REQUEST
            'ProvisionedThroughput': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1000000000001} | Given value 1000000000001 for WriteCapacityUnits is out of bounds
            """)
    void aChangeThatMakesNoSenseIsRefused(String change, String message) {
        assertThat(db.invalid("UpdateTable", update(change))).isEqualTo(message);
    }

    @Test
    void theCapacityOfAnIndexChanges() {
        db.ok("UpdateTable", update("'BillingMode': 'PROVISIONED', " + units(5, 6)));
        db.ok("UpdateTable", update(NEW_INDEX.replace("'KeySchema'", units(1, 2) + ", 'KeySchema'")));
        String change = "'GlobalSecondaryIndexUpdates': [{'Update': {'IndexName': 'by-g', %s}}]";
        assertThat(db.ok("UpdateTable", update(change.formatted(units(7, 8))))).contains("'IndexStatus':'UPDATING'");
        assertThat(described()).contains("'ReadCapacityUnits':7,'WriteCapacityUnits':8");
        assertThat(db.invalid("UpdateTable", update(change.formatted(units(7, 8)))))
                .isEqualTo(
                        "The provisioned throughput for the index by-g will not change. The requested value equals the"
                                + " current value. Current ReadCapacityUnits provisioned for index by-g: 7. Requested"
                                + " ReadCapacityUnits: 7. Current WriteCapacityUnits provisioned for index by-g: 8. Requested"
                                + " WriteCapacityUnits: 8. Refer to the Amazon DynamoDB Developer Guide for current limits and"
                                + " how to request higher limits.");
        assertThat(db.refused(
                        NOT_FOUND,
                        "UpdateTable",
                        update(change.replace("by-g", "other").formatted(units(7, 8)))))
                .isEqualTo("Requested resource not found: Index other for table hash");
        db.ok("UpdateTable", update("'BillingMode': 'PAY_PER_REQUEST'"));
        for (String none : new String[] {units(7, 8), "'OnDemandThroughput': {}"}) {
            assertThat(db.invalid("UpdateTable", update(change.formatted(none))))
                    .isEqualTo("One or more parameter values were invalid: The only Updates for index: by-g when"
                            + " TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput");
        }
        assertThat(db.invalid("UpdateTable", update("'BillingMode': 'PROVISIONED', " + units(5, 6))))
                .isEqualTo(
                        "One or more parameter values were invalid: ProvisionedThroughput must be specified for index:"
                                + " by-g");
    }

    @Test
    void anIndexThatIsMissingOrLocalIsNotDeleted() {
        String delete = "'GlobalSecondaryIndexUpdates': [{'Delete': {'IndexName': '%s'}}]}";
        assertThat(db.refused(
                        "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
                        "UpdateTable",
                        "{'TableName': 'range', " + delete.formatted("missing")))
                .isEqualTo("Requested resource not found: Index missing for table range");
        assertThat(db.invalid("UpdateTable", "{'TableName': 'range', " + delete.formatted("by-c")))
                .isEqualTo("Cannot delete an index that is not a GlobalSecondaryIndex: by-c");
        db.ok("UpdateTable", "{'TableName': 'range', " + delete.formatted("of-c"));
    }

    @Test
    void anAttributeKeepsTheTypeThatAnotherKeyGivesIt() {
        db.ok("UpdateTable", update(NEW_INDEX));
        String again = NEW_INDEX.replace("by-g", "by-g-again");
        assertThat(db.invalid("UpdateTable", update(again.replace("'N'", "'S'"))))
                .isEqualTo(
                        "One or more parameter values were invalid: Attributes cannot be redefined. Please check that"
                                + " your attribute has the same type as previously defined. Existing schema:"
                                + " Schema:[SchemaElement: key{g:N:HASH}] New schema: Schema:[SchemaElement: key{g:S:HASH}]");
        assertThat(db.invalid("UpdateTable", update(again.replace("'g'", "'a'"))))
                .contains("Existing schema: Schema:[SchemaElement: key{a:S:HASH}]");
        db.ok("UpdateTable", update(again));
    }

    @Test
    void anAttributeIsDefinedOnce() {
        String twice = NEW_INDEX.replace("'N'}]", "'N'}, {'AttributeName': 'g', 'AttributeType': 'S'}]");
        assertThat(db.invalid("UpdateTable", update(twice))).isEqualTo("Attribute Name is duplicated: g");
    }

    @Test
    void aNewIndexOfATableWithCapacityHasItsOwn() {
        db.ok("UpdateTable", update("'BillingMode': 'PROVISIONED', " + units(5, 6)));
        assertThat(db.invalid("UpdateTable", update(NEW_INDEX)))
                .isEqualTo(
                        "One or more parameter values were invalid: Both ReadCapacityUnits and WriteCapacityUnits must"
                                + " be specified for index: by-g");
        db.ok("UpdateTable", update(NEW_INDEX.replace("'KeySchema'", units(1, 2) + ", 'KeySchema'")));
    }

    @Test
    void capacityMustChange() {
        db.ok("UpdateTable", update("'BillingMode': 'PROVISIONED', " + units(5, 6)));
        assertThat(db.invalid("UpdateTable", update(units(5, 6))))
                .startsWith("The provisioned throughput for the table will not change. The requested value equals the"
                        + " current value. Current ReadCapacityUnits provisioned for the table: 5.");
    }

    @Test
    void oneIndexIsCreatedOrDeletedAtATime() {
        assertThat(db.refused(
                        "com.amazonaws.dynamodb.v20120810#LimitExceededException",
                        "UpdateTable",
                        update("'GlobalSecondaryIndexUpdates': [{'Delete': {'IndexName': 'abc'}}, {'Delete':"
                                + " {'IndexName': 'def'}}]")))
                .isEqualTo("Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per"
                        + " table");
    }

    @Test
    void anIndexIsNotCreatedTwiceNorWithoutItsAttribute() {
        assertThat(db.invalid("UpdateTable", update(NEW_INDEX.replace("'g', 'AttributeType'", "'h', 'AttributeType'"))))
                .isEqualTo("One or more parameter values were invalid: Some index key attributes are not defined in"
                        + " AttributeDefinitions. Keys: [g], AttributeDefinitions: [h]");
        assertThat(db.invalid("UpdateTable", update(NEW_INDEX.replace("'g', 'KeyType'", "'a', 'KeyType'"))))
                .as("the attribute of the table's own key is defined again")
                .endsWith("Keys: [a], AttributeDefinitions: [g]");
        assertThat(db.invalid(
                        "UpdateTable",
                        update(NEW_INDEX.replace("'HASH'}", "'HASH'}, {'AttributeName': 'a', 'KeyType': 'RANGE'}"))))
                .isEqualTo("Invalid KeySchema: Some index key attribute have no definition");
        assertThat(db.invalid("UpdateTable", update(NEW_INDEX.replace("'AttributeDefinitions'", "'Nothing'"))))
                .endsWith("AttributeDefinitions is not specified for index: by-g");
        db.ok("UpdateTable", update(NEW_INDEX));
        assertThat(db.invalid("UpdateTable", update(NEW_INDEX)))
                .isEqualTo("Attempting to create an index which already exists");
    }

    @Test
    void aMissingTableIsNotFound() {
        assertThat(db.refused(NOT_FOUND, "UpdateTable", "{'TableName': 'none', " + units(1, 1) + "}"))
                .isEqualTo("Requested resource not found: Table: none not found");
    }

    @Test
    void aChangedTableIsTheSameAfterReopening(@TempDir Path folder) {
        String before;
        try (Engine engine = Engine.open(folder)) {
            Calls calls = new Calls(engine);
            calls.ok("CreateTable", Calls.HASH_TABLE);
            fill(calls);
            calls.ok("UpdateTable", update("'BillingMode': 'PROVISIONED', " + units(5, 6)));
            calls.ok("UpdateTable", update(units(4, 7)));
            calls.ok("UpdateTable", update(NEW_INDEX.replace("'KeySchema'", units(1, 2) + ", 'KeySchema'")));
            before = calls.ok("DescribeTable", "{'TableName': 'hash'}");
        }
        try (Engine engine = Engine.open(folder)) {
            Calls calls = new Calls(engine);
            assertThat(calls.ok("DescribeTable", "{'TableName': 'hash'}"))
                    .isEqualTo(before)
                    .contains("'NumberOfDecreasesToday':1", "'ItemCount':30,'IndexArn'");
            assertThat(calls.ok("Query", QUERY)).contains("'Count':3");
        }
    }
}
