package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.StreamBatch;
import dev.stator.StreamConsumer;
import dev.stator.Table;
import dev.stator.error.StatorException;
import dev.stator.stream.Checkpoints;
import dev.stator.stream.StreamRecord;
import dev.stator.value.StreamView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

class GetRecordsContract {
    private static final int PATIENCE = 200;

    private static Table<Ticket> streamed(Subject subject, StreamView view) {
        Table<Ticket> tickets = subject.missing(Ticket.class);
        subject.run(tickets.create().stream(view));
        return tickets;
    }

    private static StreamConsumer<Ticket> consumer(Table<Ticket> tickets, Checkpoints checkpoints) {
        return tickets.stream().every(Duration.ofMillis(20)).consumer(checkpoints);
    }

    /** So many changes; a change takes the service a moment to tell. */
    private static List<StreamRecord<Ticket>> read(Subject subject, StreamConsumer<Ticket> changes, int count) {
        List<StreamRecord<Ticket>> all = new ArrayList<>();
        for (int polls = 0; all.size() < count && polls < PATIENCE; polls++) {
            StreamBatch<Ticket> batch = subject.run(changes.poll());
            assertThat(batch.trimmed()).isEmpty();
            all.addAll(batch.records());
        }
        assertThat(all).hasSize(count);
        return all;
    }

    @Contract(Difference.NO_STREAMS)
    void changesComeAsRecordsInTheirOrder(Subject subject) {
        Table<Ticket> tickets = streamed(subject, StreamView.NEW_AND_OLD_IMAGES);
        Ticket first = Ticket.of("1");
        subject.run(tickets.put(first));
        subject.run(tickets.update("1").set(attr(Ticket::price), 7));
        subject.run(tickets.delete("1"));

        List<StreamRecord<Ticket>> changes = read(subject, consumer(tickets, Checkpoints.inMemory()), 3);

        assertThat(changes).extracting(StreamRecord::event).containsExactly("INSERT", "MODIFY", "REMOVE");
        assertThat(changes.get(0).before()).isEmpty();
        assertThat(changes.get(0).after()).contains(first);
        assertThat(changes.get(1).before()).contains(first);
        assertThat(changes.get(1).after().map(Ticket::price)).contains(7);
        assertThat(changes.get(2).before().map(Ticket::price)).contains(7);
        assertThat(changes.get(2).after()).isEmpty();
        assertThat(changes).allSatisfy(change -> {
            assertThat(change.key().string("id")).isEqualTo(Optional.of("1"));
            assertThat(change.expired()).isFalse();
        });
    }

    @Contract(Difference.NO_STREAMS)
    void countersAreNotTold(Subject subject) {
        Table<CounterContract.Numbered> numbers = subject.missing(CounterContract.Numbered.class);
        subject.run(numbers.create().stream(StreamView.NEW_AND_OLD_IMAGES));
        subject.run(numbers.counter().create());
        CounterContract.Numbered first = subject.run(numbers.create(numbers.counter(), CounterContract.Numbered::of));
        CounterContract.Numbered second = subject.run(numbers.create(numbers.counter(), CounterContract.Numbered::of));

        StreamConsumer<CounterContract.Numbered> changes =
                numbers.stream().every(Duration.ofMillis(20)).consumer(Checkpoints.inMemory());
        List<CounterContract.Numbered> told = new ArrayList<>();
        for (int polls = 0; told.size() < 2 && polls < PATIENCE; polls++) {
            subject.run(changes.poll())
                    .records()
                    .forEach(change -> told.add(change.after().orElseThrow()));
        }

        assertThat(told).containsExactly(first, second);
    }

    @Contract(Difference.NO_STREAMS)
    void whatWasCommittedDoesNotComeAgain(Subject subject) {
        Table<Ticket> tickets = streamed(subject, StreamView.NEW_IMAGE);
        Checkpoints checkpoints = Checkpoints.inMemory();
        subject.run(tickets.put(Ticket.of("1")));
        StreamConsumer<Ticket> first = consumer(tickets, checkpoints);
        read(subject, first, 1);
        first.commit();
        subject.run(tickets.put(Ticket.of("2")));
        read(subject, first, 1);

        List<StreamRecord<Ticket>> again = read(subject, consumer(tickets, checkpoints), 1);

        assertThat(again.get(0).after().map(Ticket::id)).contains("2");
        assertThat(again.get(0).before()).isEmpty();
    }

