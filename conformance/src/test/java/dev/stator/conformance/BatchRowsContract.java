package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.stator.BatchIncompleteException;
import dev.stator.FoundRows;
import dev.stator.Table;
import dev.stator.codec.Created;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import dev.stator.codec.Version;
import dev.stator.error.StaleVersionException;
import dev.stator.tabular.DataTable;
import dev.stator.value.Item;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Batches of the rows of data tables. */
class BatchRowsContract {
    /** A record whose keys are made of others of its members. */
    @PartitionKey(value = "pk", template = "LINE#{order}")
    @SortKey(value = "sk", template = "{number:04}")
    public record Line(String order, int number, Optional<String> text, Optional<Integer> pieces) {}

    /** A record with a version, and a time. */
    public record Counted(
            @PartitionKey String id,
            Optional<Integer> points,
            @Created Optional<Instant> created,
            @Version long version) {}

    @Contract
    void rowsComeBackInTheirOrderWithWhatIsStoredOverTheirOwnCells(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.putAll(List.of(Thing.of(id, 1, "one", 10), Thing.of(id, 3, "three", 30))));
        DataTable rows = DataTable.empty()
                .append("id", List.of(id, id, id))
                .append("at", List.of(3, 2, 1))
                .append("text", List.of("mine", "mine", "mine"))
                .append("note", List.of("a", "b", "c"));

        FoundRows found = subject.run(things.batchGet(rows).consistent());

