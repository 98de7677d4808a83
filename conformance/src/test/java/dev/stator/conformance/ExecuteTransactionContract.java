package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Call;
import dev.stator.error.IdempotencyMismatchException;
import dev.stator.error.TransactionCanceledException;
import dev.stator.error.TransactionCanceledException.Reason;
import dev.stator.value.Item;
import java.util.Arrays;

class ExecuteTransactionContract {
    private static final String ADD = "UPDATE $ SET amount = amount + 1 WHERE id = # AND rank = 1";

    @Contract
    void allWritesHappenTogether(Subject subject) {
        Statements items = Statements.on(subject);
        items.fill(1, 2, 3);

        String reply = subject.run(items.transaction(
                ADD,
                "DELETE FROM $ WHERE id = # AND rank = 2",
                "EXISTS(SELECT * FROM $ WHERE id = # AND rank = 3 AND amount = 3)",
                "INSERT INTO $ VALUE {'id': #, 'rank': 4}"));

        assertThat(reply).startsWith("{\"Responses\":[]");
        assertThat(items.run("SELECT rank, amount FROM $ WHERE id = #"))
                .containsExactly(Item.of("rank", 1, "amount", 2), Item.of("rank", 3, "amount", 3), Item.of("rank", 4));
    }

    @Contract
    void itemsComeByTheStatementsThatAskedForThem(Subject subject) {
        Statements items = Statements.on(subject);
        items.fill(1, 2);

        assertThat(subject.run(items.transaction(
                        "SELECT amount FROM $ WHERE id = # AND rank = 2",
                        "SELECT * FROM $ WHERE id = # AND rank = 3",
                        items.json(
                                "SELECT word FROM $ WHERE id = ? AND rank = ?", "'Parameters':[{'S':#},{'N':'1'}]"))))
                .startsWith("{\"Responses\":[{\"Item\":{\"amount\":{\"N\":\"2\"}}},{},"
                        + "{\"Item\":{\"word\":{\"S\":\"word 1\"}}}]");
    }

    @Contract
    void partsComeInTheFormThatTheyHaveInTheItem(Subject subject) {
        Statements items = Statements.on(subject);
        items.run("INSERT INTO $ VALUE {'id': #, 'rank': 1, 'place': {'row': 3, 'seat': 4}}");
        String read = "SELECT place.seat FROM $ WHERE id = # AND rank = 1";
        String parts = "{\"place\":{\"M\":{\"seat\":{\"N\":\"4\"}}}}";

        assertThat(subject.run(items.transaction(read))).startsWith("{\"Responses\":[{\"Item\":" + parts + "}]");
        assertThat(subject.run(items.batch(read))).contains("\"Item\":" + parts);
        assertThat(items.run(read)).containsExactly(Item.of("seat", 4));
    }

    @Contract
    void aFailedConditionCancelsAllWithReasonsInOrder(Subject subject) {
        Statements items = Statements.on(subject);
        items.fill(1, 2);

        TransactionCanceledException failure = subject.failure(
                TransactionCanceledException.class,
                items.transaction(
                        ADD,
                        items.json(
                                "DELETE FROM $ WHERE id = # AND rank = 2 AND amount = 7",
                                "'ReturnValuesOnConditionCheckFailure':'ALL_OLD'"),
                        "UPDATE $ SET amount = 1 WHERE id = # AND rank = 3",
                        "EXISTS(SELECT * FROM $ WHERE id = # AND rank = 4 AND amount = 3)"));

        assertThat(failure.reasons())
                .extracting(Reason::code)
                .containsExactly("None", "ConditionalCheckFailed", "ConditionalCheckFailed", "ConditionalCheckFailed");
        assertThat(failure.reasons().get(1).existing()).contains(items.filled(2, 2));
        assertThat(items.find("id = # AND amount < 3")).containsExactly(1, 2);
    }

    @Contract(Difference.STATEMENT_ERRORS)
    void anItemThatExistsIsAReason(Subject subject) {
        Statements items = Statements.on(subject);
        items.fill(1, 2);

        TransactionCanceledException failure = subject.failure(
                TransactionCanceledException.class, items.transaction(ADD, "INSERT INTO $ VALUE {'id': #, 'rank': 2}"));

        assertThat(failure.reasons()).extracting(Reason::code).containsExactly("None", "DuplicateItem");
    }

    @Contract
    void statementsAreOfOneItemEachAndReadOrWrite(Subject subject) {
        Statements items = Statements.on(subject);

        assertThat(subject.refusal(items.transaction("SELECT * FROM $ WHERE id = #")))
                .isEqualTo(
                        "Validation failed in TransactStatements[0]: Select statements within ExecuteTransaction must"
                                + " specify the primary key in the where clause.");
        assertThat(subject.refusal(items.transaction("SELECT * FROM $ WHERE id = # AND rank = 2", ADD)))
                .isEqualTo(
                        "ExecuteTransaction API does not support both read and write operations in the same request.");
        assertThat(subject.refusal(items.transaction(ADD, "DELETE FROM $ WHERE id = # AND rank = 1")))
                .isEqualTo("Transaction request cannot include multiple operations on one item");
        assertThat(subject.refusal(items.transaction(ADD + " RETURNING ALL OLD *")))
                .isEqualTo("Validation failed in TransactStatements[0]: RETURNING clause is not supported in"
                        + " ExecuteTransaction.");
    }

    @Contract
    void moreThanAHundredStatementsAreRefused(Subject subject) {
        Statements items = Statements.on(subject);
        String[] statements = new String[101];
        Arrays.setAll(statements, rank -> "INSERT INTO $ VALUE {'id': #, 'rank': " + rank + "}");

        assertThat(subject.refusal(items.transaction(statements))).contains("less than or equal to 100");
        subject.run(items.transaction(Arrays.copyOf(statements, 100)));
        assertThat(items.find("id = #")).hasSize(100);
    }

    @Contract
    void aTokenMakesATransactionHappenOnce(Subject subject) {
        Statements items = Statements.on(subject);
        items.fill(1, 2);
        Call<String> once = once(items, ADD);
        subject.run(once);
        subject.run(once);

        assertThat(items.run("SELECT amount FROM $ WHERE id = # AND rank = 1")).containsExactly(Item.of("amount", 2));
        subject.failure(IdempotencyMismatchException.class, once(items, ADD.replace("+ 1", "+ 2")));
    }

    private static Call<String> once(Statements items, String statement) {
        return items.subject()
                .db()
                .call(
                        "ExecuteTransaction",
                        "{\"ClientRequestToken\":\"" + items.key() + "\",\"TransactStatements\":["
                                + items.json(statement) + "]}");
    }

    @Contract(Difference.NO_STATEMENT_CAPACITY)
    void theCapacityIsTold(Subject subject) {
        Statements items = Statements.on(subject);
        items.fill(1, 2);

        assertThat(subject.run(items.transaction(ADD))).contains("\"WriteCapacityUnits\":2.0");
        assertThat(subject.run(items.transaction("SELECT rank FROM $ WHERE id = # AND rank = 1")))
                .contains("\"ReadCapacityUnits\":2.0");
    }
}
