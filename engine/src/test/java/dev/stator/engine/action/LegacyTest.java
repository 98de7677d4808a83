package dev.stator.engine.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameters from before there were expressions. */
class LegacyTest {
    private static final String KEY = "'TableName': 'hash', 'Key': {'a': {'S': 'x'}}";

    private final Calls db = Calls.withTables();

    @BeforeEach
    void fill() {
        db.ok(
                "PutItem",
                "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'n': {'N': '5'}, 's': {'S': 'hello'},"
                        + " 't': {'SS': ['p', 'q']}, 'l': {'L': [{'N': '1'}]}, 'with.dot': {'BOOL': true}}}");
    }

    private static String deletion(String expected) {
        return "{" + KEY + ", 'Expected': " + expected + "}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            n | EQ           | {'N': '5.0'}             | true
            n | NE           | {'N': '5'}               | false
            n | NE           | {'S': '5'}               | true
            z | NE           | {'S': '5'}               | true
            n | LT           | {'N': '5'}               | false
            n | LE           | {'N': '5'}               | true
            n | GT           | {'N': '4'}               | true
            n | GE           | {'S': '4'}               | false
            n | BETWEEN      | {'N': '1'}, {'N': '5'}   | true
            n | IN           | {'N': '6'}, {'N': '5'}   | true
            n | IN           | {'N': '6'}               | false
            s | BEGINS_WITH  | {'S': 'he'}              | true
            s | CONTAINS     | {'S': 'ell'}             | true
            t | CONTAINS     | {'S': 'q'}               | true
            t | NOT_CONTAINS | {'S': 'q'}               | false
            s | NOT_CONTAINS | {'S': 'q'}               | true
            z | NOT_CONTAINS | {'S': 'q'}               | false
            s | NOT_NULL     |                          | true
            z | NULL         |                          | true
            s | NULL         |                          | false
            with.dot | EQ    | {'BOOL': true}           | true
            """)
    void anExpectationHoldsOrNot(String attribute, String operator, String values, boolean holds) {
        String list = values == null ? "" : ", 'AttributeValueList': [" + values + "]";
        String request = deletion("{'" + attribute + "': {'ComparisonOperator': '" + operator + "'" + list + "}}");
        if (holds) {
            assertThat(db.ok("DeleteItem", request)).isEqualTo("{}");
        } else {
            assertThat(db.refused(
                            "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException", "DeleteItem", request))
                    .isEqualTo("The conditional request failed");
        }
    }

    @Test
    void expectationsAreJoinedByTheConditionalOperator() {
        String expected = "{'n': {'Value': {'N': '5'}}, 's': {'Exists': false}}";
        db.refused(
                "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException", "DeleteItem", deletion(expected));
        assertThat(db.ok("DeleteItem", "{" + KEY + ", 'ConditionalOperator': 'OR', 'Expected': " + expected + "}"))
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {} | Value must be provided when Exists is null for Attribute: a
            {'Exists': true} | Value must be provided when Exists is true for Attribute: a
            {'Exists': false, 'Value': {'S': 'a'}} | Value cannot be used when Exists is false for Attribute: a
            {'AttributeValueList': [{'S': 'a'}]} | AttributeValueList can only be used with a ComparisonOperator for Attribute: a
            {'AttributeValueList': [], 'Value': {'S': 'a'}} | Value and AttributeValueList cannot be used together for Attribute: a
            {'ComparisonOperator': 'LT'} | Value or AttributeValueList must be used with ComparisonOperator: LT for Attribute: a
            {'ComparisonOperator': 'LT', 'Exists': true} | Exists and ComparisonOperator cannot be used together for Attribute: a
            {'ComparisonOperator': 'BETWEEN', 'Value': {'S': 'a'}} | Invalid number of argument(s) for the BETWEEN ComparisonOperator
            {'ComparisonOperator': 'IN', 'AttributeValueList': [{'S': 'a'}, {'N': '1'}]} | AttributeValues inside AttributeValueList must be of same type
            {'ComparisonOperator': 'LT', 'Value': {'SS': ['a']}} | ComparisonOperator LT is not valid for SS AttributeValue type
            {'ComparisonOperator': 'CONTAINS', 'Value': {'L': []}} | ComparisonOperator CONTAINS is not valid for L AttributeValue type
            """)
    void anExpectationThatMakesNoSenseIsRefused(String expectation, String message) {
        assertThat(db.invalid("DeleteItem", deletion("{'a': " + expectation + "}")))
                .isEqualTo("One or more parameter values were invalid: " + message);
    }

    @Test
    void anUnknownOperatorIsRefusedWithTheListOfAll() {
        assertThat(db.invalid("DeleteItem", deletion("{'a': {'ComparisonOperator': 'IS'}}")))
                .isEqualTo("1 validation error detected: Value 'IS' at 'expected.a.member.comparisonOperator' failed to"
                        + " satisfy constraint: Member must satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS,"
                        + " EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS]");
    }

