package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.error.ServiceException;
import dev.stator.json.WireJson;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class ExecuteStatementContract {
    private static final Pattern TOKEN = Pattern.compile("\"NextToken\":\"([^\"]+)\"");

    @Contract
    void itemsAreFoundByTheirKeys(Subject subject) {
        Statements items = Statements.on(subject);
        items.fill(1, 2, 3, 4, 5);

        assertThat(items.find("id = #")).containsExactly(1, 2, 3, 4, 5);
        assertThat(items.find("id = # AND rank = 3")).containsExactly(3);
        assertThat(items.find("# = id AND rank > 3")).containsExactly(4, 5);
        assertThat(items.find("id = # AND rank <= 2")).containsExactly(1, 2);
        assertThat(items.find("id = # AND rank BETWEEN 2 AND 3")).containsExactly(2, 3);
        assertThat(items.find("id = # AND rank IN [1, 4, 9]")).containsExactly(1, 4);
        assertThat(items.find("id = # AND (rank < 2 OR rank > 4)")).containsExactly(1, 5);
        assertThat(items.find("id IN [#, 'nobody']", "'ConsistentRead':true")).containsExactly(1, 2, 3, 4, 5);
        assertThat(items.find("id = ? AND rank >= ?", "'Parameters':[{'S':#},{'N':'4'}]"))
                .containsExactly(4, 5);
        assertThat(items.find("id = # ORDER BY rank DESC")).containsExactly(5, 4, 3, 2, 1);
    }

    @Contract
    void otherConditionsFilter(Subject subject) {
        Statements items = Statements.on(subject);
        items.run("INSERT INTO $ VALUE {'id': #, 'rank': 1, 'word': 'it''s', 'tags': <<'a', 'b'>>, 'none': NULL}");
        items.run(
                "INSERT INTO $ VALUE {'id': #, 'rank': 2, 'amount': 7, 'lines': ['x', 'y', 'z'], 'marks': {'one': 1}}");

        assertThat(items.find("id = # AND word = 'it''s'")).containsExactly(1);
        assertThat(items.find("id = # AND amount <> 8 AND amount IS NOT MISSING"))
                .containsExactly(2);
        assertThat(items.find("id = # AND amount IS MISSING")).containsExactly(1);
        assertThat(items.find("id = # AND none IS NULL")).containsExactly(1);
        assertThat(items.find("id = # AND contains(tags, 'b')")).containsExactly(1);
        assertThat(items.find("id = # AND begins_with(word, 'it')")).containsExactly(1);
        assertThat(items.find("id = # AND attribute_type(amount, 'N')")).containsExactly(2);
        assertThat(items.find("id = # AND size(lines) > 2")).containsExactly(2);
        assertThat(items.find("id = # AND lines[1] = 'y' AND marks.one IN [1, 2]"))
                .containsExactly(2);
        assertThat(items.find("id = # AND NOT (amount = 7 OR word = 'x')")).containsExactly(1);
        assertThat(items.find("amount = 7 AND id = #")).containsExactly(2);
    }

    @Contract
    void columnsArePaths(Subject subject) {
        Statements items = Statements.on(subject);
        items.run(
                "INSERT INTO $ VALUE {'id': #, 'rank': 1, 'place': {'town': 'Bern'}, 'lines': ['x', {'deep': true}]}");

        assertThat(items.run("SELECT rank, place.town, lines[0], \"none\" FROM $ WHERE id = #"))
                .containsExactly(Item.of("rank", 1, "town", "Bern", "lines[0]", "x"));
        assertThat(items.run("SELECT * FROM $ WHERE id = # AND lines[1].deep = true"))
                .hasSize(1);
        assertThat(items.run("SELECT \"none\" FROM $ WHERE id = #")).containsExactly(Item.empty());
    }

    @Contract
    void pagesGoOnBehindTheirTokens(Subject subject) {
        Statements items = Statements.on(subject);
        items.fill(1, 2, 3, 4, 5);
        String statement = "SELECT rank FROM $ WHERE id = # AND amount <> 2";
        List<Item> found = new ArrayList<>();
        String token = "";
        int pages = 0;
        do {
            String reply = subject.run(items.one(statement, "'Limit':2" + token));
            found.addAll(WireJson.readAllIn(reply, "Items"));
            Matcher next = TOKEN.matcher(reply);
            token = next.find() ? ",'NextToken':'" + next.group(1) + "'" : "";
            pages++;
        } while (!token.isEmpty());

        assertThat(found)
                .containsExactly(Item.of("rank", 1), Item.of("rank", 3), Item.of("rank", 4), Item.of("rank", 5));
        assertThat(pages).isEqualTo(3);
    }

    @Contract
    void indexesAreRead(Subject subject) {
        Table<Reading> table = subject.shared(Reading.class);
        Statements readings = Statements.on(table, subject);
        String sensor = readings.key();
        subject.run(table.put(Reading.of(sensor, "t1", sensor, 2)));
        subject.run(table.put(Reading.of(sensor, "t2", sensor, 1)));

        assertThat(readings.run("SELECT \"time\" FROM $.\"by-place\" WHERE place = # AND \"value\" > 0"))
                .containsExactly(Item.of("time", "t2"), Item.of("time", "t1"));
        assertThat(readings.run("SELECT * FROM $.\"by-value\" WHERE sensor = # ORDER BY \"value\" DESC"))
                .extracting(item -> item.string("time").orElseThrow())
                .containsExactly("t1", "t2");
        readings.refusal("SELECT * FROM $.\"by-nothing\" WHERE sensor = #");
    }

    @Contract(Difference.STATEMENT_ERRORS)
    void anInsertIsNoReplacement(Subject subject) {
        Statements items = Statements.on(subject);
        items.fill(1);

        assertThat(subject.failure(
                                ServiceException.class,
                                items.one("INSERT INTO $ VALUE {'id': #, 'rank': 1, 'word': 'new'}"))
                        .failure())
                .satisfies(failure -> assertThat(failure.message()).isEqualTo("Duplicate primary key exists in table"))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo("DuplicateItemException"));
        assertThat(items.run("SELECT word FROM $ WHERE id = #")).containsExactly(Item.of("word", "word 1"));
    }

    @Contract
    void anUpdateChangesOneItem(Subject subject) {
        Statements items = Statements.on(subject);
        items.run(
                "INSERT INTO $ VALUE {'id': #, 'rank': 1, 'amount': 7, 'word': 'x', 'tags': <<'a', 'b'>>, 'lines': ['x']}");

        items.run("UPDATE $ SET amount = amount + 1 SET lines = list_append(lines, ['y']) SET marks = {'one': 1}"
                + " SET tags = set_add(tags, <<'c'>>) REMOVE word WHERE id = # AND rank = 1 AND amount = 7");
        items.run("UPDATE $ SET tags = set_delete(tags, <<'a'>>) SET lines[0] = 'z' WHERE id = # AND rank = 1");

        assertThat(subject.run(Statements.items(subject).get(items.key(), 1).consistent()))
                .contains(Item.of("id", items.key(), "rank", 1, "amount", 8)
                        .with("tags", Set.of("b", "c"))
                        .with("lines", List.of("z", "y"))
                        .with("marks", Map.of("one", 1)));
    }

    @Contract
    void sumsHaveAsManyOperandsAsTheyLike(Subject subject) {
        Statements items = Statements.on(subject);
        items.fill(7);

        items.run("UPDATE $ SET amount = amount + amount - 2, left_over = amount - (amount - 3),"
                + " other = if_not_exists(absent, amount + 1) WHERE id = # AND rank = 7");

        assertThat(items.run("SELECT amount, left_over, other FROM $ WHERE id = #"))
                .containsExactly(Item.of("amount", 12, "left_over", 3, "other", 8));
    }

    @Contract
    void conditionsAreNoValues(Subject subject) {
        Statements items = Statements.on(subject);
        items.fill(1);

        for (String value : List.of("amount > 1", "NOT amount", "amount IS MISSING", "contains(word, 'w')")) {
            items.refusal("UPDATE $ SET truth = " + value + " WHERE id = # AND rank = 1");
        }
        assertThat(items.run("SELECT truth FROM $ WHERE id = #")).containsExactly(Item.empty());
    }

    @Contract
    void anUpdateMakesNoItemAndADeleteNeedsNone(Subject subject) {
        Statements items = Statements.on(subject);
        items.fill(1);

        subject.failure(ConditionFailedException.class, items.one("UPDATE $ SET amount = 1 WHERE id = # AND rank = 2"));
        subject.failure(
                ConditionFailedException.class, items.one("DELETE FROM $ WHERE id = # AND rank = 1 AND amount = 9"));
        items.run("DELETE FROM $ WHERE id = # AND rank = 2 AND amount = 9");
        assertThat(items.find("id = #")).containsExactly(1);
        assertThat(items.run("DELETE FROM $ WHERE id = # AND rank = 1 AND amount = 1 RETURNING ALL OLD *"))
                .containsExactly(items.filled(1, 1));
        assertThat(items.find("id = #")).isEmpty();
    }

    @Contract
    void anUpdateReturnsWhatItIsAskedFor(Subject subject) {
        Statements items = Statements.on(subject);
        items.fill(1);
        String update = "UPDATE $ SET amount = amount + 1 WHERE id = # AND rank = 1 RETURNING ";

        assertThat(items.run(update + "ALL OLD *")).containsExactly(items.filled(1, 1));
        assertThat(items.run(update + "ALL NEW *")).containsExactly(items.filled(1, 3));
        assertThat(items.run(update + "MODIFIED OLD *")).containsExactly(Item.of("amount", 3));
        assertThat(items.run(update + "MODIFIED NEW *")).containsExactly(Item.of("amount", 5));
    }

    @Contract(Difference.WHOLE_ATTRIBUTES_UPDATED)
    void onlyTheChangedEntriesOfAMapAreReturned(Subject subject) {
        Statements items = Statements.on(subject);
        items.run("INSERT INTO $ VALUE {'id': #, 'rank': 1, 'marks': {'one': 1, 'two': 2}}");

        assertThat(items.run("UPDATE $ SET marks.one = 3 WHERE id = # AND rank = 1 RETURNING MODIFIED NEW *"))
                .containsExactly(Item.of("marks", Map.of("one", 3)));
    }

    @Contract
    void theItemThatFailsAConditionIsGivenWhenAskedFor(Subject subject) {
        Statements items = Statements.on(subject);
        items.fill(1);

        assertThat(subject.failure(
                                ConditionFailedException.class,
                                items.one(
                                        "UPDATE $ SET amount = 1 WHERE id = # AND rank = 1 AND amount = 2",
                                        "'ReturnValuesOnConditionCheckFailure':'ALL_OLD'"))
                        .existing())
                .contains(items.filled(1, 1));
    }

    @Contract
    void aWriteSaysTheWholeKey(Subject subject) {
        Statements items = Statements.on(subject);

        for (String where : List.of("", " WHERE id = #", " WHERE id = # AND rank > 1")) {
            assertThat(items.refusal("UPDATE $ SET amount = 1" + where))
                    .isEqualTo("Where clause does not contain a mandatory equality on all key attributes");
        }
        assertThat(items.refusal("INSERT INTO $ VALUE {'id': #}"))
                .isEqualTo("Key attribute should be present in the item: Key rank");
        assertThat(items.refusal("DELETE FROM $ WHERE id = 1 AND rank = 1"))
                .isEqualTo("Key attribute's data type should match its data type in table's schema: Key id");
        assertThat(items.refusal("DELETE FROM $ WHERE id = 1 AND rank = TRUE"))
                .isEqualTo("Key value must be of type S, N, or B. Key name: rank, Key type: BOOL");
    }

    @Contract
    void everyQuestionMarkHasAParameter(Subject subject) {
        Statements items = Statements.on(subject);

        assertThat(items.refusal("SELECT * FROM $ WHERE id = ? AND rank = ?", "'Parameters':[{'S':'x'}]"))
                .isEqualTo("Number of parameters in request and statement don't match.");
    }

    @Contract
    void aTableThatIsNotThereIsNotFound(Subject subject) {
        Statements none = Statements.on(subject.missing(Thing.class), subject);

        subject.failure(ResourceNotFoundException.class, none.one("SELECT * FROM $"));
        subject.failure(ResourceNotFoundException.class, none.one("DELETE FROM $ WHERE id = # AND rank = 1"));
    }

    @Contract(Difference.STATEMENT_ERRORS)
    void whatIsNoStatementIsRefused(Subject subject) {
        Statements items = Statements.on(subject);
        String malformed = "Statement wasn't well formed, can't be processed: ";

        assertThat(items.refusal("SELECT")).isEqualTo(malformed + "Unexpected term");
        assertThat(items.refusal("SELECT * FROM $ WHERE id ="))
                .isEqualTo(malformed + "Missing right-hand side expression of infix operator");
    }

    @Contract(Difference.OVERLAPPING_STATEMENTS)
    void conditionsOnTheSortKeyDoNotOverlap(Subject subject) {
        Statements items = Statements.on(subject);

        assertThat(items.refusal("SELECT * FROM $ WHERE id = # AND (rank > 1 OR rank < 5)"))
                .isEqualTo("Overlapping conditions with range keys are not supported in where clause");
    }

    @Contract(Difference.OVERLAPPING_STATEMENTS)
    void itemsOfSeveralPartitionsAreOrderedByPartition(Subject subject) {
        Statements items = Statements.on(subject);

        assertThat(items.refusal("SELECT * FROM $ WHERE id IN [#, 'nobody'] ORDER BY rank"))
                .isEqualTo("Must have hash key in ORDER BY clause when more than one hash key condition specified in"
                        + " WHERE clause.");
    }

    @Contract(Difference.NO_STATEMENT_CAPACITY)
    void theCapacityIsTold(Subject subject) {
        Statements items = Statements.on(subject);
        String measured = "'ReturnConsumedCapacity':'TOTAL'";

        assertThat(subject.run(items.one("INSERT INTO $ VALUE {'id': #, 'rank': 1}", measured)))
                .contains("\"CapacityUnits\":1.0");
        assertThat(subject.run(items.one("SELECT * FROM $ WHERE id = #", measured)))
                .contains("\"CapacityUnits\":0.5");
        assertThat(subject.run(items.one("SELECT * FROM $ WHERE id = #", measured, "'ConsistentRead':true")))
                .contains("\"CapacityUnits\":1.0");
    }
}
