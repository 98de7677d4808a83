package dev.stator.engine.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import dev.stator.engine.Engine;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecuteStatementTest {
    private static final String OVERLAPPING =
            "Overlapping conditions with range keys are not supported in where clause";
    private static final String KEY_WANTED = "Where clause does not contain a mandatory equality on all key attributes";
    private static final String FAILED = "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException";
    private static final String TABLE = """
            {'TableName': 'music', 'BillingMode': 'PAY_PER_REQUEST',
             'AttributeDefinitions': [
               {'AttributeName': 'pk', 'AttributeType': 'S'}, {'AttributeName': 'sk', 'AttributeType': 'S'},
               {'AttributeName': 'g', 'AttributeType': 'S'}, {'AttributeName': 'l', 'AttributeType': 'S'},
               {'AttributeName': 'h', 'AttributeType': 'S'}],
             'KeySchema': [{'AttributeName': 'pk', 'KeyType': 'HASH'}, {'AttributeName': 'sk', 'KeyType': 'RANGE'}],
             'LocalSecondaryIndexes': [
               {'IndexName': 'by-l', 'Projection': {'ProjectionType': 'KEYS_ONLY'},
                'KeySchema': [{'AttributeName': 'pk', 'KeyType': 'HASH'}, {'AttributeName': 'l', 'KeyType': 'RANGE'}]}],
             'GlobalSecondaryIndexes': [
               {'IndexName': 'of-g', 'Projection': {'ProjectionType': 'INCLUDE', 'NonKeyAttributes': ['kept']},
                'KeySchema': [{'AttributeName': 'g', 'KeyType': 'HASH'}]},
               {'IndexName': 'of-g-h', 'Projection': {'ProjectionType': 'ALL'},
                'KeySchema': [{'AttributeName': 'g', 'KeyType': 'HASH'}, {'AttributeName': 'h', 'KeyType': 'HASH'}]}]}
            """;

    private final Calls db = new Calls(Engine.inMemory());

    @BeforeEach
    void fill() {
        db.ok("CreateTable", TABLE);
        for (String pk : List.of("a", "b", "c")) {
            for (int sk = 1; sk <= 4; sk++) {
                db.ok(
                        "PutItem",
                        ("{'TableName': 'music', 'Item': {'pk': {'S': '%s'}, 'sk': {'S': '%d'}, 'n': {'N': '%d'},"
                                        + " 'l': {'S': '%d'}, 'g': {'S': '%s'}, 'h': {'S': 'h'}, 'kept': {'S': 'k'},"
                                        + " 'left': {'S': 'x'}}}")
                                .formatted(pk, sk, sk, 9 - sk, pk));
            }
        }
    }

    private static String request(String statement, String more) {
        return "{'Statement': \"%s\"%s}"
                .formatted(statement.replace("\"", "\\\"").replace("'", "\\u0027"), more);
    }

    private String run(String statement) {
        return db.ok("ExecuteStatement", request(statement, ""));
    }

    private String refusal(String statement) {
        return db.invalid("ExecuteStatement", request(statement, ""));
    }

    /** The keys of the items in a reply, such as {@code a1 a2}. */
    private static String keys(String reply) {
        Matcher item = Pattern.compile("'pk':\\{'S':'(\\w)'},'sk':\\{'S':'(\\d)'}}(?=[,\\]])")
                .matcher(reply.split("'LastEvaluatedKey'", -1)[0]);
        return item.results().map(result -> result.group(1) + result.group(2)).collect(Collectors.joining(" "));
    }

    private String select(String rest) {
        return keys(run("SELECT pk, sk FROM music " + rest));
    }

    private static String capacity(String reply) {
        return reply.substring(reply.indexOf("'ConsumedCapacity'"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    pk = 'a'                                              | a1 a2 a3 a4
                    'a' = pk AND '2' < sk                                 | a3 a4
                    pk = 'a' AND sk BETWEEN '2' AND '3'                   | a2 a3
                    pk = 'a' AND begins_with(sk, '3')                     | a3
                    pk = 'a' AND sk = '1' AND sk > '0'                    | a1
                    pk = 'a' AND sk > '1' AND sk < '4' AND n <> 3         | a2
                    pk = 'a' AND NOT sk = '1'                             | a2 a3 a4
                    pk IN ['b', 'a'] AND n = 1                            | b1 a1
                    pk = 'c' OR pk = 'a' AND sk > '3'                     | c1 c2 c3 c4 a4
                    pk = 'a' AND (sk = '3' OR sk = '1')                   | a1 a3
                    pk = 'a' AND (sk > '1' OR sk < '1' OR sk = '1')       | a1 a2 a3 a4
                    pk IN ['a', 'b'] AND sk IN ['4', '2']                 | a2 a4 b2 b4
                    pk = 'a' AND NOT sk = '1' OR pk = 'a' AND sk = '2'    | a2 a3 a4
                    pk = 'a' OR pk = 'a' AND NOT sk = '1'                 | a1 a2 a3 a4
                    pk = 'a' AND pk = 'a'                                 | a1 a2 a3 a4
                    pk = 'a' AND pk = 'b'                                 | ``
                    pk = 'a' AND absent IS MISSING AND n IS NOT MISSING   | a1 a2 a3 a4
                    pk = 'a' ORDER BY sk DESC                             | a4 a3 a2 a1
                    pk = 'a' ORDER BY pk ASC                              | a4 a3 a2 a1
                    pk IN ['a', 'b'] AND n < 3 ORDER BY pk DESC, sk ASC   | b1 b2 a1 a2
                    pk = 'a' AND sk IN ['1', '3'] ORDER BY sk DESC        | a3 a1
                    """)
    void conditionsOnKeysAreQueries(String where, String keys) {
        assertThat(select("WHERE " + where)).isEqualTo(keys);
        String consumed = capacity(db.ok(
                "ExecuteStatement",
                request("SELECT * FROM music WHERE " + where, ", 'ReturnConsumedCapacity': 'TOTAL'")));
        assertThat(consumed).startsWith("'ConsumedCapacity':{'TableName':'music','CapacityUnits':");
    }

    @Test
    void otherConditionsFilterAScan() {
        assertThat(select("WHERE n = 2").split(" ", -1)).containsExactlyInAnyOrder("a2", "b2", "c2");
        assertThat(select("WHERE pk > 'a' AND sk = '1'").split(" ", -1)).containsExactlyInAnyOrder("b1", "c1");
        assertThat(select("WHERE pk = 'a' OR sk = '1'").split(" ", -1))
                .containsExactlyInAnyOrder("a1", "a2", "a3", "a4", "b1", "c1");
        assertThat(select("").split(" ", -1)).hasSize(12);
        assertThat(select("WHERE pk > 1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pk IN ['a', 'a']",
                "pk = 'a' OR pk = 'a'",
                "pk = 'a' AND (sk > '0' OR sk < '5')",
                "pk = 'a' AND (sk = '1' OR n = 2)",
                "(pk = 'a' AND n = 1) OR (pk = 'a' AND n = 2)"
            })
    void rangesThatOverlapAreRefused(String where) {
        assertThat(refusal("SELECT * FROM music WHERE " + where)).isEqualTo(OVERLAPPING);
    }

    @Test
    void aStatementIsFiftyQueriesAtMost() {
        String fifty = IntStream.range(0, 50).mapToObj(i -> "'v" + i + "'").collect(Collectors.joining(", "));
        assertThat(select("WHERE pk IN [" + fifty + "]")).isEmpty();
        assertThat(refusal("SELECT * FROM music WHERE pk IN [" + fifty + ", 'a']"))
                .isEqualTo("Too many decomposed read operations for a given query.");
        assertThat(select("WHERE pk IN [" + fifty + ", 'x'] OR n = 1").split(" ", -1))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    pk = 1                        | Key attribute's data type should match its data type in table's schema: Key pk
                    pk = 'a' AND sk IN ['1', 2]   | Key attribute's data type should match its data type in table's schema: Key sk
                    pk = 'a' AND sk > 1           | Key attribute's data type should match its data type in table's schema: Key sk
                    pk = ''                       | One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk
                    pk.x = 'a'                    | Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk
                    pk = 'a' ORDER BY n           | Attribute n in ORDER BY clause must be part of the primary key
                    pk > 'a' ORDER BY sk          | Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.
                    pk IN ['a', 'b'] ORDER BY sk  | Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.
                    """)
    void conditionsThatDoNotFitTheTableAreRefused(String where, String message) {
        assertThat(refusal("SELECT * FROM music WHERE " + where)).isEqualTo(message);
    }

    @Test
    void columnsAreWhatIsAtTheirPaths() {
        run("INSERT INTO music VALUE {'pk': 'd', 'sk': '1', 'm': {'k': ['x', {'y': 1}]}}");
        assertThat(run("SELECT sk, m.k[0], m.k[1].y, none FROM music WHERE pk = 'd'"))
                .isEqualTo("{'Items':[{'sk':{'S':'1'},'k[0]':{'S':'x'},'y':{'N':'1'}}]}");
        assertThat(run("SELECT none FROM music WHERE pk = 'd'")).isEqualTo("{'Items':[{}]}");
    }

    @Test
    void pagesGoOnWhereTheyEnded() {
        String statement = "SELECT pk, sk FROM music WHERE pk IN ['a', 'b'] ORDER BY pk DESC, sk ASC";
        StringBuilder all = new StringBuilder();
        String more = ", 'Limit': 3";
        int pages = 0;
        while (!more.isEmpty()) {
            String reply = db.ok("ExecuteStatement", request(statement, more));
            all.append(keys(reply)).append(' ');
            pages++;
            Matcher token = Pattern.compile("'NextToken':'([^']+)'").matcher(reply);
            more = token.find() ? ", 'Limit': 3, 'NextToken': '" + token.group(1) + "'" : "";
            assertThat(reply.contains("LastEvaluatedKey")).isEqualTo(!more.isEmpty());
        }
        assertThat(all.toString().strip()).isEqualTo("b1 b2 b3 b4 a1 a2 a3 a4");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void theLimitIsOfWhatIsReadAndNotOfWhatIsFound() {
        String reply =
                db.ok("ExecuteStatement", request("SELECT * FROM music WHERE pk = 'a' AND n = 4", ", 'Limit': 3"));
        assertThat(reply).startsWith("{'Items':[],'LastEvaluatedKey':{'pk':{'S':'a'},'sk':{'S':'3'}},'NextToken':'");
    }

    @Test
    void aTokenHoldsForItsStatementOnly() {
        String reply = db.ok("ExecuteStatement", request("SELECT * FROM music", ", 'Limit': 1"));
        String token = reply.substring(reply.indexOf("'NextToken':'") + 13, reply.lastIndexOf('\''));
        String more = ", 'NextToken': '" + token + "'";
        assertThat(db.ok("ExecuteStatement", request("SELECT * FROM music", more)))
                .contains("Items");
        assertThat(db.invalid("ExecuteStatement", request("SELECT pk FROM music", more)))
                .isEqualTo("NextToken does not match request");
        assertThat(db.invalid("ExecuteStatement", request("DELETE FROM music WHERE pk = 'a' AND sk = '1'", more)))
                .as("no write has gone on to another page")
                .isEqualTo("NextToken does not match request");
        for (String bad : List.of("abc", "####", "aGVsbG8=", token.substring(0, token.length() - 8))) {
            assertThat(db.invalid("ExecuteStatement", request("SELECT * FROM music", ", 'NextToken': '" + bad + "'")))
                    .isEqualTo("Invalid NextToken");
        }
    }

    @Test
    void indexesAreReadByTheirOwnKeys() {
        assertThat(keys(run("SELECT pk, sk FROM \"music\".\"by-l\" WHERE pk = 'a' AND l > '6' ORDER BY l")))
                .isEqualTo("a2 a1");
        assertThat(keys(run("SELECT pk, sk FROM music.\"of-g\" WHERE g = 'b' AND kept = 'k'"))
                        .split(" ", -1))
                .containsExactlyInAnyOrder("b1", "b2", "b3", "b4");
        assertThat(keys(run("SELECT pk, sk FROM music.\"of-g\" WHERE pk = 'b'")).split(" ", -1))
                .hasSize(4);
        assertThat(run("SELECT * FROM music.\"by-l\" WHERE pk = 'a' AND l = '5'"))
                .isEqualTo("{'Items':[{'pk':{'S':'a'},'sk':{'S':'4'},'l':{'S':'5'}}]}");
    }

    @Test
    void whatALocalIndexDoesNotHoldIsFetchedFromItsTable() {
        String reply = db.ok(
                "ExecuteStatement",
                request(
                        "SELECT \"left\" FROM music.\"by-l\" WHERE pk = 'a' AND l > '6'",
                        ", 'ReturnConsumedCapacity': 'INDEXES'"));
        assertThat(reply).startsWith("{'Items':[{'left':{'S':'x'}},{'left':{'S':'x'}}]");
        assertThat(capacity(reply))
                .isEqualTo("'ConsumedCapacity':{'TableName':'music','CapacityUnits':1.5,'Table':{'CapacityUnits':1.0},"
                        + "'LocalSecondaryIndexes':{'by-l':{'CapacityUnits':0.5}}}}");
    }

    @Test
    void capacityIsThatOfWhatIsRead() {
        String filtered = request(
                "SELECT n FROM music WHERE pk = 'a' AND n = 1",
                ", 'ConsistentRead': true, 'ReturnConsumedCapacity': 'INDEXES'");
        assertThat(capacity(db.ok("ExecuteStatement", filtered)))
                .isEqualTo(
                        "'ConsumedCapacity':{'TableName':'music','CapacityUnits':1.0,'Table':{'CapacityUnits':1.0}}}");
        String two = request("SELECT * FROM music WHERE pk IN ['a', 'b']", ", 'ReturnConsumedCapacity': 'TOTAL'");
        assertThat(capacity(db.ok("ExecuteStatement", two)))
                .isEqualTo("'ConsumedCapacity':{'TableName':'music','CapacityUnits':1.0}}");
        String written = request(
                "INSERT INTO music VALUE {'pk': 'd', 'sk': '1', 'g': 'x'}", ", 'ReturnConsumedCapacity': 'INDEXES'");
        assertThat(capacity(db.ok("ExecuteStatement", written)))
                .isEqualTo("'ConsumedCapacity':{'TableName':'music','CapacityUnits':2.0,'Table':{'CapacityUnits':1.0},"
                        + "'GlobalSecondaryIndexes':{'of-g':{'CapacityUnits':1.0}}}}");
    }

    @Test
    void readsOfIndexesHaveRulesOfTheirOwn() {
        assertThat(refusal("SELECT * FROM music.nowhere")).isEqualTo("The table does not have the specified index");
        assertThat(db.invalid("ExecuteStatement", request("SELECT * FROM music.\"of-g\"", ", 'ConsistentRead': true")))
                .isEqualTo("Strongly consistent read is not supported on Global Secondary Indexes");
        assertThat(refusal("SELECT \"left\", n FROM music.\"of-g\""))
                .isEqualTo(
                        "One or more parameter values were invalid: Global secondary index of-g does not project [left,"
                                + " n]");
        assertThat(refusal("SELECT pk FROM music.\"of-g\" WHERE g = 'a' AND n = 1"))
                .isEqualTo(
                        "One or more parameter values were invalid: Secondary index of-g does not project one or more"
                                + " filter attributes: [n]");
        assertThat(refusal("SELECT pk FROM music.\"by-l\" WHERE pk = 'a' AND n = 1"))
                .isEqualTo(
                        "One or more parameter values were invalid: Secondary index by-l does not project one or more"
                                + " filter attributes: [n]");
        assertThat(refusal("SELECT pk FROM music.\"of-g\" WHERE g IN ['a', 'b'] AND n = 1"))
                .contains("does not project one or more filter attributes: [n]");
        assertThat(run("SELECT pk FROM music.\"by-l\" WHERE n = 1")).isEqualTo("{'Items':[]}");
        assertThat(keys(run("SELECT pk, sk FROM music.\"of-g\" WHERE (g = 'a' AND n = 1) OR (g = 'b')"))
                        .split(" ", -1))
                .containsExactlyInAnyOrder("b1", "b2", "b3", "b4");
        assertThat(refusal("SELECT * FROM music.\"of-g-h\" WHERE g = 'a'"))
                .isEqualTo("PartiQL statements cannot be executed on tables with multi-attribute HASH keys or"
                        + " multi-attribute RANGE keys.");
    }

    @Test
    void anInsertIsNoUpsert() {
        String insert = "INSERT INTO music VALUE {'pk': 'd', 'sk': '1', 'v': %d}";
        assertThat(run(insert.formatted(1))).isEqualTo("{'Items':[]}");
        assertThat(db.refused(
                        "com.amazonaws.dynamodb.v20120810#DuplicateItemException",
                        "ExecuteStatement",
                        request(insert.formatted(2), "")))
                .isEqualTo("Duplicate primary key exists in table");
        assertThat(run("SELECT v FROM music WHERE pk = 'd'")).isEqualTo("{'Items':[{'v':{'N':'1'}}]}");
        assertThat(refusal("INSERT INTO music VALUE {'pk': 'd'}"))
                .isEqualTo("Key attribute should be present in the item: Key sk");
        assertThat(refusal("INSERT INTO music VALUE {'pk': 'd', 'sk': '2', 'v': '" + "x".repeat(10) + "', 'g': 1}"))
                .isEqualTo(
                        "One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N"
                                + " IndexName: of-g");
    }

    @Test
    void anUpdateNeedsTheItemAndADeleteDoesNot() {
        assertThat(db.refused(
                        FAILED, "ExecuteStatement", request("UPDATE music SET n = 9 WHERE pk='x' AND sk='1'", "")))
                .isEqualTo("The conditional request failed");
        assertThat(run("DELETE FROM music WHERE pk = 'x' AND sk = '1' AND n = 9"))
                .isEqualTo("{'Items':[]}");
        assertThat(select("WHERE pk = 'x'")).isEmpty();
        db.refused(FAILED, "ExecuteStatement", request("UPDATE music SET n = 9 WHERE pk='a' AND sk='1' AND n=2", ""));
        db.refused(FAILED, "ExecuteStatement", request("DELETE FROM music WHERE pk='a' AND sk='1' AND n=2", ""));
        assertThat(run("UPDATE music SET n = 9 WHERE (pk = 'a' AND sk = '1') AND n = 1"))
                .isEqualTo("{'Items':[]}");
        assertThat(run("SELECT n FROM music WHERE pk = 'a' AND sk = '1'")).isEqualTo("{'Items':[{'n':{'N':'9'}}]}");
        assertThat(run("DELETE FROM music WHERE pk = 'a' AND sk = '1' AND n = 9"))
                .isEqualTo("{'Items':[]}");
        assertThat(select("WHERE pk = 'a'")).isEqualTo("a2 a3 a4");
    }

    @Test
    void aWriteNamesAKeyThatCannotBeOne() {
        String none = "Key value must be of type S, N, or B. Key name: ";
        assertThat(refusal("DELETE FROM music WHERE pk=[] AND sk='1'")).isEqualTo(none + "pk, Key type: L");
        assertThat(refusal("DELETE FROM music WHERE pk IS NULL AND sk='1'")).isEqualTo(none + "pk, Key type: NULL");
        assertThat(refusal("UPDATE music SET n = 9 WHERE pk=1 AND sk=TRUE")).isEqualTo(none + "sk, Key type: BOOL");
        assertThat(refusal("UPDATE music SET n = 9 WHERE pk=1 AND sk='1'"))
                .isEqualTo("Key attribute's data type should match its data type in table's schema: Key pk");
    }

    @Test
    void aWriteIsAboutOneItem() {
        for (String where : List.of(
                "", " WHERE pk='a'", " WHERE n=1", " WHERE pk IN ['a'] AND sk='1'", " WHERE pk='a' OR sk='1'")) {
            assertThat(refusal("UPDATE music SET n = 9" + where)).isEqualTo(KEY_WANTED);
            assertThat(refusal("DELETE FROM music" + where)).isEqualTo(KEY_WANTED);
        }
        assertThat(refusal("DELETE FROM music WHERE pk='a' AND sk='1' AND pk='b'"))
                .isEqualTo("Multiple conditions on same key pk. Only single item Update/Insert/Delete are supported");
        assertThat(refusal("DELETE FROM music WHERE pk='a' AND sk=1"))
                .isEqualTo("Key attribute's data type should match its data type in table's schema: Key sk");
        assertThat(refusal("UPDATE music SET pk = 'b' WHERE pk='a' AND sk='1'"))
                .isEqualTo(
                        "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of"
                                + " the key");
        assertThat(select("").split(" ", -1)).hasSize(12);
    }

    @Test
    void writesReturnWhatTheyAreAskedFor() {
        run("INSERT INTO music VALUE {'pk': 'd', 'sk': '1', 'm': {'x': 1, 'y': 2}, 'o': 1}");
        String update = "UPDATE music SET m.x = 3 REMOVE o WHERE pk = 'd' AND sk = '1' RETURNING ";
        assertThat(run(update + "MODIFIED OLD *")).isEqualTo("{'Items':[{'m':{'M':{'x':{'N':'1'}}},'o':{'N':'1'}}]}");
        assertThat(run(update + "MODIFIED NEW *")).isEqualTo("{'Items':[{'m':{'M':{'x':{'N':'3'}}}}]}");
        assertThat(run("UPDATE music REMOVE o WHERE pk = 'd' AND sk = '1' RETURNING MODIFIED NEW *"))
                .isEqualTo("{'Items':[]}");
        assertThat(run("UPDATE music SET o = 2 WHERE pk = 'd' AND sk = '1' RETURNING ALL OLD *"))
                .contains("'y':{'N':'2'}")
                .doesNotContain("'o'");
        assertThat(run("UPDATE music SET o = 3 WHERE pk = 'd' AND sk = '1' RETURNING ALL NEW *"))
                .contains("'o':{'N':'3'}");
        assertThat(run("DELETE FROM music WHERE pk = 'd' AND sk = '1' RETURNING ALL OLD *"))
                .contains("'o':{'N':'3'}");
        assertThat(run("DELETE FROM music WHERE pk = 'd' AND sk = '1' RETURNING ALL OLD *"))
                .isEqualTo("{'Items':[]}");
    }

    @Test
    void theItemThatFailsAConditionCanBeSeen() {
        String more = ", 'ReturnValuesOnConditionCheckFailure': 'ALL_OLD'";
        String reply = new String(
                        db.send("ExecuteStatement", request("DELETE FROM music WHERE pk='a' AND sk='1' AND n=2", more))
                                .body(),
                        java.nio.charset.StandardCharsets.UTF_8)
                .replace('"', '\'');
        assertThat(reply).startsWith("{'__type':'" + FAILED + "','Item':{'pk':{'S':'a'},'sk':{'S':'1'}");
    }

    @Test
    void parametersAreLookedAtBeforeTheStatement() {
        assertThat(db.invalid(
                        "ExecuteStatement", request("UPDATE music SET WHERE", ", 'Parameters': [{'SS': ['a', 'a']}]")))
                .isEqualTo("One or more parameter values were invalid: Input collection [a, a] contains duplicates.");
        assertThat(db.invalid(
                        "ExecuteStatement", request("SELECT * FROM music WHERE n = ?", ", 'Parameters': [{'N': 'x'}]")))
                .isEqualTo("The parameter cannot be converted to a numeric value: x");
        for (String value : new String[] {"{'N': '1e2147483648'}", "{'L': [{'NS': ['1', '1e2147483648']}]}"}) {
            assertThat(db.invalid(
                            "ExecuteStatement",
                            request("SELECT * FROM music WHERE n = ?", ", 'Parameters': [" + value + "]")))
                    .isEqualTo("The parameter cannot be converted to a numeric value: 1e2147483648");
        }
        assertThat(keys(db.ok(
                        "ExecuteStatement",
                        request(
                                "SELECT pk, sk FROM music WHERE pk = ? AND n IN [?, ?]",
                                ", 'Parameters': [{'S': 'a'}, {'N': '2'}, {'N': '4'}]"))))
                .isEqualTo("a2 a4");
    }

    @Test
    void aMissingTableAndALimitOfNothingAreRefused() {
        assertThat(db.refused(
                        "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
                        "ExecuteStatement",
                        request("SELECT * FROM nowhere", "")))
                .isEqualTo("Requested resource not found");
        assertThat(db.invalid("ExecuteStatement", request("SELECT * FROM music", ", 'Limit': 0")))
                .isEqualTo(
                        "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have"
                                + " value greater than or equal to 1");
        assertThat(db.invalid("ExecuteStatement", request("EXISTS(SELECT * FROM music WHERE pk='a' AND sk='1')", "")))
                .isEqualTo("EXISTS can only be used in ExecuteTransaction write requests.");
        assertThat(db.invalid("ExecuteStatement", "{'Statement': '" + "x".repeat(8193) + "'}"))
                .endsWith("Member must have length less than or equal to 8192");
    }

    @Test
    void aPageOfAStatementHasOneMegabyte() {
        String large = "x".repeat(300_000);
        for (int i = 1; i <= 5; i++) {
            db.ok(
                    "PutItem",
                    "{'TableName': 'music', 'Item': {'pk': {'S': 'z'}, 'sk': {'S': '" + i + "'}, 'v': {'S': '" + large
                            + "'}}}");
        }
        String reply = run("SELECT pk, sk FROM music WHERE pk = 'z'");
        assertThat(keys(reply)).isEqualTo("z1 z2 z3 z4");
        assertThat(reply).contains("'NextToken'");
    }
}
