package dev.stator.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SerializationTest {
    private static final String TYPE = "com.amazon.coral.service#SerializationException";

    private final Calls db = Calls.withTables();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            'TableName': 23      | NUMBER_VALUE cannot be converted to String
            'TableName': 1.5     | DECIMAL_VALUE cannot be converted to String
            'TableName': true    | TRUE_VALUE cannot be converted to String
            'TableName': []      | Unrecognized collection type class java.lang.String
            'TableName': {}      | Start of structure or map found where not expected
            'Item': 'text'       | Unexpected field type
            'Item': []           | Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>
            'Item': {'a': 1}     | Unexpected value type in payload
            'Item': {'a': []}    | Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue
            'Item': {'a': {'N': 1}} | NUMBER_VALUE cannot be converted to String
            'Item': {'a': {'BOOL': 'maybe'}} | Unexpected token received from parser
            'Item': {'a': {'SS': 'x'}} | Unexpected field type
            'Item': {'a': {'L': {}}} | Start of structure or map found where not expected
            'Item': {'a': {'B': '12345'}} | Base64 encoded length is expected a multiple of 4 bytes but found: 5
            'Item': {'a': {'B': '=+/='}} | Invalid last non-pad Base64 character dectected
            'Item': {'a': {'B': 1}} | only base-64-encoded strings are convertible to bytes
            """)
    void aWrongTypeIsNamed(String member, String message) {
        assertThat(db.refused(TYPE, "PutItem", "{" + member + "}")).isEqualTo(message);
    }

    @Test
    void whatIsNoTimeIsNamedByItsClass() {
        String member = "{'SourceTableName': 'hash', 'TargetTableName': 'then', 'RestoreDateTime': %s}";
        assertThat(db.refused(TYPE, "RestoreTableToPointInTime", member.formatted("'now'")))
                .isEqualTo("STRING_VALUE cannot be converted to Date");
        assertThat(db.refused(TYPE, "RestoreTableToPointInTime", member.formatted("[]")))
                .isEqualTo("Unrecognized collection type class java.util.Date");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "'x'", "{", "{'TableName': }", "{'TableName': 1, }", "{} {", "nul"})
    void whatIsNoJsonObjectIsRefusedWithoutAWord(String body) {
        assertThat(db.refused(TYPE, "PutItem", body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "1", "[]", "{'TableName': 'hash'}", "}"})
    void whatFollowsTheObjectIsRefusedWithoutAWord(String behind) {
        String list = "{'Limit': 1}";
        db.ok("ListTables", list + " \n\t");
        assertThat(db.refused(TYPE, "ListTables", list + behind)).isEmpty();
        assertThat(db.refused(TYPE, "ListTables", "{'Limit': {'a': [1]}, 'b': {}} " + behind))
                .isEmpty();
        assertThat(db.refused(TYPE, "NoAction", "{}" + behind)).isEmpty();
    }

    @Test
    void unknownMembersAndNullsAreIgnored() {
        assertThat(
                        db.ok(
                                "PutItem",
                                "{'TableName': 'hash', 'Item': {'a': {'S': 'x', 'N': null, 'Z': 1}}, 'Other': {'b': [1]}, 'ReturnValues': null}"))
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {}                          | Supplied AttributeValue is empty, must contain exactly one of the supported datatypes
            {'M': {'x': {}}}            | Supplied AttributeValue is empty, must contain exactly one of the supported datatypes
            {'S': 'a', 'N': '1'}        | Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes
            {'S': 'a', 'N': 'b'}        | The parameter cannot be converted to a numeric value: b
            {'NULL': false}             | One or more parameter values were invalid: Null attribute value types must have the value of true
            {'SS': []}                  | One or more parameter values were invalid: An string set  may not be empty
            {'SS': ['a', 'a']}          | One or more parameter values were invalid: Input collection [a, a] contains duplicates.
            {'NS': ['1', '1.0']}        | Input collection contains duplicates
            {'BS': ['Yg==', 'Yg==']}    | One or more parameter values were invalid: Input collection [Yg==, Yg==]of type BS contains duplicates.
            """)
    void anUnsoundValueIsSaidSo(String value, String message) {
        assertThat(db.invalid("PutItem", "{'TableName': 'hash', 'Item': {'a': " + value + "}}"))
                .isEqualTo(message);
        assertThat(db.invalid(
                        "PutItem",
                        "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}}, 'ConditionExpression': 'a = :v', "
                                + "'ExpressionAttributeValues': {':v': " + value + "}}"))
                .isEqualTo("ExpressionAttributeValues contains invalid value: " + message + " for key :v");
    }

    private static String lists(int levels, String value) {
        return "{'L': [".repeat(levels) + value + "]}".repeat(levels);
    }

    @Test
    void valuesNestThirtyTwoLevelsAndNoMore() {
        String put = "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'b': %s}}";
        db.ok("PutItem", put.formatted(lists(31, "{'S': 'x'}")));
        for (String deep : List.of(
                lists(32, "{'S': 'x'}"), lists(31, "{'L': []}"), lists(31, "{'M': {}}"), lists(200, "{'S': 'x'}"))) {
            assertThat(db.invalid("PutItem", put.formatted(deep)))
                    .startsWith("Nesting Levels have exceeded supported limits: Attributes in the item");
        }
        assertThat(db.refused(TYPE, "PutItem", put.formatted("{'L': [".repeat(50_000))))
                .isEmpty();
    }

    @Test
    void keysMustFitTheTable() {
        assertThat(db.invalid("PutItem", "{'TableName': 'hash', 'Item': {'b': {'S': 'x'}}}"))
                .isEqualTo("One or more parameter values were invalid: Missing the key a in the item");
        assertThat(db.invalid("PutItem", "{'TableName': 'hash', 'Item': {'a': {'N': '1'}}}"))
                .isEqualTo("One or more parameter values were invalid: Type mismatch for key a expected: S actual: N");
        assertThat(db.invalid("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': ''}}}"))
                .isEqualTo("One or more parameter values are not valid. "
                        + "The AttributeValue for a key attribute cannot contain an empty string value. Key: a");
        assertThat(db.invalid("GetItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}, 'b': {'S': 'x'}}}"))
                .isEqualTo("The provided key element does not match the schema");
        assertThat(db.invalid("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': '" + "x".repeat(2049) + "'}}}"))
                .isEqualTo(
                        "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes");
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': '" + "x".repeat(2048) + "'}}}");
    }

    @Test
    void anItemHas400KilobytesAndNoMore() {
        String put = "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'b': {'S': '%s'}}}";
        db.ok("PutItem", put.formatted("y".repeat(400 * 1024 - 3)));
        assertThat(db.invalid("PutItem", put.formatted("y".repeat(400 * 1024 - 2))))
                .isEqualTo("Item size has exceeded the maximum allowed size");
    }
}
