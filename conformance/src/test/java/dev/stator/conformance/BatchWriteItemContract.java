package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.BatchAction;
import dev.stator.BatchIncompleteException;
import dev.stator.Measured;
import dev.stator.Table;
import dev.stator.error.ResourceNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class BatchWriteItemContract {
    @Contract
    void putsAndDeletesOfSeveralTablesGoTogether(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        Table<Reading> readings = subject.shared(Reading.class);
        String id = subject.newKey();
        subject.run(things.put(Thing.of(id, 1)));

        Integer written = subject.run(subject.db()
                .batchWrite(
                        things.delete(id, 1),
                        things.put(Thing.of(id, 2)),
                        readings.put(Reading.of(id, "t", "here", 1)),
                        readings.delete(id, "nothing")));

        assertThat(written).isEqualTo(4);
        assertThat(subject.run(things.query(id).consistent())).containsExactly(Thing.of(id, 2));
        assertThat(subject.run(readings.query(id).consistent())).hasSize(1);
    }

    @Contract
    void moreThan25WritesGoInSeveralRequests(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();

        Measured<Integer> written = subject.run(things.putAll(
                        IntStream.range(0, 60).mapToObj(at -> Thing.of(id, at)).toList())
                .measured());

        assertThat(written.value()).isEqualTo(60);
        assertThat(written.requests()).isEqualTo(3);
        assertThat(written.capacity().total()).isEqualTo(60);
        assertThat(subject.run(things.query(id).consistent().count())).isEqualTo(60);
    }

    @Contract
    void theLastOfSeveralWritesOnAnItemWins(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        List<BatchAction> actions = new ArrayList<>();
        actions.add(things.put(Thing.of(id, 1, "first", 1)));
        actions.add(things.delete(id, 2));
        actions.add(things.put(Thing.of(id, 1, "last", 2)));
        actions.add(things.put(Thing.of(id, 2, "last", 2)));
        actions.add(things.put(Thing.of(id, 3, "put", 3)));
        actions.add(things.delete(id, 3));

        assertThat(subject.run(subject.db().batchWrite(actions))).isEqualTo(3);

        assertThat(subject.run(things.query(id).consistent()))
                .containsExactly(Thing.of(id, 1, "last", 2), Thing.of(id, 2, "last", 2));
    }

    @Contract
    void indexesFollow(Subject subject) {
        Table<Reading> readings = subject.shared(Reading.class);
        String sensor = subject.newKey();
        subject.run(readings.putAll(List.of(Reading.of(sensor, "t1", "here", 2), Reading.of(sensor, "t2", "here", 1))));
        subject.run(subject.db()
                .batchWrite(readings.delete(sensor, "t1"), readings.put(Reading.of(sensor, "t3", "here", 0))));

        assertThat(subject.run(readings.index("by-value").query(sensor).consistent()))
                .extracting(Reading::time)
                .containsExactly("t3", "t2");
    }

    @Contract
    void oneBadItemRefusesTheRequest(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();

        subject.refusal(subject.raw(
                "BatchWriteItem",
                "{'RequestItems':{'%s':[{'PutRequest':{'Item':{'id':{'S':'%s'},'at':{'N':'1'}}}},"
                        + "{'PutRequest':{'Item':{'id':{'S':'%s'}}}}]}}",
                things.name(),
                id,
                id));

        assertThat(subject.run(things.query(id).consistent())).isEmpty();
    }

    @Contract
    void duplicateKeysInARequestAreRefused(Subject subject) {
        assertThat(refusal(
                        subject,
                        "{'PutRequest':{'Item':{'id':{'S':'a'},'at':{'N':'1'}}}},"
                                + "{'DeleteRequest':{'Key':{'id':{'S':'a'},'at':{'N':'1'}}}}"))
                .isEqualTo("Provided list of item keys contains duplicates");
    }

    @Contract
    void moreThan25WritesInARequestAreRefused(Subject subject) {
        assertThat(refusal(
                        subject,
                        IntStream.rangeClosed(1, 26)
                                .mapToObj("{'DeleteRequest':{'Key':{'id':{'S':'a'},'at':{'N':'%d'}}}}"::formatted)
                                .collect(Collectors.joining(","))))
                .isNotEmpty();
    }

    @Contract
    void anItemThatIsTooLargeIsRefused(Subject subject) {
        assertThat(refusal(
                        subject,
                        "{'PutRequest':{'Item':{'id':{'S':'a'},'at':{'N':'1'},'x':{'S':'" + "x".repeat(400 * 1024)
                                + "'}}}}"))
                .isEqualTo("Item size has exceeded the maximum allowed size");
    }

    private static String refusal(Subject subject, String writes) {
        return subject.refusal(subject.raw(
                "BatchWriteItem",
                "{'RequestItems':{'%s':[%s]}}",
                subject.shared(Thing.class).name(),
                writes));
    }

    @Contract
    void aTableThatIsNotThereIsNotFound(Subject subject) {
        Table<Thing> things = subject.missing(Thing.class);

        BatchIncompleteException failure =
                subject.failure(BatchIncompleteException.class, subject.db().batchWrite(things.put(Thing.of("a", 1))));

        assertThat(failure).hasCauseInstanceOf(ResourceNotFoundException.class);
        assertThat(failure.unprocessed()).hasSize(1);
        assertThat(failure.mayHaveApplied()).isFalse();
    }
}
