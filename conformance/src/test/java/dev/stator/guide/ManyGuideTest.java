package dev.stator.guide;

import static dev.stator.expression.KeyCondition.beginsWith;
import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stator.BatchIncompleteException;
import dev.stator.BatchWriter;
import dev.stator.CachedReads;
import dev.stator.Call;
import dev.stator.ClaimedUniques;
import dev.stator.Committed;
import dev.stator.Counter;
import dev.stator.Found;
import dev.stator.FoundItems;
import dev.stator.Get;
import dev.stator.Outcome;
import dev.stator.Put;
import dev.stator.Refusal;
import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.TransactionRefusedException;
import dev.stator.codec.HoldsCounters;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import dev.stator.codec.TableSchema;
import dev.stator.codec.Unique;
import dev.stator.codec.Version;
import dev.stator.engine.Engine;
import dev.stator.error.DuplicateValueException;
import dev.stator.error.StatorException;
import dev.stator.tabular.DataTable;
import dev.stator.value.AttributeType;
import dev.stator.value.Item;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page about many items at once. */
class ManyGuideTest {
    record Reading(@PartitionKey String sensor, @SortKey String at, double value) {}

    record Account(
            @PartitionKey String id, long cents, @Version long version) {}

    private final Stator db = Engine.inMemory().connect();
    private final Table<Reading> readings = db.table("readings", Reading.class);
    private final Table<Account> accounts = db.table("accounts", Account.class);
    private final List<Reading> many = IntStream.range(0, 60)
            .mapToObj(i -> new Reading("s" + i % 2, "2026-06-%02d".formatted(1 + i / 2), i))
            .toList();

