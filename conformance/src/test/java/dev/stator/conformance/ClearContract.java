package dev.stator.conformance;

import static dev.stator.expression.KeyCondition.between;
import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.Scan;
import dev.stator.Table;
import dev.stator.codec.Discriminator;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import dev.stator.value.Item;
import java.util.List;
import java.util.stream.IntStream;

/** Deleting what a query or scan reads: everything that was said of it counts. */
class ClearContract {
    /** Two record types in one table. */
    @Discriminator("type")
    sealed interface Stock permits Shelf, Box {}

    @SortKey(value = "sk", template = "SHELF#{number:04}")
    record Shelf(@PartitionKey String place, int number) implements Stock {}

    @SortKey(value = "sk", template = "BOX#{number:04}")
    record Box(@PartitionKey String place, int number) implements Stock {}

    private static String stored(Subject subject, Table<Thing> things, int count) {
        String id = subject.newKey();
        subject.run(things.putAll(
                IntStream.range(0, count).mapToObj(at -> Thing.of(id, at)).toList()));
        return id;
    }

    private static List<Long> left(Subject subject, Table<Thing> things, String id) {
        return subject.run(things.query(id).consistent()).stream()
                .map(thing -> (long) thing.at())
                .toList();
    }

    @Contract
    void aPartitionIsClearedOverManyPagesAndBatches(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = stored(subject, things, 60);
        String other = stored(subject, things, 2);

        assertThat(subject.run(things.query(id).pageSize(40).clear())).isEqualTo(60);

        assertThat(left(subject, things, id)).isEmpty();
        assertThat(left(subject, things, other)).hasSize(2);
        assertThat(subject.run(things.query(id).clear())).as("nothing is left").isZero();
    }

    @Contract
    void sortKeyFilterAndLimitCountTogether(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = stored(subject, things, 8);
        subject.run(things.put(Thing.of(id, 3, "keep", 1)));

        assertThat(subject.run(things.query(id)
                        .sortKey(between(1, 6))
                        .where(attr("text").ne("keep").or(attr("text").notExists()))
                        .pageSize(2)
                        .limit(3)
                        .clear()))
                .isEqualTo(3);

        assertThat(left(subject, things, id)).containsExactly(0L, 3L, 5L, 6L, 7L);
    }

    @Contract
    void aScanIsClearedWithinItsFilterAlsoInParallel(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = stored(subject, things, 5);
        String other = stored(subject, things, 5);

        assertThat(subject.run(
                        things.scan().where(attr("id").beginsWith(id)).limit(2).clear()))
                .isEqualTo(2);
        assertThat(subject.run(things.scan()
                        .parallel(3, 2)
                        .where(attr("id").beginsWith(id))
                        .clear()))
                .isEqualTo(3);

        assertThat(left(subject, things, id)).isEmpty();
        assertThat(left(subject, things, other)).hasSize(5);
    }

    @Contract
    void whatAnIndexHoldsIsCleared(Subject subject) {
        Table<Reading> readings = subject.shared(Reading.class);
        String sensor = subject.newKey();
        subject.run(readings.putAll(List.of(Reading.of(sensor, "t1", "here", 2), Reading.of(sensor, "t2", "here", 9))));

        assertThat(subject.run(readings.index("by-value")
                        .query(sensor)
                        .newestFirst()
                        .limit(1)
                        .clear()))
                .isEqualTo(1);

        assertThat(subject.run(readings.query(sensor).consistent()))
                .extracting(Reading::time)
                .containsExactly("t1");
    }

    @Contract
    void allThatASparseIndexHoldsIsClearedIfSaidInWords(Subject subject) {
        Table<Reading> readings = subject.fresh(Reading.class);
        Reading bare = Reading.bare("s", "t3");
        subject.run(
                readings.putAll(List.of(Reading.of("s", "t1", "here", 2), Reading.of("s", "t2", "there", 9), bare)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> readings.index("by-place-only").scan().clear())
                .withMessageContaining("clearEverything()");
        assertThat(subject.run(readings.index("by-place-only").clearEverything()))
                .isEqualTo(2);

        assertThat(subject.run(readings.scan().consistent())).containsExactly(bare);
    }

    @Contract
    void theRecordsOfOneTypeAreClearedAndOthersStay(Subject subject) {
        Table<Stock> stock = subject.fresh(Stock.class);
        List<Stock> shelves =
                IntStream.range(0, 30).<Stock>mapToObj(at -> new Shelf("a", at)).toList();
        Stock box = new Box("a", 7);
        subject.run(stock.putAll(shelves));
        subject.run(stock.putAll(List.of(box, new Shelf("b", 1), new Box("b", 1))));

        assertThat(subject.run(stock.of(Shelf.class).query("a").limit(10).clear()))
                .isEqualTo(10);
        assertThat(subject.run(stock.of(Shelf.class).query("a").clear())).isEqualTo(20);
        assertThat(subject.run(stock.query("a").consistent())).containsExactly(box);
        assertThat(subject.run(stock.of(Box.class).scan().clear())).isEqualTo(2);
        assertThat(subject.run(stock.scan())).containsExactly(new Shelf("b", 1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> stock.scan().clear())
                .withMessageContaining("clearEverything()");
        assertThat(subject.run(stock.of(Shelf.class).clearEverything())).isEqualTo(1);
    }

    @Contract
    void everythingIsClearedOnlyIfSaidInWords(Subject subject) {
        Table<Thing> things = subject.fresh(Thing.class);
        stored(subject, things, 30);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> things.scan().clear())
                .withMessageContaining("clearEverything()")
                .withMessageContaining(things.name());
        for (Scan<Thing> some : List.of(
                things.scan().limit(5),
                things.scan().maxPages(1),
                things.scan().maxEvaluated(5),
                things.scan().segment(0, 2),
                things.scan().parallel(2, 2).limit(5),
                things.scan().startKey(Item.of("id", "a", "at", 1)))) {
            assertThatIllegalArgumentException()
                    .as("what it comes upon is no choice")
                    .isThrownBy(some::clear)
                    .withMessageContaining("clearEverything()");
        }
        assertThat(subject.run(things.scan().count())).isEqualTo(30);

        assertThat(subject.run(things.scan().limit(4).clearEverything())).isEqualTo(4);
        assertThat(subject.run(things.scan().parallel(3, 2).limit(5).clearEverything()))
                .isEqualTo(5);
        assertThat(subject.run(things.clearEverything())).isEqualTo(21);
        assertThat(subject.run(things.scan().count())).isZero();
    }
}
