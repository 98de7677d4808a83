package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.ResourceNotFoundException;

class DeleteItemContract {
    @Contract
    void aDeletedItemIsGone(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.of(id, 1)));
        subject.run(things.put(Thing.of(id, 2)));

        subject.run(things.delete(id, 1));

        assertThat(subject.run(things.get(id, 1).consistent())).isEmpty();
        assertThat(subject.run(things.get(id, 2).consistent())).isPresent();
    }

    @Contract
    void deletingWhatIsNotThereDoesNothing(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);

        assertThat(subject.run(things.delete(subject.newKey(), 1).returningOld()))
                .isEmpty();
    }

    @Contract
    void theDeletedItemIsGivenWhenAskedFor(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.full(id, 1)));

        assertThat(subject.run(things.delete(id, 1).returningOld())).contains(Thing.full(id, 1));
    }

    @Contract
    void aConditionThatHoldsLetsTheDeleteThrough(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.of(id, 1, "text", 5)));

        subject.run(things.delete(id, 1).onlyIf(attr(Thing::number).between(5, 6)));

        assertThat(subject.run(things.get(id, 1).consistent())).isEmpty();
    }

    @Contract
    void aConditionThatFailsGivesTheItemAndLeavesIt(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        Thing thing = Thing.of(id, 1, "text", 5);
        subject.run(things.put(thing));

        ConditionFailedException failure = subject.failure(
                ConditionFailedException.class,
                things.delete(id, 1).onlyIf(attr(Thing::number).gt(5)));

        assertThat(failure.existing().map(things.schema()::fromItem)).contains(thing);
        assertThat(subject.run(things.get(id, 1).consistent())).contains(thing);
    }

    @Contract
    void aConditionOnAMissingItemSeesNoAttributes(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();

        subject.run(things.delete(id, 1).onlyIf(attr(Thing::number).notExists()));
        ConditionFailedException failure = subject.failure(
                ConditionFailedException.class,
                things.delete(id, 1).onlyIf(attr(Thing::number).ne(5).not()));

        assertThat(failure.existing()).isEmpty();
    }

    @Contract
    void aDeleteCostsAUnitForEachKilobyteOfTheItem(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.of(id, 1, "x".repeat(1500), 1)));

        assertThat(subject.run(things.delete(id, 1).measured()).capacity().total())
                .isEqualTo(2);
        assertThat(subject.run(things.delete(id, 1).measured()).capacity().total())
                .isEqualTo(1);
    }

    @Contract(Difference.PARAMETER_MESSAGES)
    void returnValuesOfUpdatesAreRefused(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);

        assertThat(subject.refusal(subject.raw(
                        "DeleteItem",
                        "{'TableName':'%s','Key':{'id':{'S':'a'},'at':{'N':'1'}},'ReturnValues':'ALL_NEW'}",
                        things.name())))
                .isEqualTo("ReturnValues can only be ALL_OLD or NONE");
    }

    @Contract(Difference.KEY_MESSAGES)
    void aKeyThatDoesNotFitTheSchemaIsRefused(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);

        assertThat(subject.refusal(subject.raw(
                        "DeleteItem", "{'TableName':'%s','Key':{'id':{'S':'a'},'at':{'S':'1'}}}", things.name())))
                .isEqualTo("The provided key element does not match the schema");
    }

    @Contract
    void aTableThatIsNotThereIsNotFound(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);

        assertThat(subject.failure(ResourceNotFoundException.class, things.delete("a", 1))
                        .code())
                .isEqualTo("ResourceNotFoundException");
    }
}
