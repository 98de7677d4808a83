package dev.stator.engine.action.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableArnTest {
    private static final String ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/hash";
    private static final String TABLE = "'TableName': '" + ARN + "'";

    private final Calls db = Calls.withTables();

    private void put(String key) {
        db.ok("PutItem", "{" + TABLE + ", 'Item': {'a': {'S': '" + key + "'}}}");
    }

    @Test
    void itemsAreWrittenAndReadByTheArnOfTheirTable() {
        put("x");
        db.ok(
                "UpdateItem",
                "{" + TABLE
                        + ", 'Key': {'a': {'S': 'x'}}, 'UpdateExpression': 'SET n = :n',"
                        + " 'ExpressionAttributeValues': {':n': {'N': '1'}}}");
        String item = "{'a':{'S':'x'},'n':{'N':'1'}}";
        assertThat(db.ok("GetItem", "{" + TABLE + ", 'Key': {'a': {'S': 'x'}}, 'ReturnConsumedCapacity': 'TOTAL'}"))
                .isEqualTo("{'Item':" + item + ",'ConsumedCapacity':{'TableName':'hash','CapacityUnits':0.5}}");
        assertThat(
                        db.ok(
                                "Query",
                                "{" + TABLE
                                        + ", 'KeyConditionExpression': 'a = :a', 'ExpressionAttributeValues': {':a': {'S': 'x'}}}"))
                .contains(item);
        assertThat(db.ok("Scan", "{" + TABLE + "}")).contains(item);
        db.ok("DeleteItem", "{" + TABLE + ", 'Key': {'a': {'S': 'x'}}}");
        assertThat(db.ok("Scan", "{'TableName': 'hash'}")).contains("'Count':0");
    }

    @Test
    void aBatchAnswersUnderTheArnThatWasGiven() {
        db.ok(
                "BatchWriteItem",
                "{'RequestItems': {'" + ARN + "': [{'PutRequest': {'Item': {'a': {'S': 'x'}}}}],"
                        + " 'hash': [{'PutRequest': {'Item': {'a': {'S': 'y'}}}}]}}");
        assertThat(db.ok("BatchGetItem", "{'RequestItems': {'" + ARN + "': {'Keys': [{'a': {'S': 'x'}}]}}}"))
                .isEqualTo("{'Responses':{'" + ARN + "':[{'a':{'S':'x'}}]},'UnprocessedKeys':{}}");
        assertThat(db.ok("Scan", "{'TableName': 'hash'}")).contains("'Count':2");
    }

    @Test
    void anItemThatABatchWritesByNameAndByArnIsADuplicate() {
        String put = "[{'PutRequest': {'Item': {'a': {'S': 'x'}}}}]";
        assertThat(db.invalid("BatchWriteItem", "{'RequestItems': {'" + ARN + "': " + put + ", 'hash': " + put + "}}"))
                .isEqualTo("Provided list of item keys contains duplicates");
    }

    @Test
    void anItemThatABatchReadsByNameAndByArnIsADuplicate() {
        String keys = "{'Keys': [{'a': {'S': 'x'}}]}";
        assertThat(db.invalid("BatchGetItem", "{'RequestItems': {'" + ARN + "': " + keys + ", 'hash': " + keys + "}}"))
                .isEqualTo("Provided list of item keys contains duplicates");
    }

    @Test
    void aTableThatABatchReadsByNameAndByArnIsChargedOnce() {
        put("x");
        String keys = "{'Keys': [{'a': {'S': 'x'}}], 'ConsistentRead': true}";
        assertThat(db.ok(
                        "BatchGetItem",
                        "{'ReturnConsumedCapacity': 'TOTAL', 'RequestItems': {'" + ARN + "': " + keys + ", 'hash': "
                                + keys.replace("'x'", "'y'") + "}}"))
                .isEqualTo("{'Responses':{'" + ARN + "':[{'a':{'S':'x'}}],'hash':[]},'UnprocessedKeys':{},"
                        + "'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':2.0}]}");
    }

    @Test
    void transactionsTakeArns() {
        db.ok("TransactWriteItems", "{'TransactItems': [{'Put': {" + TABLE + ", 'Item': {'a': {'S': 'x'}}}}]}");
        assertThat(db.ok("TransactGetItems", "{'TransactItems': [{'Get': {" + TABLE + ", 'Key': {'a': {'S': 'x'}}}}]}"))
                .isEqualTo("{'Responses':[{'Item':{'a':{'S':'x'}}}]}");
        assertThat(db.invalid(
                        "TransactWriteItems",
                        "{'TransactItems': [{'Put': {" + TABLE + ", 'Item': {'a': {'S': 'x'}}}},"
                                + " {'Delete': {'TableName': 'hash', 'Key': {'a': {'S': 'x'}}}}]}"))
                .isEqualTo("Transaction request cannot include multiple operations on one item");
    }

    @Test
    void tableActionsTakeArns() {
        assertThat(db.ok("DescribeTable", "{" + TABLE + "}")).contains("'TableName':'hash'");
        db.ok("UpdateTable", "{" + TABLE + ", 'DeletionProtectionEnabled': false}");
        db.ok(
                "UpdateTimeToLive",
                "{" + TABLE + ", 'TimeToLiveSpecification': {'Enabled': true, 'AttributeName': 't'}}");
        assertThat(db.ok("DescribeTimeToLive", "{" + TABLE + "}")).contains("ENABLED");
        assertThat(db.ok("CreateBackup", "{" + TABLE + ", 'BackupName': 'kept'}"))
                .contains(ARN + "/backup/");
        assertThat(db.ok("ListBackups", "{" + TABLE + "}")).contains("'TableName':'hash'");
        assertThat(db.ok("DescribeContinuousBackups", "{" + TABLE + "}")).contains("DISABLED");
        db.ok("DeleteTable", "{" + TABLE + "}");
        db.ok("CreateTable", Calls.HASH_TABLE.replace("'hash'", "'" + ARN + "'"));
        assertThat(db.ok("ListTables", "{}")).isEqualTo("{'TableNames':['hash','range']}");
    }

    @Test
    void aMissingTableIsToldByItsName() {
        assertThat(db.refused(
                        "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
                        "DescribeTable",
                        "{'TableName': '" + ARN + "1'}"))
                .isEqualTo("Requested resource not found: Table: hash1 not found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:dynamodb:us-east-1:000000000000:table/h",
                "arn:aws:sqs:us-east-1:000000000000:hash",
                "arn:"
            })
    void anArnOfNoTableIsRefused(String arn) {
        String refusal = "Invalid TableArn: Invalid ResourceArn provided as input " + arn;
        assertThat(db.invalid("Scan", "{'TableName': '" + arn + "'}")).isEqualTo(refusal);
        assertThat(db.invalid("BatchGetItem", "{'RequestItems': {'" + arn + "': {'Keys': [{'a': {'S': 'x'}}]}}}"))
                .isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "AWS region, arn:aws:dynamodb:eu-west-1:000000000000:table/hash",
        "resource type, arn:aws:dynamodb:us-east-1:000000000000:table/hash/index/i",
        "resource type, arn:aws:dynamodb:us-east-1:000000000000:table/hash/stream/2026-01-01T00:00:00.000"
    })
    void anArnOfAnotherRegionOrOfWhatIsPartOfATableIsRefused(String what, String arn) {
        assertThat(db.invalid("DescribeTable", "{'TableName': '" + arn + "'}"))
                .isEqualTo("1 validation error detected: Invalid " + what + " in '" + arn + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {":us-east-1:12345:table/hash", ":us-east-1:000000000000:table/ha!sh"})
    void allActionsReadArnsAlike(String wrong) {
        String arn = "arn:aws:dynamodb" + wrong;
        String refusal = "Invalid TableArn: Invalid ResourceArn provided as input " + arn;
        assertThat(db.invalid("DescribeTable", "{'TableName': '" + arn + "'}")).isEqualTo(refusal);
        assertThat(db.invalid("ListTagsOfResource", "{'ResourceArn': '" + arn + "'}"))
                .isEqualTo(refusal);
        assertThat(db.invalid(
                        "RestoreTableToPointInTime",
                        "{'SourceTableArn': '" + arn
                                + "', 'TargetTableName': 'other', 'UseLatestRestorableTime': true}"))
                .isEqualTo("sourceTableArn is not a valid ARN");
        assertThat(db.invalid("DescribeStream", "{'StreamArn': '" + arn + "/stream/2026-01-01T00:00:00.000'}"))
                .isEqualTo("Invalid StreamArn");
        assertThat(db.invalid("DescribeBackup", "{'BackupArn': '" + arn + "/backup/01767225600000-0123abcd'}"))
                .isEqualTo("Invalid Request: BackupArn is not valid");
    }

    @Test
    void theTableOfAnotherAccountIsDenied() {
        String arn = ARN.replace("000000000000", "123456789012");
        assertThat(db.refused("com.amazon.coral.service#AccessDeniedException", "Scan", "{'TableName': '" + arn + "'}"))
                .isEqualTo("User: arn:aws:iam::000000000000:user/stator is not authorized to perform: dynamodb:Scan on"
                        + " resource: " + arn);
    }

    @Test
    void aNameThatIsNoArnIsCheckedAsBefore() {
        assertThat(db.invalid("Scan", "{'TableName': 'a:b'}"))
                .isEqualTo(
                        "1 validation error detected: Value 'a:b' at 'tableName' failed to satisfy constraint: Member"
                                + " must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
    }
}