    @Test
    void valuesAndConditionsAreLookedAtBeforeWhatJoinsThem() {
        String operator = ", 'ConditionalOperator': 'OR'";
        String empty = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
        String update = "{'TableName': 'hash', 'Key': {'a': {}}" + operator;
        assertThat(db.invalid("UpdateItem", update + "}")).isEqualTo(empty);
        assertThat(db.invalid("UpdateItem", update.replace("{}", "{'S': 'x'}") + "}"))
                .isEqualTo("ConditionalOperator cannot be used without Filter or Expected");
        String put = "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}}" + operator;
        assertThat(db.invalid("PutItem", put + ", 'ReturnValues': 'ALL_NEW'}"))
                .isEqualTo("ReturnValues can only be ALL_OLD or NONE");
        assertThat(db.invalid("PutItem", put + ", 'Expected': {'b': {'Exists': true}}}"))
                .isEqualTo("One or more parameter values were invalid: Value must be provided when Exists is true for"
                        + " Attribute: b");
        String condition = "{'b': {'ComparisonOperator': 'EQ', 'AttributeValueList': [{}]}}";
        String scan = "{'TableName': 'hash', 'ScanFilter': " + condition + operator + "}";
        assertThat(db.invalid("Scan", scan)).isEqualTo(empty);
        assertThat(db.invalid("Scan", scan.replace("{}", "{'S': 'x'}")))
                .isEqualTo("ConditionalOperator can only be used when Filter or Expected has two or more elements");
    }

    @Test
    void theConditionalOperatorNeedsSeveralConditionsToJoin() {
        assertThat(db.invalid("Scan", "{'TableName': 'hash', 'ConditionalOperator': 'AND', 'ScanFilter': {}}"))
                .isEqualTo("ConditionalOperator cannot be used without Filter or Expected");
        assertThat(db.invalid("Query", "{'TableName': 'hash', 'ConditionalOperator': 'AND'}"))
                .isEqualTo("ConditionalOperator cannot be used without Filter or Expected");
        assertThat(db.invalid(
                        "PutItem",
                        "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}}, 'ConditionalOperator': 'AND', 'Expected':"
                                + " {'n': {'Value': {'N': '5'}}}}"))
                .isEqualTo("ConditionalOperator can only be used when Filter or Expected has two or more elements");
    }

    @Test
    void bothFormsInOneRequestAreRefused() {
        assertThat(db.invalid(
                        "UpdateItem",
                        "{" + KEY + ", 'AttributeUpdates': {}, 'Expected': {}, 'ConditionalOperator': 'OR',"
                                + " 'UpdateExpression': 'x', 'ConditionExpression': 'y'}"))
                .isEqualTo("Can not use both expression and non-expression parameters in the same request: "
                        + "Non-expression parameters: {AttributeUpdates, Expected, ConditionalOperator} "
                        + "Expression parameters: {UpdateExpression, ConditionExpression}");
        assertThat(db.ok(
                        "Query",
                        "{'TableName': 'hash', 'KeyConditions': {'a': {'ComparisonOperator': 'EQ',"
                                + " 'AttributeValueList': [{'S': 'x'}]}}, 'FilterExpression': 'n = :n',"
                                + " 'ExpressionAttributeValues': {':n': {'N': '5'}}, 'Select': 'COUNT'}"))
                .isEqualTo("{'Count':1,'ScannedCount':1}");
    }

    private String updated(String updates) {
        return db.ok("UpdateItem", "{" + KEY + ", 'ReturnValues': 'UPDATED_NEW', 'AttributeUpdates': " + updates + "}");
    }