    @Contract(Difference.NO_STREAMS)
    void keysAloneComeWithoutImages(Subject subject) {
        Table<Ticket> tickets = streamed(subject, StreamView.KEYS_ONLY);
        subject.run(tickets.put(Ticket.of("1")));

        StreamRecord<Ticket> change =
                read(subject, consumer(tickets, Checkpoints.inMemory()), 1).get(0);

        assertThat(change.before()).isEmpty();
        assertThat(change.after()).isEmpty();
        assertThat(change.key().asMap()).containsOnlyKeys("id");
    }

    @Contract(Difference.NO_STREAMS)
    void aRecordHasTheImagesThatItsViewTells(Subject subject) {
        for (StreamView view : StreamView.values()) {
            Table<Ticket> tickets = streamed(subject, view);
            Ticket ticket = Ticket.of("1");
            subject.run(tickets.put(ticket));
            subject.run(tickets.update("1").set(attr(Ticket::price), 7));
            subject.run(tickets.delete("1"));

            List<StreamRecord<Ticket>> changes = read(subject, consumer(tickets, Checkpoints.inMemory()), 3);

            boolean old = view == StreamView.OLD_IMAGE || view == StreamView.NEW_AND_OLD_IMAGES;
            boolean young = view == StreamView.NEW_IMAGE || view == StreamView.NEW_AND_OLD_IMAGES;
            List<Optional<Integer>> before = List.of(Optional.empty(), Optional.of(5), Optional.of(7));
            List<Optional<Integer>> after = List.of(Optional.of(5), Optional.of(7), Optional.empty());
            assertThat(changes)
                    .as(view.name())
                    .extracting(change -> change.before().map(Ticket::price))
                    .isEqualTo(old ? before : nothing(3));
            assertThat(changes)
                    .as(view.name())
                    .extracting(change -> change.after().map(Ticket::price))
                    .isEqualTo(young ? after : nothing(3));
        }
    }

    private static List<Optional<Integer>> nothing(int times) {
        return Collections.nCopies(times, Optional.empty());
    }

    @Contract(Difference.NO_STREAMS)
    void aWriteThatChangesNothingIsNotTold(Subject subject) {
        Table<Ticket> tickets = streamed(subject, StreamView.NEW_IMAGE);
        subject.run(tickets.put(Ticket.of("1")));
        subject.run(tickets.put(Ticket.of("1")));
        subject.run(tickets.update("1").set(attr(Ticket::price), 5));
        subject.run(tickets.delete("2"));
        subject.failure(StatorException.class, tickets.create(Ticket.of("1")));
        subject.run(tickets.update("1").set(attr(Ticket::price), 7));

        assertThat(read(subject, consumer(tickets, Checkpoints.inMemory()), 2))
                .extracting(StreamRecord::event)
                .containsExactly("INSERT", "MODIFY");
    }

    @Contract(Difference.NO_STREAMS)
    void batchesAreTold(Subject subject) {
        Table<Ticket> tickets = streamed(subject, StreamView.NEW_IMAGE);
        subject.run(subject.db().batchWrite(tickets.put(Ticket.of("1")), tickets.put(Ticket.of("2"))));
        subject.run(subject.db().batchWrite(tickets.delete("1"), tickets.put(Ticket.of("3"))));

        List<StreamRecord<Ticket>> changes = read(subject, consumer(tickets, Checkpoints.inMemory()), 4);

        assertThat(eventsOf(changes, "1")).containsExactly("INSERT", "REMOVE");
        assertThat(eventsOf(changes, "2")).containsExactly("INSERT");
        assertThat(eventsOf(changes, "3")).containsExactly("INSERT");
    }

    private static List<String> eventsOf(List<StreamRecord<Ticket>> changes, String id) {
        return changes.stream()
                .filter(change -> change.key().string("id").equals(Optional.of(id)))
                .map(StreamRecord::event)
                .toList();
    }

    @Contract(Difference.NO_STREAMS)
    void aTransactionIsToldWholeOrNotAtAll(Subject subject) {
        Table<Ticket> tickets = streamed(subject, StreamView.NEW_IMAGE);
        subject.run(tickets.put(Ticket.of("1")));
        subject.run(subject.db()
                .transact(
                        tickets.delete("1"),
                        tickets.put(Ticket.of("2")),
                        tickets.check("4").onlyIf(attr(Ticket::id).notExists())));
        subject.failure(
                StatorException.class,
                subject.db()
                        .transact(
                                tickets.put(Ticket.of("3")),
                                tickets.check("2").onlyIf(attr(Ticket::id).notExists())));
        subject.run(tickets.put(Ticket.of("4")));

        List<StreamRecord<Ticket>> changes = read(subject, consumer(tickets, Checkpoints.inMemory()), 4);

        assertThat(eventsOf(changes, "1")).containsExactly("INSERT", "REMOVE");
        assertThat(eventsOf(changes, "2")).containsExactly("INSERT");
        assertThat(eventsOf(changes, "3")).isEmpty();
        assertThat(eventsOf(changes, "4")).containsExactly("INSERT");
    }

