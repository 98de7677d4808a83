package dev.stator.engine.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.engine.Calls;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchExecuteStatementTest {
    private static final String KEY_WANTED =
            "Select statements within BatchExecuteStatement must specify the primary key in the where clause.";

    private final Calls db = Calls.withTables();

    @BeforeEach
    void fill() {
        for (String key : new String[] {"p", "q"}) {
            db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': '" + key + "'}, 'v': {'N': '1'}}}");
        }
    }

    private static String statement(String text, String more) {
        return "{'Statement': '%s'%s}".formatted(text.replace("\"", "\\\"").replace("'", "\\u0027"), more);
    }

    private static String batch(String... statements) {
        return "{'Statements': ["
                + Arrays.stream(statements)
                        .map(text -> text.startsWith("{") ? text : statement(text, ""))
                        .collect(Collectors.joining(", "))
                + "]}";
    }

    private static String error(String code, String message) {
        return "{'Error':{'Code':'" + code + "','Message':'" + message + "'}}";
    }

    private String run(String... statements) {
        String reply = db.ok("BatchExecuteStatement", batch(statements));
        assertThat(reply).startsWith("{'Responses':[").endsWith("]}");
        return reply.substring(14, reply.length() - 2);
    }

    private String values() {
        return run("SELECT v FROM hash WHERE a = 'p'", "SELECT v FROM hash WHERE a = 'q'")
                .replace("'TableName':'hash',", "");
    }

    @Test
    void everyReadHasItsAnswer() {
        assertThat(run(
                        "SELECT * FROM hash WHERE a = 'p'",
                        "SELECT v FROM \"hash\" WHERE a = 'none'",
                        statement("SELECT v FROM hash WHERE a = ?", ", 'Parameters': [{'S': 'q'}]")))
                .isEqualTo("{'TableName':'hash','Item':{'a':{'S':'p'},'v':{'N':'1'}}},{'TableName':'hash'},"
                        + "{'TableName':'hash','Item':{'v':{'N':'1'}}}");
    }

    @Test
    void aReadGivesPartsInTheFormThatTheyHaveInTheItem() {
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'deep'}, 'm': {'M': {'x': {'N': '1'}}}}}");
        assertThat(run("SELECT m.x FROM hash WHERE a = 'deep'"))
                .isEqualTo("{'TableName':'hash','Item':{'m':{'M':{'x':{'N':'1'}}}}}");
    }

    @Test
    void readsThatAreNotOfOneItemAreRefusedByThemselves() {
        String wanted = error("ValidationError", KEY_WANTED);
        assertThat(run(
                        "SELECT * FROM hash",
                        "SELECT * FROM hash WHERE a = 'p' AND v = 1",
                        "SELECT * FROM hash WHERE a IN ['p', 'r']",
                        "SELECT * FROM \"range\" WHERE a = 'p'",
                        "SELECT * FROM \"range\".\"of-c\" WHERE c = 'p'",
                        "SELECT a FROM hash WHERE a = 'q'"))
                .startsWith(String.join(",", Collections.nCopies(5, wanted)))
                .endsWith(",{'TableName':'hash','Item':{'a':{'S':'q'}}}");
    }

    @Test
    void everyWriteIsDoneOrRefusedByItself() {
        assertThat(run(
                        "UPDATE hash SET v = 2 WHERE a = 'p' AND v = 1",
                        "UPDATE hash SET v = 2 WHERE a = 'q' AND v = 5",
                        "INSERT INTO hash VALUE {'a': 'new'}",
                        "DELETE FROM hash WHERE a = 'none'",
                        "UPDATE hash SET v = WHERE a = 'other'",
                        "DELETE FROM hash WHERE v = 1"))
                .startsWith("{'TableName':'hash'},"
                        + "{'Error':{'Code':'ConditionalCheckFailed','Message':'The conditional request failed'},"
                        + "'TableName':'hash'},{'TableName':'hash'},{'TableName':'hash'},"
                        + "{'Error':{'Code':'ValidationError','Message':'")
                .endsWith(","
                        + error(
                                "ValidationError",
                                "Where clause does not contain a mandatory equality on all key attributes"));
        assertThat(values()).isEqualTo("{'Item':{'v':{'N':'2'}}},{'Item':{'v':{'N':'1'}}}");
    }

    @Test
    void whatFailedIsShownToThoseWhoAsk() {
        String more = ", 'ReturnValuesOnConditionCheckFailure': 'ALL_OLD'";
        assertThat(run(
                        statement("UPDATE hash SET v = 2 WHERE a = 'p' AND v = 7", more),
                        "UPDATE hash SET v = 3 WHERE a = 'q' RETURNING ALL OLD *",
                        "INSERT INTO hash VALUE {'a': 'p2'}"))
                .isEqualTo("{'Error':{'Code':'ConditionalCheckFailed','Message':'The conditional request failed',"
                        + "'Item':{'a':{'S':'p'},'v':{'N':'1'}}},'TableName':'hash'},"
                        + "{'TableName':'hash','Item':{'a':{'S':'q'},'v':{'N':'1'}}},{'TableName':'hash'}");
    }

    @Test
    void missingTablesAndDuplicatesAreErrorsOfTheirStatement() {
        assertThat(run("INSERT INTO nowhere VALUE {'a': 'p'}", "INSERT INTO hash VALUE {'a': 'p', 'v': 9}"))
                .isEqualTo("{'Error':{'Code':'ResourceNotFound','Message':'Requested resource not found'},"
                        + "'TableName':'nowhere'},{'Error':{'Code':'DuplicateItem','Message':"
                        + "'Duplicate primary key exists in table'},'TableName':'hash'}");
        assertThat(values()).startsWith("{'Item':{'v':{'N':'1'}}}");
    }

    @Test
    void aBatchReadsOrWritesAndNamesAnItemOnce() {
        assertThat(db.invalid("BatchExecuteStatement", batch("SELECT * FROM hash WHERE a = 'p'", "DELETE FROM hash")))
                .isEqualTo("Read and write requests together in the same batch is not supported.");
        assertThat(db.invalid(
                        "BatchExecuteStatement",
                        batch("DELETE FROM hash WHERE a = 'p'", "UPDATE hash SET v = 2 WHERE a = 'p'")))
                .isEqualTo("Provided list of item keys contains duplicates");
        assertThat(values()).isEqualTo("{'Item':{'v':{'N':'1'}}},{'Item':{'v':{'N':'1'}}}");
        assertThat(db.invalid(
                        "BatchExecuteStatement",
                        batch("SELECT * FROM hash WHERE a = 'p'", "SELECT v FROM hash WHERE a = 'p'")))
                .isEqualTo("Provided list of item keys contains duplicates");
        assertThat(run("EXISTS(SELECT * FROM hash WHERE a = 'p' AND v = 1)"))
                .isEqualTo(error("ValidationError", "EXISTS can only be used in ExecuteTransaction write requests."));
    }

    @Test
    void aBatchHasOneToTwentyFiveStatements() {
        assertThat(db.invalid("BatchExecuteStatement", batch()))
                .isEqualTo("1 validation error detected: Value '[]' at 'statements' failed to satisfy constraint: "
                        + "Member must have length greater than or equal to 1");
        String[] many = new String[26];
        Arrays.setAll(many, i -> "DELETE FROM hash WHERE a = 'x" + i + "'");
        assertThat(db.invalid("BatchExecuteStatement", batch(many)))
                .endsWith("Member must have length less than or equal to 25");
        assertThat(run(Arrays.copyOf(many, 25))).hasSize(25 * "{'TableName':'hash'},".length() - 1);
    }

    @Test
    void writesThatAreRefusedCostInTheSumWhatTheyAttempted() {
        String large = "x".repeat(3_000);
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'large'}, 'b': {'S': '" + large + "'}}}");
        String[] refused = {
            "INSERT INTO hash VALUE {'a': 'p'}",
            "INSERT INTO hash VALUE {'a': 'q', 'b': '" + large + "'}",
            "INSERT INTO hash VALUE {'a': 'large'}"
        };
        String done = "INSERT INTO hash VALUE {'a': 'new'}";
        String all = batch(refused[0], refused[1], refused[2], done);
        assertThat(db.ok(
                        "BatchExecuteStatement",
                        all.substring(0, all.length() - 1) + ", 'ReturnConsumedCapacity': 'INDEXES'}"))
                .endsWith("'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':8.0,"
                        + "'Table':{'CapacityUnits':1.0}}]}");
        String none = batch(refused);
        assertThat(db.ok(
                        "BatchExecuteStatement",
                        none.substring(0, none.length() - 1) + ", 'ReturnConsumedCapacity': 'INDEXES'}"))
                .doesNotContain("ConsumedCapacity");
    }

    @Test
    void capacityIsToldForEachTable() {
        String reads = batch(
                "SELECT * FROM hash WHERE a = 'p'",
                statement("SELECT * FROM hash WHERE a = 'q'", ", 'ConsistentRead': true"),
                "SELECT * FROM \"range\" WHERE a = 'p' AND b = 1");
        assertThat(db.ok("BatchExecuteStatement", measured(reads)))
                .endsWith("'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':1.5},"
                        + "{'TableName':'range','CapacityUnits':0.5}]}");
        String writes = batch("DELETE FROM hash WHERE a = 'p'", "INSERT INTO \"range\" VALUE {'a': 'p', 'b': 1}");
        assertThat(db.ok("BatchExecuteStatement", measured(writes)))
                .endsWith("'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':1.0},"
                        + "{'TableName':'range','CapacityUnits':1.0}]}");
    }

    private static String measured(String batch) {
        return batch.substring(0, batch.length() - 1) + ", 'ReturnConsumedCapacity': 'TOTAL'}";
    }

    @Test
    void aStatementThatWouldBeRefusedNamesItsItemAllTheSame() {
        String refused = "UPDATE hash SET a = 'x' WHERE a = 'p'";
        assertThat(db.invalid("BatchExecuteStatement", batch("UPDATE hash SET v = 2 WHERE a = 'p'", refused)))
                .isEqualTo("Provided list of item keys contains duplicates");
        assertThat(run("UPDATE hash SET v = 2 WHERE a = 'q'", refused)).contains("This attribute is part of the key");
    }
}
