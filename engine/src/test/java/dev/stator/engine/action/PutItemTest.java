package dev.stator.engine.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import org.junit.jupiter.api.Test;

class PutItemTest {
    private final Calls db = Calls.withTables();

    @Test
    void aPutItemIsReadBack() {
        assertThat(db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'n': {'N': '0012.50'}}}"))
                .isEqualTo("{}");
        assertThat(db.ok("GetItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}}"))
                .isEqualTo("{'Item':{'a':{'S':'x'},'n':{'N':'12.5'}}}");
        assertThat(db.ok("GetItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'y'}}}"))
                .isEqualTo("{}");
    }

    @Test
    void theOldItemComesBackOnRequest() {
        String put = "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'v': {'N': '%s'}}, 'ReturnValues': 'ALL_OLD'}";
        assertThat(db.ok("PutItem", put.formatted(1))).isEqualTo("{}");
        assertThat(db.ok("PutItem", put.formatted(2))).isEqualTo("{'Attributes':{'a':{'S':'x'},'v':{'N':'1'}}}");
    }

    @Test
    void missingMembersAreReportedTogetherInTheServicesOrder() {
        assertThat(db.invalid("PutItem", "{'TableName': 'a;', 'ReturnConsumedCapacity': 'hi', 'ReturnValues': 'hi'}"))
                .isEqualTo("5 validation errors detected: "
                        + "Value 'hi' at 'returnConsumedCapacity' failed to satisfy constraint: "
                        + "Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; "
                        + "Value 'a;' at 'tableName' failed to satisfy constraint: "
                        + "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; "
                        + "Value 'a;' at 'tableName' failed to satisfy constraint: "
                        + "Member must have length greater than or equal to 3; "
                        + "Value null at 'item' failed to satisfy constraint: Member must not be null; "
                        + "Value 'hi' at 'returnValues' failed to satisfy constraint: "
                        + "Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]");
    }

    @Test
    void aConditionDecidesAndShowsTheItemOnRequest() {
        String put = """
                {'TableName': 'hash', 'Item': {'a': {'S': 'x'}}, 'ConditionExpression': 'attribute_not_exists(a)'
                """;
        db.ok("PutItem", put + "}");
        String failed = "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException";
        assertThat(db.refused(failed, "PutItem", put + "}")).isEqualTo("The conditional request failed");
        assertThat(new String(
                        db.send("PutItem", put + ", 'ReturnValuesOnConditionCheckFailure': 'ALL_OLD'}")
                                .body(),
                        java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"__type\":\"" + failed + "\",\"Item\":{\"a\":{\"S\":\"x\"}},"
                        + "\"message\":\"The conditional request failed\"}");
    }
}
