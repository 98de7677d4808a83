package dev.stator.engine.action.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import dev.stator.engine.DataFolder;
import dev.stator.engine.Engine;
import dev.stator.engine.EngineOptions;
import dev.stator.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Backups of tables, what is told of them, and tables that are restored from them. */
class BackupTest {
    private static final String SPACE = "com.amazonaws.dynamodb.v20120810#";
    private static final String OTHER = "'TargetTableName': 'other'";
    private static final String NONE =
            "arn:aws:dynamodb:us-east-1:000000000000:table/hash/backup/01767225600000-0123abcd";

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final EngineOptions options =
            EngineOptions.standard().withClock(clock).withExpiryEvery(Duration.ZERO);
    private final Engine engine = Engine.inMemory(options);
    private final Calls db = new Calls(engine);

    private static void fill(Calls calls) {
        calls.ok("CreateTable", Calls.RANGE_TABLE);
        for (int i = 0; i < 10; i++) {
            calls.ok(
                    "PutItem",
                    "{'TableName': 'range', 'Item': {'a': {'S': 'x'}, 'b': {'N': '%d'}, 'c': {'S': 'c%d'}, 'd': {'S': 'd'}}}"
                            .formatted(i, i % 2));
        }
    }

    /** Makes a backup; gives its ARN. */
    private static String backup(Calls calls, String table, String name) {
        String reply = calls.ok("CreateBackup", "{'TableName': '" + table + "', 'BackupName': '" + name + "'}");
        int begin = reply.indexOf("arn:");
        return reply.substring(begin, reply.indexOf("'", begin));
    }

    private static String of(String arn) {
        return "{'BackupArn': '" + arn + "'}";
    }

    private static String restore(String arn, String more) {
        return "{'BackupArn': '" + arn + "', " + more + "}";
    }

    private static long count(Calls calls, String scan) {
        String reply = calls.ok("Scan", scan);
        int begin = reply.indexOf("'Count':") + "'Count':".length();
        return Long.parseLong(reply.substring(begin, reply.indexOf(",", begin)));
    }

    @Test
    void aBackupIsMadeDescribedAndDeleted() {
        fill(db);
        String made = db.ok("CreateBackup", "{'TableName': 'range', 'BackupName': 'first'}");
        assertThat(made)
                .matches(
                        "\\{'BackupDetails':\\{'BackupArn':'arn:aws:dynamodb:us-east-1:000000000000:table/range/backup/"
                                + "01767225600000-[0-9a-f]{8}','BackupName':'first','BackupSizeBytes':\\d+,"
                                + "'BackupStatus':'CREATING','BackupType':'USER','BackupCreationDateTime':1.7672256E9}}");
        String arn = made.substring(made.indexOf("arn:"), made.indexOf("','BackupName"));
        assertThat(db.ok("DescribeBackup", of(arn)))
                .startsWith("{'BackupDescription':{'BackupDetails':{'BackupArn':'" + arn + "'")
                .contains(
                        "'BackupStatus':'AVAILABLE'",
                        "'SourceTableDetails':{'TableName':'range','TableId':'",
                        "'KeySchema':[{'AttributeName':'a','KeyType':'HASH'},{'AttributeName':'b','KeyType':'RANGE'}]",
                        "'ProvisionedThroughput':{'ReadCapacityUnits':0,'WriteCapacityUnits':0},'ItemCount':10,'BillingMode':'PAY_PER_REQUEST'}",
                        "'LocalSecondaryIndexes':[{'IndexName':'by-c'",
                        "'GlobalSecondaryIndexes':[{'IndexName':'of-c'");
        assertThat(db.ok("DeleteBackup", of(arn)))
                .startsWith("{'BackupDescription':{'BackupDetails':{'BackupArn':'" + arn + "'")
                .contains("'BackupStatus':'DELETED'", "'ItemCount':10");
        for (String action : new String[] {"DescribeBackup", "DeleteBackup"}) {
            assertThat(db.refused(SPACE + "BackupNotFoundException", action, of(arn)))
                    .isEqualTo("Backup not found: " + arn);
        }
    }

