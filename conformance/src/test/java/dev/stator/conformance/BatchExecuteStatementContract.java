package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

class BatchExecuteStatementContract {
    @Contract
    void everyReadHasItsAnswer(Subject subject) {
        Statements items = Statements.on(subject);
        items.fill(1, 2);

        String reply = subject.run(items.batch(
                "SELECT amount FROM $ WHERE id = # AND rank = 1",
                "SELECT amount FROM $ WHERE id = # AND rank = 3",
                items.json(
                        "SELECT word FROM $ WHERE id = ? AND rank = 2",
                        "'Parameters':[{'S':#}]",
                        "'ConsistentRead':true")));

        assertThat(responses(items, reply))
                .isEqualTo("{'TableName':'$','Item':{'amount':{'N':'1'}}},{'TableName':'$'},"
                        + "{'TableName':'$','Item':{'word':{'S':'word 2'}}}");
    }

    @Contract
    void everyWriteIsDoneOrRefusedByItself(Subject subject) {
        Statements items = Statements.on(subject);
        items.fill(1, 2, 3);

        String reply = subject.run(items.batch(
                "UPDATE $ SET amount = 8 WHERE id = # AND rank = 1",
                "UPDATE $ SET amount = 8 WHERE id = # AND rank = 2 AND amount = 7",
                "INSERT INTO $ VALUE {'id': #, 'rank': 3}",
                "INSERT INTO $ VALUE {'id': #, 'rank': 4, 'amount': 8}",
                "DELETE FROM $ WHERE id = # AND rank = 5"));

        assertThat(responses(items, reply))
                .isEqualTo("{'TableName':'$'},"
                        + "{'Error':{'Code':'ConditionalCheckFailed','Message':'The conditional request failed'},"
                        + "'TableName':'$'},"
                        + "{'Error':{'Code':'DuplicateItem','Message':'Duplicate primary key exists in table'},"
                        + "'TableName':'$'},{'TableName':'$'},{'TableName':'$'}");
        assertThat(items.find("id = # AND amount = 8")).containsExactly(1, 4);
    }

    @Contract
    void theItemThatFailsAConditionIsGivenWhenAskedFor(Subject subject) {
        Statements items = Statements.on(subject);
        items.run("INSERT INTO $ VALUE {'id': #, 'rank': 1}");

        assertThat(subject.run(items.batch(items.json(
                        "DELETE FROM $ WHERE id = # AND rank = 1 AND amount = 2",
                        "'ReturnValuesOnConditionCheckFailure':'ALL_OLD'"))))
                .contains("\"Item\":{", "{\"S\":\"" + items.key() + "\"}");
    }

    @Contract(Difference.STATEMENT_ERRORS)
    void statementsAreOfOneItemEach(Subject subject) {
        Statements items = Statements.on(subject);

        assertThat(responses(
                        items,
                        subject.run(items.batch(
                                "SELECT * FROM $ WHERE id = #", "SELECT * FROM $ WHERE id = # AND rank = 1"))))
                .isEqualTo(
                        "{'Error':{'Code':'ValidationError','Message':'Select statements within BatchExecuteStatement"
                                + " must specify the primary key in the where clause.'}},{'TableName':'$'}");
    }

    @Contract
    void aBatchReadsOrWrites(Subject subject) {
        Statements items = Statements.on(subject);

        assertThat(subject.refusal(items.batch(
                        "SELECT * FROM $ WHERE id = # AND rank = 1", "DELETE FROM $ WHERE id = # AND rank = 2")))
                .isEqualTo("Read and write requests together in the same batch is not supported.");
    }

    @Contract
    void anItemComesOnlyOnceInABatch(Subject subject) {
        Statements items = Statements.on(subject);

        assertThat(subject.refusal(items.batch(
                        "UPDATE $ SET amount = 1 WHERE id = # AND rank = 1",
                        "DELETE FROM $ WHERE id = # AND rank = 1")))
                .isEqualTo("Provided list of item keys contains duplicates");
    }

    @Contract
    void moreThanTwentyFiveStatementsAreRefused(Subject subject) {
        Statements items = Statements.on(subject);
        String[] statements = new String[26];
        Arrays.setAll(statements, rank -> "DELETE FROM $ WHERE id = # AND rank = " + rank);

        assertThat(subject.refusal(items.batch(statements))).contains(" 25");
        subject.run(items.batch(Arrays.copyOf(statements, 25)));
    }

    @Contract(Difference.NO_STATEMENT_CAPACITY)
    void theCapacityIsTold(Subject subject) {
        Statements items = Statements.on(subject);

        assertThat(subject.run(items.batch(
                        "INSERT INTO $ VALUE {'id': #, 'rank': 1}", "DELETE FROM $ WHERE id = # AND rank = 2")))
                .contains("\"CapacityUnits\":2.0");
    }

    /** The responses of a reply, with ' for " and $ for the table. */
    private static String responses(Statements statements, String reply) {
        String text = reply.replace('"', '\'').replace(statements.table(), "$");
        int start = text.indexOf("'Responses':[") + "'Responses':[".length();
        return text.substring(
                start, text.contains("],'Consumed") ? text.indexOf("],'Consumed") : text.lastIndexOf(']'));
    }
}
