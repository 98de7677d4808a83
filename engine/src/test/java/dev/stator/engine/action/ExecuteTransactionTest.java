package dev.stator.engine.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecuteTransactionTest {
    private static final String CANCELED = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException";
    private static final String MISMATCH = "com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException";
    private static final String ADD = "UPDATE hash SET v = v + 1 WHERE a = 'p'";
    private static final String REASONS =
            "Transaction cancelled, please refer cancellation reasons for specific reasons ";

    private final Calls db = Calls.withTables();

    @BeforeEach
    void fill() {
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'p'}, 'v': {'N': '1'}}}");
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'q'}, 'v': {'N': '1'}}}");
    }

    private static String statement(String text, String more) {
        return "{'Statement': '%s'%s}".formatted(text.replace("\"", "\\\"").replace("'", "\\u0027"), more);
    }

    private static String transaction(String more, String... statements) {
        return "{'TransactStatements': ["
                + Arrays.stream(statements)
                        .map(text -> text.startsWith("{") ? text : statement(text, ""))
                        .collect(Collectors.joining(", "))
                + "]" + more + "}";
    }

    private String run(String... statements) {
        return db.ok("ExecuteTransaction", transaction("", statements));
    }

    private String reasons(String... statements) {
        String message = db.refused(CANCELED, "ExecuteTransaction", transaction("", statements));
        assertThat(message).startsWith(REASONS);
        return message.substring(REASONS.length());
    }

    private String refusal(String... statements) {
        return db.invalid("ExecuteTransaction", transaction("", statements));
    }

    private String get(String key) {
        return db.ok("GetItem", "{'TableName': 'hash', 'Key': {'a': {'S': '" + key + "'}}}");
    }

    @Test
    void allWritesHappenTogether() {
        assertThat(run(
                        "INSERT INTO hash VALUE {'a': 'new'}",
                        ADD,
                        "DELETE FROM hash WHERE a = 'none'",
                        "EXISTS(SELECT * FROM hash WHERE a = 'q' AND v = 1)",
                        "INSERT INTO \"range\" VALUE {'a': 'p', 'b': 1}"))
                .isEqualTo("{'Responses':[]}");
        assertThat(get("p")).contains("'v':{'N':'2'}");
        assertThat(run(
                        "SELECT * FROM hash WHERE a = 'new'",
                        "SELECT v FROM hash WHERE a = 'p'",
                        "SELECT * FROM hash WHERE a = 'none'"))
                .isEqualTo("{'Responses':[{'Item':{'a':{'S':'new'}}},{'Item':{'v':{'N':'2'}}},{}]}");
    }

    @Test
    void oneThatFailsCancelsAllWithAReasonEach() {
        String more = ", 'ReturnValuesOnConditionCheckFailure': 'ALL_OLD'";
        String request = transaction(
                "",
                ADD,
                statement("DELETE FROM hash WHERE a = 'q' AND v = 7", more),
                "UPDATE hash SET v = 1 WHERE a = 'none'",
                "EXISTS(SELECT * FROM hash WHERE a = 'r' AND v = 1)");
        assertThat(db.refused(CANCELED, "ExecuteTransaction", request))
                .isEqualTo(REASONS + "[None, ConditionalCheckFailed, ConditionalCheckFailed, ConditionalCheckFailed]");
        assertThat(new String(db.send("ExecuteTransaction", request).body(), StandardCharsets.UTF_8).replace('"', '\''))
                .contains("'CancellationReasons':[{'Code':'None'},{'Item':{'a':{'S':'q'},'v':{'N':'1'}},"
                        + "'Code':'ConditionalCheckFailed','Message':'The conditional request failed'},");
        assertThat(get("p")).contains("'v':{'N':'1'}");
    }

    @Test
    void keysThatDoNotFitAndDuplicatesAreReasons() {
        assertThat(reasons(ADD, "DELETE FROM hash WHERE a = 1", "INSERT INTO hash VALUE {'b': 1}"))
                .isEqualTo("[None, ValidationError, None]");
        assertThat(reasons(ADD, "INSERT INTO hash VALUE {'a': 'q'}")).isEqualTo("[None, DuplicateItem]");
        assertThat(get("p")).contains("'v':{'N':'1'}");
    }

    @Test
    void aTableThatIsMissingIsToldForTheWhole() {
        for (String[] statements : new String[][] {
            {ADD, "INSERT INTO nowhere VALUE {'a': 'q'}"},
            {"SELECT * FROM nowhere WHERE a = 'p'", "SELECT * FROM hash WHERE a = 'p'"}
        }) {
            assertThat(db.refused(
                            "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
                            "ExecuteTransaction",
                            transaction("", statements)))
                    .isEqualTo("Requested resource not found");
        }
        assertThat(get("p")).contains("'v':{'N':'1'}");
    }

    @Test
    void statementsThatDoNotFitATransactionAreRefused() {
        assertThat(refusal("SELECT * FROM hash WHERE a = 'p'", ADD))
                .isEqualTo(
                        "ExecuteTransaction API does not support both read and write operations in the same request.");
        assertThat(refusal(ADD, "SELECT"))
                .startsWith("Validation failed in TransactStatements[1]: Statement wasn't well formed");
        assertThat(refusal(ADD + " RETURNING ALL OLD *"))
                .isEqualTo("Validation failed in TransactStatements[0]: RETURNING clause is not supported in"
                        + " ExecuteTransaction.");
        assertThat(refusal("SELECT * FROM hash WHERE a > 'p'"))
                .isEqualTo(
                        "Validation failed in TransactStatements[0]: Select statements within ExecuteTransaction must"
                                + " specify the primary key in the where clause.");
        assertThat(refusal("SELECT * FROM \"range\".\"of-c\" WHERE c = 'p'"))
                .endsWith("Reads on indices are not supported within transactions.");
        assertThat(refusal("EXISTS(SELECT * FROM hash WHERE a = 'p')"))
                .endsWith("EXISTS() must contain a single item read with additional condition");
        assertThat(refusal(ADD, "DELETE FROM hash WHERE a = 'p'"))
                .isEqualTo("Transaction request cannot include multiple operations on one item");
        assertThat(get("p")).contains("'v':{'N':'1'}");
    }

    @Test
    void aTransactionHasOneToAHundredStatements() {
        assertThat(refusal())
                .isEqualTo(
                        "1 validation error detected: Value '[]' at 'transactStatements' failed to satisfy constraint: "
                                + "Member must have length greater than or equal to 1");
        String[] many = new String[101];
        Arrays.setAll(many, i -> "INSERT INTO hash VALUE {'a': 'x" + i + "'}");
        assertThat(refusal(many)).endsWith("Member must have length less than or equal to 100");
        assertThat(run(Arrays.copyOf(many, 100))).isEqualTo("{'Responses':[]}");
    }

    @Test
    void aTokenMakesATransactionHappenOnce() {
        String once = ", 'ClientRequestToken': 'token', 'ReturnConsumedCapacity': 'TOTAL'";
        assertThat(db.ok("ExecuteTransaction", transaction(once, ADD))).contains("'WriteCapacityUnits':2.0");
        assertThat(db.ok("ExecuteTransaction", transaction(once, ADD))).contains("'ReadCapacityUnits':2.0");
        assertThat(get("p")).contains("'v':{'N':'2'}");
        assertThat(db.refused(MISMATCH, "ExecuteTransaction", transaction(once, ADD.replace("'p'", "'q'"))))
                .isNotEmpty();
        db.ok("TransactWriteItems", """
                {'ClientRequestToken': 'token',
                 'TransactItems': [{'Delete': {'TableName': 'hash', 'Key': {'a': {'S': 'p'}}}}]}
                """);
        assertThat(get("p")).isEqualTo("{}");
    }

    @Test
    void readsCostTwice() {
        assertThat(db.ok(
                        "ExecuteTransaction",
                        transaction(
                                ", 'ReturnConsumedCapacity': 'TOTAL'",
                                "SELECT * FROM hash WHERE a = 'p'",
                                "SELECT * FROM hash WHERE a = 'none'")))
                .contains("'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':4.0,'ReadCapacityUnits':4.0}]");
    }
}
