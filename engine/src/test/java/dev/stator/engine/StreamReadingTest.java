package dev.stator.engine;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Stator;
import dev.stator.StreamBatch;
import dev.stator.StreamConsumer;
import dev.stator.Table;
import dev.stator.TableStream;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.ResourceNotFoundException;
import dev.stator.stream.Checkpoints;
import dev.stator.stream.StreamRecord;
import dev.stator.testing.ManualClock;
import dev.stator.value.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client's consumer of streams at the engine, where time passes as the test wants it. */
class StreamReadingTest {
    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final Engine engine =
            Engine.inMemory(EngineOptions.standard().withClock(clock).withExpiryEvery(Duration.ZERO));
    private final Stator db =
            Stator.builder().transport(engine).clock(clock).timer(clock).build();
    private final Table<Item> things = db.table("things", TableSchema.items(KeyAttribute.string("id")));
    private final Checkpoints checkpoints = Checkpoints.inMemory();

    @BeforeEach
    void create() {
        things.create().stream().execute();
    }

    @AfterEach
    void close() {
        db.close();
    }

    private void put(String id) {
        things.put(Item.of("id", id)).execute();
    }

    /** The ids of what three polls bring; the first may only find that its iterator is of no use. */
    private static List<String> read(StreamConsumer<Item> changes) {
        List<String> ids = new ArrayList<>();
        for (int poll = 0; poll < 3; poll++) {
            changes.poll()
                    .execute()
                    .forEach(change -> ids.add(change.key().string("id").orElseThrow()));
        }
        return ids;
    }

    @Test
    void aConsumerThatSleptForAnHourGoesOn() {
        StreamConsumer<Item> changes = things.stream().consumer(checkpoints);
        put("1");
        assertThat(read(changes)).containsExactly("1");
        put("2");
        clock.advance(Duration.ofHours(1));
        assertThat(read(changes)).containsExactly("2");
    }

    @Test
    void aConsumerThatSleptForTwoDaysIsToldThatChangesAreLost() {
        StreamConsumer<Item> changes = things.stream().consumer(checkpoints);
        put("1");
        assertThat(read(changes)).containsExactly("1");
        put("2");
        clock.advance(Duration.ofDays(2));
        put("3");

        StreamBatch<Item> batch = changes.poll().execute();

        assertThat(batch.trimmed()).hasSize(1);
        assertThat(batch.records())
                .extracting(change -> change.key().string("id").orElseThrow())
                .containsExactly("3");
    }

    @Test
    void aConsumerThatBeganBeforeThereWasAnyChangeAndSleptForTwoDaysIsToldThatChangesAreLost() {
        List<StreamConsumer<Item>> all = new ArrayList<>();
        for (TableStream<Item> way : List.of(things.stream(), things.stream().fromNow())) {
            Checkpoints own = Checkpoints.inMemory();
            StreamConsumer<Item> changes = way.consumer(own);
            assertThat(read(changes)).isEmpty();
            changes.commit();
            all.add(changes);
            all.add(way.consumer(own)); // as after a restart
        }
        clock.advance(Duration.ofMinutes(1));
        put("1");
        clock.advance(Duration.ofDays(2));
        for (StreamConsumer<Item> changes : all) {
            assertThat(changes.poll().execute().trimmed()).hasSize(1);
            assertThat(changes.poll().execute().trimmed()).isEmpty();
        }
        StreamConsumer<Item> fresh = things.stream().consumer(Checkpoints.inMemory());
        assertThat(fresh.poll().execute().trimmed()).isEmpty();
    }

