package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;
import dev.stator.error.ResourceNotFoundException;

class DeleteTableContract {
    @Contract
    void aDroppedTableIsGoneWithItsItems(Subject subject) {
        Table<Reading> readings = subject.fresh(Reading.class);
        subject.run(readings.put(Reading.of("a", "t", "here", 1)));

        subject.run(readings.drop());

        subject.failure(ResourceNotFoundException.class, readings.describe());
        subject.failure(ResourceNotFoundException.class, readings.get("a", "t"));
        subject.run(readings.create());
        assertThat(subject.run(readings.get("a", "t").consistent())).isEmpty();
        assertThat(subject.run(readings.scan().consistent())).isEmpty();
        assertThat(subject.run(readings.index("by-place").scan())).isEmpty();
    }

    @Contract
    void otherTablesStay(Subject subject) {
        Table<Thing> dropped = subject.fresh(Thing.class);
        Table<Thing> kept = subject.fresh(Thing.class);
        subject.run(dropped.put(Thing.of("a", 1)));
        subject.run(kept.put(Thing.of("a", 1)));

        subject.run(dropped.drop());

        assertThat(subject.run(kept.scan().consistent())).containsExactly(Thing.of("a", 1));
    }

    @Contract
    void aTableThatIsNotThereIsNotFound(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);

        assertThat(subject.failure(ResourceNotFoundException.class, things.drop())
                        .code())
                .isEqualTo("ResourceNotFoundException");
        subject.run(things.drop().ifExists());
    }

    @Contract(Difference.MISSING_TABLE_MESSAGE)
    void theMessageForAMissingTableIsTheServices(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);

        assertThat(subject.failure(ResourceNotFoundException.class, things.drop())
                        .failure()
                        .message())
                .isEqualTo("Requested resource not found: Table: " + things.name() + " not found");
    }
}
