package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Put;
import dev.stator.Table;
import dev.stator.codec.Created;
import dev.stator.codec.EpochSeconds;
import dev.stator.codec.GeneratedUuid;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.Modified;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.Stamp;
import dev.stator.codec.TableSchema;
import dev.stator.value.Item;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Times and UUIDs that the library fills in, and what a table does to items before it stores them. */
class StampContract {
    /** A record with each kind of stamp but a version, in several Java classes. */
    public record Note(
            @PartitionKey @GeneratedUuid @Nullable UUID id,
            String text,
            Optional<Integer> stars,
            @Created Optional<Instant> created,
            @Modified long modified,
            @Modified @EpochSeconds @Nullable Instant seconds,
            @GeneratedUuid String token) {
        static Note of(String text) {
            return new Note(null, text, Optional.empty(), Optional.empty(), 0, null, "");
        }

        Note saying(String other) {
            return new Note(id, other, stars, created, modified, seconds, token);
        }
    }

    private static Table<Note> notes(Subject subject) {
        return subject.shared(Note.class);
    }

    private static Note stored(Subject subject, Note note) {
        return subject.run(notes(subject).get(note).consistent().orThrow());
    }

    private static Instant millis(Instant time) {
        return Instant.ofEpochMilli(time.toEpochMilli());
    }

    @Contract
    void aPutFillsInWhatTheRecordLacksAndGivesItBack(Subject subject) {
        Instant before = Instant.now();

        Note note = subject.run(notes(subject).put(Note.of("a")));

        assertThat(note.created().orElseThrow()).isBetween(before, Instant.now());
        assertThat(Instant.ofEpochMilli(note.modified()))
                .isEqualTo(millis(note.created().orElseThrow()));
        assertThat(note.seconds()).isEqualTo(Instant.ofEpochSecond(note.modified() / 1000));
        assertThat(note.token()).hasSize(36);
        assertThat(stored(subject, note)).isEqualTo(note);
    }

    @Contract
    void aPutKeepsWhenTheRecordWasCreatedAndItsUuids(Subject subject) {
        Note first = subject.run(notes(subject).put(Note.of("a")));

        Note second = subject.run(notes(subject).put(first.saying("b")));

        assertThat(second.created()).isEqualTo(first.created());
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.token()).isEqualTo(first.token());
        assertThat(second.modified()).isGreaterThanOrEqualTo(first.modified());
        assertThat(stored(subject, first)).isEqualTo(second);
    }

    @Contract
    void onePutSentTwiceStoresOneItem(Subject subject) {
        Put<Note> put = notes(subject).put(Note.of("a"));

        assertThat(subject.run(put).id()).isEqualTo(subject.run(put).id());
        assertThat(notes(subject).put(Note.of("a")).item().id())
                .isNotEqualTo(put.item().id());
    }

    @Contract
    void anUpdateOrUpsertKeepsWhenTheItemWasCreatedAndFillsInWhatIsMissing(Subject subject) {
        Table<Note> notes = notes(subject);
        Note first = subject.run(notes.put(Note.of("a")));
        Note other = new Note(first.id(), "c", Optional.of(5), Optional.of(Instant.EPOCH), 0, null, "");
        UUID fresh = UUID.randomUUID();

        Note updated = subject.run(notes.update(first.id()).set(Note::text, "b").returningNew());
        Note upserted = subject.run(notes.upsert(other));
        Note created = subject.run(notes.update(fresh).set(Note::text, "d").returningNew());

        assertThat(updated.created()).isEqualTo(first.created());
        assertThat(upserted.created()).isEqualTo(first.created());
        assertThat(upserted.token()).isEqualTo(first.token());
        assertThat(upserted.text()).isEqualTo("c");
        assertThat(upserted.modified()).isGreaterThanOrEqualTo(updated.modified());
        assertThat(created.created()).isPresent();
        assertThat(created.token()).hasSize(36);
    }

    @Contract
    void allItemsOfABatchOrTransactionHaveOneTime(Subject subject) {
        Table<Note> notes = notes(subject);
        Put<Note> one = notes.put(Note.of("a"));
        Put<Note> two = notes.put(Note.of("b"));
        Put<Note> three = notes.put(Note.of("c"));
        UUID four = UUID.randomUUID();

        subject.run(subject.db().batchWrite(one, two));
        subject.run(subject.db().transact(three, notes.update(four).set(Note::text, "d")));

        Optional<Instant> ofBatch = stored(subject, one.item()).created();
        Optional<Instant> ofTransaction = stored(subject, three.item()).created();
        assertThat(ofBatch).isPresent().isEqualTo(stored(subject, two.item()).created());
        assertThat(ofTransaction)
                .isPresent()
                .isEqualTo(subject.run(notes.get(four).consistent().orThrow()).created());
    }

    @Contract
    void dynamicItemsCanHaveTimesToo(Subject subject) {
        TableSchema<Item> plain = TableSchema.items(KeyAttribute.string("id"));
        Table<Item> items = subject.shared(
                "stamped items",
                plain.withStamp(Stamp.created("dt_created"))
                        .withStamp(Stamp.modified("dt_modified"))
                        .withStamp(Stamp.uuid("id")));

        Item first = subject.run(items.put(Item.of("n", 1)));
        Item second = subject.run(items.upsert(Item.of("id", first.string("id").orElseThrow(), "n", 2)));

        assertThat(first.asMap()).containsOnlyKeys("n", "id", "dt_created", "dt_modified");
        assertThat(second.get("dt_created")).isEqualTo(first.get("dt_created"));
        assertThat(second.number("n").orElseThrow().intValue()).isEqualTo(2);
        Table<Item> restore = subject.db()
                .table(items.name(), items.schema().withoutStamp("dt_modified").withoutStamp("dt_created"));
        subject.run(restore.put(first));
        assertThat(subject.run(items.get(first).consistent())).contains(first);
    }

    /** A record whose addresses are lower case, and whose names are not empty. */
    public record Person(@PartitionKey String email, String name) {
        Person normal() {
            return new Person(email.toLowerCase(Locale.ROOT), name.strip());
        }

        void check() {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a person has a name");
            }
        }
    }

    @Contract
    void itemsAreMadeNormalBeforeTheirKeyIsTakenAndValidatedBeforeTheyAreWritten(Subject subject) {
        Table<Person> people = subject.fresh(
                TableSchema.of(Person.class).normalising(Person::normal).validating(Person::check));
        Person ann = new Person("a@x.org", "Ann");
        Person written = new Person("A@X.org", " Ann ");

        assertThat(subject.run(people.put(written))).isEqualTo(ann);
        assertThat(subject.run(people.get(written).consistent())).contains(ann);
        assertThat(subject.run(people.upsert(new Person("A@X.org", "Ann B."))))
                .isEqualTo(new Person("a@x.org", "Ann B."));
        subject.run(subject.db().batchWrite(people.put(new Person("B@X.org", "Bo"))));
        subject.run(subject.db().transact(people.put(new Person("C@X.org", "Cy")), people.delete(written)));

        assertThat(subject.run(people.scan().consistent()))
                .containsExactlyInAnyOrder(new Person("b@x.org", "Bo"), new Person("c@x.org", "Cy"));
        Person nameless = new Person("d@x.org", "  ");
        assertThatThrownBy(() -> people.put(nameless)).hasMessage("a person has a name");
        assertThatThrownBy(() -> people.create(nameless)).hasMessage("a person has a name");
        assertThatThrownBy(() -> people.replace(nameless)).hasMessage("a person has a name");
        assertThatThrownBy(() -> people.upsert(nameless)).hasMessage("a person has a name");
    }
}
