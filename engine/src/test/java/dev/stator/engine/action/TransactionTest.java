package dev.stator.engine.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import dev.stator.engine.Engine;
import dev.stator.engine.EngineOptions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionTest {
    private static final String CANCELED = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T00:00:00Z"));
    private final Calls db = new Calls(Engine.inMemory(EngineOptions.standard().withClock(new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    })));

    @BeforeEach
    void createTables() {
        db.ok("CreateTable", Calls.HASH_TABLE);
        db.ok("CreateTable", Calls.RANGE_TABLE);
    }

    private static String put(String key) {
        return "{'Put': {'TableName': 'hash', 'Item': {'a': {'S': '" + key + "'}}, "
                + "'ConditionExpression': 'attribute_not_exists(a)', 'ReturnValuesOnConditionCheckFailure': 'ALL_OLD'}}";
    }

    private static String check(String key) {
        return "{'ConditionCheck': {'TableName': 'hash', 'Key': {'a': {'S': '" + key
                + "'}}, 'ConditionExpression': 'attribute_exists(a)'}}";
    }

    private static String add(String key) {
        return "{'Update': {'TableName': 'hash', 'Key': {'a': {'S': '" + key + "'}}, 'UpdateExpression': 'ADD v :one', "
                + "'ExpressionAttributeValues': {':one': {'N': '1'}}}}";
    }

    private static String delete(String key) {
        return "{'Delete': {'TableName': 'hash', 'Key': {'a': {'S': '" + key + "'}}}}";
    }

    private static String transact(String... items) {
        return "{'TransactItems': [" + String.join(", ", items) + "], 'ReturnConsumedCapacity': 'TOTAL'}";
    }

    private String get(String key) {
        return db.ok("GetItem", "{'TableName': 'hash', 'Key': {'a': {'S': '" + key + "'}}}");
    }

    @Test
    void anEmptyKeyOfAnIndexIsRefusedWithoutReasons() {
        for (String write : new String[] {
            "{'Put': {'TableName': 'range', 'Item': {'a': {'S': 'x'}, 'b': {'N': '1'}, 'c': {'S': ''}}}}",
            "{'Update': {'TableName': 'range', 'Key': {'a': {'S': 'x'}, 'b': {'N': '1'}}, 'UpdateExpression': 'SET c = :c', "
                    + "'ExpressionAttributeValues': {':c': {'S': ''}}}}"
        }) {
            assertThat(db.invalid("TransactWriteItems", "{'TransactItems': [" + check("none") + ", " + write + "]}"))
                    .contains("The AttributeValue for a key attribute cannot contain an empty string value.");
        }
    }

    @Test
    void allWritesHappenTogether() {
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'there'}}}");
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'gone'}}}");
        assertThat(db.ok("TransactWriteItems", transact(put("p"), add("u"), delete("gone"), check("there"))))
                .isEqualTo("{'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':8.0,'WriteCapacityUnits':8.0}]}");
        assertThat(db.ok("TransactGetItems", """
                        {'TransactItems': [{'Get': {'TableName': 'hash', 'Key': {'a': {'S': 'p'}}}},
                          {'Get': {'TableName': 'hash', 'Key': {'a': {'S': 'u'}}, 'ProjectionExpression': 'v'}},
                          {'Get': {'TableName': 'hash', 'Key': {'a': {'S': 'gone'}}}}]}
                        """))
                .isEqualTo("{'Responses':[{'Item':{'a':{'S':'p'}}},{'Item':{'v':{'N':'1'}}},{}]}");
    }

    @Test
    void aWriteCostsItsTableTwiceAndItsIndexesOnce() {
        String put = "{'Put': {'TableName': 'range', 'Item': {'a': {'S': 'x'}, 'b': {'N': '1'}, 'c': {'S': 'c'}}}}";
        assertThat(db.ok("TransactWriteItems", "{'TransactItems': [" + put + "], 'ReturnConsumedCapacity': 'INDEXES'}"))
                .contains(
                        "'CapacityUnits':4.0,'WriteCapacityUnits':4.0,'Table':{'CapacityUnits':2.0,'WriteCapacityUnits':2.0}")
                .contains("'by-c':{'CapacityUnits':1.0,'WriteCapacityUnits':1.0}")
                .contains("'of-c':{'CapacityUnits':1.0,'WriteCapacityUnits':1.0}");
    }

    @Test
    void oneFailedConditionCancelsAllWithAReasonEach() {
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'p'}, 'v': {'N': '7'}}}");
        String request = transact(add("u"), put("p"), check("missing"));
        assertThat(db.refused(CANCELED, "TransactWriteItems", request))
                .isEqualTo("Transaction cancelled, please refer cancellation reasons for specific reasons "
                        + "[None, ConditionalCheckFailed, ConditionalCheckFailed]");
        assertThat(new String(db.send("TransactWriteItems", request).body(), StandardCharsets.UTF_8).replace('"', '\''))
                .contains("'CancellationReasons':[{'Code':'None'},{'Item':{'a':{'S':'p'},'v':{'N':'7'}},"
                        + "'Code':'ConditionalCheckFailed','Message':'The conditional request failed'},"
                        + "{'Code':'ConditionalCheckFailed','Message':'The conditional request failed'}]");
        assertThat(get("u")).isEqualTo("{}");
    }

    @Test
    void aKeyThatDoesNotFitCancelsAndAnEmptyOneIsRefused() {
        assertThat(db.refused(
                        CANCELED,
                        "TransactWriteItems",
                        transact(add("u"), delete("x").replace("'S'", "'N'").replace("'x'", "'1'"))))
                .endsWith("[None, ValidationError]");
        assertThat(db.invalid("TransactWriteItems", transact(add("u"), delete(""))))
                .isEqualTo("One or more parameter values are not valid. "
                        + "The AttributeValue for a key attribute cannot contain an empty string value. Key: a");
        assertThat(get("u")).isEqualTo("{}");
    }

    @Test
    void anEmptyKeyOfAReadCancels() {
        String read = "{'TransactItems': [{'Get': {'TableName': 'hash', 'Key': {'a': {'S': 'x'}}}},"
                + " {'Get': {'TableName': 'hash', 'Key': {'a': {'S': ''}}}}]}";
        assertThat(db.refused(CANCELED, "TransactGetItems", read)).endsWith("[None, ValidationError]");
        assertThat(new String(db.send("TransactGetItems", read).body(), StandardCharsets.UTF_8))
                .contains("The AttributeValue for a key attribute cannot contain an empty string value. Key: a");
    }

    @Test
    void oneItemComesOnlyOnce() {
        assertThat(db.invalid("TransactWriteItems", transact(add("u"), delete("u"))))
                .isEqualTo("Transaction request cannot include multiple operations on one item");
    }

    @Test
    void aTransactionHasOneToAHundredActions() {
        assertThat(db.invalid("TransactWriteItems", "{'TransactItems': []}"))
                .isEqualTo("1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: "
                        + "Member must have length greater than or equal to 1");
        String[] many = IntStream.range(0, 101).mapToObj(i -> add("u" + i)).toArray(String[]::new);
        assertThat(db.invalid("TransactWriteItems", transact(many)))
                .startsWith("1 validation error detected: Value '[TransactWriteItem(conditionCheck=null, put=null, ")
                .endsWith(")]' at 'transactItems' failed to satisfy constraint: "
                        + "Member must have length less than or equal to 100");
        db.ok("TransactWriteItems", transact(java.util.Arrays.copyOf(many, 100)));
    }

    @Test
    void anActionIsOfOneKind() {
        assertThat(db.invalid("TransactWriteItems", transact("{}")))
                .isEqualTo("Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
        assertThat(db.invalid(
                        "TransactWriteItems",
                        transact(add("u").replaceAll("}$", "") + ", "
                                + delete("v").substring(1))))
                .isEqualTo("TransactItems can only contain one of Check, Put, Update or Delete");
    }

    @Test
    void aTokenCountsForTenMinutes() {
        String request = "{'ClientRequestToken': 'token', 'ReturnConsumedCapacity': 'TOTAL', 'TransactItems': ["
                + add("u") + "]}";
        assertThat(db.ok("TransactWriteItems", request)).contains("'WriteCapacityUnits':2.0");
        now.set(now.get().plus(Duration.ofMinutes(9)));
        assertThat(db.ok("TransactWriteItems", request)).contains("'ReadCapacityUnits':2.0");
        assertThat(get("u")).contains("'v':{'N':'1'}");
        assertThat(db.refused(
                        "com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException",
                        "TransactWriteItems",
                        request.replace("'u'", "'other'")))
                .isEqualTo(
                        "Specified idempotent token was used with different request parameters within the idempotency window");
        now.set(now.get().plus(Duration.ofMinutes(2)));
        db.ok("TransactWriteItems", request);
        assertThat(get("u")).contains("'v':{'N':'2'}");
    }

    @Test
    void aRepeatedTransactionReadsWhatItWroteWhateverHasBecomeOfThat() {
        String text = "x".repeat(9_000);
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'gone'}, 'b': {'S': '" + text + "'}}}");
        String shrinking = "{'Put': {'TableName': 'hash', 'Item': {'a': {'S': 'gone'}}}}";
        String growing = shrinking.replace("'gone'", "'new'").replace("'}}}}", "'}, 'b': {'S': '" + text + "'}}}}");
        for (String write : List.of(shrinking, delete("gone"), growing, delete("new"))) {
            boolean large = !write.equals(delete("gone"));
            String request = "{'ClientRequestToken': 'token" + write.hashCode()
                    + "', 'ReturnConsumedCapacity': 'TOTAL'," + " 'TransactItems': [" + write + ", " + add("u") + "]}";
            assertThat(db.ok("TransactWriteItems", request))
                    .contains("'WriteCapacityUnits':" + (large ? "20.0" : "4.0"));
            assertThat(db.ok("TransactWriteItems", request)).contains("'ReadCapacityUnits':" + (large ? "8.0" : "4.0"));
        }
        assertThat(get("u")).contains("'v':{'N':'4'}");
    }

    @Test
    void aRepeatedTransactionIsCheckedAgainstATableMadeAnew() {
        String request = "{'ClientRequestToken': 'token', 'TransactItems': [" + add("u") + "]}";
        db.ok("TransactWriteItems", request);
        db.ok("DeleteTable", "{'TableName': 'hash'}");
        db.ok("CreateTable", Calls.HASH_TABLE.replace("'a'", "'z'"));
        assertThat(db.refused(CANCELED, "TransactWriteItems", request)).endsWith("[ValidationError]");
        db.ok("DeleteTable", "{'TableName': 'hash'}");
        db.ok("CreateTable", Calls.HASH_TABLE);
        db.ok("TransactWriteItems", request);
        assertThat(get("u")).isEqualTo("{}");
    }

    @Test
    void aTransactionReadsFourMegabytesAndNoMore() {
        String text = "x".repeat(390_000);
        for (int i = 0; i < 11; i++) {
            db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'p" + i + "'}, 'b': {'S': '" + text + "'}}}");
        }
        String gets = IntStream.range(0, 10)
                .mapToObj(i -> "{'Get': {'TableName': 'hash', 'Key': {'a': {'S': 'p" + i + "'}}}}")
                .collect(Collectors.joining(", "));
        assertThat(db.invalid(
                        "TransactGetItems",
                        "{'TransactItems': [" + gets + ", "
                                + gets.substring(0, gets.indexOf(", {'Get")).replace("p0", "p10") + "]}"))
                .contains("4 MB");
        db.ok("TransactGetItems", "{'TransactItems': [" + gets + "]}");
    }

    @Test
    void anItemWithoutWhatIsWantedIsNotTold() {
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'b': {'N': '1'}}}");
        String get = "{'Get': {'TableName': 'hash', 'Key': {'a': {'S': 'x'}}, 'ProjectionExpression': 'b'}}";
        assertThat(db.ok("TransactGetItems", "{'TransactItems': [" + get + "]}"))
                .isEqualTo("{'Responses':[{'Item':{'b':{'N':'1'}}}]}");
        assertThat(db.ok("TransactGetItems", "{'TransactItems': [" + get.replace("'b'", "'c'") + "]}"))
                .isEqualTo("{'Responses':[{}]}");
        assertThat(db.ok("GetItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}, 'ProjectionExpression': 'c'}"))
                .isEqualTo("{'Item':{}}");
    }

    @Test
    void aCancelledTransactionDoesNotUseUpItsToken() {
        String request = "{'ClientRequestToken': 'token', 'TransactItems': [" + check("x") + ", " + add("u") + "]}";
        db.refused(CANCELED, "TransactWriteItems", request);
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}}}");
        db.ok("TransactWriteItems", request);
        assertThat(get("u")).contains("'v':{'N':'1'}");
    }

    @Test
    void expressionsAreLookedAtBeforeTheValuesOfTheirWrite() {
        String noNumber = "{'N': 'x'}";
        String unsound = "'ConditionExpression': 'a = = b'";
        for (String write : new String[] {
            put("p").replace("{'S': 'p'}", noNumber).replaceAll("'ConditionExpression': '[^']*'", unsound),
            check("c").replace("{'S': 'c'}", noNumber).replaceAll("'ConditionExpression': '[^']*'", unsound),
            delete("d").replace("{'S': 'd'}", noNumber).replaceAll("}}$", ", " + unsound + "}}"),
            add("u").replace("{'S': 'u'}", noNumber).replaceAll("}}$", ", " + unsound + "}}")
        }) {
            assertThat(db.invalid("TransactWriteItems", transact(write)))
                    .isEqualTo("Invalid ConditionExpression: Syntax error; token: \"=\", near: \"= = b\"");
            assertThat(db.invalid("TransactWriteItems", transact(delete("d").replace("{'S': 'd'}", noNumber), write)))
                    .isEqualTo("The parameter cannot be converted to a numeric value: x");
            assertThat(db.invalid("TransactWriteItems", transact(write.replace("a = = b", "attribute_exists(a)"))))
                    .isEqualTo("The parameter cannot be converted to a numeric value: x");
        }
    }

    @Test
    void aTokenThatIsTooLongIsToldBeforeOtherMembers() {
        assertThat(db.invalid(
                        "TransactWriteItems",
                        transact(add("u"))
                                .replace("'TOTAL'", "'ALL'")
                                .replaceAll("}$", ", 'ClientRequestToken': '" + "t".repeat(37) + "'}")))
                .isEqualTo("2 validation errors detected: Value '" + "t".repeat(37)
                        + "' at 'clientRequestToken' failed to satisfy constraint: "
                        + "Member must have length less than or equal to 36; Value 'ALL' at 'returnConsumedCapacity' failed "
                        + "to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]");
    }

    @Test
    void nothingIsToldOfWritesBehindOneThatDoesNotFit() {
        String wrong = put("p").replace("{'S': 'p'}", "{'N': '7'}");
        assertThat(db.refused(CANCELED, "TransactWriteItems", transact(add("u"), wrong, wrong, check("missing"))))
                .endsWith("[None, ValidationError, None, None]");
        assertThat(get("u")).isEqualTo("{}");
    }

    @Test
    void moreThanFourMegabytesAreDeletedAndCheckedByTheirKeys() {
        String text = "x".repeat(390_000);
        for (int i = 0; i < 12; i++) {
            db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'p%d'}, 'b': {'S': '%s'}}}".formatted(i, text));
        }
        db.ok(
                "TransactWriteItems",
                transact(IntStream.range(0, 12)
                        .mapToObj(i -> i == 0
                                ? check("p0")
                                : "{'Delete': {'TableName': 'hash', 'Key': {'a': {'S': 'p" + i + "'}}}}")
                        .toArray(String[]::new)));
        assertThat(db.ok("Scan", "{'TableName': 'hash', 'Select': 'COUNT'}")).contains("'Count':1,");
        assertThat(db.invalid(
                        "TransactWriteItems",
                        transact(IntStream.range(0, 11)
                                .mapToObj(i -> add("p" + i)
                                        .replace("ADD v", "SET v =")
                                        .replace("'N': '1'", "'S': '" + text + "'"))
                                .toArray(String[]::new))))
                .startsWith("Transaction payload size cannot exceed 4MB");
    }

    @Test
    void morethanFourMegabytesAreRefused() {
        String text = "x".repeat(390_000);
        String[] puts = IntStream.range(0, 11)
                .mapToObj(i -> put("p" + i).replace("}, 'Cond", ", 'b': {'S': '" + text + "'}}, 'Cond"))
                .toArray(String[]::new);
        assertThat(db.invalid("TransactWriteItems", transact(puts)))
                .startsWith("Transaction payload size cannot exceed 4MB");
        db.ok(
                "TransactWriteItems",
                transact(IntStream.range(0, 10)
                        .mapToObj(i -> puts[i])
                        .collect(Collectors.toList())
                        .toArray(new String[0])));
    }
}
