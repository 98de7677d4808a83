package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.StreamConsumer;
import dev.stator.Table;
import dev.stator.json.WireJson;
import dev.stator.stream.Checkpoints;
import dev.stator.stream.StreamRecord;
import dev.stator.value.Item;
import dev.stator.value.StreamView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What statements write is seen wherever the same put, update or delete is. */
class StatementEffectContract {
    private static final int PATIENCE = 200;
    private static final Pattern TOKEN = Pattern.compile("\"NextToken\":\"([^\"]+)\"");
    private static final Pattern CAPACITY = Pattern.compile("\"ConsumedCapacity\":(\\{.*})}");

    private static List<StreamRecord<Ticket>> read(Subject subject, Table<Ticket> tickets, int count) {
        StreamConsumer<Ticket> changes =
                tickets.stream().every(Duration.ofMillis(20)).consumer(Checkpoints.inMemory());
        List<StreamRecord<Ticket>> all = new ArrayList<>();
        for (int polls = 0; all.size() < count && polls < PATIENCE; polls++) {
            all.addAll(subject.run(changes.poll()).records());
        }
        assertThat(all).hasSize(count);
        return all;
    }

    @Contract(Difference.NO_STREAMS)
    void writesAreInTheStreamUnlessTheyChangeNothing(Subject subject) {
        Table<Ticket> tickets = subject.missing(Ticket.class);
        subject.run(tickets.create().stream(StreamView.NEW_AND_OLD_IMAGES));
        Statements items = Statements.on(tickets, subject);
        subject.run(items.transaction(
                "INSERT INTO $ VALUE {'id': #, 'owner': 'ann', 'place': 'A1', 'price': 5}",
                "INSERT INTO $ VALUE {'id': 'other', 'owner': 'ann', 'place': 'A2', 'price': 5}"));
        items.run("UPDATE $ SET price = price + 0 WHERE id = #");
        subject.run(items.batch("UPDATE $ SET price = price + 2 WHERE id = #"));
        items.run("DELETE FROM $ WHERE id = 'nobody'");
        items.run("DELETE FROM $ WHERE id = # AND price = 7");

        List<StreamRecord<Ticket>> changes = read(subject, tickets, 4).stream()
                .filter(change -> change.key().string("id").orElseThrow().equals(items.key()))
                .toList();
        assertThat(changes).extracting(StreamRecord::event).containsExactly("INSERT", "MODIFY", "REMOVE");
        assertThat(changes.get(1).before().map(Ticket::price)).contains(5);
        assertThat(changes.get(1).after().map(Ticket::price)).contains(7);
        assertThat(changes.get(2).before().map(Ticket::price)).contains(7);
    }

    @Contract({Difference.NO_STREAMS, Difference.LATE_EXPIRY})
    void anItemExpiresAtTheTimeThatAStatementGaveIt(Subject subject) {
        Table<Ticket> tickets = subject.missing(Ticket.class);
        subject.run(tickets.create().stream(StreamView.OLD_IMAGE).timeToLive(attr(Ticket::until)));
        Statements items = Statements.on(tickets, subject);
        long now = Instant.now().getEpochSecond();
        String insert = "INSERT INTO $ VALUE {'id': '%s', 'owner': 'ann', 'place': 'A1', 'price': 5, 'until': %d}";
        items.run(insert.formatted("1", now - 60));
        items.run(insert.formatted("2", now + 3600));
        items.run(insert.formatted("3", now + 3600));
        items.run("UPDATE $ SET until = %d WHERE id = '3'".formatted(now - 60));

        List<StreamRecord<Ticket>> gone = read(subject, tickets, 6).stream()
                .filter(change -> change.event().equals("REMOVE"))
                .toList();

        assertThat(gone).allSatisfy(removal -> assertThat(removal.expired()).isTrue());
        assertThat(gone)
                .extracting(removal -> removal.key().string("id").orElseThrow())
                .containsExactlyInAnyOrder("1", "3");
        assertThat(items.run("SELECT id FROM $ WHERE id IN ['1', '2', '3']")).containsExactly(Item.of("id", "2"));
    }

