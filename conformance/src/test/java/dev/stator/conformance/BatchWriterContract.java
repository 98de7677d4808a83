package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.BatchIncompleteException;
import dev.stator.BatchWriter;
import dev.stator.Stator;
import dev.stator.Table;
import java.util.Optional;
import java.util.stream.IntStream;

/** Writes that are gathered and sent 25 at once. */
class BatchWriterContract {
    private static long count(Subject subject, Table<Thing> things, String id) {
        return subject.run(things.query(id).consistent().count());
    }

    private static void addSome(BatchWriter writer, Table<Thing> things, String id, int count) {
        IntStream.range(0, count).forEach(at -> writer.add(things.put(Thing.of(id, at))));
    }

    @Contract
    void each25AreSentAndTheRestWithTheCommit(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();

        try (BatchWriter writer = subject.db().batchWriter()) {
            addSome(writer, things, id, 24);
            assertThat(count(subject, things, id)).isZero();
            addSome(writer, things, id, 27);
            assertThat(count(subject, things, id)).isEqualTo(25);
            assertThat(writer.size()).isEqualTo(2);
            writer.commit();
        }

        assertThat(count(subject, things, id)).isEqualTo(27);
    }

    @Contract
    void theLastOfSeveralWritesThatWaitWins(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();

        try (BatchWriter writer = subject.db().batchWriter()) {
            writer.add(things.put(Thing.of(id, 1, "first", 1)))
                    .add(things.put(Thing.of(id, 2)))
                    .add(things.delete(id, 2))
                    .add(things.put(Thing.of(id, 1, "last", 1)));
            assertThat(writer.size()).isEqualTo(2);
            writer.commit();
        }

        assertThat(subject.run(things.query(id).consistent())).containsExactly(Thing.of(id, 1, "last", 1));
    }

    @Contract
    void aBlockThatFailsSendsNothingMoreUnlessTold(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String dropped = subject.newKey();
        String sent = subject.newKey();

        assertThatThrownBy(() -> failing(subject.db(), things, dropped))
                .hasMessage("the block failed")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(dropping -> assertThat(dropping).hasMessageContaining("3 writes")));
        assertThatThrownBy(() -> failing(subject.db(), things, sent, BatchWriter.Option.COMMIT_ON_CLOSE))
                .hasMessage("the block failed");

        assertThat(count(subject, things, dropped)).isZero();
        assertThat(count(subject, things, sent)).isEqualTo(3);
    }

    private static void failing(Stator db, Table<Thing> things, String id, BatchWriter.Option... options) {
        try (BatchWriter writer = db.batchWriter(options)) {
            addSome(writer, things, id, 3);
            throw new IllegalStateException("the block failed");
        }
    }

    @Contract
    void aCommitThatWasForgottenIsNoticed(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        BatchWriter writer = subject.db().batchWriter();
        addSome(writer, things, id, 3);

        assertThatIllegalStateException().isThrownBy(writer::close).withMessageContainingAll("3 writes", "commit()");

        assertThat(count(subject, things, id)).isZero();
        writer.close();
    }

    @Contract
    void aWriterThatHoldsRefusesOneTooManyAndLosesNone(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();

        try (BatchWriter writer = subject.db().batchWriter(BatchWriter.Option.HOLD)) {
            addSome(writer, things, id, 25);
            writer.add(things.put(Thing.of(id, 24, "again", 1)));
            assertThatIllegalStateException()
                    .isThrownBy(() -> writer.add(things.put(Thing.of(id, 25))))
                    .withMessageContaining("commit()");
            assertThat(count(subject, things, id)).isZero();
            writer.commit();
            writer.add(things.put(Thing.of(id, 25))).commit();
        }

        assertThat(count(subject, things, id)).isEqualTo(26);
    }

    @Contract
    void withoutBlockingTheCallerSendsWhatIsFull(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();

        try (BatchWriter writer = subject.db().batchWriter()) {
            long full = IntStream.range(0, 55)
                    .mapToObj(at -> writer.offer(things.put(Thing.of(id, at))))
                    .flatMap(Optional::stream)
                    .map(subject::run)
                    .count();
            assertThat(full).isEqualTo(2);
            assertThat(subject.run(writer.rest())).isEqualTo(5);
        }

        assertThat(count(subject, things, id)).isEqualTo(55);
    }

    @Contract
    void whatCouldNotBeSentComesBackAndMisuseIsRefusedAtOnce(Subject subject) {
        Table<Thing> missing = subject.missing(Thing.class);
        BatchWriter writer = subject.db().batchWriter();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.add(missing.create(Thing.of("a", 1))))
                .withMessageContaining("condition");
        writer.add(missing.put(Thing.of("a", 1)));
        assertThatThrownBy(writer::commit)
                .isInstanceOfSatisfying(
                        BatchIncompleteException.class,
                        failure -> assertThat(failure.unprocessed()).hasSize(1));
        assertThat(writer.size()).isZero();
        writer.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> writer.add(missing.put(Thing.of("a", 1))))
                .withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(writer::commit).withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(writer::rest).withMessageContaining("closed");
    }

    @Contract
    void closingAgainDoesNothing(Subject subject) {
        Table<Thing> things = subject.shared(Thing.class);
        String id = subject.newKey();
        BatchWriter writer = subject.db().batchWriter(BatchWriter.Option.COMMIT_ON_CLOSE);
        addSome(writer, things, id, 3);

        writer.close();
        writer.close();

        assertThat(count(subject, things, id)).isEqualTo(3);
    }
}
