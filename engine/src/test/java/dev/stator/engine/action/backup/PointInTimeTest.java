package dev.stator.engine.action.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import dev.stator.engine.DataFolder;
import dev.stator.engine.Engine;
import dev.stator.engine.EngineOptions;
import dev.stator.engine.EngineSnapshot;
import dev.stator.testing.ManualClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Point-in-time recovery: how far back it reaches, what it restores, and what a deleted table leaves. */
class PointInTimeTest {
    private static final String SPACE = "com.amazonaws.dynamodb.v20120810#";
    private static final String ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/hash";
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualClock clock = ManualClock.at(BEGIN);
    private final EngineOptions options =
            EngineOptions.standard().withClock(clock).withExpiryEvery(Duration.ZERO);
    private final Engine engine = Engine.inMemory(options);
    private final Calls db = new Calls(engine);

    private static String recover(Calls calls, String table, String specification) {
        return calls.ok(
                "UpdateContinuousBackups",
                "{'TableName': '" + table + "', 'PointInTimeRecoverySpecification': {'PointInTimeRecoveryEnabled': "
                        + specification + "}}");
    }

    private static void put(Calls calls, String key, int n) {
        calls.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': '" + key + "'}, 'n': {'N': '" + n + "'}}}");
    }

    private void put(String key, int n) {
        put(db, key, n);
    }

    private void delete(String key) {
        db.ok("DeleteItem", "{'TableName': 'hash', 'Key': {'a': {'S': '" + key + "'}}}");
    }