    @Test
    void aConsumerFollowsTheShardsOfAStreamAndReadsEachChangeOnceInItsOrder() {
        StreamConsumer<Item> changes = things.stream().consumer(checkpoints);
        List<String> read = new ArrayList<>();
        List<String> written = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            put("" + i);
            written.add("" + i);
            clock.advance(Duration.ofMinutes(random.nextInt(120)));
            if (random.nextInt(4) == 0) {
                read.addAll(read(changes));
                changes.commit();
            }
            if (random.nextInt(20) == 0) {
                changes = things.stream().consumer(checkpoints); // as after a restart
            }
        }
        read.addAll(read(changes));
        read.addAll(read(changes));
        assertThat(read).isEqualTo(written);
    }

    @Test
    void aConsumerThatPolledAnIdleShardForDaysLosesNothingWhenItIsClosed() {
        StreamConsumer<Item> changes = things.stream().fromNow().consumer(checkpoints);
        assertThat(read(changes)).isEmpty();
        for (int day = 0; day < 3; day++) {
            for (int polls = 0; polls < 6 * 30; polls++) {
                clock.advance(Duration.ofMinutes(10));
                assertThat(changes.poll().execute()).isEmpty();
            }
            put("a" + day);
            put("b" + day);
            StreamBatch<Item> batch = changes.poll().execute();
            assertThat(batch.trimmed()).isEmpty();
            List<String> ids = new ArrayList<>();
            batch.forEach(change -> ids.add(change.key().string("id").orElseThrow()));
            ids.addAll(read(changes));
            assertThat(ids).containsExactly("a" + day, "b" + day);
        }
    }

    @Test
    void aConsumerThatStartsAgainWhenItsShardIsGoneIsToldThatChangesAreLost() {
        StreamConsumer<Item> changes = things.stream().consumer(checkpoints);
        put("1");
        assertThat(read(changes)).containsExactly("1");
        changes.commit();
        put("2");
        clock.advance(Duration.ofHours(5));
        put("3");
        clock.advance(Duration.ofHours(25));
        put("4");

        StreamBatch<Item> batch = things.stream().consumer(checkpoints).poll().execute();

        // The shard of 2, which is gone, and that of 3, which is not.
        assertThat(batch.trimmed()).hasSize(2);
        assertThat(batch.records())
                .extracting(change -> change.key().string("id").orElseThrow())
                .containsExactly("4");
    }

    @Test
    void aConsumerThatStartsAgainWhenShardsItNeverBeganAreGoneIsToldThatChangesAreLost() {
        StreamConsumer<Item> changes = things.stream().consumer(checkpoints);
        put("1");
        clock.advance(Duration.ofMinutes(241));
        put("2");
        assertThat(changes.poll().execute().records()).hasSize(1);
        changes.commit();
        assertThat(checkpoints.load()).hasSize(1).containsValue("END");
        for (int i = 3; i <= 10; i++) {
            clock.advance(Duration.ofMinutes(241));
            put("" + i);
        }

        StreamConsumer<Item> late = things.stream().consumer(checkpoints);
        StreamBatch<Item> batch = late.poll().execute();
        // The shard of 3, which is gone, and that of 4, which is not.
        assertThat(batch.trimmed()).hasSize(2);
        assertThat(batch.records())
                .extracting(change -> change.key().string("id").orElseThrow())
                .containsExactly("5");
        assertThat(late.poll().execute().trimmed()).isEmpty();
        late.commit();
        assertThat(things.stream().consumer(checkpoints).poll().execute().trimmed())
                .isEmpty();
    }

    @Test
    void aConsumerOfAStreamThatHasEndedFindsNoMore() {
        StreamConsumer<Item> changes = things.stream().consumer(checkpoints);
        assertThat(read(changes)).isEmpty();
        put("1");
        things.alter().withoutStream().execute();
        assertThat(read(changes)).containsExactly("1");
        assertThat(read(changes)).isEmpty();
        changes.commit();
        things.alter().stream().execute();
        put("2");
        assertThat(read(things.stream().consumer(Checkpoints.inMemory()))).containsExactly("2");
    }

    @Test
    void aConsumerReadsTheStreamThatComesAfterTheOneThatWasDisabledFromItsBeginning() {
        StreamConsumer<Item> changes = things.stream().fromNow().consumer(checkpoints);
        assertThat(read(changes)).isEmpty();
        put("1");
        things.alter().withoutStream().execute();
        put("told by no stream");
        clock.advance(Duration.ofSeconds(1));
        things.alter().stream().execute();
        put("2");
        put("3");

        assertThat(changes.poll().execute())
                .extracting(change -> change.key().string("id").orElseThrow())
                .containsExactly("1");
        assertThat(changes.poll().execute().records()).isEmpty();
        changes.commit();
        StreamBatch<Item> next = changes.poll().execute();
        assertThat(next.trimmed()).isEqualTo(checkpoints.load().keySet()).hasSize(1);
        assertThat(next)
                .extracting(change -> change.key().string("id").orElseThrow())
                .containsExactly("2", "3");
        changes.commit();
        put("4");
        assertThat(read(changes)).containsExactly("4");
        things.drop().execute();
        assertThat(read(changes)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        things.create().stream().execute();
        put("5");
        assertThat(read(changes)).containsExactly("5");
    }

    @Test
    void aConsumerWhoseStreamIsGoneReadsTheNextOrFailsIfThereIsNone() {
        StreamConsumer<Item> changes = things.stream().consumer(checkpoints);
        assertThat(read(changes)).isEmpty();
        put("1");
        things.alter().withoutStream().execute();
        clock.advance(Duration.ofDays(2));
        assertThatThrownBy(() -> changes.poll().execute()).isInstanceOf(ResourceNotFoundException.class);
        things.alter().stream().execute();
        put("2");
        StreamBatch<Item> next = changes.poll().execute();
        assertThat(next.trimmed()).hasSize(1);
        assertThat(next)
                .extracting(change -> change.key().string("id").orElseThrow())
                .containsExactly("2");
        things.drop().execute();
        clock.advance(Duration.ofDays(2));
        assertThatThrownBy(() -> changes.poll().execute()).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aConsumerThatStartsAgainBesideANewStreamIsToldThatChangesOfTheOldOneMayBeLost() {
        StreamConsumer<Item> changes = things.stream().consumer(checkpoints);
        put("1");
        clock.advance(Duration.ofHours(5));
        put("2");
        assertThat(changes.poll().execute().records()).hasSize(1);
        changes.commit();
        assertThat(checkpoints.load()).hasSize(1).containsValue("END");
        things.alter().withoutStream().execute();
        things.alter().stream().execute();
        put("3");

        StreamBatch<Item> batch = things.stream().consumer(checkpoints).poll().execute();

        assertThat(batch.trimmed()).isEqualTo(checkpoints.load().keySet());
        assertThat(batch.records())
                .extracting(change -> change.key().string("id").orElseThrow())
                .containsExactly("3");
    }

    @Test
    void whatExpiredIsTold() {
        things.timeToLive().enable(attr("until")).execute();
        things.put(Item.of("id", "1", "until", clock.instant().getEpochSecond()))
                .execute();
        things.delete("1").execute();
        things.put(Item.of("id", "1", "until", clock.instant().getEpochSecond()))
                .execute();
        engine.expire();
        StreamConsumer<Item> changes = things.stream().consumer(checkpoints);
        assertThat(changes.poll().execute().records())
                .extracting(StreamRecord::expired)
                .containsExactly(false, false, false, true);
    }
}