    @Contract(Difference.NO_STREAMS)
    void aStreamThatIsDisabledIsReadToItsEnd(Subject subject) {
        Table<Ticket> tickets = streamed(subject, StreamView.KEYS_ONLY);
        subject.run(tickets.put(Ticket.of("1")));
        StreamConsumer<Ticket> changes = consumer(tickets, Checkpoints.inMemory());
        read(subject, changes, 1);
        subject.run(tickets.put(Ticket.of("2")));
        subject.run(tickets.alter().withoutStream());
        subject.run(tickets.put(Ticket.of("3")));

        assertThat(read(subject, changes, 1).get(0).key().string("id")).contains("2");
        for (int poll = 0; poll < 3; poll++) {
            assertThat(subject.run(changes.poll()).records()).isEmpty();
        }
    }

    @Contract({Difference.NO_STREAMS, Difference.LATE_EXPIRY})
    void whatExpiredIsToldAsTheDoingOfTheService(Subject subject) {
        Table<Ticket> tickets = subject.missing(Ticket.class);
        subject.run(tickets.create().stream(StreamView.OLD_IMAGE).timeToLive(attr(Ticket::until)));
        long now = Instant.now().getEpochSecond();
        Ticket over = new Ticket("1", "ann", "A1", 5, Optional.of(now - 60));
        Ticket later = new Ticket("2", "ann", "A2", 5, Optional.of(now + 3600));
        subject.run(tickets.putAll(List.of(over, later, Ticket.of("3"))));

        StreamConsumer<Ticket> changes =
                tickets.stream().every(Duration.ofMillis(100)).consumer(Checkpoints.inMemory());
        List<StreamRecord<Ticket>> told = read(subject, changes, 4);

        assertThat(eventsOf(told, "1")).containsExactly("INSERT", "REMOVE");
        StreamRecord<Ticket> removal = told.stream()
                .filter(change -> change.event().equals("REMOVE"))
                .findFirst()
                .orElseThrow();
        assertThat(removal.expired()).isTrue();
        assertThat(removal.before()).contains(over);
        assertThat(subject.run(tickets.get("1"))).isEmpty();
        assertThat(subject.run(tickets.index("by-owner").query("ann").count())).isEqualTo(2);
        assertThat(subject.run(tickets.get("2"))).contains(later);
    }

    @Contract(Difference.NO_STREAMS)
    void aConsumerThatBeginsAfterItsStreamWasDisabledReadsWhatIsLeft(Subject subject) {
        Table<Ticket> tickets = streamed(subject, StreamView.NEW_IMAGE);
        Checkpoints checkpoints = Checkpoints.inMemory();
        subject.run(tickets.put(Ticket.of("1")));
        StreamConsumer<Ticket> first = consumer(tickets, checkpoints);
        read(subject, first, 1);
        first.commit();
        subject.run(tickets.put(Ticket.of("2")));

        assertThat(subject.run(tickets.alter().withoutStream()).options().latestStream())
                .isPresent();
        subject.run(tickets.put(Ticket.of("3")));

        StreamConsumer<Ticket> later = consumer(tickets, checkpoints);
        assertThat(read(subject, later, 1).get(0).after().map(Ticket::id)).contains("2");
        later.commit();
        assertThat(subject.run(later.poll()).records()).isEmpty();
        assertThat(subject.run(consumer(tickets, checkpoints).poll()).records()).isEmpty();
    }

    @Contract(Difference.NO_STREAMS)
    void anIteratorThatIsNoneIsRefused(Subject subject) {
        assertThat(subject.refusal(subject.raw("GetRecords", "{'ShardIterator':'none'}")))
                .isEqualTo("Invalid ShardIterator");
    }

    @Contract
    void aTableWithoutStreamHasNothingToRead(Subject subject) {
        Table<Ticket> tickets = subject.fresh(Ticket.class);

        assertThat(subject.failure(
                        StatorException.class,
                        consumer(tickets, Checkpoints.inMemory()).poll()))
                .hasMessageContaining(tickets.name());
    }
}
