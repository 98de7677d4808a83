package dev.stator.conformance;

import dev.stator.Call;
import dev.stator.Table;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.json.WireJson;
import dev.stator.value.Item;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** PartiQL statements on one table, which statements call {@code $}; a partition key of the test's own is {@code #}. */
record Statements(Subject subject, String table, String key) {
    private static final TableSchema<Item> ITEMS =
            TableSchema.items(KeyAttribute.string("id"), KeyAttribute.number("rank"));

    /** Statements on the items of a new key, whose sort key is {@code rank}. */
    static Statements on(Subject subject) {
        return on(items(subject), subject);
    }

    /** The table of those items. */
    static Table<Item> items(Subject subject) {
        return subject.shared("statements", ITEMS);
    }

    /** Statements on the items of a new key in a table. */
    static Statements on(Table<?> table, Subject subject) {
        return new Statements(subject, table.name(), subject.newKey());
    }

    /** The JSON of a statement, and more members of the same object in which ' stands for ". */
    String json(String statement, String... members) {
        String text = statement
                .replace("$", '"' + table + '"')
                .replace("#", "'" + key + "'")
                .replace("\"", "\\\"");
        return Arrays.stream(members)
                .map(member -> ',' + member.replace('\'', '"').replace("#", '"' + key + '"'))
                .collect(Collectors.joining("", "{\"Statement\":\"" + text + '"', "}"));
    }

    /** A call of one statement. */
    Call<String> one(String statement, String... members) {
        return subject.db().call("ExecuteStatement", json(statement, members));
    }

    /** A batch; statements are texts or what {@link #json} gives. */
    Call<String> batch(String... statements) {
        return many("BatchExecuteStatement", "Statements", statements);
    }

    /** A transaction; statements are texts or what {@link #json} gives. */
    Call<String> transaction(String... statements) {
        return many("ExecuteTransaction", "TransactStatements", statements);
    }

    private Call<String> many(String action, String field, String... statements) {
        String list = Arrays.stream(statements)
                .map(statement -> statement.startsWith("{") ? statement : json(statement))
                .collect(Collectors.joining(","));
        return subject.db().call(action, "{\"ReturnConsumedCapacity\":\"TOTAL\",\"" + field + "\":[" + list + "]}");
    }

    /** Executes a statement and gives the items of the reply. */
    List<Item> run(String statement, String... members) {
        return WireJson.readAllIn(subject.run(one(statement, members)), "Items");
    }

    /** The attribute {@code rank} of the items that a condition finds, in their order. */
    List<Integer> find(String condition, String... members) {
        return run("SELECT id, rank FROM $ WHERE " + condition, members).stream()
                .map(item -> item.number("rank").orElseThrow().intValueExact())
                .toList();
    }

    /** The message with which a statement is refused as invalid. */
    String refusal(String statement, String... members) {
        return subject.refusal(one(statement, members));
    }

    /** Inserts items with these numbers as their ranks and amounts. */
    void fill(int... numbers) {
        for (int amount : numbers) {
            run("INSERT INTO $ VALUE {'id': #, 'rank': %d, 'amount': %d, 'word': 'word %d'}"
                    .formatted(amount, amount, amount));
        }
    }

    /** The item that {@link #fill} puts, with another amount. */
    Item filled(int rank, int amount) {
        return Item.of("id", key, "rank", rank, "amount", amount).with("word", "word " + rank);
    }
}
