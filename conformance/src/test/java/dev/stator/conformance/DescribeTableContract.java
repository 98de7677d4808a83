package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.value.Item;
import dev.stator.value.TableDescription;
import java.time.Duration;
import java.time.Instant;

class DescribeTableContract {
    @Contract
    void theDescriptionIsWhatCreationGave(Subject subject) {
        Table<Reading> readings = subject.missing(Reading.class);
        TableDescription created = subject.run(readings.create());

        TableDescription described = subject.run(readings.describe());

        assertThat(described)
                .usingRecursiveComparison()
                .ignoringFields("created")
                .isEqualTo(created);
        assertThat(described.arn()).contains("table/" + readings.name());
        assertThat(described.created().orElseThrow())
                .isBetween(
                        Instant.now().minus(Duration.ofHours(1)), Instant.now().plus(Duration.ofHours(1)));
    }

    @Contract
    void aTableIsDiscoveredByItsName(Subject subject) {
        Table<Reading> readings = subject.shared(Reading.class);
        String sensor = subject.newKey();
        subject.run(readings.put(Reading.of(sensor, "t", "here", 1)));

        Table<Item> discovered = subject.run(subject.db().discover(readings.name()));

        assertThat(subject.run(discovered.get(sensor, "t").consistent()))
                .contains(readings.schema().toItem(Reading.of(sensor, "t", "here", 1)));
        assertThat(subject.run(discovered.index("by-value").query(sensor).consistent()))
                .hasSize(1);
    }

    @Contract
    void aTableThatIsNotThereIsNotFound(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);

        ResourceNotFoundException failure = subject.failure(ResourceNotFoundException.class, things.describe());

        assertThat(failure.code()).isEqualTo("ResourceNotFoundException");
        assertThat(failure).hasMessageContaining(things.name());
    }

    @Contract(Difference.MISSING_TABLE_MESSAGE)
    void theMessageForAMissingTableIsTheServices(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);

        assertThat(subject.failure(ResourceNotFoundException.class, things.describe())
                        .failure()
                        .message())
                .isEqualTo("Requested resource not found: Table: " + things.name() + " not found");
    }
}
