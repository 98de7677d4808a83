package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Deleted;
import dev.stator.Outcome;
import dev.stator.Table;
import dev.stator.codec.NullRule;
import dev.stator.codec.Nulls;
import dev.stator.codec.PartitionKey;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.ItemNotFoundException;
import dev.stator.value.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can be done to one item beyond the bare actions: create, replace, upsert, refresh, delete many. */
class SingleItemContract {
    /** A part of a thing. */
    public record Move(Thing.Place place, Optional<String> text) {}

    private static Table<Thing> things(Subject subject) {
        return subject.shared(Thing.class);
    }

    private static Thing stored(Subject subject, Thing thing) {
        return subject.run(things(subject).get(thing).consistent().orThrow());
    }

    @Contract
    void aCreateWantsNoItemAndAReplaceWantsOne(Subject subject) {
        Table<Thing> things = things(subject);
        Thing first = Thing.of(subject.newKey(), 1, "first", 1);
        Thing second = Thing.of(first.id(), 1, "second", 2);

        assertThat(subject.failure(ConditionFailedException.class, things.replace(first))
                        .existing())
                .isEmpty();
        assertThat(subject.run(things.create(first))).isEqualTo(first);
        assertThat(subject.failure(ConditionFailedException.class, things.create(second))
                        .existing())
                .map(things.schema()::fromItem)
                .contains(first);
        assertThat(stored(subject, first)).isEqualTo(first);
        assertThat(subject.run(things.replace(second).returningOld())).contains(first);
        assertThat(stored(subject, first)).isEqualTo(second);
    }

    @Contract
    void anItemThatMustBeThereIsGivenBareOrMissed(Subject subject) {
        Table<Thing> things = things(subject);
        Thing thing = subject.run(things.put(Thing.full(subject.newKey(), 1)));

        assertThat(subject.run(things.get(thing.id(), 1).consistent().orThrow()))
                .isEqualTo(thing);
        assertThat(subject.failure(
                        ItemNotFoundException.class, things.get(thing.id(), 2).orThrow()))
                .hasMessageContaining(things.name())
                .hasMessageContaining("id, at")
                .hasMessageNotContaining(thing.id());
    }

    @Contract
    void aRecordIsReadAnewByItsOwnKey(Subject subject) {
        Table<Thing> things = things(subject);
        Thing read = subject.run(things.put(Thing.of(subject.newKey(), 1, "old", 1)));
        subject.run(things.update(read).set(attr(Thing::text), "new"));

        assertThat(subject.run(things.get(read).consistent().orThrow())).isEqualTo(Thing.of(read.id(), 1, "new", 1));
        subject.run(things.delete(read));
        subject.failure(
                ItemNotFoundException.class, things.get(read).consistent().orThrow());
    }

    @Contract
    void anUpsertSetsWhatTheRecordHasAndLeavesTheRest(Subject subject) {
        Table<Thing> things = things(subject);
        Thing full = subject.run(things.upsert(Thing.full(subject.newKey(), 1)));
        Thing partial = Thing.of(full.id(), 1, "other", 8);

        Thing after = subject.run(things.upsert(partial));

        assertThat(full).isEqualTo(Thing.full(full.id(), 1));
        assertThat(after)
                .isEqualTo(new Thing(
                        full.id(),
                        1,
                        Optional.of("other"),
                        Optional.of(8),
                        full.tags(),
                        List.of(),
                        Map.of(),
                        full.place()))
                .isEqualTo(stored(subject, full));
        assertThat(subject.run(things.upsert(partial).returningOld())).contains(after);
    }

    @Contract
    void anUpsertWithAConditionCreatesWhatIsMissingAndRefusesWhatDoesNotFit(Subject subject) {
        Table<Thing> things = things(subject);
        Thing first = Thing.of(subject.newKey(), 1, "first", 1);
        Thing second = Thing.of(first.id(), 1, "second", 2);

        assertThat(subject.run(things.upsert(first).onlyIf(attr(Thing::number).eq(7))))
                .isEqualTo(first);
        assertThat(subject.failure(
                                ConditionFailedException.class,
                                things.upsert(second).onlyIf(attr(Thing::number).eq(7)))
                        .existing())
                .map(things.schema()::fromItem)
                .contains(first);
        assertThat(subject.run(things.upsert(second).onlyIf(attr(Thing::number).eq(1))))
                .isEqualTo(second);
        assertThat(stored(subject, first)).isEqualTo(second);
    }

    @Contract
    void anUpsertCanKeepWhatIsInPlace(Subject subject) {
        Table<Thing> things = things(subject);
        Thing first = Thing.of(subject.newKey(), 1, "first", 1);
        Thing second = Thing.of(first.id(), 1, "second", 2);

        Thing created = subject.run(things.upsert(first).keeping(attr(Thing::text), attr(Thing::place)));
        Thing changed = subject.run(things.upsert(second).keeping(attr(Thing::text), attr(Thing::place)));

        assertThat(created).isEqualTo(first);
        assertThat(changed).isEqualTo(Thing.of(first.id(), 1, "first", 2));
    }

    /** A note of which it is stored that there is no text. */
    record Blank(
            @PartitionKey String id, @Nulls(NullRule.STORED) Optional<String> text, Optional<String> other) {}