    @Test
    void whatATableHasBesideItsItemsIsToldOfItsBackup() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        assertThat(db.ok("DescribeBackup", of(backup(db, "hash", "plain"))))
                .endsWith("'SourceTableFeatureDetails':{}}}");
        db.ok(
                "UpdateTimeToLive",
                "{'TableName': 'hash', 'TimeToLiveSpecification': {'AttributeName': 'u', 'Enabled': true}}");
        db.ok(
                "UpdateTable",
                "{'TableName': 'hash', 'StreamSpecification': {'StreamEnabled': true, 'StreamViewType': 'KEYS_ONLY'}}");
        String arn = backup(db, "hash", "more");
        assertThat(db.ok("DescribeBackup", of(arn)))
                .endsWith("'SourceTableFeatureDetails':{'StreamDescription':{'StreamEnabled':true,'StreamViewType':"
                        + "'KEYS_ONLY'},'TimeToLiveDescription':{'TimeToLiveStatus':'ENABLED','AttributeName':'u'}}}}");
        db.ok("RestoreTableFromBackup", restore(arn, OTHER));
        assertThat(db.ok("DescribeTable", "{'TableName': 'other'}")).doesNotContain("Stream");
        assertThat(db.ok("DescribeTimeToLive", "{'TableName': 'other'}")).contains("DISABLED");
    }

    @Test
    void aRestoredTableHasTheItemsAndIndexesOfTheMomentOfTheBackup() {
        fill(db);
        String arn = backup(db, "range", "kept");
        db.ok("DeleteItem", "{'TableName': 'range', 'Key': {'a': {'S': 'x'}, 'b': {'N': '0'}}}");
        db.ok("PutItem", "{'TableName': 'range', 'Item': {'a': {'S': 'new'}, 'b': {'N': '1'}}}");
        db.ok("DeleteTable", "{'TableName': 'range'}");
        assertThat(db.ok("RestoreTableFromBackup", restore(arn, OTHER)))
                .startsWith("{'TableDescription':{'TableName':'other'")
                .contains(
                        "'TableStatus':'CREATING'",
                        "'ItemCount':10",
                        "'RestoreSummary':{'SourceBackupArn':'" + arn
                                + "','SourceTableArn':'arn:aws:dynamodb:us-east-1:000000000000:table/range','RestoreDateTime':1.7672256E9,'RestoreInProgress':true}");
        assertThat(db.ok("DescribeTable", "{'TableName': 'other'}"))
                .contains("'TableStatus':'ACTIVE'", "'ItemCount':10")
                .doesNotContain("RestoreSummary");
        assertThat(count(db, "{'TableName': 'other'}")).isEqualTo(10);
        assertThat(count(db, "{'TableName': 'other', 'IndexName': 'by-d'}")).isEqualTo(10);
        assertThat(db.ok("Query", """
                {'TableName': 'other', 'IndexName': 'of-c', 'KeyConditionExpression': 'c = :c',
                 'ExpressionAttributeValues': {':c': {'S': 'c1'}}}
                """)).contains("'Count':5");
        db.ok("PutItem", "{'TableName': 'other', 'Item': {'a': {'S': 'y'}, 'b': {'N': '1'}}}");
        db.ok("RestoreTableFromBackup", restore(arn, "'TargetTableName': 'range'"));
        assertThat(count(db, "{'TableName': 'range'}")).isEqualTo(10);
        assertThat(count(db, "{'TableName': 'other'}")).isEqualTo(11);
    }

    @Test
    void indexesAreLeftOutOrKeptAlsoUnderOtherNames() {
        fill(db);
        String arn = backup(db, "range", "kept");
        db.ok(
                "RestoreTableFromBackup",
                restore(arn, OTHER + ", 'GlobalSecondaryIndexOverride': [], 'LocalSecondaryIndexOverride': []"));
        assertThat(db.ok("DescribeTable", "{'TableName': 'other'}"))
                .contains(
                        "'AttributeDefinitions':[{'AttributeName':'a','AttributeType':'S'},{'AttributeName':'b','AttributeType':'N'}]")
                .doesNotContain("IndexName");
        String ofC =
                "{'IndexName': 'of-c', 'Projection': {'ProjectionType': 'ALL'}, 'KeySchema': [{'AttributeName': 'c',"
                        + " 'KeyType': 'HASH'}]}";
        db.ok(
                "RestoreTableFromBackup",
                restore(arn, "'TargetTableName': 'third', 'GlobalSecondaryIndexOverride': [" + ofC + "]"));
        assertThat(db.ok("DescribeTable", "{'TableName': 'third'}"))
                .contains("'of-c'", "'by-c'", "'by-d'")
                .doesNotContain("'of-c-d'");
        db.ok(
                "RestoreTableFromBackup",
                restore(
                        arn,
                        "'TargetTableName': 'renamed', 'GlobalSecondaryIndexOverride': ["
                                + ofC.replace("'of-c'", "'of-x'") + "]"));
        assertThat(db.ok("DescribeTable", "{'TableName': 'renamed'}"))
                .contains("'of-x'")
                .doesNotContain("'of-c'");
        assertThat(count(db, "{'TableName': 'renamed', 'IndexName': 'of-x'}")).isEqualTo(10);
        for (String wrong : new String[] {ofC.replace("'c'", "'a'"), ofC.replace("'ALL'", "'KEYS_ONLY'")}) {
            String name = "of-c";
            assertThat(db.invalid(
                            "RestoreTableFromBackup",
                            restore(
                                    arn,
                                    "'TargetTableName': 'fourth', 'GlobalSecondaryIndexOverride': [" + wrong + "]")))
                    .isEqualTo("Invalid Request: Index " + name
                            + " does not match a secondary index that existed in the source table and"
                            + " cannot be created during the restore operation");
        }
    }

    @Test
    void aTableIsPaidAsItWasOrAsTheRequestSays() {
        String units = "'ProvisionedThroughput': {'ReadCapacityUnits': 7, 'WriteCapacityUnits': 3}";
        db.ok("CreateTable", Calls.HASH_TABLE.replace("'BillingMode': 'PAY_PER_REQUEST'", units));
        String arn = backup(db, "hash", "paid");
        db.ok("RestoreTableFromBackup", restore(arn, OTHER));
        assertThat(db.ok("DescribeTable", "{'TableName': 'other'}"))
                .contains("'ReadCapacityUnits':7,'WriteCapacityUnits':3")
                .doesNotContain("PAY_PER_REQUEST");
        db.ok(
                "RestoreTableFromBackup",
                restore(arn, "'TargetTableName': 'third', 'BillingModeOverride': 'PAY_PER_REQUEST'"));
        assertThat(db.ok("DescribeTable", "{'TableName': 'third'}"))
                .contains("'BillingMode':'PAY_PER_REQUEST'", "'ReadCapacityUnits':0");
        db.ok(
                "RestoreTableFromBackup",
                restore(
                        arn,
                        "'TargetTableName': 'fourth', "
                                + units.replace("Throughput'", "ThroughputOverride'")
                                        .replace("7", "9")));
        assertThat(db.ok("DescribeTable", "{'TableName': 'fourth'}")).contains("'ReadCapacityUnits':9");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'ProvisionedThroughputOverride': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1} | Invalid Request: Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED
            'BillingModeOverride': 'PAY_PER_REQUEST', 'ProvisionedThroughputOverride': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1} | Invalid Request: Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST
            'BillingModeOverride': 'PROVISIONED', 'ProvisionedThroughputOverride': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1}, 'OnDemandThroughputOverride': {'MaxWriteRequestUnits': 5} | Invalid Request: Cannot override MaxWriteRequestUnits for OnDemandThroughput unless BillingModeOverride is PAY_PER_REQUEST
            'OnDemandThroughputOverride': {'MaxReadRequestUnits': 0} | Invalid Request: Requested MaxReadRequestUnits for OnDemandThroughput is outside of valid range
            'BillingModeOverride': 'PROVISIONED' | Invalid Request: Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED
            'SSESpecificationOverride': {'Enabled': true, 'SSEType': 'AES256'} | One or more parameter values were invalid: SSEType AES256 is not supported
            """, quoteCharacter = '^')
    void wrongOverridesAreRefused(String override, String message) {
        db.ok("CreateTable", Calls.HASH_TABLE);
        String arn = backup(db, "hash", "one");
        assertThat(db.invalid("RestoreTableFromBackup", restore(arn, OTHER + ", " + override)))
                .isEqualTo(message);
        assertThat(db.ok("ListTables", "{}")).isEqualTo("{'TableNames':['hash']}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            PROVISIONED     | %s | Must specify provisioned throughput for index of-a
            PROVISIONED     | 'BillingModeOverride': 'PAY_PER_REQUEST', %s | Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST for index of-a
            PAY_PER_REQUEST | 'BillingModeOverride': 'PROVISIONED', 'ProvisionedThroughputOverride': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1} | Must specify provisioned throughput for index of-a
            """)
    void theCapacityOfIndexesFollowsThatOfTheTable(String mode, String override, String message) {
        String units = "'ProvisionedThroughput': {'ReadCapacityUnits': 7, 'WriteCapacityUnits': 3}";
        String index =
                "{'IndexName': 'of-a', 'KeySchema': [{'AttributeName': 'a', 'KeyType': 'HASH'}], 'Projection': {'ProjectionType': 'ALL'}%s}";
        boolean provisioned = mode.equals("PROVISIONED");
        String billed = provisioned ? units : "'BillingMode': 'PAY_PER_REQUEST'";
        db.ok(
                "CreateTable",
                Calls.HASH_TABLE.replace(
                        "'BillingMode': 'PAY_PER_REQUEST'",
                        billed + ", 'GlobalSecondaryIndexes': [" + index.formatted(provisioned ? ", " + units : "")
                                + "]"));
        String arn = backup(db, "hash", "one");
        String wanted = "'GlobalSecondaryIndexOverride': ["
                + index.formatted(override.contains("PAY_PER_REQUEST") ? ", " + units : "") + "]";
        assertThat(db.invalid("RestoreTableFromBackup", restore(arn, OTHER + ", " + override.formatted(wanted))))
                .isEqualTo("Invalid Request: " + message);
    }

    @Test
    void aRestoredTableHasItsKeyAndItsLimitsUnlessTheRequestSaysOtherwise() {
        db.ok(
                "CreateTable",
                Calls.HASH_TABLE.replace(
                        "'BillingMode'",
                        "'SSESpecification': {'Enabled': true}, 'OnDemandThroughput': {'MaxReadRequestUnits': 5},"
                                + " 'BillingMode'"));
        String arn = backup(db, "hash", "one");
        db.ok("RestoreTableFromBackup", restore(arn, OTHER));
        assertThat(db.ok("DescribeTable", "{'TableName': 'other'}"))
                .contains("'SSEType':'KMS'", "'MaxReadRequestUnits':5");
        db.ok(
                "RestoreTableFromBackup",
                restore(
                        arn,
                        "'TargetTableName': 'third', 'SSESpecificationOverride': {'Enabled': false},"
                                + " 'OnDemandThroughputOverride': {'MaxReadRequestUnits': 6}"));
        assertThat(db.ok("DescribeTable", "{'TableName': 'third'}"))
                .contains("'MaxReadRequestUnits':6")
                .doesNotContain("SSEDescription");
    }

    @Test
    void aNameThatIsTakenIsNotRestoredTo() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        String arn = backup(db, "hash", "one");
        assertThat(db.refused(
                        SPACE + "TableAlreadyExistsException",
                        "RestoreTableFromBackup",
                        restore(arn, "'TargetTableName': 'hash'")))
                .isEqualTo("Table already exists: hash");
        assertThat(db.invalid("RestoreTableFromBackup", restore(arn, "'TargetTableName': 'bad name!'")))
                .startsWith("1 validation error detected: Value 'bad name!' at 'targetTableName' failed to satisfy"
                        + " constraint: Member must satisfy regular expression pattern");
        assertThat(db.refused(SPACE + "BackupNotFoundException", "RestoreTableFromBackup", restore(NONE, OTHER)))
                .isEqualTo("Backup not found: " + NONE);
    }

    @Test
    void arnsAreCheckedBeforeBackupsAreLookedFor() {
        assertThat(db.invalid("DescribeBackup", of("arn:aws:dynamodb:us-east-1:000000000000:table/hash")))
                .isEqualTo("Invalid Backup ARN");
        assertThat(db.invalid("DescribeBackup", of(NONE.replace(":dynamodb:", ":s3:"))))
                .isEqualTo("Invalid Request: BackupArn is not valid");
        assertThat(db.refused(
                        "com.amazon.coral.service#AccessDeniedException",
                        "DescribeBackup",
                        of(NONE.replace("000000000000", "123456789012"))))
                .isEqualTo("Access is denied");
        assertThat(db.invalid("DescribeBackup", of("short"))).isEqualTo("Invalid Backup ARN");
        assertThat(db.refused(SPACE + "BackupNotFoundException", "DescribeBackup", of(NONE)))
                .isEqualTo("Backup not found: " + NONE);
    }

    @Test
    void noTableHasNoBackup() {
        assertThat(db.refused(
                        SPACE + "TableNotFoundException", "CreateBackup", "{'TableName': 'none', 'BackupName': 'one'}"))
                .isEqualTo("Table not found: none");
        assertThat(db.ok("ListBackups", "{'TableName': 'none'}")).isEqualTo("{'BackupSummaries':[]}");
    }

    @Test
    void backupsAreListedInTheOrderOfTheirMaking() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        db.ok("CreateTable", Calls.RANGE_TABLE);
        String first = backup(db, "range", "same");
        clock.advance(Duration.ofMillis(1));
        String second = backup(db, "hash", "same");
        clock.advance(Duration.ofMillis(1));
        String third = backup(db, "range", "same");
        db.ok("DeleteTable", "{'TableName': 'range'}");
        assertThat(db.ok("ListBackups", "{}")).containsSubsequence(first, second, third);
        assertThat(db.ok("ListBackups", "{'TableName': 'range'}"))
                .contains(first, third)
                .doesNotContain(second, "LastEvaluated");
        assertThat(db.ok("ListBackups", "{'Limit': 2}"))
                .contains(first, second)
                .endsWith("'LastEvaluatedBackupArn':'" + second + "'}");
        assertThat(db.ok("ListBackups", "{'Limit': 2, 'ExclusiveStartBackupArn': '" + second + "'}"))
                .contains(third)
                .doesNotContain(first, second, "LastEvaluated");
        assertThat(db.ok(
                        "ListBackups",
                        "{'TimeRangeLowerBound': 1767225600.001, 'TimeRangeUpperBound': 1767225600.002}"))
                .contains(second)
                .doesNotContain(first, third);
        assertThat(db.ok("ListBackups", "{'BackupType': 'ALL'}")).contains(first, second, third);
        assertThat(db.ok("ListBackups", "{'BackupType': 'SYSTEM'}")).isEqualTo("{'BackupSummaries':[]}");
        assertThat(db.invalid("ListBackups", "{'TimeRangeLowerBound': 2, 'TimeRangeUpperBound': 1}"))
                .isEqualTo(
                        "One or more parameter values were invalid: Time range lower bound must be less than or equal"
                                + " to upper bound");
        assertThat(db.invalid(
                        "ListBackups", "{'ExclusiveStartBackupArn': '" + NONE.replace("us-east-1", "eu-west-1") + "'}"))
                .isEqualTo("Invalid Request: The supplied ExclusiveStartBackupArn does not match the region");
    }

    @Test
    void aBackupBelongsToItsWorld() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        String arn = backup(db, "hash", "mine");
        Calls other = new Calls(engine.world("other", "us-east-1"));
        assertThat(other.ok("ListBackups", "{}")).isEqualTo("{'BackupSummaries':[]}");
        assertThat(other.refused(SPACE + "BackupNotFoundException", "DescribeBackup", of(arn)))
                .isEqualTo("Backup not found: " + arn);
        assertThat(db.ok("ListBackups", "{}")).contains(arn);
    }

    @Test
    void backupsOutliveTheProcessAndAreVerified(@TempDir Path folder) {
        String arn;
        try (Engine first = Engine.open(folder, options)) {
            Calls calls = new Calls(first);
            fill(calls);
            arn = backup(calls, "range", "kept");
            calls.ok("DeleteTable", "{'TableName': 'range'}");
        }
        try (Engine second = Engine.open(folder, options)) {
            Calls calls = new Calls(second);
            calls.ok("RestoreTableFromBackup", restore(arn, OTHER));
            assertThat(count(calls, "{'TableName': 'other'}")).isEqualTo(10);
        }
        assertThat(DataFolder.at(folder).verify().problems()).isEmpty();
    }

    @Test
    void aRestoreTakesTheDelayOfStatusesAndHoldsItsBackupMeanwhile() {
        Calls slow = new Calls(Engine.inMemory(options.withStatusDelay(Duration.ofSeconds(10))));
        slow.ok("CreateTable", Calls.HASH_TABLE);
        assertThat(slow.refused(
                        SPACE + "TableNotFoundException", "CreateBackup", "{'TableName': 'hash', 'BackupName': 'one'}"))
                .isEqualTo("Table not found: hash");
        clock.advance(Duration.ofSeconds(10));
        String arn = backup(slow, "hash", "one");
        slow.ok("RestoreTableFromBackup", restore(arn, OTHER));
        assertThat(slow.ok("DescribeTable", "{'TableName': 'other'}"))
                .contains("'TableStatus':'CREATING'", "'RestoreSummary':{'SourceBackupArn':'" + arn + "'");
        assertThat(slow.refused(SPACE + "TableInUseException", "RestoreTableFromBackup", restore(arn, OTHER)))
                .isEqualTo("Table: other is already being restored from backup: " + arn);
        String third = restore(arn, "'TargetTableName': 'third'");
        assertThat(slow.refused(SPACE + "BackupInUseException", "RestoreTableFromBackup", third))
                .isEqualTo("Backup is being used to restore another table: " + arn);
        assertThat(slow.refused(SPACE + "BackupInUseException", "DeleteBackup", of(arn)))
                .isEqualTo("Backup is being used to restore table: " + arn);
        clock.advance(Duration.ofSeconds(10));
        assertThat(slow.ok("DescribeTable", "{'TableName': 'other'}"))
                .contains("'TableStatus':'ACTIVE'")
                .doesNotContain("RestoreSummary");
        slow.ok("RestoreTableFromBackup", third);
        clock.advance(Duration.ofSeconds(10));
        slow.ok("DeleteBackup", of(arn));
    }
}