    @BeforeEach
    void create() {
        readings.create().execute();
        accounts.create().execute();
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void batches() {
        // region write
        readings.putAll(many).execute(); // 25 to a request, several requests at once

        Get<Reading> reading = readings.get("s0", "2026-06-01");
        Get<Account> account = accounts.get("ann");
        FoundItems found = db.batchGet(reading, account).execute(); // any tables
        Optional<Reading> first = found.of(reading);

        Found<Reading> inOrder = readings.getAll(many).execute(); // in the order of the keys
        // endregion
        assertThat(first).contains(many.get(0));
        assertThat(found.of(account)).isEmpty();
        assertThat(inOrder.items()).isEqualTo(many);
        assertThat(inOrder.missing()).isEmpty();

        // region incomplete
        try {
            readings.putAll(many).within(Duration.ofMinutes(2)).execute();
        } catch (BatchIncompleteException e) {
            e.unprocessed(); // your own requests, to keep or to send again
        }
        // endregion
    }

    @Test
    void writers() {
        // region writer
        try (BatchWriter writer = db.batchWriter()) {
            for (Reading reading : many) {
                writer.add(readings.put(reading)); // sends each 25 together
            }
            writer.commit(); // without it, as when the block fails, the rest is not sent
        }

        readings.upsertAll(many).keeping(attr(Reading::value)).execute(); // nothing is read before
        long stored = db.inChunks(many, 100, readings::upsertAll).execute(); // a source of any length
        // endregion
        assertThat(stored).isEqualTo(60);
        assertThat(readings.scan().count().execute()).isEqualTo(60);
    }

    @Test
    void attempts() {
        readings.putAll(many).execute();
        // region each
        try {
            List<Outcome<Reading, Reading>> outcomes = readings.upsertAll(many)
                    .onlyIf(attr(Reading::value).lt(50.0)) // where there is one
                    .attempt() // refusals are values
                    .execute();
            long refused = outcomes.stream().filter(one -> !one.isApplied()).count();
            // hide
            assertThat(outcomes).hasSize(60);
            assertThat(refused)
                    .isEqualTo(many.stream().filter(one -> one.value() >= 50).count());
            // show
        } catch (BatchIncompleteException e) { // getCause() says what ended it
            for (Call<?> left : e.unprocessed()) {
                Optional<StatorException> failure = e.failureOf(left); // empty: it was not sent
                System.out.println(failure.map(StatorException::mayHaveApplied)); // true: nobody knows; false: refused
            }
        }
        // endregion
    }

    @Test
    void clearing() {
        readings.putAll(many).execute();
        // region clear
        long deleted =
                readings.query("s0").sortKey(beginsWith("2026-06-0")).clear().execute();
        long low = readings.scan()
                .where(attr(Reading::value).lt(50.0))
                .limit(10)
                .clear()
                .execute();
        readings.scan().unitsPerSecond(50).limit(20).clearEverything().execute(); // whichever come first
        readings.clearEverything().execute(); // a scan without a condition is not cleared otherwise
        // endregion
        assertThat(deleted).isEqualTo(9);
        assertThat(low).isEqualTo(10);
        assertThat(readings.scan().count().execute()).isZero();
    }

    @Test
    void tables() {
        // region data-table
        String csv = "sensor,at,value\ns7,2026-07-01,20.5\ns7,2026-07-02,21\n";
        DataTable table = DataTable.readCsv(new StringReader(csv), Map.of("value", AttributeType.N));
        readings.putAll(table.records(readings.schema())).execute();
        System.out.println(
                DataTable.ofRecords(readings.schema(), readings.query("s7")).toText());
        // endregion
        assertThat(readings.query("s7").execute())
                .containsExactly(new Reading("s7", "2026-07-01", 20.5), new Reading("s7", "2026-07-02", 21));
    }

    @Test
    void transactions() {
        Account ann = accounts.put(new Account("ann", 500, 0)).execute();
        // region transact
        db.transact(
                        accounts.update("ann")
                                .add(Account::cents, -100L)
                                .onlyIf(attr(Account::cents).ge(100L)),
                        accounts.create(new Account("bob", 100, 0)),
                        readings.check("s0", "2026-06-01")
                                .onlyIf(attr(Reading::value).notExists()))
                .execute();
        // endregion
        assertThat(accounts.get("bob").execute()).isPresent();

        // region refused
        Put<Account> late = accounts.put(ann); // made from what was read before
        try {
            Committed committed = db.transaction(tx -> {
                        tx.add(late);
                        tx.add(accounts.delete("bob"));
                    }) // nothing is sent if the block fails
                    .retryingConflicts(3)
                    .execute();
            System.out.println(committed.of(late).version());
        } catch (TransactionRefusedException e) {
            Refusal<Account> reason = e.reasonOf(late);
            System.out.println(reason.isStale() + " " + reason.existing());
        }
        // endregion
        assertThatExceptionOfType(TransactionRefusedException.class)
                .isThrownBy(() -> db.transact(late).execute());
    }

    // region counted
    @HoldsCounters
    record Ticket(@PartitionKey long id, String title) {}
    // endregion

    @Test
    void counters() {
        Table<Ticket> tickets = db.table("tickets", Ticket.class);
        tickets.create().execute();
        // region counters
        Counter ids = tickets.counter();
        ids.create().execute(); // once; does nothing if it is there
        Ticket first = tickets.create(ids, n -> new Ticket(n, "It is broken")).execute(); // number and item in one step
        long next = ids.next().execute();
        // endregion
        assertThat(first.id()).isEqualTo(1);
        assertThat(next).isEqualTo(2);
        assertThat(tickets.scan().execute()).containsExactly(first);
    }

    // region unique
    record Member(@PartitionKey String id, @Unique String email) {}
    // endregion

    @Test
    void uniques() {
        Table<Member> members = db.table("members", Member.class);
        members.create().execute();
        members.put(new Member("1", "ann@x.org")).execute();
        // region taken
        try {
            members.put(new Member("2", "ann@x.org")).execute();
        } catch (DuplicateValueException e) {
            System.out.println(e.attribute() + " is taken");
        }
        // endregion
        assertThat(members.get("2").execute()).isEmpty();

        db.table("members", TableSchema.items(KeyAttribute.string("id")))
                .put(Item.of("id", "0", "email", "ann@x.org"))
                .execute();
        // region claim
        ClaimedUniques claimed = members.claimUniques().execute(); // items from before email was unique
        for (ClaimedUniques.Unclaimed item : claimed.unclaimed()) {
            System.out.println(item.key() + " has the " + item.attribute() + " of " + item.holder());
        }
        // endregion
        assertThat(claimed.unclaimed())
                .containsExactly(
                        new ClaimedUniques.Unclaimed(Item.of("id", "0"), "email", Optional.of(Item.of("id", "1"))));
    }

    @Test
    void caches() {
        readings.putAll(many).execute();
        // region cached
        CachedReads<Reading> cached = readings.cached(10_000, Duration.ofMinutes(1));
        cached.get("s0", "2026-06-01").execute(); // one request
        cached.get("s0", "2026-06-01").execute(); // none
        List<Optional<Reading>> all = cached.getAll(many).execute(); // for those that are not remembered
        // endregion
        assertThat(all).hasSize(60).allMatch(Optional::isPresent);
    }
}