    @Contract
    void anUpsertKeepsAnExplicitNullThatIsStored(Subject subject) {
        Table<Blank> blanks = subject.shared(Blank.class);
        Blank blank = new Blank(subject.newKey(), Optional.empty(), Optional.empty());
        Blank written = new Blank(blank.id(), Optional.of("text"), Optional.of("other"));
        subject.run(blanks.put(blank));

        assertThat(subject.run(blanks.upsert(written).keeping(attr(Blank::text), attr(Blank::other))))
                .isEqualTo(new Blank(blank.id(), Optional.empty(), Optional.of("other")));
        assertThat(subject.run(blanks.upsert(written).keeping(attr(Blank::other))))
                .isEqualTo(written);
        assertThat(subject.run(blanks.upsert(blank).keeping(attr(Blank::text)))).isEqualTo(written);
    }

    @Contract
    void anUpsertOfAKeyAloneCreatesTheItem(Subject subject) {
        Table<Item> items = subject.shared("items", PutItemContract.ITEMS);
        Item key = Item.of("id", subject.newKey());

        assertThat(subject.run(items.upsert(key))).isEqualTo(key);
        assertThat(subject.run(items.upsert(key))).isEqualTo(key);
    }

    @Contract
    void aRefusalCanBeHadAsAValue(Subject subject) {
        Table<Thing> things = things(subject);
        Thing thing = Thing.of(subject.newKey(), 1, "text", 1);
        subject.run(things.put(thing));

        assertThat(subject.run(things.create(thing).attempt()).isApplied()).isFalse();
        assertThat(subject.run(things.update(thing)
                        .set(attr(Thing::number), 2)
                        .onlyIf(attr(Thing::number).eq(1))
                        .returningNew()
                        .attempt()))
                .isEqualTo(new Outcome.Applied<>(Thing.of(thing.id(), 1, "text", 2)));
        assertThat(subject.run(things.delete(thing)
                                .onlyIf(attr(Thing::number).eq(1))
                                .attempt())
                        .isApplied())
                .isFalse();
        assertThat(subject.run(things.delete(thing)
                                .onlyIf(attr(Thing::number).eq(2))
                                .returningOld()
                                .attempt())
                        .orElseThrow())
                .contains(Thing.of(thing.id(), 1, "text", 2));
    }

    @Contract
    void anUpdateCanGiveWhatItChangedBeforeAndAfter(Subject subject) {
        Table<Thing> things = things(subject);
        Thing thing = subject.run(things.put(Thing.full(subject.newKey(), 1)));

        Item before =
                subject.run(things.update(thing).set(attr(Thing::text), "new").returningUpdatedOld());
        Item after =
                subject.run(things.update(thing).set(attr(Thing::text), "newer").returningUpdatedNew());
        Item created = subject.run(
                things.update(thing.id(), 2).set(attr(Thing::number), 1).returningUpdatedOld());

        assertThat(before).isEqualTo(Item.of("text", "text"));
        assertThat(after).isEqualTo(Item.of("text", "newer"));
        assertThat(created).isEqualTo(Item.empty());
    }

    @Contract
    void attributesAreRemovedWithoutMakingAnItem(Subject subject) {
        Table<Thing> things = things(subject);
        Thing thing = subject.run(things.put(Thing.of(subject.newKey(), 1, "text", 1)));

        Thing after = subject.run(
                things.update(thing).ifExists().remove(attr(Thing::text)).returningNew());
        subject.failure(
                ConditionFailedException.class,
                things.update(thing.id(), 2)
                        .ifExists()
                        .remove(attr(Thing::text))
                        .returningNew());

        assertThat(after.text()).isEmpty();
        assertThat(after.number()).contains(1);
        assertThat(subject.run(things.get(thing.id(), 2).consistent())).isEmpty();
    }

    @Contract
    void anUpdateFromAPartSetsWhatThePartHas(Subject subject) {
        Table<Thing> things = things(subject);
        Thing full = subject.run(things.put(Thing.full(subject.newKey(), 1)));
        Thing part = new Thing(
                full.id(), 1, Optional.empty(), Optional.of(9), Set.of(), full.lines(), full.marks(), Optional.empty());

        subject.run(things.update(full).setAll(part));
        subject.run(things.update(full).setAll(new Move(new Thing.Place("Rome", Optional.empty()), Optional.empty())));
        Thing after = subject.run(
                things.update(full).setAll(Item.of("text", "of an item")).returningNew());

        assertThat(after)
                .isEqualTo(new Thing(
                        full.id(),
                        1,
                        Optional.of("of an item"),
                        Optional.of(9),
                        full.tags(),
                        full.lines(),
                        full.marks(),
                        Optional.of(new Thing.Place("Rome", Optional.empty()))));
    }

    @Contract
    void manyAreDeletedWithTheirOldImages(Subject subject) {
        Table<Thing> things = things(subject);
        Thing one = subject.run(things.put(Thing.full(subject.newKey(), 1)));
        Thing two = subject.run(things.put(Thing.full(subject.newKey(), 2)));
        Item missing = Item.of("id", subject.newKey(), "at", 1);

        List<Deleted<Thing>> deleted = subject.run(things.deleteAll(List.of(one, missing, two)));

        assertThat(deleted)
                .extracting(Deleted::old)
                .containsExactly(Optional.of(one), Optional.empty(), Optional.of(two));
        assertThat(deleted).allSatisfy(each -> assertThat(each.failure()).isEmpty());
        assertThat(deleted.get(1).key()).isEqualTo(missing);
        assertThat(subject.run(things.get(one).consistent())).isEmpty();
        assertThat(subject.run(things.get(two).consistent())).isEmpty();
    }
}