    @Test
    void anUpdatePutsAddsAndDeletes() {
        assertThat(updated("{'s': {'Value': {'S': 'new'}}, 'n': {'Action': 'ADD', 'Value': {'N': '-7'}},"
                        + " 't': {'Action': 'DELETE', 'Value': {'SS': ['p', 'other']}}, 'with.dot': {'Action': 'DELETE'},"
                        + " 'l': {'Action': 'ADD', 'Value': {'L': [{'S': 'two'}]}}}"))
                .isEqualTo("{'Attributes':{'s':{'S':'new'},'n':{'N':'-2'},'t':{'SS':['q']},"
                        + "'l':{'L':[{'N':'1'},{'S':'two'}]}}}");
        assertThat(updated("{'new': {'Action': 'ADD', 'Value': {'L': [{'S': 'one'}]}}}"))
                .isEqualTo("{'Attributes':{'new':{'L':[{'S':'one'}]}}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'b': {'Action': 'PUT'}} | Only DELETE action is allowed when no attribute value is specified
            {'b': {'Action': 'DELETE', 'Value': {'S': 'x'}}} | DELETE action with value is not supported for the type S
            {'b': {'Action': 'ADD', 'Value': {'M': {}}}} | ADD action is not supported for the type M
            {'a': {'Value': {'S': 'y'}}} | Cannot update attribute a. This attribute is part of the key
            """)
    void anUpdateThatMakesNoSenseIsRefused(String updates, String message) {
        assertThat(db.invalid("UpdateItem", "{" + KEY + ", 'AttributeUpdates': " + updates + "}"))
                .isEqualTo("One or more parameter values were invalid: " + message);
    }

    @Test
    void anUpdateOfAnotherTypeThanTheItemHasIsRefused() {
        for (String update : new String[] {
            "{'s': {'Action': 'ADD', 'Value': {'N': '1'}}}",
            "{'n': {'Action': 'DELETE', 'Value': {'NS': ['1']}}}",
            "{'t': {'Action': 'ADD', 'Value': {'L': []}}}"
        }) {
            assertThat(db.invalid("UpdateItem", "{" + KEY + ", 'AttributeUpdates': " + update + "}"))
                    .isEqualTo("Type mismatch for attribute to update");
        }
    }

    @Test
    void attributesToGetAreWholeNames() {
        assertThat(db.ok("GetItem", "{" + KEY + ", 'AttributesToGet': ['with.dot', 'none']}"))
                .isEqualTo("{'Item':{'with.dot':{'BOOL':true}}}");
        assertThat(db.ok("Scan", "{'TableName': 'hash', 'AttributesToGet': ['n']}"))
                .startsWith("{'Items':[{'n':{'N':'5'}}]");
        assertThat(db.invalid("GetItem", "{" + KEY + ", 'AttributesToGet': ['n', 'n']}"))
                .isEqualTo("One or more parameter values were invalid: Duplicate value in attribute name: n");
    }

    private static String keyCondition(String name, String operator, String values) {
        return "'" + name + "': {'ComparisonOperator': '" + operator + "', 'AttributeValueList': [" + values + "]}";
    }

    @Test
    void keyConditionsAndAQueryFilterFindWhatExpressionsFind() {
        for (int i = 0; i < 5; i++) {
            db.ok(
                    "PutItem",
                    "{'TableName': 'range', 'Item': {'a': {'S': 'x'}, 'b': {'N': '%d'}, 'e': {'N': '%d'}}}"
                            .formatted(i, i % 2));
        }
        String keys = keyCondition("a", "EQ", "{'S': 'x'}") + "," + keyCondition("b", "GE", "{'N': '1'}");
        assertThat(db.ok(
                        "Query",
                        "{'TableName': 'range', 'KeyConditions': {" + keys + "}, 'AttributesToGet': ['b'],"
                                + " 'QueryFilter': {" + keyCondition("e", "EQ", "{'N': '1'}") + "}}"))
                .isEqualTo("{'Items':[{'b':{'N':'1'}},{'b':{'N':'3'}}],'Count':2,'ScannedCount':4}");
        assertThat(db.invalid(
                        "Query",
                        "{'TableName': 'range', 'KeyConditions': {" + keys + "}, 'QueryFilter': {"
                                + keyCondition("b", "EQ", "{'N': '1'}") + "}}"))
                .isEqualTo("QueryFilter can only contain non-primary key attributes: Primary key attribute: b");
    }

    @Test
    void keyConditionsThatAreNoRangeAreRefused() {
        assertThat(db.invalid("Query", "{'TableName': 'hash', 'KeyConditions': {}}"))
                .isEqualTo("Conditions can be of length 1 or 2 only");
        assertThat(db.invalid(
                        "Query",
                        "{'TableName': 'hash', 'KeyConditions': {" + keyCondition("a", "IN", "{'S': 'x'}") + "}}"))
                .isEqualTo("Attempted conditional constraint is not an indexable operation");
        assertThat(db.invalid(
                        "Query",
                        "{'TableName': 'range', 'KeyConditions': {"
                                + keyCondition("b", "BETWEEN", "{'N': '2'},{'N': '1'}") + "}}"))
                .isEqualTo("The BETWEEN condition was provided a range where the lower bound is greater than the upper"
                        + " bound");
    }

    @Test
    void aScanFilterTakesMoreCandidatesThanAnExpression() {
        String candidates = String.join(",", Collections.nCopies(5000, "{'N': '4'}")) + ",{'N': '5'}";
        assertThat(db.ok(
                        "Scan",
                        "{'TableName': 'hash', 'Select': 'COUNT', 'ScanFilter': {" + keyCondition("n", "IN", candidates)
                                + "}}"))
                .isEqualTo("{'Count':1,'ScannedCount':1}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            DeleteItem | 'Key': {'a': {'S': 'x'}}, 'Expected': {'%s': {'Exists': false}}
            DeleteItem | 'Key': {'a': {'S': 'x'}}, 'Expected': {'%s': {'ComparisonOperator': 'NULL'}}
            UpdateItem | 'Key': {'a': {'S': 'x'}}, 'AttributeUpdates': {'%s': {'Action': 'DELETE'}}
            GetItem    | 'Key': {'a': {'S': 'x'}}, 'AttributesToGet': ['%s']
            Scan       | 'ScanFilter': {'%s': {'ComparisonOperator': 'NULL'}}
            PutItem    | 'Item': {'a': {'S': 'x'}, '%s': {'S': 'x'}}
            PutItem    | 'Item': {'a': {'S': 'x'}, 'm': {'M': {'%s': {'S': 'x'}}}}
            """)
    void noAttributeHasAnEmptyName(String action, String members) {
        String request = "{'TableName': 'hash', " + members + "}";

        assertThat(db.invalid(action, request.formatted(""))).isEqualTo("Empty attribute name");
        db.ok(action, request.formatted("z"));
    }
}
