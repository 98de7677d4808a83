package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.BatchIncompleteException;
import dev.stator.Call;
import dev.stator.Outcome;
import dev.stator.Table;
import dev.stator.Upsert;
import dev.stator.codec.Created;
import dev.stator.codec.PartitionKey;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.ResourceNotFoundException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Upserts of many, without a read before. */
class UpsertAllContract {
    /** A record that remembers when it was first stored. */
    public record Note(
            @PartitionKey String id,
            Optional<String> text,
            Optional<Integer> count,
            @Created Optional<Instant> created) {
        static Note of(String id, String text) {
            return new Note(id, Optional.of(text), Optional.empty(), Optional.empty());
        }
    }

    @Contract
    void manyAreMergedIntoWhatIsThereAndComeBackInOrder(Subject subject) {
        Table<Note> notes = subject.shared(Note.class);
        String id = subject.newKey();
        Note old = subject.run(notes.put(new Note(id + 7, Optional.of("old"), Optional.of(5), Optional.empty())));

        List<Note> written = subject.run(notes.upsertAll(
                IntStream.range(0, 30).mapToObj(i -> Note.of(id + i, "new")).toList()));

        assertThat(written)
                .extracting(Note::id)
                .containsExactlyElementsOf(
                        IntStream.range(0, 30).mapToObj(i -> id + i).toList());
        assertThat(written.get(7)).isEqualTo(new Note(id + 7, Optional.of("new"), Optional.of(5), old.created()));
        assertThat(written).allMatch(note -> note.created().isPresent());
        assertThat(subject.run(notes.get(id + 29).consistent())).contains(written.get(29));
    }

    @Contract
    void keptAttributesAreSetOnlyWhereTheyAreAbsent(Subject subject) {
        Table<Note> notes = subject.shared(Note.class);
        String id = subject.newKey();
        subject.run(notes.put(Note.of(id + "a", "old")));

        assertThat(subject.run(notes.upsertAll(List.of(Note.of(id + "a", "new"), Note.of(id + "b", "new")))
                        .keeping(attr(Note::text))))
                .extracting(note -> note.text().orElseThrow())
                .containsExactly("old", "new");
    }

    @Contract
    void severalOfOneKeyGoInTheirOrder(Subject subject) {
        Table<Note> notes = subject.shared(Note.class);
        String id = subject.newKey();
        List<Note> versions = new ArrayList<>();
        IntStream.range(0, 8).forEach(i -> versions.add(Note.of(id, "text " + i)));
        versions.add(new Note(id, Optional.empty(), Optional.of(3), Optional.empty()));

        List<Note> written = subject.run(notes.upsertAll(versions));

        assertThat(written.get(3).text()).contains("text 3");
        assertThat(subject.run(notes.get(id).consistent())).contains(written.get(8));
        assertThat(written.get(8).text()).contains("text 7");
        assertThat(written.get(8).count()).contains(3);
    }

    @Contract
    void thoseThatAreRefusedComeBackAndKeepNoOther(Subject subject) {
        Table<Note> notes = subject.shared(Note.class);
        String id = subject.newKey();
        subject.run(notes.put(Note.of(id + "b", "locked")));

        BatchIncompleteException failure = subject.failure(
                BatchIncompleteException.class,
                notes.upsertAll(List.of(Note.of(id + "a", "new"), Note.of(id + "b", "new"), Note.of(id + "c", "new")))
                        .onlyIf(attr(Note::text).eq("open"))
                        .atOnce(1));

        assertThat(failure).hasCauseInstanceOf(ConditionFailedException.class);
        assertThat(failure.mayHaveApplied()).isTrue();
        List<Call<?>> left = failure.unprocessed();
        assertThat(left).hasSize(1);
        assertThat(((Upsert<?>) left.get(0)).item()).isEqualTo(Note.of(id + "b", "new"));
        assertThat(failure.failureOf(left.get(0))).containsInstanceOf(ConditionFailedException.class);
        assertThat(subject.run(notes.get(id + "b")).flatMap(Note::text)).contains("locked");
        assertThat(subject.run(notes.get(id + "c")).flatMap(Note::text)).contains("new");
    }

    @Contract
    void attemptedRefusalsAreValuesWithTheItemInPlace(Subject subject) {
        Table<Note> notes = subject.shared(Note.class);
        String id = subject.newKey();
        Note locked = subject.run(notes.put(Note.of(id + "b", "locked")));

        List<Outcome<Note, Note>> outcomes = subject.run(
                notes.upsertAll(List.of(Note.of(id + "a", "new"), Note.of(id + "b", "new"), Note.of(id + "c", "new")))
                        .onlyIf(attr(Note::text).eq("open"))
                        .attempt());

        assertThat(outcomes).extracting(Outcome::isApplied).containsExactly(true, false, true);
        assertThat(outcomes.get(0).orElseThrow().text()).contains("new");
        assertThat(((Outcome.Refused<Note, Note>) outcomes.get(1)).existing()).contains(locked);
        assertThat(subject.run(notes.upsertAll(List.of()).attempt())).isEmpty();
    }

    @Contract
    void anAttemptOnATableThatIsMissingFails(Subject subject) {
        BatchIncompleteException failure = subject.failure(
                BatchIncompleteException.class,
                subject.missing(Note.class)
                        .upsertAll(List.of(Note.of("a", "new"), Note.of("b", "new")))
                        .attempt());

        assertThat(failure).hasCauseInstanceOf(ResourceNotFoundException.class);
        assertThat(failure.mayHaveApplied()).isFalse();
        assertThat(failure.unprocessed()).hasSize(2);
    }

    @Contract
    void noneIsNoRequestAndAtOnceIsPositive(Subject subject) {
        Table<Note> notes = subject.missing(Note.class);

        assertThat(subject.run(notes.upsertAll(List.of()))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> notes.upsertAll(List.of()).atOnce(0))
                .withMessageContaining("atOnce(0)");
    }
}
