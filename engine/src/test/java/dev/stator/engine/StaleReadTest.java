package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.testing.Lag;
import dev.stator.testing.ManualClock;
import dev.stator.transport.Transport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads that are behind, by a clock that the test moves: tables by 2 s, global indexes by 5 s. */
class StaleReadTest {
    private static final String KEY = "'TableName': 'range', 'Key': {'a': {'S': 'x'}, 'b': {'N': '1'}}";
    private static final String GET = "{" + KEY + "}";
    private static final String OF_C =
            "'TableName': 'range', 'KeyConditionExpression': 'c = :c', 'ExpressionAttributeValues': {':c': {'S': 'c'}}";
    private static final String CONSISTENT = ", 'ConsistentRead': true";
    private static final Lag LAG = Lag.of(Duration.ofSeconds(2)).withIndexes(Duration.ofSeconds(5));

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final EngineOptions options =
            EngineOptions.standard().withClock(clock).withExpiryEvery(Duration.ZERO);
    private final Engine engine = Engine.inMemory(options.withLag(LAG));
    private final Calls db = new Calls(engine);

    private static String put(String c) {
        return "{'TableName': 'range', 'Item': {'a': {'S': 'x'}, 'b': {'N': '1'}, 'c': {'S': '" + c + "'}}}";
    }

    private void pass(long millis) {
        clock.advance(Duration.ofMillis(millis));
    }

