package dev.stator.engine.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final Calls db = Calls.withTables();

    private static String put(String key) {
        return "{'PutRequest': {'Item': {'a': {'S': '" + key + "'}}}}";
    }

    private static String delete(String key) {
        return "{'DeleteRequest': {'Key': {'a': {'S': '" + key + "'}}}}";
    }

    private static String write(String requests) {
        return "{'RequestItems': {'hash': [" + requests + "]}, 'ReturnConsumedCapacity': 'TOTAL'}";
    }

    private static String get(String... keys) {
        return "{'RequestItems': {'hash': {'ConsistentRead': true, 'Keys': ["
                + java.util.Arrays.stream(keys)
                        .map(key -> "{'a': {'S': '" + key + "'}}")
                        .collect(Collectors.joining(", "))
                + "]}}, 'ReturnConsumedCapacity': 'TOTAL'}";
    }

    @Test
    void aBatchPutsAndDeletes() {
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'old'}}}");
        assertThat(db.ok("BatchWriteItem", write(put("p") + ", " + delete("old") + ", " + delete("none"))))
                .isEqualTo("{'UnprocessedItems':{},'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':3.0}]}");
        assertThat(db.ok("BatchGetItem", get("p", "old")))
                .isEqualTo("{'Responses':{'hash':[{'a':{'S':'p'}}]},'UnprocessedKeys':{},"
                        + "'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':2.0}]}");
    }

    @Test
    void oneBadWriteLeavesAllOthersUndone() {
        assertThat(db.invalid("BatchWriteItem", write(put("p") + ", {'PutRequest': {'Item': {'a': {'N': '1'}}}}")))
                .isEqualTo("The provided key element does not match the schema");
        assertThat(db.ok("Scan", "{'TableName': 'hash', 'Select': 'COUNT'}")).isEqualTo("{'Count':0,'ScannedCount':0}");
    }

    @Test
    void anItemComesOnlyOnceInABatch() {
        assertThat(db.invalid("BatchWriteItem", write(put("p") + ", " + delete("p"))))
                .isEqualTo("Provided list of item keys contains duplicates");
        assertThat(db.invalid("BatchGetItem", get("p", "p")))
                .isEqualTo("Provided list of item keys contains duplicates");
    }

    @Test
    void allTablesOfABatchSayAlikeWhatTheyWantOfTheirItems() {
        String request = "{'RequestItems': {'hash': {'Keys': [{'a': {'S': 'x'}}], 'AttributesToGet': ['a']}, "
                + "'missing': {'Keys': [{'a': {'S': 'x'}}], 'ProjectionExpression': 'a'}}}";
        assertThat(db.invalid("BatchGetItem", request))
                .isEqualTo("Can not use both expression and non-expression parameters in the same request: "
                        + "Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}");
        db.refused(
                "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
                "BatchGetItem",
                request.replace("'AttributesToGet': ['a']", "'ConsistentRead': true"));
    }

    @Test
    void batchesHaveLimits() {
        String many = IntStream.range(0, 26).mapToObj(i -> put("p" + i)).collect(Collectors.joining(", "));
        assertThat(db.invalid("BatchWriteItem", write(many)))
                .startsWith("1 validation error detected: Value '{")
                .endsWith(
                        "at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: "
                                + "[Member must have length less than or equal to 25, Member must have length greater than or equal to 1]");
        assertThat(db.invalid(
                        "BatchGetItem",
                        get(IntStream.range(0, 101).mapToObj(i -> "p" + i).toArray(String[]::new))))
                .endsWith("at 'requestItems.hash.member.keys' failed to satisfy constraint: "
                        + "Member must have length less than or equal to 100");
        assertThat(db.invalid("BatchWriteItem", "{'RequestItems': {}}"))
                .isEqualTo("1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: "
                        + "Member must have length greater than or equal to 1");
    }

    @Test
    void aBatchOfReadsWithAMalformedTableNameIsShownAsItCame() {
        String keys = " at 'requestItems' failed to satisfy constraint: Map keys must satisfy constraint: "
                + "[Member must have length less than or equal to 255, Member must have length greater than or equal"
                + " to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]";
        String request = "{'RequestItems': {'bad!name': {'Keys': [{'a': {'S': 'x'}}], 'ConsistentRead': true}}}";
        assertThat(db.invalid("BatchGetItem", request))
                .isEqualTo("1 validation error detected: Value '{\"bad!name\":{\"Keys\":[{\"a\":{\"S\":\"x\"}}],"
                        + "\"ConsistentRead\":true}}'" + keys);
        db.ok("BatchGetItem", request.replace("bad!name", "hash"));
        assertThat(db.invalid("BatchWriteItem", write(put("p")).replace("'hash'", "'bad!name'")))
                .startsWith("1 validation error detected: Value '{bad!name=[WriteRequest(")
                .endsWith(keys);
    }

    @Test
    void aWriteRequestIsEitherAPutOrADelete() {
        String neither =
                "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes";
        assertThat(db.invalid("BatchWriteItem", write("{}"))).isEqualTo(neither);
    }

    @Test
    void whatDoesNotFitInto16MegabytesIsLeftForTheNextCall() {
        String text = "x".repeat(390_000);
        String[] keys = new String[50];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "k" + i;
            db.ok(
                    "PutItem",
                    "{'TableName': 'hash', 'Item': {'a': {'S': '" + keys[i] + "'}, 'b': {'S': '" + text + "'}}}");
        }
        String reply = db.ok("BatchGetItem", get(keys));
        assertThat(reply.substring(reply.indexOf("'UnprocessedKeys'")))
                .startsWith("'UnprocessedKeys':{'hash':{'Keys':[{'a':{'S':'k43'}},")
                .contains("{'a':{'S':'k49'}}],'ConsistentRead':true}}");
    }

    @Test
    void aMissingTableIsSaidBeforeAnythingElseIsLookedAt() {
        assertThat(db.refused(
                        "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
                        "BatchWriteItem",
                        write(put("p") + ", " + delete("p")).replace("hash", "missing")))
                .isEqualTo("Requested resource not found");
    }

    @Test
    void aPartitionGivesOneMegabyteAndOneMoreItemToABatch() {
        String table = Calls.HASH_TABLE.replace("'hash'", "'NAME'");
        db.ok("CreateTable", table.replace("NAME", "on-demand"));
        db.ok(
                "CreateTable",
                table.replace("NAME", "provisioned")
                        .replace(
                                "'BillingMode': 'PAY_PER_REQUEST'",
                                "'ProvisionedThroughput': {'ReadCapacityUnits': 9, 'WriteCapacityUnits': 9}"));
        String keys = "";
        for (int i = 0; i < 5; i++) {
            keys += (i == 0 ? "" : ",") + "{'a': {'S': '" + i + "'}}";
            for (String name : new String[] {"on-demand", "provisioned"}) {
                db.ok(
                        "PutItem",
                        "{'TableName': '%s', 'Item': {'a': {'S': '%d'}, 'b': {'S': '%s'}}}"
                                .formatted(name, i, "b".repeat(399 * 1024)));
            }
        }
        String request = "{'ReturnConsumedCapacity': 'TOTAL', 'RequestItems': {'NAME': {'Keys': [" + keys
                + "], 'AttributesToGet': ['a'], 'ConsistentRead': true}}}";
        assertThat(db.ok("BatchGetItem", request.replace("NAME", "on-demand"))).contains("'UnprocessedKeys':{}");
        assertThat(db.ok("BatchGetItem", request.replace("NAME", "provisioned")))
                .contains("'UnprocessedKeys':{'provisioned':{'Keys':[{'a':{'S':'3'}},{'a':{'S':'4'}}],"
                        + "'ConsistentRead':true,'AttributesToGet':['a']}}")
                .contains("'CapacityUnits':302.0");
    }
}
