package dev.stator.engine.action.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import dev.stator.engine.Engine;
import dev.stator.engine.EngineOptions;
import dev.stator.engine.Streaming;
import dev.stator.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamTest {
    private static final String MISSING = "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException";
    private static final String TRIMMED = "com.amazonaws.dynamodb.v20120810#TrimmedDataAccessException";
    private static final String EXPIRED = "com.amazonaws.dynamodb.v20120810#ExpiredIteratorException";

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-02T03:04:05.678Z"));
    private final Engine engine = Engine.inMemory(
            EngineOptions.standard().withClock(clock).withRegion("eu-west-1").withExpiryEvery(Duration.ZERO));
    private final Calls db = new Calls(engine);

    @AfterEach
    void close() {
        engine.close();
    }

    private Streaming stream(String view) {
        db.ok("CreateTable", Streaming.with(view, Calls.HASH_TABLE));
        return Streaming.of(db, "hash");
    }

    private void put(String key, String more) {
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': '" + key + "'}" + more + "}}");
    }

    private void update(String key, String expression, String value) {
        db.ok(
                "UpdateItem",
                "{'TableName': 'hash', 'Key': {'a': {'S': '" + key + "'}}, 'UpdateExpression': '" + expression + "'"
                        + (value.isEmpty() ? "}" : ", 'ExpressionAttributeValues': {':v': " + value + "}}"));
    }

    private void delete(String key) {
        db.ok("DeleteItem", "{'TableName': 'hash', 'Key': {'a': {'S': '" + key + "'}}}");
    }

    private void change(String specification) {
        db.ok("UpdateTable", "{'TableName': 'hash', 'StreamSpecification': " + specification + "}");
    }

    @Test
    void aTableTellsOfItsStream() {
        String shown = "'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'KEYS_ONLY'},"
                + "'LatestStreamLabel':'2026-01-02T03:04:05.678',"
                + "'LatestStreamArn':'arn:aws:dynamodb:eu-west-1:000000000000:table/hash/stream/2026-01-02T03:04:05.678'";
        assertThat(db.ok("CreateTable", Streaming.with("KEYS_ONLY", Calls.HASH_TABLE)))
                .contains(shown);
        assertThat(db.ok("DescribeTable", "{'TableName': 'hash'}")).contains(shown);
        assertThat(Streaming.of(db, "hash").describe())
                .matches("\\{'StreamDescription':\\{'StreamArn':'arn:aws:dynamodb:eu-west-1:000000000000:table/hash/"
                        + "stream/2026-01-02T03:04:05.678','StreamLabel':'2026-01-02T03:04:05.678',"
                        + "'StreamStatus':'ENABLED','StreamViewType':'KEYS_ONLY',"
                        + "'CreationRequestDateTime':1.767323045678E9,'TableName':'hash',"
                        + "'KeySchema':\\[\\{'AttributeName':'a','KeyType':'HASH'}],'Shards':\\["
                        + "\\{'ShardId':'shardId-0000000\\d{13}-[0-9a-f]{8}','SequenceNumberRange':"
                        + "\\{'StartingSequenceNumber':'100000000000000000001'}}]}}");
    }

    @Test
    void aRecordIsThatOfTheService() {
        Streaming stream = stream("NEW_AND_OLD_IMAGES");
        put("x", ", 'n': {'N': '1.0'}");
        update("x", "SET b = :v", "{'SS': ['q', 'r']}");

        String reply = stream.records(stream.oldest());

        assertThat(reply)
                .startsWith("{'Records':[{'eventID':'")
                .contains("','eventName':'MODIFY','eventVersion':'1.1','eventSource':'aws:dynamodb',"
                        + "'awsRegion':'eu-west-1','dynamodb':{'ApproximateCreationDateTime':1767323045,"
                        + "'Keys':{'a':{'S':'x'}},'NewImage':{'a':{'S':'x'},'n':{'N':'1'},'b':{'SS':['q','r']}},"
                        + "'OldImage':{'a':{'S':'x'},'n':{'N':'1'}},'SequenceNumber':'100000000000000000002',"
                        + "'SizeBytes':15,'StreamViewType':'NEW_AND_OLD_IMAGES'}}],'NextShardIterator':'"
                        + stream.arn() + "|1|");
        assertThat(Streaming.member("eventID", reply)).matches("[0-9a-f]{32}");
        assertThat(stream.records(stream.oldest())).isEqualTo(reply);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            KEYS_ONLY          | INSERT new null old null | MODIFY new null old null | REMOVE new null old null
            NEW_IMAGE          | INSERT new {'a':{'S':'x'}} old null | MODIFY new {'a':{'S':'x'},'b':{'N':'1'}} old null | REMOVE new null old null
            OLD_IMAGE          | INSERT new null old null | MODIFY new null old {'a':{'S':'x'}} | REMOVE new null old {'a':{'S':'x'},'b':{'N':'1'}}
            NEW_AND_OLD_IMAGES | INSERT new {'a':{'S':'x'}} old null | MODIFY new {'a':{'S':'x'},'b':{'N':'1'}} old {'a':{'S':'x'}} | REMOVE new null old {'a':{'S':'x'},'b':{'N':'1'}}
            """, quoteCharacter = '^')
    void aRecordHasWhatItsViewTells(String view, String insert, String modify, String remove) {
        Streaming stream = stream(view);
        put("x", "");
        update("x", "SET b = :v", "{'N': '1'}");
        delete("x");
        assertThat(stream.all()).containsExactly(insert, modify, remove);
    }

    @Test
    void whatChangesNothingIsNotTold() {
        Streaming stream = stream("KEYS_ONLY");
        put("x", ", 'n': {'N': '1'}, 's': {'SS': ['q', 'r']}");
        put("x", ", 's': {'SS': ['r', 'q']}, 'n': {'N': '1.0'}");
        update("x", "SET n = :v", "{'N': '1'}");
        update("x", "REMOVE m", "");
        delete("y");
        assertThat(db.send(
                                "PutItem",
                                "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}}, 'ConditionExpression': 'attribute_not_exists(a)'}")
                        .status())
                .isEqualTo(400);
        assertThat(stream.all()).containsExactly("INSERT new null old null");
        update("x", "SET n = :v", "{'N': '2'}");
        assertThat(stream.all()).hasSize(2);
    }

    @Test
    void batchesAndTransactionsAreToldWholeAndInOrder() {
        Streaming stream = stream("NEW_IMAGE");
        put("x", "");
        db.ok(
                "BatchWriteItem",
                "{'RequestItems': {'hash': [{'PutRequest': {'Item': {'a': {'S': 'y'}}}},"
                        + " {'DeleteRequest': {'Key': {'a': {'S': 'x'}}}}]}}");
        String transaction = "{'TransactItems': [{'Put': {'TableName': 'hash', 'Item': {'a': {'S': 'z'}}}},"
                + " {'Update': {'TableName': 'hash', 'Key': {'a': {'S': 'y'}}, 'UpdateExpression': 'SET b = :v',"
                + " 'ExpressionAttributeValues': {':v': {'N': '1'}}}}, {'ConditionCheck': {'TableName': 'hash',"
                + " 'Key': {'a': {'S': 'x'}}, 'ConditionExpression': 'attribute_not_exists(a)'}}]}";
        db.ok("TransactWriteItems", transaction);
        List<String> told = List.of(
                "INSERT new {'a':{'S':'x'}} old null",
                "INSERT new {'a':{'S':'y'}} old null",
                "REMOVE new null old null",
                "INSERT new {'a':{'S':'z'}} old null",
                "MODIFY new {'a':{'S':'y'},'b':{'N':'1'}} old null");
        assertThat(stream.all()).isEqualTo(told);

        put("x", "");
        assertThat(db.send("TransactWriteItems", transaction.replace("'1'", "'2'"))
                        .status())
                .isEqualTo(400);
        assertThat(stream.all()).hasSize(told.size() + 1).last().isEqualTo("INSERT new {'a':{'S':'x'}} old null");
    }

    @Test
    void aStreamIsReadFromAnyPlace() {
        Streaming stream = stream("KEYS_ONLY");
        String first = "100000000000000000001";
        assertThat(Streaming.numbers(stream.records(stream.iterator("AT_SEQUENCE_NUMBER", first))))
                .isEmpty();
        put("x", "");
        put("y", "");
        String latest = stream.latest();
        assertThat(Streaming.numbers(stream.records(latest))).isEmpty();
        put("z", "");
        assertThat(Streaming.numbers(stream.records(stream.oldest()))).hasSize(3);
        assertThat(Streaming.numbers(stream.records(latest))).containsExactly("100000000000000000003");
        assertThat(Streaming.numbers(stream.records(stream.iterator("AT_SEQUENCE_NUMBER", first))))
                .hasSize(3);
        assertThat(Streaming.numbers(stream.records(stream.iterator("AFTER_SEQUENCE_NUMBER", first))))
                .containsExactly("100000000000000000002", "100000000000000000003");
    }

    @Test
    void aReplyHasSoManyRecordsAndAMegabyteAtMost() {
        Streaming stream = stream("NEW_AND_OLD_IMAGES");
        String large = ", 'b': {'S': '" + "b".repeat(300_000) + "'}";
        IntStream.range(0, 5).forEach(i -> put("x" + i, large));

        String reply = db.ok("GetRecords", "{'ShardIterator': '" + stream.oldest() + "', 'Limit': 2}");
        assertThat(Streaming.numbers(reply)).hasSize(2);
        reply = stream.records(Streaming.member("NextShardIterator", reply));
        assertThat(Streaming.numbers(reply))
                .containsExactly("100000000000000000003", "100000000000000000004", "100000000000000000005");
        reply = stream.records(stream.oldest());
        assertThat(Streaming.numbers(reply)).hasSize(3);
        reply = stream.records(Streaming.member("NextShardIterator", reply));
        assertThat(Streaming.numbers(reply)).hasSize(2);
        put("y", "");
        assertThat(Streaming.numbers(stream.records(Streaming.member("NextShardIterator", reply))))
                .containsExactly("100000000000000000006");
    }

    @Test
    void recordsAreReadForADay() {
        Streaming stream = stream("KEYS_ONLY");
        put("x", "");
        String atFirst = stream.oldest();
        String number = Streaming.numbers(stream.records(atFirst)).get(0);
        clock.advance(Duration.ofHours(12));
        put("y", "");
        put("z", "");

        clock.advance(Duration.ofHours(12).minusMillis(1));
        assertThat(stream.all()).hasSize(3);
        String inTime = stream.iterator(stream.shards().get(0), "AT_SEQUENCE_NUMBER", number);
        clock.advance(Duration.ofMillis(1));

        assertThat(stream.all()).hasSize(2);
        assertThat(db.refused(TRIMMED, "GetRecords", "{'ShardIterator': '" + inTime + "'}"))
                .contains("trimmed");
        assertThat(db.refused(
                        TRIMMED,
                        "GetShardIterator",
                        stream.place(stream.shards().get(0), "AFTER_SEQUENCE_NUMBER", number)))
                .contains("trimmed");
        clock.advance(Duration.ofHours(12));
        assertThat(stream.all()).isEmpty();
        put("x", ", 'b': {'N': '1'}");
        assertThat(Streaming.numbers(stream.records(stream.oldest()))).containsExactly("100000000000000000004");
    }

    @Test
    void anIteratorIsOfUseForAQuarterOfAnHour() {
        Streaming stream = stream("KEYS_ONLY");
        String iterator = stream.oldest();
        clock.advance(Duration.ofMinutes(15));
        String next = Streaming.member("NextShardIterator", stream.records(iterator));
        clock.advance(Duration.ofMillis(1));
        assertThat(db.refused(EXPIRED, "GetRecords", "{'ShardIterator': '" + iterator + "'}"))
                .isEqualTo("The provided iterator exceeds the maximum age allowed.");
        stream.records(next);
    }

    @Test
    void aStreamThatHasEndedIsReadToItsEndForADay() {
        Streaming stream = stream("KEYS_ONLY");
        put("x", "");
        put("y", "");
        String latest = stream.latest();
        change("{'StreamEnabled': false}");
        put("z", "");

        assertThat(db.ok("DescribeTable", "{'TableName': 'hash'}"))
                .doesNotContain("StreamSpecification")
                .contains("'LatestStreamArn':'" + stream.arn() + "'");
        assertThat(stream.describe())
                .contains("'StreamStatus':'DISABLED'")
                .contains("'StartingSequenceNumber':'100000000000000000001'")
                .contains("'EndingSequenceNumber':'100000000000000000002'");
        String some = db.ok("GetRecords", "{'ShardIterator': '" + stream.oldest() + "', 'Limit': 1}");
        String rest = stream.records(Streaming.member("NextShardIterator", some));
        assertThat(Streaming.numbers(rest)).containsExactly("100000000000000000002");
        assertThat(rest).doesNotContain("NextShardIterator");
        assertThat(stream.records(latest)).isEqualTo("{'Records':[]}");

        clock.advance(Duration.ofHours(24).minusMillis(1));
        stream.describe();
        clock.advance(Duration.ofMillis(1));
        assertThat(db.refused(MISSING, "DescribeStream", "{'StreamArn': '" + stream.arn() + "'}"))
                .isEqualTo("Requested resource not found: Stream: " + stream.arn() + " not found");
        assertThat(db.ok("ListStreams", "{}")).isEqualTo("{'Streams':[]}");
    }

    @Test
    void everyStreamOfANameIsAnotherOne() {
        Streaming first = stream("KEYS_ONLY");
        put("x", "");
        change("{'StreamEnabled': false}");
        change("{'StreamEnabled': true, 'StreamViewType': 'NEW_IMAGE'}");
        Streaming second = Streaming.of(db, "hash");
        put("y", "");
        db.ok("DeleteTable", "{'TableName': 'hash'}");
        Streaming third = stream("OLD_IMAGE");

        assertThat(List.of(first.arn(), second.arn(), third.arn())).doesNotHaveDuplicates();
        assertThat(first.all()).hasSize(1);
        assertThat(second.all()).containsExactly("INSERT new {'a':{'S':'y'}} old null");
        assertThat(second.describe()).contains("'StreamStatus':'DISABLED'");
        assertThat(third.all()).isEmpty();
        assertThat(third.describe()).contains("'StreamStatus':'ENABLED'");
        assertThat(db.ok("ListStreams", "{'TableName': 'hash'}")).contains(first.arn(), second.arn(), third.arn());
    }

    @Test
    void streamsAreListedPageByPage() {
        for (String name : List.of("one", "two", "one-more")) {
            db.ok("CreateTable", Streaming.with("KEYS_ONLY", Calls.HASH_TABLE.replace("'hash'", "'" + name + "'")));
        }
        db.ok("CreateTable", Calls.HASH_TABLE);

        String page = db.ok("ListStreams", "{'Limit': 2}");
        assertThat(page).contains("'TableName':'one'", "'TableName':'one-more'").doesNotContain("'two'");
        String last = Streaming.member("LastEvaluatedStreamArn", page);
        page = db.ok("ListStreams", "{'Limit': 2, 'ExclusiveStartStreamArn': '" + last + "'}");
        assertThat(page).contains("'TableName':'two'").doesNotContain("'one", "LastEvaluatedStreamArn");
        assertThat(db.ok("ListStreams", "{'TableName': 'one'}"))
                .contains("'TableName':'one'")
                .doesNotContain("one-more");
        String behind = "{'TableName': 'one', 'ExclusiveStartStreamArn': '%s'}";
        String before = Streaming.of(db, "one-more").arn();
        assertThat(db.ok("ListStreams", behind.formatted(before)))
                .isEqualTo(db.ok("ListStreams", "{'TableName': 'one'}"));
        assertThat(db.ok("ListStreams", behind.formatted(last))).isEqualTo("{'Streams':[]}");
        assertThat(db.ok("ListStreams", "{'TableName': 'hash'}")).isEqualTo("{'Streams':[]}");
    }

    @Test
    void theShardsOfAStreamAreListedBehindOne() {
        Streaming stream = stream("KEYS_ONLY");
        String request = "{'StreamArn': '" + stream.arn() + "', 'ExclusiveStartShardId': '%s'}";
        assertThat(db.ok("DescribeStream", request.formatted(stream.shard()))).contains("'Shards':[]");
        assertThat(db.ok("DescribeStream", request.formatted("shardId-00000000000000000000-00000000")))
                .contains(stream.shard());
        assertThat(db.ok(
                        "DescribeStream",
                        "{'StreamArn': '" + stream.arn() + "', 'ShardFilter': {'Type': 'CHILD_SHARDS', 'ShardId': '"
                                + stream.shard() + "'}}"))
                .contains("'Shards':[]");
    }

    private String described(String id, int first, String end, String parent) {
        return "{'ShardId':'" + id + "','SequenceNumberRange':{'StartingSequenceNumber':'10000000000000000000" + first
                + "'" + end + "}" + parent + "}";
    }

    private static String end(int last) {
        return ",'EndingSequenceNumber':'10000000000000000000" + last + "'";
    }

    private static String parent(String id) {
        return ",'ParentShardId':'" + id + "'";
    }

    @Test
    void theFirstWriteAfterFourHoursOpensAShardThatGoesOnFromTheOneBefore() {
        Streaming stream = stream("KEYS_ONLY");
        String first = stream.shard();
        clock.advance(Duration.ofHours(9));
        put("x", "");
        assertThat(stream.shards()).containsExactly(first);
        put("x", ", 'n': {'N': '1'}");
        String second = stream.shard();
        clock.advance(Duration.ofHours(4).minusMillis(1));
        put("x", ", 'n': {'N': '2'}");
        assertThat(stream.shards()).containsExactly(first, second);
        clock.advance(Duration.ofMillis(1));
        assertThat(stream.shards()).containsExactly(first, second);
        delete("x");
        String third = stream.shard();
        assertThat(stream.shards()).containsExactly(first, second, third).doesNotHaveDuplicates();
        assertThat(stream.describe())
                .endsWith("'Shards':["
                        + String.join(
                                ",",
                                described(first, 1, end(1), ""),
                                described(second, 2, end(3), parent(first)),
                                described(third, 4, "", parent(second)))
                        + "]}}");
        change("{'StreamEnabled': false}");
        assertThat(stream.describe()).contains(described(third, 4, end(4), parent(second)));
        assertThat(stream.all())
                .extracting(told -> told.substring(0, 6))
                .containsExactly("INSERT", "MODIFY", "MODIFY", "REMOVE");
    }

    /** Shards with the records 1 and 2, 3 and 4, and so on. */
    private Streaming shards(int count) {
        Streaming stream = stream("KEYS_ONLY");
        for (int shard = 0; shard < count; shard++) {
            put("x", ", 'n': {'N': '" + shard + "'}");
            put("y", ", 'n': {'N': '" + shard + "'}");
            clock.advance(Duration.ofHours(4));
        }
        return stream;
    }

    @Test
    void anIteratorEndsWithItsShard() {
        Streaming stream = shards(2);
        String first = stream.shards().get(0);
        String second = stream.shards().get(1);
        for (String type : List.of("TRIM_HORIZON", "AT_SEQUENCE_NUMBER")) {
            String place = stream.iterator(first, type, type.startsWith("AT") ? "100000000000000000001" : "");
            String reply = stream.records(place);
            assertThat(Streaming.numbers(reply)).containsExactly("100000000000000000001", "100000000000000000002");
            assertThat(reply).doesNotContain("NextShardIterator");
        }
        String some = db.ok(
                "GetRecords", "{'ShardIterator': '" + stream.iterator(first, "TRIM_HORIZON", "") + "', 'Limit': 1}");
        assertThat(Streaming.numbers(stream.records(Streaming.member("NextShardIterator", some))))
                .containsExactly("100000000000000000002");
        for (String behind : List.of(
                stream.iterator(first, "LATEST", ""),
                stream.iterator(first, "AFTER_SEQUENCE_NUMBER", "100000000000000000002"))) {
            assertThat(stream.records(behind)).isEqualTo("{'Records':[]}");
        }
        String rest = stream.records(stream.iterator(second, "TRIM_HORIZON", ""));
        assertThat(Streaming.numbers(rest)).containsExactly("100000000000000000003", "100000000000000000004");
        assertThat(rest).contains("NextShardIterator");
    }

    @Test
    void anIteratorOfTheOpenShardFindsItsEndWhenTheNextIsOpened() {
        Streaming stream = shards(1);
        String latest = stream.latest();
        String next = Streaming.member("NextShardIterator", stream.records(latest));
        put("z", "");
        assertThat(stream.records(latest)).isEqualTo("{'Records':[]}");
        assertThat(stream.records(next)).isEqualTo("{'Records':[]}");
        assertThat(Streaming.numbers(stream.records(stream.oldest()))).containsExactly("100000000000000000003");
    }

    @Test
    void aPlaceIsOneOfItsShard() {
        Streaming stream = shards(3);
        String second = stream.shards().get(1);
        for (String number : List.of("100000000000000000002", "100000000000000000005")) {
            assertThat(db.invalid("GetShardIterator", stream.place(second, "AT_SEQUENCE_NUMBER", number)))
                    .isEqualTo("Invalid SequenceNumber for the shard");
        }
        for (String number : List.of("100000000000000000003", "100000000000000000004")) {
            stream.iterator(second, "AT_SEQUENCE_NUMBER", number);
        }
    }

    @Test
    void aShardIsGoneADayAfterItWasClosed() {
        Streaming stream = shards(2);
        String first = stream.shards().get(0);
        String second = stream.shards().get(1);
        clock.advance(Duration.ofHours(20).minusMillis(1));
        String place = stream.iterator(first, "TRIM_HORIZON", "");
        assertThat(stream.records(place)).isEqualTo("{'Records':[]}");
        clock.advance(Duration.ofMillis(1));
        assertThat(stream.shards()).containsExactly(second);
        assertThat(stream.describe()).contains(parent(first));
        assertThat(db.refused(MISSING, "GetShardIterator", stream.place(first, "TRIM_HORIZON", "")))
                .isEqualTo("Requested resource not found: Shard does not exist");
        assertThat(db.refused(MISSING, "GetRecords", "{'ShardIterator': '" + place + "'}"))
                .isEqualTo("Requested resource not found: Shard does not exist");
        clock.advance(Duration.ofDays(30));
        assertThat(stream.shards()).containsExactly(second);
        put("z", "");
        assertThat(stream.shards()).hasSize(2).startsWith(second);
        assertThat(stream.records(stream.iterator(second, "TRIM_HORIZON", ""))).isEqualTo("{'Records':[]}");
        assertThat(Streaming.numbers(stream.records(stream.oldest()))).containsExactly("100000000000000000005");
    }

    @Test
    void shardsAreDescribedPageByPageAndByTheirParent() {
        Streaming stream = shards(4);
        List<String> all = stream.shards();
        String request = "{'StreamArn': '" + stream.arn() + "', %s}";
        String page = db.ok("DescribeStream", request.formatted("'Limit': 3"));
        assertThat(page).contains(all.get(0), all.get(1), all.get(2)).doesNotContain(all.get(3));
        assertThat(Streaming.member("LastEvaluatedShardId", page)).isEqualTo(all.get(2));
        page = db.ok("DescribeStream", request.formatted("'ExclusiveStartShardId': '" + all.get(2) + "'"));
        assertThat(page).contains("'ShardId':'" + all.get(3)).doesNotContain("'ShardId':'" + all.get(2), "LastEv");
        String children = "'ShardFilter': {'Type': 'CHILD_SHARDS', 'ShardId': '%s'}";
        page = db.ok("DescribeStream", request.formatted(children.formatted(all.get(1))));
        assertThat(page)
                .contains("'ShardId':'" + all.get(2), parent(all.get(1)))
                .doesNotContain(all.get(0), all.get(3));
        assertThat(db.ok("DescribeStream", request.formatted(children.formatted(all.get(3)))))
                .contains("'Shards':[]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'StreamEnabled': true} | One or more parameter values were invalid: Table is being created with a stream enabled, UpdateViewType is required
            {'StreamEnabled': false, 'StreamViewType': 'KEYS_ONLY'} | One or more parameter values were invalid: Table is being created with a stream disabled, UpdateViewType should not be specified
            {'StreamViewType': 'KEYS_ONLY'} | 1 validation error detected: Value null at 'streamSpecification.streamEnabled' failed to satisfy constraint: Member must not be null
            {'StreamEnabled': true, 'StreamViewType': 'ALL'} | 1 validation error detected: Value 'ALL' at 'streamSpecification.streamViewType' failed to satisfy constraint: Member must satisfy enum value set: [OLD_IMAGE, KEYS_ONLY, NEW_AND_OLD_IMAGES, NEW_IMAGE]
            """, quoteCharacter = '^')
    void noTableIsCreatedWithAWrongStream(String specification, String message) {
        String table = Calls.HASH_TABLE.replaceFirst("\\{", "{'StreamSpecification': " + specification + ",");
        assertThat(db.invalid("CreateTable", table)).isEqualTo(message);
        assertThat(db.ok("ListStreams", "{}")).isEqualTo("{'Streams':[]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'StreamEnabled': true} | One or more parameter values were invalid: If stream is being enabled then UpdateViewType is required
            {'StreamEnabled': false, 'StreamViewType': 'KEYS_ONLY'} | One or more parameter values were invalid: If stream is being disabled, then UpdateViewType must not be specified
            {'StreamEnabled': true, 'StreamViewType': 'KEYS_ONLY'} | Table already has an enabled stream: TableName: hash
            {'StreamEnabled': true, 'StreamViewType': 'NEW_IMAGE'} | Table already has an enabled stream: TableName: hash
            """, quoteCharacter = '^')
    void aStreamIsNotChanged(String specification, String message) {
        Streaming stream = stream("KEYS_ONLY");
        assertThat(db.invalid("UpdateTable", "{'TableName': 'hash', 'StreamSpecification': " + specification + "}"))
                .isEqualTo(message);
        assertThat(Streaming.of(db, "hash")).isEqualTo(stream);
    }

    @Test
    void aFilterOfShardsIsWhole() {
        Streaming stream = stream("KEYS_ONLY");
        for (String filter : List.of("'Type': 'CHILD_SHARDS'", "'ShardId': '" + stream.shard() + "'")) {
            assertThat(db.invalid(
                            "DescribeStream", "{'StreamArn': '" + stream.arn() + "', 'ShardFilter': {" + filter + "}}"))
                    .contains("at 'shardFilter.", "Member must not be null");
        }
    }

    @Test
    void aTableWithoutStreamHasNoneToDisable() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        String disable = "{'TableName': 'hash', 'StreamSpecification': {'StreamEnabled': false}}";
        assertThat(db.invalid("UpdateTable", disable)).isEqualTo("Table has no stream to disable: TableName: hash");
        change("{'StreamEnabled': true, 'StreamViewType': 'KEYS_ONLY'}");
        assertThat(db.ok("UpdateTable", disable)).contains("LatestStreamArn");
        assertThat(db.invalid("UpdateTable", disable)).isEqualTo("Table has no stream to disable: TableName: hash");
    }

    @Test
    void streamsThatAreNotThereAreNotFound() {
        Streaming stream = stream("KEYS_ONLY");
        for (String arn : List.of(
                stream.arn().replace("678", "679"),
                stream.arn().replace("table/hash", "table/other"),
                stream.arn().replace("eu-west-1", "eu-west-2"))) {
            assertThat(db.refused(MISSING, "DescribeStream", "{'StreamArn': '" + arn + "'}"))
                    .isEqualTo("Requested resource not found: Stream: " + arn + " not found");
        }
        String shard = stream.place("LATEST", "").replaceFirst("'shardId-[^']*'", "'shardId-" + "0".repeat(25) + "'");
        assertThat(db.refused(MISSING, "GetShardIterator", shard))
                .isEqualTo("Requested resource not found: Shard does not exist");
        for (String wrong :
                List.of("fake-stream", "x".repeat(40), "arn:aws:dynamodb:eu-west-1:000000000000:table/hash")) {
            assertThat(db.invalid("DescribeStream", "{'StreamArn': '" + wrong + "'}"))
                    .isEqualTo("Invalid StreamArn");
            assertThat(db.invalid("ListStreams", "{'ExclusiveStartStreamArn': '" + wrong + "'}"))
                    .isEqualTo("Invalid StreamArn");
        }
    }

    @Test
    void wrongPlacesAreRefused() {
        Streaming stream = stream("KEYS_ONLY");
        String first = "100000000000000000001";
        for (String type : List.of("LATEST", "TRIM_HORIZON")) {
            stream.iterator(type, "");
            assertThat(db.invalid("GetShardIterator", stream.place(type, first)))
                    .isEqualTo("One or more parameter values were invalid: SequenceNumber should not be passed for this"
                            + " iterator type");
        }
        for (String type : List.of("AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER")) {
            stream.iterator(type, first);
            assertThat(db.invalid("GetShardIterator", stream.place(type, "")))
                    .isEqualTo("One or more parameter values were invalid: Invalid SequenceNumber");
            for (String number : List.of(
                    "100000000000000000000",
                    "000000000000000000001",
                    "10000000000000000000a",
                    "100999999999999999999",
                    "101000000000000000000",
                    "109223372036854775807",
                    "9".repeat(40))) {
                assertThat(db.invalid("GetShardIterator", stream.place(type, number)))
                        .isEqualTo("Invalid SequenceNumber for the shard");
            }
            stream.records(stream.iterator(type, "100999999999999999998"));
        }
        assertThat(db.invalid("GetShardIterator", stream.place("AT_TIMESTAMP", "")))
                .endsWith("enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_SEQUENCE_NUMBER, TRIM_HORIZON]");
        assertThat(db.invalid("GetShardIterator", "{'SequenceNumber': '1'}"))
                .startsWith("4 validation errors detected:");
    }

    @Test
    void wrongIteratorsAreRefused() {
        String good = stream("KEYS_ONLY").oldest();
        for (String wrong :
                List.of("x", good.substring(0, good.indexOf("|1|") + 9), good + "x", good.replace("|1|", "|2|"))) {
            assertThat(db.invalid("GetRecords", "{'ShardIterator': '" + wrong + "'}"))
                    .isEqualTo("Invalid ShardIterator");
        }
        assertThat(db.invalid("GetRecords", "{'ShardIterator': '" + good + "', 'Limit': 1001}"))
                .contains("less than or equal to 1000");
        db.ok("GetRecords", "{'ShardIterator': '" + good + "', 'Limit': 1000}");
    }

    @Test
    void aThousandRecordsComeAtMost() {
        Streaming stream = stream("KEYS_ONLY");
        for (int batch = 0; batch < 41; batch++) {
            int first = batch * 25;
            db.ok(
                    "BatchWriteItem",
                    "{'RequestItems': {'hash': ["
                            + IntStream.range(first, first + 25)
                                    .mapToObj(i -> "{'PutRequest': {'Item': {'a': {'S': 'x" + i + "'}}}}")
                                    .collect(Collectors.joining(", "))
                            + "]}}");
        }
        String reply = stream.records(stream.oldest());
        assertThat(Streaming.numbers(reply)).hasSize(1000);
        assertThat(Streaming.numbers(stream.records(Streaming.member("NextShardIterator", reply))))
                .hasSize(25);
    }
}
