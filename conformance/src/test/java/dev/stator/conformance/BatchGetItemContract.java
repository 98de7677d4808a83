package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.BatchIncompleteException;
import dev.stator.Found;
import dev.stator.FoundItems;
import dev.stator.Get;
import dev.stator.Measured;
import dev.stator.Table;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class BatchGetItemContract {
    @Contract
    void itemsComeByTheGetsThatAskedForThem(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        Table<Reading> readings = subject.shared(Reading.class);
        String id = subject.newKey();
        Thing thing = Thing.full(id, 1);
        Reading reading = Reading.of(id, "t", "here", 1);
        subject.run(subject.db().batchWrite(things.put(thing), readings.put(reading)));
        Get<Thing> there = things.get(id, 1).consistent();
        Get<Thing> missing = things.get(id, 2).consistent();
        Get<Reading> other = readings.get(id, "t").consistent();

        FoundItems found = subject.run(subject.db().batchGet(there, missing, other));

        assertThat(found.of(there)).contains(thing);
        assertThat(found.of(missing)).isEmpty();
        assertThat(found.of(other)).contains(reading);
    }

    @Contract
    void moreThanAHundredItemsComeInSeveralRequests(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.putAll(
                IntStream.range(0, 120).mapToObj(at -> Thing.of(id, at)).toList()));
        List<Get<Thing>> gets = IntStream.range(0, 130)
                .mapToObj(at -> things.get(id, at).consistent())
                .toList();

        Measured<FoundItems> found = subject.run(subject.db().batchGet(gets).measured());

        assertThat(found.requests()).isEqualTo(2);
        for (int at = 0; at < 130; at++) {
            assertThat(found.value().of(gets.get(at)).map(Thing::at).orElse(-1)).isEqualTo(at < 120 ? at : -1);
        }
    }

    @Contract
    void theSameItemMayBeAskedForTwice(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.of(id, 1)));
        Get<Thing> one = things.get(id, 1).consistent();
        Get<Thing> again = things.get(id, 1).consistent();

        FoundItems found = subject.run(subject.db().batchGet(one, again));

        assertThat(found.of(one)).isPresent().isEqualTo(found.of(again));
    }

    @Contract
    void manyItemsOfATableStandInTheOrderOfTheirKeys(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.putAll(
                IntStream.range(0, 150).mapToObj(at -> Thing.of(id, at)).toList()));
        List<Item> keys = IntStream.of(149, 200, 3, 70, 3)
                .mapToObj(at -> Item.of("id", id, "at", at))
                .toList();

        Found<Thing> found = subject.run(things.getAll(keys).consistent());

        assertThat(found.items())
                .containsExactly(Thing.of(id, 149), Thing.of(id, 3), Thing.of(id, 70), Thing.of(id, 3));
        assertThat(found.missing()).containsExactly(keys.get(1));
        assertThat(found.inOrder().get(1)).isEmpty();
        assertThat(subject.run(things.getAll(keys.subList(2, 3)).select(attr(Thing::at)))
                        .items())
                .containsExactly(Item.of("at", 3));
    }

    @Contract
    void anyNumberIsReadWrittenAndDeletedInChunks(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        List<Thing> some =
                IntStream.range(0, 30).mapToObj(at -> Thing.of(id, at)).toList();

        List<Thing> written = new ArrayList<>();
        subject.db().inChunks(some, 12, things::upsertAll).forEach(written::add);
        assertThat(written).isEqualTo(some);

        assertThat(subject.db().inChunks(some, 12, chunk -> things.getAll(chunk).consistent()))
                .allMatch(Optional::isPresent)
                .hasSize(30);

        List<Thing> more =
                IntStream.range(0, 40).mapToObj(at -> Thing.of(id, at)).toList();
        assertThat(subject.db().inChunks(more, 12, things::deleteAll).stream()
                        .filter(deleted -> deleted.old().isPresent())
                        .count())
                .as("without those that were not there")
                .isEqualTo(30);
        assertThat(subject.run(things.query(id).consistent())).isEmpty();
    }

    @Contract
    void deletesInChunksThatCannotBeDoneFail(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);
        List<Thing> some =
                IntStream.range(0, 30).mapToObj(at -> Thing.of("a", at)).toList();

        BatchIncompleteException failure =
                subject.failure(BatchIncompleteException.class, subject.db().inChunks(some, 12, things::deleteAll));

        assertThat(failure).hasCauseInstanceOf(ResourceNotFoundException.class);
        assertThat(failure.mayHaveApplied()).isFalse();
        assertThat(failure.unprocessed()).as("of the first chunk").hasSize(12);
        assertThat(failure.deleted(Thing.class))
                .hasSize(12)
                .noneMatch(deleted -> deleted.failure().isEmpty());
        assertThat(subject.run(things.deleteAll(List.of()))).isEmpty();
    }

    @Contract
    void projectionsBringParts(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.putAll(List.of(Thing.of(id, 1, "one", 1), Thing.of(id, 2, "two", 2))));
        Get<Item> one = things.get(id, 1).consistent().select(attr(Thing::text));
        Get<Item> two = things.get(id, 2).consistent().select(attr(Thing::text));

        FoundItems found = subject.run(subject.db().batchGet(one, two));

        assertThat(found.of(one)).contains(Item.of("text", "one"));
        assertThat(found.of(two)).contains(Item.of("text", "two"));
    }

    @Contract
    void whatDoesNotFitInAReplyIsAskedForAgain(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        int items = 44;
        for (int at = 0; at < items; at++) {
            subject.run(things.put(Thing.of(id, at, "x".repeat(390 * 1024), at)));
        }
        List<Get<Thing>> gets = IntStream.range(0, items)
                .mapToObj(at -> things.get(id, at).consistent())
                .toList();

        Measured<FoundItems> found = subject.run(subject.db().batchGet(gets).measured());

        assertThat(found.requests()).as("a reply holds 16 MB").isEqualTo(2);
        assertThat(gets).allSatisfy(get -> assertThat(found.value().of(get)).isPresent());
    }

    @Contract
    void everyItemIsChargedByItself(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.putAll(List.of(Thing.of(id, 1), Thing.of(id, 2))));

        assertThat(subject.run(subject.db()
                                .batchGet(things.get(id, 1), things.get(id, 2))
                                .measured())
                        .capacity()
                        .total())
                .isEqualTo(1.0);
    }

    @Contract
    void duplicateKeysInARequestAreRefused(Subject subject) {
        assertThat(refusal(subject, "{'id':{'S':'a'},'at':{'N':'1'}},{'id':{'S':'a'},'at':{'N':'1'}}"))
                .isEqualTo("Provided list of item keys contains duplicates");
    }

    @Contract(Difference.EQUAL_NUMBERS_IN_A_BATCH)
    void equalNumbersAreDuplicateKeys(Subject subject) {
        assertThat(refusal(subject, "{'id':{'S':'a'},'at':{'N':'1'}},{'id':{'S':'a'},'at':{'N':'1.0'}}"))
                .isEqualTo("Provided list of item keys contains duplicates");
    }

    @Contract
    void moreThanAHundredKeysInARequestAreRefused(Subject subject) {
        String keys = IntStream.rangeClosed(1, 101)
                .mapToObj("{'id':{'S':'a'},'at':{'N':'%d'}}"::formatted)
                .collect(Collectors.joining(","));

        assertThat(refusal(subject, keys)).isNotEmpty();
    }

    @Contract(Difference.KEY_MESSAGES)
    void aKeyThatDoesNotFitTheSchemaIsRefused(Subject subject) {
        assertThat(refusal(subject, "{'id':{'S':'a'}}"))
                .isEqualTo("The provided key element does not match the schema");
    }

    private static String refusal(Subject subject, String keys) {
        return subject.refusal(subject.raw(
                "BatchGetItem",
                "{'RequestItems':{'%s':{'Keys':[%s]}}}",
                subject.shared(Thing.class).name(),
                keys));
    }

    @Contract
    void noKeysAtAllAreRefused(Subject subject) {
        assertThat(subject.refusal(subject.raw("BatchGetItem", "{'RequestItems':{}}")))
                .isNotEmpty();
    }

    @Contract
    void aTableThatIsNotThereIsNotFound(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);

        assertThat(subject.failure(BatchIncompleteException.class, subject.db().batchGet(things.get("a", 1))))
                .hasCauseInstanceOf(ResourceNotFoundException.class);
    }
}