    @Contract
    void indexesFollowWrites(Subject subject) {
        Statements readings = Statements.on(subject.shared(Reading.class), subject);
        String there = "SELECT \"time\" FROM $.\"by-place\" WHERE place = #";
        String local = "SELECT \"time\" FROM $.\"by-value\" WHERE sensor = # AND \"value\" = 4";
        readings.run("INSERT INTO $ VALUE {'sensor': #, 'time': 't1', 'note': 'x', 'place': #, 'value': 2}");
        readings.run("INSERT INTO $ VALUE {'sensor': #, 'time': 't2', 'note': 'x', 'value': 1}");
        assertThat(readings.run(there)).containsExactly(Item.of("time", "t1"));

        subject.run(readings.batch("UPDATE $ SET place = # SET \"value\" = 4 WHERE sensor = # AND \"time\" = 't2'"));
        assertThat(readings.run(there)).containsExactly(Item.of("time", "t1"), Item.of("time", "t2"));
        assertThat(readings.run(local)).containsExactly(Item.of("time", "t2"));

        readings.run("UPDATE $ REMOVE \"value\" WHERE sensor = # AND \"time\" = 't1'");
        assertThat(readings.run(there)).containsExactly(Item.of("time", "t2"));

        subject.run(readings.transaction("DELETE FROM $ WHERE sensor = # AND \"time\" = 't2'"));
        assertThat(readings.run(there)).isEmpty();
        assertThat(readings.run(local)).isEmpty();
    }

    @Contract(Difference.NO_STATEMENT_CAPACITY)
    void aWriteConsumesWhatTheSameWriteOfAnItemDoes(Subject subject) {
        Table<Reading> table = subject.shared(Reading.class);
        Statements readings = Statements.on(table, subject);
        String asked = "'ReturnConsumedCapacity':'INDEXES'";
        String put = subject.run(subject.raw(
                "PutItem",
                "{'TableName':'%s','Item':{'sensor':{'S':'%s'},'time':{'S':'t1'},'note':{'S':'x'},'place':{'S':'p'},"
                        + "'value':{'N':'1'}},%s}",
                table.name(),
                readings.key(),
                asked));
        String update = subject.run(subject.raw(
                "UpdateItem",
                "{'TableName':'%s','Key':{'sensor':{'S':'%s'},'time':{'S':'t1'}},'UpdateExpression':'SET place = :q',"
                        + "'ExpressionAttributeValues':{':q':{'S':'q'}},%s}",
                table.name(),
                readings.key(),
                asked));

        assertThat(capacity(subject.run(readings.one(
                        "INSERT INTO $ VALUE {'sensor': #, 'time': 't2', 'note': 'x', 'place': 'p', 'value': 1}",
                        asked))))
                .isEqualTo(capacity(put))
                .contains("by-place-only", "by-value");
        assertThat(capacity(subject.run(
                        readings.one("UPDATE $ SET place = 'q' WHERE sensor = # AND \"time\" = 't2'", asked))))
                .isEqualTo(capacity(update));
    }

    private static String capacity(String reply) {
        Matcher found = CAPACITY.matcher(reply);
        return found.find() ? found.group(1) : "none";
    }

    @Contract(Difference.LONG_STATEMENT_PAGES)
    void aPageOfSeveralPartitionsHasTenItems(Subject subject) {
        Statements items = Statements.on(subject);
        List<String> keys =
                IntStream.range(0, 12).mapToObj(i -> items.key() + i).toList();
        for (String key : keys) {
            items.run("INSERT INTO $ VALUE {'id': '%s', 'rank': 1}".formatted(key));
        }
        String select = "SELECT id FROM $ WHERE id IN ['%s']".formatted(String.join("', '", keys));

        String first = subject.run(items.one(select));
        Matcher token = TOKEN.matcher(first);
        assertThat(token.find()).isTrue();
        List<Item> found = new ArrayList<>(WireJson.readAllIn(first, "Items"));
        assertThat(found).hasSize(10);
        String rest = subject.run(items.one(select, "'NextToken':'" + token.group(1) + "'"));
        found.addAll(WireJson.readAllIn(rest, "Items"));

        assertThat(TOKEN.matcher(rest).find()).isFalse();
        assertThat(found).extracting(item -> item.string("id").orElseThrow()).containsExactlyInAnyOrderElementsOf(keys);
    }
}
