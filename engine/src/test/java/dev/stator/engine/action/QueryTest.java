package dev.stator.engine.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private final Calls db = Calls.withTables();

    @BeforeEach
    void fill() {
        for (int i = -2; i <= 12; i++) {
            db.ok("PutItem", """
                    {'TableName': 'range', 'Item': {'a': {'S': 'x'}, 'b': {'N': '%d'}, 'c': {'S': 'c%d'}, 'e': {'N': '%d'}}}
                    """.formatted(i, i % 2, i * i));
        }
        db.ok("PutItem", "{'TableName': 'range', 'Item': {'a': {'S': 'y'}, 'b': {'N': '1'}, 'd': {'S': 'd'}}}");
    }

    private static String query(String keys, String values, String more) {
        return "{'TableName': 'range', 'KeyConditionExpression': '" + keys + "', 'ExpressionAttributeValues': {"
                + values + "}" + more + "}";
    }

    /** The sort keys of the items found. */
    private String found(String keys, String values, String more) {
        String reply = db.ok("Query", query(keys, values, ", 'ProjectionExpression': 'b'" + more));
        return reply.substring(0, reply.indexOf("]") + 1)
                .replace("{'Items':", "")
                .replace("{'b':{'N':'", "")
                .replace("'}}", "");
    }

    @Test
    void moreConditionsThanAnyTableHasKeysAreRefusedBeforeTheTableIsLookedFor() {
        String query = "{'TableName': '%s', 'KeyConditions': {%s}}";
        String condition = "'%s': {'ComparisonOperator': 'EQ', 'AttributeValueList': [{'S': 'x'}]}";
        String two = condition.formatted("a") + ", " + condition.formatted("b");

        assertThat(db.invalid("Query", query.formatted("missing", two + ", " + condition.formatted("c"))))
                .isEqualTo("Conditions can be of length 1 or 2 only");
        assertThat(db.refused(
                        "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
                        "Query",
                        query.formatted("missing", two)))
                .isEqualTo("Requested resource not found");
    }

    @Test
    void thereAreNoMoreConditionsThanKeyAttributes() {
        assertThat(db.invalid("Query", query("a = :a AND b = :b AND c = :a", "':a': {'S': 'x'}, ':b': {'N': '1'}", "")))
                .isEqualTo(
                        "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            = :v               | [3]
            < :v               | [-2,-1,0,1,2]
            <= :v              | [-2,-1,0,1,2,3]
            > :v               | [4,5,6,7,8,9,10,11,12]
            >= :v              | [3,4,5,6,7,8,9,10,11,12]
            BETWEEN :v AND :w  | [3,4,5,6,7,8,9,10]
            """)
    void aSortKeyConditionIsARangeInNumericOrder(String condition, String expected) {
        String values = "':p': {'S': 'x'}, ':v': {'N': '3'}" + (condition.contains(":w") ? ", ':w': {'N': '10'}" : "");
        assertThat(found("a = :p AND b " + condition, values, "")).isEqualTo(expected);
    }

    @Test
    void theOrderCanBeReversed() {
        assertThat(found("a = :p AND b > :v", "':p': {'S': 'x'}, ':v': {'N': '9.5'}", ", 'ScanIndexForward': false"))
                .isEqualTo("[12,11,10]");
    }

    @Test
    void anIndexOrdersByItsOwnKeyAndIsSparse() {
        String all = db.ok("Query", query("a = :p", "':p': {'S': 'x'}", ", 'IndexName': 'by-c', 'Limit': 5"));
        assertThat(all).contains("'Count':5", "'LastEvaluatedKey':{'a':{'S':'x'},'b':{'N':'");
        assertThat(db.ok(
                        "Query",
                        query(
                                "a = :p AND begins_with(c, :c)",
                                "':p': {'S': 'x'}, ':c': {'S': 'c1'}",
                                ", 'IndexName': 'by-c', 'Select': 'COUNT'")))
                .isEqualTo("{'Count':6,'ScannedCount':6}");
        assertThat(db.ok("Query", query("a = :p", "':p': {'S': 'x'}", ", 'IndexName': 'by-d'")))
                .isEqualTo("{'Items':[],'Count':0,'ScannedCount':0}");
        assertThat(db.ok("Query", query("c = :c", "':c': {'S': 'c-1'}", ", 'IndexName': 'of-c'")))
                .isEqualTo(
                        "{'Items':[{'a':{'S':'x'},'b':{'N':'-1'},'c':{'S':'c-1'},'e':{'N':'1'}}],'Count':1,'ScannedCount':1}");
    }

    @Test
    void pagesFollowEachOtherInBothDirections() {
        for (String direction : new String[] {"true", "false"}) {
            StringBuilder seen = new StringBuilder();
            String start = "";
            for (int pages = 0; pages < 10; pages++) {
                String reply = db.ok(
                        "Query",
                        query("a = :p", "':p': {'S': 'x'}", ", 'Limit': 4, 'ScanIndexForward': " + direction + start));
                java.util.regex.Pattern.compile("'b':\\{'N':'(-?\\d+)'\\},'c'")
                        .matcher(reply)
                        .results()
                        .forEach(match -> seen.append(match.group(1)).append(' '));
                int key = reply.indexOf("'LastEvaluatedKey':");
                if (key < 0) {
                    break;
                }
                start = ", 'ExclusiveStartKey': " + reply.substring(key + 19, reply.length() - 1);
            }
            assertThat(seen.toString())
                    .isEqualTo(
                            direction.equals("true")
                                    ? "-2 -1 0 1 2 3 4 5 6 7 8 9 10 11 12 "
                                    : "12 11 10 9 8 7 6 5 4 3 2 1 0 -1 -2 ");
        }
    }

    @Test
    void aFilterCountsWhatItReadAndWhatItLetThrough() {
        assertThat(
                        db.ok(
                                "Query",
                                query(
                                        "a = :p",
                                        "':p': {'S': 'x'}, ':e': {'N': '4'}",
                                        ", 'FilterExpression': 'e = :e', 'ProjectionExpression': 'e', 'ReturnConsumedCapacity': 'INDEXES'")))
                .isEqualTo(
                        "{'Items':[{'e':{'N':'4'}},{'e':{'N':'4'}}],'Count':2,'ScannedCount':15,"
                                + "'ConsumedCapacity':{'TableName':'range','CapacityUnits':0.5,'Table':{'CapacityUnits':0.5}}}");
    }

    @Test
    void eachItemThatALocalIndexFetchesIsAReadOfItsOwn() {
        for (int i = 1; i <= 3; i++) {
            db.ok(
                    "PutItem",
                    "{'TableName': 'range', 'Item': {'a': {'S': 'z'}, 'b': {'N': '" + i + "'}, 'd': {'S': 'd'}}}");
        }
        String all = ", 'IndexName': 'by-d', 'Select': 'ALL_ATTRIBUTES', 'ConsistentRead': true, "
                + "'ReturnConsumedCapacity': 'INDEXES'";
        String capacity =
                "'CapacityUnits':4.0,'Table':{'CapacityUnits':3.0},'LocalSecondaryIndexes':{'by-d':{'CapacityUnits':1.0}}";
        assertThat(db.ok("Query", query("a = :p", "':p': {'S': 'z'}", all))).contains("'Count':3", capacity);
        assertThat(db.ok("Query", query("a = :p", "':p': {'S': 'z'}", all + ", 'FilterExpression': 'c = :p'")))
                .contains("'Count':0", capacity);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c = :c", "c > :c", "c BETWEEN :c AND :p", "begins_with(c, :c)"})
    void noKeyIsEmpty(String condition) {
        String onIndex = ", 'IndexName': 'by-c'";
        String values = "':p': {'S': 'x'}, ':c': {'S': '%s'}";
        String keys = "a = :p AND " + condition;

        assertThat(db.invalid("Query", query(keys, values.formatted(""), onIndex)))
                .isEqualTo(
                        "One or more parameter values are not valid. A value specified for a secondary index key is not"
                                + " supported. The AttributeValue for a key attribute cannot contain an empty string value."
                                + " IndexName: by-c, IndexKey: c");
        db.ok("Query", query(keys, values.formatted("c"), onIndex));
    }

    @Test
    void aQueryIsFilteredByWhatItsIndexHolds() {
        String values = "':p': {'S': 'y'}, ':e': {'N': '1'}";
        String refusal =
                "One or more parameter values were invalid: Secondary index %s does not project one or more filter"
                        + " attributes: [e]";
        String byMissing = ", 'IndexName': '%s', 'FilterExpression': 'e = :e'";

        assertThat(db.invalid("Query", query("a = :p", values, byMissing.formatted("by-d"))))
                .isEqualTo(refusal.formatted("by-d"));
        assertThat(db.invalid(
                        "Query", query("a = :p", values, byMissing.formatted("by-d") + ", 'Select': 'ALL_ATTRIBUTES'")))
                .isEqualTo(refusal.formatted("by-d"));
        assertThat(db.invalid("Query", query("c = :p", values, byMissing.formatted("of-c-d"))))
                .isEqualTo(refusal.formatted("of-c-d"));
        db.ok("Query", query("a = :p", values, byMissing.formatted("by-c")));
        db.ok("Query", query("a = :p", values, byMissing.formatted("by-d").replace("e = :e", "c <> :e")));
    }

    @Test
    void aLocalIndexFetchesWhatItDoesNotHoldAndAGlobalOneRefuses() {
        String fetched = db.ok(
                "Query",
                query(
                        "a = :p",
                        "':p': {'S': 'y'}",
                        ", 'IndexName': 'by-d', 'Select': 'ALL_ATTRIBUTES', 'ReturnConsumedCapacity': 'INDEXES'"));
        assertThat(fetched)
                .contains(
                        "'d':{'S':'d'}",
                        "'CapacityUnits':1.0,'Table':{'CapacityUnits':0.5},'LocalSecondaryIndexes':{'by-d':{'CapacityUnits':0.5}}");
        String onGlobal = ", 'IndexName': 'of-c-d'";
        assertThat(db.invalid("Query", query("c = :c", "':c': {'S': 'c'}", onGlobal + ", 'Select': 'ALL_ATTRIBUTES'")))
                .isEqualTo(
                        "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global "
                                + "secondary index of-c-d because its projection type is not ALL");
        assertThat(db.invalid("Query", query("c = :c", "':c': {'S': 'c'}", onGlobal + ", 'ProjectionExpression': 'e'")))
                .isEqualTo("One or more parameter values were invalid: "
                        + "Global secondary index of-c-d does not project [e]");
        assertThat(db.invalid("Query", query("c = :c", "':c': {'S': 'c'}", onGlobal + ", 'ConsistentRead': true")))
                .isEqualTo("Consistent reads are not supported on global secondary indexes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            b = :p             | Query condition missed key schema element: a
            a = :n             | One or more parameter values were invalid: Condition parameter type does not match schema type
            a = :flag          | One or more parameter values were invalid: Condition parameter type does not match schema type
            a > :p             | Query key condition not supported
            a = :p OR b = :p   | Invalid operator used in KeyConditionExpression: OR
            a <> :p            | Invalid operator used in KeyConditionExpression: <>
            a = :p AND c = :p  | Query condition missed key schema element: b
            """)
    void otherKeyConditionsAreRefused(String keys, String message) {
        String values = (keys.contains(":p") ? "':p': {'S': 'x'}" : "")
                + (keys.contains(":n") ? "':n': {'N': '1'}" : "")
                + (keys.contains(":flag") ? "':flag': {'BOOL': true}" : "");
        assertThat(db.invalid("Query", query(keys, values, ""))).isEqualTo(message);
    }

    @Test
    void aFilterCannotSpeakOfKeys() {
        assertThat(db.invalid("Query", query("a = :p", "':p': {'S': 'x'}", ", 'FilterExpression': 'b = :p'")))
                .isEqualTo("Filter Expression can only contain non-primary key attributes: Primary key attribute: b");
    }

    @Test
    void aStartKeyMustFit() {
        String start = ", 'ExclusiveStartKey': ";
        assertThat(db.invalid("Query", query("a = :p", "':p': {'S': 'x'}", start + "{'bad': {'S': 'p'}}")))
                .isEqualTo("The provided starting key is invalid");
        assertThat(db.invalid(
                        "Query", query("a = :p", "':p': {'S': 'x'}", start + "{'a': {'S': 'z'}, 'b': {'N': '1'}}")))
                .isEqualTo("The provided starting key is outside query boundaries based on provided conditions");
        assertThat(db.invalid(
                        "Query",
                        query(
                                "a = :p AND b > :v",
                                "':p': {'S': 'x'}, ':v': {'N': '5'}",
                                start + "{'a': {'S': 'x'}, 'b': {'N': '1'}}")))
                .isEqualTo("The provided starting key does not match the range key predicate");
    }

    @Test
    void thereIsNothingBehindTheOneItemOfAPartition() {
        String query = "{'TableName': 'hash', 'KeyConditionExpression': 'a = :p', 'ExpressionAttributeValues':"
                + " {':p': {'S': 'x'}}, 'ExclusiveStartKey': {'a': {'S': '%s'}}}";
        assertThat(db.invalid("Query", query.formatted("x")))
                .isEqualTo("The provided exclusive start key is invalid: ExclusiveStartKey: {a=AttributeValue: {S:x}}");
        assertThat(db.invalid("Query", query.formatted("z")))
                .isEqualTo("The provided starting key is outside query boundaries based on provided conditions");
    }

    @Test
    void aQueryNeedsAKeyConditionATableAndAnIndexThatIsThere() {
        assertThat(db.invalid("Query", "{'TableName': 'range'}"))
                .isEqualTo(
                        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        assertThat(db.invalid("Query", query("a = :p", "':p': {'S': 'x'}", ", 'IndexName': 'other'")))
                .isEqualTo("The table does not have the specified index: other");
        assertThat(db.refused(
                        "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
                        "Query",
                        query("a = :p", "':p': {'S': 'x'}", "").replace("range", "missing")))
                .isEqualTo("Requested resource not found");
    }

    @Test
    void aProjectionIsSpokenOfBeforeAMissingIndex() {
        String both = "'TableName': 'hash', 'Select': 'ALL_PROJECTED_ATTRIBUTES', 'ProjectionExpression': 'b'";
        String refusal = "Cannot specify the ProjectionExpression when choosing to get ALL_PROJECTED_ATTRIBUTES";
        assertThat(db.invalid("Scan", "{" + both + "}")).isEqualTo(refusal);
        assertThat(db.invalid("Query", "{" + both + "}")).isEqualTo("1 validation error detected: " + refusal);
        assertThat(db.invalid("Scan", "{" + both.replace(", 'ProjectionExpression': 'b'", "") + "}"))
                .isEqualTo("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
    }
}