        DataTable whole = found.rows().select("id", "at", "text", "note", "number");
        assertThat(whole)
                .isEqualTo(rows.append("number", List.of(30, Optional.empty(), 10))
                        .set("text", 0, "three")
                        .set("text", 2, "one"));
        assertThat(found.found().column("note"))
                .isEqualTo(rows.whereNot(Item.of("at", 2)).column("note"));
        assertThat(found.missing().records()).containsExactly(rows.record(1));
    }

    @Contract
    void moreRowsThanARequestTakesMayAskForOneItemTwice(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.putAll(
                IntStream.range(0, 60).mapToObj(at -> Thing.of(id, at)).toList()));
        List<Integer> numbers = IntStream.range(0, 130).mapToObj(at -> at % 65).toList();
        DataTable rows =
                DataTable.of(Map.of("id", numbers.stream().map(at -> id).toList(), "at", numbers));

        FoundRows found = subject.run(things.batchGet(rows).consistent().atOnce(2));

        assertThat(found.rows().column("at")).isEqualTo(rows.column("at"));
        assertThat(found.found().size()).isEqualTo(120);
        assertThat(found.missing().size()).isEqualTo(10);
    }

    @Contract
    void keysAreMadeOfTheColumnsThatTheTemplateNames(Subject subject) {
        Table<Line> lines = subject.shared(Line.class);
        String order = subject.newKey();
        subject.run(lines.put(new Line(order, 7, Optional.of("seven"), Optional.empty())));
        DataTable rows = DataTable.of(Map.of("order", List.of(order, order), "number", List.of(7, 8)));
        String partition = "LINE#" + order;

        assertThat(subject.run(lines.batchGet(rows).consistent()).rows().record(0))
                .satisfies(row -> assertThat(row.string("text")).contains("seven"));
        DataTable deleted = subject.run(lines.batchDelete(rows));

        assertThat(deleted.column("number")).isEqualTo(rows.column("number"));
        assertThat(deleted.records())
                .extracting(row -> row.string("pk").orElseThrow())
                .containsExactly(partition, partition);
        assertThat(subject.run(lines.get(order, 7).consistent())).isEmpty();
    }

    @Contract
    void rowsAreMergedIntoWhatIsThereCellByCell(Subject subject) {
        Table<Counted> counted = subject.shared(Counted.class);
        String id = subject.newKey();
        Counted old = subject.run(counted.put(new Counted(id + 0, Optional.of(5), Optional.empty(), 0)));
        DataTable rows = DataTable.empty()
                .append("id", List.of(id + 0, id + 1, id + 2))
                .append("points", List.of(Optional.empty(), 7, Optional.empty()))
                .append("version", List.of(old.version(), 0, 0));

        DataTable written = subject.run(counted.batchUpsert(rows));

        assertThat(written.column("id")).isEqualTo(rows.column("id"));
        assertThat(written.records(counted.schema()))
                .extracting(Counted::points)
                .containsExactly(Optional.of(5), Optional.of(7), Optional.empty());
        assertThat(written.records(counted.schema()))
                .extracting(Counted::version)
                .containsExactly(2L, 1L, 1L);
        assertThat(written.records(counted.schema()).get(0).created()).isEqualTo(old.created());
        assertThat(written.hasSetColumns("created")).isTrue();
        assertThat(subject.run(counted.get(id + 1).consistent()))
                .contains(written.records(counted.schema()).get(1));
    }

    @Contract
    void keptColumnsAreSetOnlyWhereTheyAreAbsentAndStaleRowsAreRefused(Subject subject) {
        Table<Counted> counted = subject.shared(Counted.class);
        String id = subject.newKey();
        subject.run(counted.put(new Counted(id + 0, Optional.of(5), Optional.empty(), 0)));
        DataTable rows =
                DataTable.of(Map.of("id", List.of(id + 0, id + 1), "points", List.of(9, 9), "version", List.of(0, 0)));

        BatchIncompleteException failure = subject.failure(BatchIncompleteException.class, counted.batchUpsert(rows));
        assertThat(failure).hasCauseInstanceOf(StaleVersionException.class);
        assertThat(failure.unprocessed()).hasSize(1);

        DataTable written =
                subject.run(counted.batchUpsert(rows).ignoringVersion().keeping(attr(Counted::points)));
        assertThat(written.records(counted.schema()))
                .extracting(counted1 -> counted1.points().orElseThrow())
                .containsExactly(5, 9);
    }

    @Contract
    void dynamicRowsSetWhatTheyHave(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        Table<Item> items = subject.run(subject.db().discover(things.name()));
        String id = subject.newKey();
        subject.run(things.put(Thing.of(id, 1, "one", 10)));
        DataTable rows = DataTable.ofRecords(
                List.of(Item.of("id", id, "at", 1, "colour", "red"), Item.of("id", id, "at", 2, "text", "two")));

        DataTable written = subject.run(items.batchUpsert(rows));

        assertThat(written.record(0).asMap())
                .containsAllEntriesOf(rows.record(0).asMap());
        assertThat(written.record(0).string("text")).contains("one");
        assertThat(written.record(1)).isEqualTo(rows.record(1));
        assertThat(subject.run(items.batchDelete(rows))).isEqualTo(rows);
        assertThat(subject.run(things.query(id).consistent())).isEmpty();
    }

    @Contract
    void rowsThatDoNotFitAreRefusedByTheirNumberBeforeAnythingIsSent(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);
        Table<Counted> counted = subject.missing(Counted.class);
        DataTable rows = DataTable.ofRecords(
                List.of(Item.of("id", "a", "at", 1), Item.of("id", "a", "at", 2), Item.of("id", "a")));
        DataTable unknown = DataTable.ofRecords(
                List.of(Item.of("id", "a", "version", 0), Item.of("id", "b", "version", 0, "colour", "red")));
        DataTable misfit = DataTable.ofRecords(List.of(Item.of("id", "a"), Item.of("id", "b", "points", "many")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> things.batchGet(rows))
                .withMessageContainingAll("batchGet", "row 2", things.name(), "at");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> things.batchDelete(rows))
                .withMessageContainingAll("batchDelete", "row 2", things.name(), "at");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counted.batchUpsert(unknown))
                .withMessageContainingAll("batchUpsert", "row 1", counted.name(), "colour");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counted.batchUpsert(misfit))
                .withMessageContainingAll("batchUpsert", "row 1", counted.name(), "points");
        assertThatIllegalStateException()
                .isThrownBy(() -> things.batchGet(rows.append("at", List.of(7))))
                .withMessageContaining("normalised()");
        DataTable none = rows.filter(row -> false);
        assertThat(subject.run(things.batchGet(none)).rows()).isEqualTo(none);
        assertThat(subject.run(things.batchDelete(none))).isEqualTo(none);
        assertThat(subject.run(things.batchUpsert(none))).isEqualTo(none);
    }
}