    private void written() {
        db.ok("CreateTable", Calls.RANGE_TABLE);
        db.ok("PutItem", put("c"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GetItem               | {'TableName': 'range', 'Key': {'a': {'S': 'x'}, 'b': {'N': '1'}}%s}
            BatchGetItem          | {'RequestItems': {'range': {'Keys': [{'a': {'S': 'x'}, 'b': {'N': '1'}}]%s}}}
            Query                 | {'TableName': 'range', 'KeyConditions': {'a': {'ComparisonOperator': 'EQ', 'AttributeValueList': [{'S': 'x'}]}}%s}
            Query                 | {'TableName': 'range', 'IndexName': 'by-c', 'KeyConditions': {'a': {'ComparisonOperator': 'EQ', 'AttributeValueList': [{'S': 'x'}]}}%s}
            Scan                  | {'TableName': 'range'%s}
            Scan                  | {'TableName': 'range', 'IndexName': 'by-c'%s}
            ExecuteStatement      | {'Statement': 'SELECT * FROM range'%s}
            ExecuteStatement      | {'Statement': 'SELECT * FROM range WHERE a = ''x'' AND b = 1'%s}
            BatchExecuteStatement | {'Statements': [{'Statement': 'SELECT * FROM range WHERE a = ''x'' AND b = 1'%s}]}
            """, quoteCharacter = '`')
    void whatWasWrittenIsSeenAfterTheLagOrByAConsistentRead(String action, String body) {
        String eventual = body.formatted("").replace("''", "\\u0027");
        String consistent = body.formatted(CONSISTENT).replace("''", "\\u0027");
        written();
        assertThat(db.ok(action, eventual)).doesNotContain("'c':");
        assertThat(db.ok(action, consistent)).contains("'c':");
        pass(1_999);
        assertThat(db.ok(action, eventual)).doesNotContain("'c':");
        pass(1);
        assertThat(db.ok(action, eventual)).contains("'c':");
        db.ok("DeleteItem", GET);
        assertThat(db.ok(action, eventual)).contains("'c':");
        assertThat(db.ok(action, consistent)).doesNotContain("'c':");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BatchGetItem          | {'RequestItems': {'range': {'Keys': [{'a': {'S': 'x'}, 'b': {'N': '1'}}]}, 'hash': {'Keys': [{'a': {'S': 'x'}}]}}}
            BatchExecuteStatement | {'Statements': [{'Statement': 'SELECT * FROM range WHERE a = ? AND b = 1', 'Parameters': [{'S': 'x'}]}, {'Statement': 'SELECT * FROM hash WHERE a = ?', 'Parameters': [{'S': 'x'}]}]}
            """, quoteCharacter = '`')
    void aBatchSeesOneMomentEvenIfTimePassesMeanwhile(String action, String body) {
        AtomicLong millis = new AtomicLong();
        Clock hurried = new Clock() {
            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(millis.incrementAndGet());
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        Calls calls = new Calls(Engine.inMemory(EngineOptions.standard()
                .withClock(hurried)
                .withExpiryEvery(Duration.ZERO)
                .withLag(LAG)));
        calls.ok("CreateTable", Calls.RANGE_TABLE);
        calls.ok("CreateTable", Calls.HASH_TABLE);
        String hash = "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'c': {'S': 'C'}}}";
        for (int round = 0; round < 20; round++) {
            String c = "c" + round;
            calls.ok(
                    "TransactWriteItems",
                    "{'TransactItems': [{'Put': " + put(c) + "}, {'Put': " + hash.replace("C", c) + "}]}");
            // What was written is seen 2 s later: at one of these times, that is between the two reads.
            millis.addAndGet(1_980 + round);
            String seen;
            do {
                seen = calls.ok(action, body);
                assertThat(Pattern.compile("'" + c + "'")
                                .matcher(seen)
                                .results()
                                .count())
                        .isIn(0L, 2L);
            } while (!seen.contains("'" + c + "'"));
        }
    }

    @Test
    void aGlobalIndexHasALagOfItsOwn() {
        written();
        String query = "{'IndexName': 'of-c', " + OF_C + "}";
        String scan = "{'TableName': 'range', 'IndexName': 'of-c-d'}";
        String statement = "{'Statement': 'SELECT * FROM \\\"range\\\".\\\"of-c\\\"'}";
        db.ok("PutItem", put("c").replace("}}}", "}, 'd': {'S': 'd'}}}"));
        pass(4_999);
        assertThat(db.ok("GetItem", GET)).contains("'d':");
        assertThat(db.ok("Query", query)).contains("'Count':0");
        assertThat(db.ok("Scan", scan)).contains("'Count':0");
        assertThat(db.ok("ExecuteStatement", statement)).contains("'Items':[]");
        pass(1);
        assertThat(db.ok("Query", query)).contains("'Count':1", "'d':");
        assertThat(db.ok("Scan", scan)).contains("'Count':1");
        assertThat(db.ok("ExecuteStatement", statement)).contains("'d':");
    }

    @Test
    void aTransactionIsNeverBehind() {
        written();
        assertThat(db.ok("TransactGetItems", "{'TransactItems': [{'Get': " + GET + "}]}"))
                .contains("'c':");
        assertThat(db.ok(
                        "ExecuteTransaction",
                        "{'TransactStatements': [{'Statement': 'SELECT * FROM range WHERE a = ? AND b = 1',"
                                + " 'Parameters': [{'S': 'x'}]}]}"))
                .contains("'c':");
    }

    @Test
    void conditionsAndUpdatesMeetThePresent() {
        written();
        db.ok(
                "UpdateItem",
                "{" + KEY + ", 'UpdateExpression': 'ADD n :n', 'ConditionExpression': 'attribute_exists(c)',"
                        + " 'ExpressionAttributeValues': {':n': {'N': '1'}}}");
        assertThat(db.ok("GetItem", "{" + KEY + CONSISTENT + "}")).contains("'n':{'N':'1'}");
    }

    @Test
    void aTableIsThereAtOnceAndGoneAtOnce() {
        written();
        assertThat(db.ok("Scan", "{'TableName': 'range'}")).contains("'Count':0");
        pass(10_000);
        db.ok("DeleteTable", "{'TableName': 'range'}");
        assertThat(db.refused("com.amazonaws.dynamodb.v20120810#ResourceNotFoundException", "GetItem", GET))
                .contains("not found");
        db.ok("CreateTable", Calls.RANGE_TABLE);
        assertThat(db.ok("GetItem", GET)).isEqualTo("{}");
    }

    @Test
    void aNewIndexHasWhatWasThereWhenItWasMade() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'c': {'S': 'c'}}}");
        String created = """
                {'TableName': 'hash', 'AttributeDefinitions': [{'AttributeName': '%1$s', 'AttributeType': 'S'}],
                 'GlobalSecondaryIndexUpdates': [{'Create': {'IndexName': 'index', 'Projection': {'ProjectionType': 'ALL'},
                   'KeySchema': [{'AttributeName': '%1$s', 'KeyType': 'HASH'}]}}]}
                """;
        String scan = "{'TableName': 'hash', 'IndexName': 'index'}";
        db.ok("UpdateTable", created.formatted("c"));
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'y'}, 'c': {'S': 'c'}}}");
        assertThat(db.ok("Scan", scan)).contains("'Count':1", "'x'");
        // Another one of the same name is not taken for it, even if no time has passed.
        db.ok(
                "UpdateTable",
                "{'TableName': 'hash', 'GlobalSecondaryIndexUpdates': [{'Delete': {'IndexName': 'index'}}]}");
        db.ok("UpdateTable", created.formatted("d"));
        assertThat(db.ok("Scan", scan)).contains("'Count':0");
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'z'}, 'd': {'S': 'd'}}}");
        assertThat(db.ok("Scan", scan)).contains("'Count':0");
        pass(5_000);
        assertThat(db.ok("Scan", scan)).contains("'Count':1", "'z'");
    }

    @Test
    void aTableThatIsRestoredHasItsItemsAtOnce() {
        written();
        String backup = db.ok("CreateBackup", "{'TableName': 'range', 'BackupName': 'one'}");
        db.ok(
                "RestoreTableFromBackup",
                "{'TargetTableName': 'copy', 'BackupArn': '" + Streaming.member("BackupArn", backup) + "'}");
        assertThat(db.ok("Scan", "{'TableName': 'copy'}")).contains("'Count':1");
        assertThat(db.ok("Scan", "{'TableName': 'copy', 'IndexName': 'of-c'}")).contains("'Count':1");
        assertThat(db.ok("Scan", "{'TableName': 'range'}")).contains("'Count':0");
    }

    @Test
    void aSnapshotThatIsRestoredIsSeenAtOnce() {
        db.ok("CreateTable", Calls.RANGE_TABLE);
        pass(10_000);
        EngineSnapshot empty = engine.snapshot();
        db.ok("PutItem", put("c"));
        EngineSnapshot filled = engine.snapshot();
        engine.restore(empty);
        pass(10_000);
        engine.restore(filled);
        assertThat(db.ok("GetItem", GET)).contains("'c':");
        engine.restore(empty);
        assertThat(db.ok("GetItem", GET)).isEqualTo("{}");
        db.ok("PutItem", put("e"));
        assertThat(db.ok("GetItem", GET)).isEqualTo("{}");
        pass(2_000);
        assertThat(db.ok("GetItem", GET)).contains("'e'");
    }

    @Test
    void anItemThatHasExpiredIsSeenForTheLag() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        db.ok(
                "UpdateTimeToLive",
                "{'TableName': 'hash', 'TimeToLiveSpecification': {'AttributeName': 'until', 'Enabled': true}}");
        db.ok(
                "PutItem",
                "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'until': {'N': '"
                        + clock.instant().getEpochSecond() + "'}}}");
        pass(3_000);
        assertThat(engine.expire()).isEqualTo(1);
        String get = "'TableName': 'hash', 'Key': {'a': {'S': 'x'}}";
        assertThat(db.ok("GetItem", "{" + get + "}")).contains("'until'");
        assertThat(db.ok("GetItem", "{" + get + CONSISTENT + "}")).isEqualTo("{}");
        pass(2_000);
        assertThat(db.ok("GetItem", "{" + get + "}")).isEqualTo("{}");
    }

    @Test
    void aReadThatIsBehindPaysForWhatItFinds() {
        written();
        pass(2_000);
        db.ok("PutItem", put("c").replace("}}}", "}, 'e': {'S': '" + "e".repeat(9_000) + "'}}}"));
        String total = ", 'ReturnConsumedCapacity': 'TOTAL'}";
        assertThat(db.ok("GetItem", "{" + KEY + total)).contains("'CapacityUnits':0.5");
        assertThat(db.ok("GetItem", "{" + KEY + CONSISTENT + total)).contains("'CapacityUnits':3");
    }

    @Test
    void pagesAndSegmentsGoOnInWhatIsSeen() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        for (int i = 0; i < 20; i++) {
            db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': '" + i + "'}}}");
        }
        pass(2_000);
        String all = db.ok("Scan", "{'TableName': 'hash'}");
        List<String> keys =
                List.of(all.substring(all.indexOf('[') + 1, all.indexOf(']')).split(",", -1));
        assertThat(keys).hasSize(20);
        for (int i = 0; i < 20; i++) {
            db.ok("DeleteItem", "{'TableName': 'hash', 'Key': {'a': {'S': '" + i + "'}}}");
        }
        // The key at which a page begins is gone by now, but not for the reader.
        for (int i = 0; i < 19; i++) {
            String start = ", 'ExclusiveStartKey': " + keys.get(i) + "}";
            assertThat(db.ok("Scan", "{'TableName': 'hash', 'Limit': 1" + start))
                    .contains(keys.get(i + 1));
        }
        int found = 0;
        for (int segment = 0; segment < 4; segment++) {
            String part = db.ok("Scan", "{'TableName': 'hash', 'TotalSegments': 4, 'Segment': " + segment + "}");
            found += part.split("'a':", -1).length - 1;
        }
        assertThat(found).isEqualTo(20);
    }

    @Test
    void everyWorldIsBehind() {
        Calls world = new Calls(engine.world("ann", "eu-west-1"));
        world.ok("CreateTable", Calls.RANGE_TABLE);
        world.ok("PutItem", put("c"));
        assertThat(world.ok("GetItem", GET)).isEqualTo("{}");
        assertThat(world.ok("GetItem", "{" + KEY + CONSISTENT + "}")).contains("'c':");
        pass(2_000);
        assertThat(world.ok("GetItem", GET)).contains("'c':");
    }

    @Test
    void aViewThatIsBehindFindsWhatWasThereWhenItWasMade() {
        try (Engine present = Engine.inMemory(options)) {
            Calls now = new Calls(present);
            now.ok("CreateTable", Calls.RANGE_TABLE);
            now.ok("PutItem", put("c"));
            Transport behind = present.lagging(Lag.of(Duration.ofSeconds(2))).orElseThrow();
            Calls later = new Calls(behind);
            assertThat(later.ok("GetItem", GET)).contains("'c'");
            later.ok("PutItem", put("e"));
            assertThat(later.ok("GetItem", GET)).contains("'S':'c'");
            assertThat(now.ok("GetItem", GET)).contains("'S':'e'");
            behind.close();
            pass(2_000);
            assertThat(later.ok("GetItem", GET)).contains("'S':'e'");
        }
    }

    @Test
    void aViewThatIsMadeLaterFindsWhatOthersDoNotYet() {
        written();
        Calls later = new Calls(engine.lagging(LAG).orElseThrow());
        assertThat(later.ok("GetItem", GET)).contains("'c'");
        assertThat(db.ok("GetItem", GET)).isEqualTo("{}");
    }

    @Test
    void aWorldOfAnEngineCanBeBehindByItself() {
        try (Engine present = Engine.inMemory(options)) {
            Calls world = new Calls(present.world("ann", "eu-west-1"));
            Calls behind =
                    new Calls(present.world("ann", "eu-west-1").lagging(LAG).orElseThrow());
            behind.ok("CreateTable", Calls.RANGE_TABLE);
            behind.ok("PutItem", put("c"));
            assertThat(behind.ok("GetItem", GET)).isEqualTo("{}");
            assertThat(world.ok("GetItem", GET)).contains("'c':");
            assertThat(new Calls(present).ok("ListTables", "{}")).isEqualTo("{'TableNames':[]}");
        }
    }

    @Test
    void oneKindOfReadAloneCanBeBehind() {
        try (Engine indexes = Engine.inMemory(options.withLag(Lag.NONE.withIndexes(Duration.ofSeconds(5))))) {
            Calls calls = new Calls(indexes);
            calls.ok("CreateTable", Calls.RANGE_TABLE);
            calls.ok("PutItem", put("c"));
            assertThat(calls.ok("GetItem", GET)).contains("'c':");
            assertThat(calls.ok("Query", "{'IndexName': 'of-c', " + OF_C + "}")).contains("'Count':0");
        }
    }

    @Test
    void aLagWithoutEndNeverShowsWhatWasWritten() {
        try (Engine lagging = Engine.inMemory(options.withLag(Lag.of(ChronoUnit.FOREVER.getDuration())))) {
            Calls calls = new Calls(lagging);
            calls.ok("CreateTable", Calls.RANGE_TABLE);
            calls.ok("PutItem", put("c"));
            pass(1_000_000_000_000L);
            calls.ok("PutItem", put("e"));
            assertThat(calls.ok("GetItem", GET)).isEqualTo("{}");
            assertThat(calls.ok("GetItem", "{" + KEY + CONSISTENT + "}")).contains("'S':'e'");
        }
    }

    @Test
    void aClockThatGoesBackHarmsNothing() {
        ManualClock[] time = {ManualClock.at(Instant.parse("2026-01-01T00:00:10Z"))};
        try (Engine lagging =
                Engine.inMemory(options.withClock(new MovedClock(time)).withLag(LAG))) {
            Calls calls = new Calls(lagging);
            calls.ok("CreateTable", Calls.RANGE_TABLE);
            calls.ok("PutItem", put("c"));
            time[0] = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
            calls.ok("PutItem", put("e"));
            assertThat(calls.ok("GetItem", GET)).isEqualTo("{}");
            time[0].advance(Duration.ofSeconds(12));
            assertThat(calls.ok("GetItem", GET)).contains("'S':'e'");
        }
    }

    @Test
    void aFolderKeepsNoPastAndSaysSo(@TempDir Path folder) {
        Path data = folder.resolve("data");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engine.open(data, options.withLag(LAG)))
                .withMessageContaining("use one in memory");
        assertThat(data).doesNotExist();
        try (Engine durable = Engine.open(data, options)) {
            assertThat(durable.lagging(LAG)).isEmpty();
        }
    }
}