    /** A table that can be restored. */
    private void create() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        recover(db, "hash", "true");
    }

    private static String body(String target, String more) {
        return "{'SourceTableName': 'hash', 'TargetTableName': '" + target + "'" + more + "}";
    }

    private static String at(Instant time) {
        return ", 'RestoreDateTime': " + time.toEpochMilli() / 1000.0;
    }

    private static final String LATEST = ", 'UseLatestRestorableTime': true";

    /** Keys and numbers of what a restored table has, in the order of the keys. */
    private static List<String> restored(Calls calls, String target, String more) {
        calls.ok("RestoreTableToPointInTime", body(target, more));
        return items(calls, target);
    }

    private List<String> restored(String target, String more) {
        return restored(db, target, more);
    }

    private static List<String> items(Calls calls, String table) {
        Matcher item = Pattern.compile("'a':\\{'S':'(\\w+)'},'n':\\{'N':'(\\d+)'}")
                .matcher(calls.ok("Scan", "{'TableName': '" + table + "'}"));
        List<String> items = new ArrayList<>();
        while (item.find()) {
            items.add(item.group(1) + item.group(2));
        }
        items.sort(null);
        return items;
    }

    private String describe() {
        return db.ok("DescribeContinuousBackups", "{'TableName': 'hash'}");
    }

    private static String bounds(Instant earliest, Instant latest) {
        return "'EarliestRestorableDateTime':" + earliest.toEpochMilli() / 1000.0 + ",'LatestRestorableDateTime':"
                + latest.toEpochMilli() / 1000.0 + "}";
    }

    private void refuse(Instant time, Instant earliest, Instant latest) {
        assertThat(db.refused(
                        SPACE + "InvalidRestoreTimeException", "RestoreTableToPointInTime", body("other", at(time))))
                .isEqualTo("RestoreDateTime '" + time + "' must be within EarliestRestorableDateTime '" + earliest
                        + "' and LatestRestorableDateTime '" + latest + "'");
    }

    @Test
    void recoveryIsEnabledAndDisabled() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        String off = "{'ContinuousBackupsDescription':{'ContinuousBackupsStatus':'ENABLED',"
                + "'PointInTimeRecoveryDescription':{'PointInTimeRecoveryStatus':'DISABLED'}}}";
        assertThat(describe()).isEqualTo(off);
        assertThat(recover(db, "hash", "true"))
                .isEqualTo(describe())
                .contains("'PointInTimeRecoveryStatus':'ENABLED','RecoveryPeriodInDays':35," + bounds(BEGIN, BEGIN));
        assertThat(recover(db, "hash", "true, 'RecoveryPeriodInDays': 7")).contains("'RecoveryPeriodInDays':7");
        assertThat(recover(db, "hash", "true")).contains("'RecoveryPeriodInDays':7");
        assertThat(recover(db, "hash", "false")).isEqualTo(off).isEqualTo(describe());
        assertThat(recover(db, "hash", "true")).contains("'RecoveryPeriodInDays':35");
        assertThat(db.refused(SPACE + "TableNotFoundException", "DescribeContinuousBackups", "{'TableName': 'none'}"))
                .isEqualTo("Table not found: none");
    }

    @Test
    void aPeriodIsOneToThirtyFiveDaysOfWhatIsEnabled() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        for (String wrong : List.of("true, 'RecoveryPeriodInDays': 0", "true, 'RecoveryPeriodInDays': 36")) {
            assertThat(db.invalid(
                            "UpdateContinuousBackups",
                            "{'TableName': 'hash', 'PointInTimeRecoverySpecification': {'PointInTimeRecoveryEnabled': "
                                    + wrong + "}}"))
                    .contains("'pointInTimeRecoverySpecification.recoveryPeriodInDays' failed to satisfy constraint");
        }
        assertThat(db.invalid(
                        "UpdateContinuousBackups",
                        "{'TableName': 'hash', 'PointInTimeRecoverySpecification': {'PointInTimeRecoveryEnabled': false,"
                                + " 'RecoveryPeriodInDays': 7}}"))
                .isEqualTo(
                        "Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.");
        assertThat(recover(db, "hash", "true, 'RecoveryPeriodInDays': 35")).contains("'RecoveryPeriodInDays':35");
    }

    @Test
    void aTableIsRestoredAsOfAnyMomentSinceRecoveryWasEnabled() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        put("x", 0);
        recover(db, "hash", "true");
        clock.advance(Duration.ofMillis(1));
        put("x", 1);
        put("y", 1);
        clock.advance(Duration.ofMillis(1));
        delete("x");
        put("y", 2);
        put("y", 3);
        clock.advance(Duration.ofDays(3));
        put("z", 4);

        assertThat(restored("first", at(BEGIN))).containsExactly("x0");
        assertThat(restored("second", at(BEGIN.plusMillis(1)))).containsExactly("x1", "y1");
        assertThat(restored("third", at(BEGIN.plusMillis(2)))).containsExactly("y3");
        assertThat(restored("fourth", at(clock.instant().minusMillis(1)))).containsExactly("y3");
        assertThat(restored("fifth", at(clock.instant()))).containsExactly("y3", "z4");
        assertThat(restored("sixth", LATEST)).containsExactly("y3", "z4");
        assertThat(items(db, "hash")).containsExactly("y3", "z4");
    }

    @Test
    void aRestoredTableCountsItsItemsAndIsATableOfItsOwn() {
        create();
        put("x", 1);
        clock.advance(Duration.ofSeconds(1));
        put("y", 22);
        assertThat(db.ok("RestoreTableToPointInTime", body("other", at(BEGIN))))
                .contains(
                        "'ItemCount':1",
                        "'TableSizeBytes':5,",
                        "'RestoreSummary':{'SourceTableArn':'" + ARN
                                + "','RestoreDateTime':1.7672256E9,'RestoreInProgress':true}");
        put("z", 3);
        db.ok("DeleteItem", "{'TableName': 'other', 'Key': {'a': {'S': 'x'}}}");
        assertThat(items(db, "other")).isEmpty();
        assertThat(items(db, "hash")).containsExactly("x1", "y22", "z3");
        assertThat(db.ok("DescribeContinuousBackups", "{'TableName': 'other'}")).contains("'DISABLED'");
        assertThat(db.ok("DescribeTable", "{'TableName': 'other'}")).contains("'ItemCount':0,");
    }

    @Test
    void indexesAreThoseOfNowWithTheEntriesOfThen() {
        db.ok("CreateTable", Calls.RANGE_TABLE);
        recover(db, "range", "true");
        String item = "{'TableName': 'range', 'Item': {'a': {'S': 'x'}, 'b': {'N': '%d'}, 'c': {'S': '%s'}}}";
        db.ok("PutItem", item.formatted(1, "old"));
        clock.advance(Duration.ofSeconds(1));
        db.ok("PutItem", item.formatted(1, "new"));
        db.ok(
                "UpdateTable",
                "{'TableName': 'range', 'GlobalSecondaryIndexUpdates': [{'Delete': {'IndexName': 'of-c-d'}}]}");
        db.ok("RestoreTableToPointInTime", "{'SourceTableName': 'range', 'TargetTableName': 'other'" + at(BEGIN) + "}");
        String query = """
                {'TableName': '%s', 'IndexName': 'of-c', 'KeyConditionExpression': 'c = :c',
                 'ExpressionAttributeValues': {':c': {'S': '%s'}}}
                """;
        assertThat(db.ok("Query", query.formatted("other", "old"))).contains("'Count':1");
        assertThat(db.ok("Query", query.formatted("other", "new"))).contains("'Count':0");
        assertThat(db.ok("Query", query.formatted("range", "new"))).contains("'Count':1");
        assertThat(db.ok("DescribeTable", "{'TableName': 'other'}"))
                .contains("'of-c'")
                .doesNotContain("'of-c-d'");
    }

    @Test
    void whatComesWithBatchesTransactionsStatementsAndTimeIsUndone() {
        create();
        put("b", 0);
        db.ok(
                "UpdateTimeToLive",
                "{'TableName': 'hash', 'TimeToLiveSpecification': {'AttributeName': 'n', 'Enabled': true}}");
        put("t", (int) BEGIN.getEpochSecond());
        clock.advance(Duration.ofSeconds(1));
        db.ok(
                "BatchWriteItem",
                "{'RequestItems': {'hash': [{'DeleteRequest': {'Key': {'a': {'S': 'b'}}}},"
                        + " {'PutRequest': {'Item': {'a': {'S': 'c'}, 'n': {'N': '1'}}}}]}}");
        clock.advance(Duration.ofSeconds(1));
        db.ok(
                "TransactWriteItems",
                "{'TransactItems': [{'Update': {'TableName': 'hash', 'Key': {'a': {'S': 'c'}}, 'UpdateExpression':"
                        + " 'SET n = :n', 'ExpressionAttributeValues': {':n': {'N': '2'}}}},"
                        + " {'Put': {'TableName': 'hash', 'Item': {'a': {'S': 'd'}, 'n': {'N': '2'}}}}]}");
        clock.advance(Duration.ofSeconds(1));
        db.ok("ExecuteStatement", "{'Statement': 'UPDATE hash SET n = 3 WHERE a = ?', 'Parameters': [{'S': 'd'}]}");
        clock.advance(Duration.ofSeconds(1));
        assertThat(engine.expire()).isEqualTo(1);

        String due = "t" + BEGIN.getEpochSecond();
        assertThat(restored("at-0", at(BEGIN))).containsExactly("b0", due);
        assertThat(restored("at-1", at(BEGIN.plusSeconds(1)))).containsExactly("c1", due);
        assertThat(restored("at-2", at(BEGIN.plusSeconds(2)))).containsExactly("c2", "d2", due);
        assertThat(restored("at-3", at(BEGIN.plusSeconds(3)))).containsExactly("c2", "d3", due);
        assertThat(restored("at-4", at(BEGIN.plusSeconds(4)))).containsExactly("c2", "d3");
    }

    @Test
    void timesOutOfReachAreRefused() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        String unavailable = SPACE + "PointInTimeRecoveryUnavailableException";
        assertThat(db.refused(unavailable, "RestoreTableToPointInTime", body("other", LATEST)))
                .isEqualTo("Point in time recovery is not enabled for table 'hash'");
        recover(db, "hash", "true");
        clock.advance(Duration.ofSeconds(90));
        Instant now = clock.instant();
        assertThat(describe()).contains(bounds(BEGIN, now));
        refuse(BEGIN.minusMillis(1), BEGIN, now);
        refuse(now.plusMillis(1), BEGIN, now);
        restored("first", at(BEGIN));
        restored("second", at(now));
    }

    @Test
    void aClockThatGoesBackTakesNoChangeOutOfReach() {
        create();
        clock.advance(Duration.ofSeconds(10));
        put("x", 1);
        Instant last = clock.instant();
        Calls behind = behind(Duration.ofSeconds(15));
        put(behind, "x", 2);
        assertThat(behind.ok("DescribeContinuousBackups", "{'TableName': 'hash'}"))
                .contains(bounds(BEGIN, last));
        assertThat(restored(behind, "first", at(last))).containsExactly("x2");
        assertThat(restored(behind, "second", LATEST)).containsExactly("x2");
        assertThat(restored(behind, "third", at(BEGIN))).isEmpty();
        assertThat(behind.refused(
                        SPACE + "InvalidRestoreTimeException",
                        "RestoreTableToPointInTime",
                        body("fourth", at(last.plusMillis(1)))))
                .endsWith("LatestRestorableDateTime '" + last + "'");
    }

    @Test
    void recoveryThatWasEnabledBeforeTheClockWentBackReachesItsBegin() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        put("x", 1);
        recover(db, "hash", "true");
        Calls behind = behind(Duration.ofSeconds(5));
        assertThat(behind.ok("DescribeContinuousBackups", "{'TableName': 'hash'}"))
                .contains(bounds(BEGIN, BEGIN));
        assertThat(restored(behind, "first", at(BEGIN))).containsExactly("x1");
    }

    @Test
    void whatWasRemovedBeforeTheClockWentBackStaysOutOfReach() {
        create();
        recover(db, "hash", "true, 'RecoveryPeriodInDays': 1");
        for (int day = 1; day <= 4; day++) {
            clock.advance(Duration.ofDays(1));
            put("x", day);
        }
        engine.expire();
        Instant last = clock.instant();
        Instant removed = last.minus(Duration.ofDays(1));
        Calls behind = behind(Duration.ofDays(2));

        assertThat(behind.ok("DescribeContinuousBackups", "{'TableName': 'hash'}"))
                .contains(bounds(removed, last));
        assertThat(restored(behind, "first", at(removed))).containsExactly("x3");
        assertThat(behind.refused(
                        SPACE + "InvalidRestoreTimeException",
                        "RestoreTableToPointInTime",
                        body("second", at(removed.minusMillis(1)))))
                .contains("EarliestRestorableDateTime '" + removed + "'");
    }

    /** The same tables under a clock that has gone back. */
    private Calls behind(Duration by) {
        Engine other = Engine.inMemory(options.withClock(Clock.offset(clock, by.negated())));
        other.restore(engine.snapshot());
        return new Calls(other);
    }

    @Test
    void whatIsOlderThanThePeriodIsOutOfReachAndRemoved() {
        create();
        recover(db, "hash", "true, 'RecoveryPeriodInDays': 2");
        for (int day = 1; day <= 4; day++) {
            clock.advance(Duration.ofDays(1));
            put("x", day);
        }
        Instant now = clock.instant();
        Instant earliest = now.minus(Duration.ofDays(2));
        assertThat(describe()).contains(bounds(earliest, now));
        refuse(earliest.minusMillis(1), earliest, now);
        assertThat(restored("first", at(earliest))).containsExactly("x2");
        engine.expire();
        assertThat(restored("second", at(earliest))).containsExactly("x2");
        assertThat(restored("third", at(earliest.plus(Duration.ofDays(1))))).containsExactly("x3");
    }

    @Test
    void aLongerPeriodReachesNoFurtherBackThanWhatIsThere() {
        create();
        recover(db, "hash", "true, 'RecoveryPeriodInDays': 1");
        clock.advance(Duration.ofDays(10));
        put("x", 1);
        recover(db, "hash", "true, 'RecoveryPeriodInDays': 35");
        Instant earliest = BEGIN.plus(Duration.ofDays(9));
        assertThat(describe()).contains("'RecoveryPeriodInDays':35", bounds(earliest, clock.instant()));
        clock.advance(Duration.ofDays(20));
        refuse(earliest.minusMillis(1), earliest, clock.instant());
        assertThat(restored("other", at(earliest))).isEmpty();
    }

    @Test
    void toDisableForgetsAndToEnableBeginsAnew() {
        create();
        put("x", 1);
        clock.advance(Duration.ofHours(1));
        recover(db, "hash", "false");
        put("x", 2);
        clock.advance(Duration.ofHours(1));
        recover(db, "hash", "true");
        Instant anew = clock.instant();
        clock.advance(Duration.ofHours(1));
        put("x", 3);
        recover(db, "hash", "true");
        assertThat(describe()).contains(bounds(anew, clock.instant()));
        refuse(BEGIN.plusSeconds(1), anew, clock.instant());
        assertThat(restored("other", at(anew))).containsExactly("x2");
    }

    @Test
    void requestsAreCheckedInTheOrderOfTheService() {
        create();
        put("x", 1);
        assertThat(db.invalid("RestoreTableToPointInTime", body("other", "")))
                .isEqualTo(
                        "Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be specified,"
                                + " but not both");
        assertThat(db.invalid("RestoreTableToPointInTime", body("other", LATEST + at(BEGIN))))
                .startsWith("Invalid Request: Both RestoreDateTime and UseLatestRestorableTime cannot be set");
        assertThat(db.invalid("RestoreTableToPointInTime", "{'TargetTableName': 'other'" + LATEST + "}"))
                .isEqualTo("The parameter 'TableName' is required but was not present in the request");
        assertThat(db.refused(
                        SPACE + "TableNotFoundException",
                        "RestoreTableToPointInTime",
                        body("other", LATEST).replace("'hash'", "'none'")))
                .isEqualTo("Table not found: none");
        assertThat(db.refused(
                        SPACE + "InvalidRestoreTimeException",
                        "RestoreTableToPointInTime",
                        body("hash", ", 'RestoreDateTime': 1")))
                .startsWith("RestoreDateTime '1970-01-01T00:00:01Z' must be within");
        assertThat(db.refused(SPACE + "TableAlreadyExistsException", "RestoreTableToPointInTime", body("hash", LATEST)))
                .isEqualTo("Table already exists: hash");
        db.ok(
                "RestoreTableToPointInTime",
                body("other", LATEST).replace("'SourceTableName': 'hash'", "'SourceTableArn': '" + ARN + "'"));
        assertThat(items(db, "other")).containsExactly("x1");
    }

    @Test
    void recoveryIsKeptThroughOtherChangesOfTheTableAndOutlivesTheProcess(@TempDir Path folder) {
        try (Engine first = Engine.open(folder, options.withStatusDelay(Duration.ofSeconds(10)))) {
            Calls calls = new Calls(first);
            calls.ok("CreateTable", Calls.HASH_TABLE);
            clock.advance(Duration.ofSeconds(10));
            calls.ok("UpdateTable", "{'TableName': 'hash', 'TableClass': 'STANDARD_INFREQUENT_ACCESS'}");
            recover(calls, "hash", "true");
            put(calls, "x", 1);
            assertThat(calls.ok("DescribeTable", "{'TableName': 'hash'}"))
                    .contains("'TableStatus':'UPDATING'")
                    .doesNotContain("TableClass");
        }
        clock.advance(Duration.ofSeconds(10));
        try (Engine second = Engine.open(folder, options)) {
            Calls calls = new Calls(second);
            assertThat(calls.ok("DescribeTable", "{'TableName': 'hash'}"))
                    .contains("'TableStatus':'ACTIVE'", "'TableClass':'STANDARD_INFREQUENT_ACCESS'");
            put(calls, "x", 2);
            assertThat(restored(calls, "other", at(BEGIN.plusSeconds(10)))).containsExactly("x1");
        }
        assertThat(DataFolder.at(folder).verify().problems()).isEmpty();
    }

    @Test
    void eachWorldAndEachStateHasItsOwnPast() {
        create();
        put("x", 1);
        EngineSnapshot then = engine.snapshot();
        clock.advance(Duration.ofSeconds(1));
        put("x", 2);
        Calls world = new Calls(engine.world("OTHER", "us-east-1"));
        world.ok("CreateTable", Calls.HASH_TABLE);
        recover(world, "hash", "true");
        put(world, "y", 1);
        assertThat(restored(world, "other", at(clock.instant()))).containsExactly("y1");
        assertThat(restored("other", at(BEGIN))).containsExactly("x1");
        engine.restore(then);
        clock.advance(Duration.ofSeconds(1));
        put("x", 3);
        assertThat(restored("other", at(BEGIN.plusSeconds(1)))).containsExactly("x1");
    }

    private String systemBackup(String table) {
        String list = db.ok("ListBackups", "{'TableName': '" + table + "', 'BackupType': 'SYSTEM'}");
        Matcher arn = Pattern.compile("'BackupArn':'([^']*)'").matcher(list);
        assertThat(arn.find()).as(list).isTrue();
        return arn.group(1);
    }

    @Test
    void aTableThatIsDeletedLeavesABackupForThirtyFiveDays() {
        create();
        put("x", 1);
        db.ok("DeleteTable", "{'TableName': 'hash'}");
        assertThat(db.ok("ListBackups", "{'TableName': 'hash'}")).isEqualTo("{'BackupSummaries':[]}");
        String arn = systemBackup("hash");
        assertThat(arn).isEqualTo(ARN + "/backup/01767225600000-00000000");
        String details = "'BackupName':'hash$DeletedTableBackup','BackupSizeBytes':5,'BackupStatus':'AVAILABLE',"
                + "'BackupType':'SYSTEM','BackupCreationDateTime':1.7672256E9,'BackupExpiryDateTime':1.7702496E9}";
        assertThat(db.ok("ListBackups", "{'BackupType': 'ALL'}")).contains(arn, details);
        assertThat(db.ok("DescribeBackup", "{'BackupArn': '" + arn + "'}")).contains(details, "'ItemCount':1");
        assertThat(db.invalid("DeleteBackup", "{'BackupArn': '" + arn + "'}"))
                .isEqualTo("Invalid Request: User is not allowed to delete the system backup with arn " + arn
                        + ". It will automatically expire on 2026-02-05T00:00:00Z");

        db.ok("RestoreTableFromBackup", "{'BackupArn': '" + arn + "', 'TargetTableName': 'hash'}");
        assertThat(items(db, "hash")).containsExactly("x1");
        assertThat(describe()).contains("'DISABLED'");
        db.ok("DeleteTable", "{'TableName': 'hash'}");
        assertThat(db.ok("ListBackups", "{'BackupType': 'ALL'}")).containsOnlyOnce("'BackupArn'");

        clock.advance(Duration.ofDays(35).minusMillis(1));
        engine.expire();
        assertThat(systemBackup("hash")).isEqualTo(arn);
        clock.advance(Duration.ofMillis(1));
        assertThat(db.ok("ListBackups", "{'BackupType': 'ALL'}")).isEqualTo("{'BackupSummaries':[]}");
        assertThat(db.refused(SPACE + "BackupNotFoundException", "DescribeBackup", "{'BackupArn': '" + arn + "'}"))
                .isEqualTo("Backup not found: " + arn);
    }

    @Test
    void whatIsOverIsRemovedAndNothingElse(@TempDir Path folder) {
        try (Engine durable = Engine.open(folder, options)) {
            Calls calls = new Calls(durable);
            for (String name : List.of("one", "two")) {
                calls.ok("CreateTable", Calls.HASH_TABLE.replace("'hash'", "'" + name + "'"));
                calls.ok("CreateBackup", "{'TableName': '" + name + "', 'BackupName': 'kept'}");
                recover(calls, name, "true");
                calls.ok("DeleteTable", "{'TableName': '" + name + "'}");
            }
            assertThat(calls.ok("ListBackups", "{'BackupType': 'SYSTEM'}"))
                    .contains("one/backup/01767225600000-00000000", "two/backup/01767225600001-00000000");
            clock.advance(Duration.ofDays(35));
            durable.expire();
            assertThat(calls.ok("ListBackups", "{'BackupType': 'SYSTEM'}"))
                    .contains("two")
                    .doesNotContain("one");
        }
        assertThat(DataFolder.at(folder).verify().problems()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        try (Engine durable = Engine.open(folder, options.withExpiryEvery(Duration.ofMillis(10)))) {
            Calls calls = new Calls(durable);
            assertThat(calls.ok("ListBackups", "{'BackupType': 'SYSTEM'}")).isEqualTo("{'BackupSummaries':[]}");
            durable.expire();
            assertThat(calls.ok("ListBackups", "{'BackupType': 'USER'}")).contains("one", "two");
        }
        assertThat(DataFolder.at(folder).verify().problems()).isEmpty();
    }
}
