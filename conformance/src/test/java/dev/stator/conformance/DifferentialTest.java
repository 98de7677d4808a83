package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stator.Call;
import dev.stator.StreamConsumer;
import dev.stator.Table;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.ServiceException;
import dev.stator.stream.Checkpoints;
import dev.stator.value.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random writes, and reads of what they left, do the same on the engine as on DynamoDB Local:
 * what they give, what they refuse, what they leave, and what the stream tells of it. */
class DifferentialTest {
    private static final TableSchema<Item> ITEMS = TableSchema.items(KeyAttribute.string("id"));
    private static final int STEPS = 500;
    private static final String DONE = "done";
    private static final String NOTHING = "nothing";

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void randomWritesAndReadsHaveTheSameOutcome(long seed) {
        assumeTrue(Server.DYNAMODB_LOCAL.isHere(), "DynamoDB Local has no library for this machine");
        try (Server.Running engine = Server.ENGINE_IN_MEMORY.start();
                Server.Running local = Server.DYNAMODB_LOCAL.start()) {
            Table<Item> ours = engine.db().table("differential", ITEMS);
            Table<Item> theirs = local.db().table("differential", ITEMS);
            ours.create().stream().execute();
            theirs.create().stream().execute();
            Random seeds = new Random(seed);
            Map<String, Integer> seen = new HashMap<>();
            Map<String, Integer> reads = new HashMap<>();
            for (int step = 0; step < STEPS; step++) {
                RandomWrite write = new RandomWrite(seeds.nextLong());
                Optional<Call<Optional<Item>>> one = write.on(ours);
                Optional<Call<Optional<Item>>> other = write.on(theirs);
                if (one.isPresent() && other.isPresent()) {
                    Optional<Item> before = stored(ours);
                    Outcome expected = outcome(other.get());
                    assertThat(outcome(one.get()))
                            .as("outcome of seed %d, step %d on %s", seed, step, before)
                            .isEqualTo(expected);
                    seen.merge(expected.code(), 1, Integer::sum);
                    assertThat(stored(ours))
                            .as("what step %d of seed %d makes of %s", step, seed, before)
                            .isEqualTo(stored(theirs));
                }
                RandomRead read = new RandomRead(seeds.nextLong());
                Found expected = found(read, theirs);
                assertThat(found(read, ours))
                        .as("what the read of step %d of seed %d finds in %s", step, seed, stored(ours))
                        .isEqualTo(expected);
                reads.merge(expected.kind(), 1, Integer::sum);
            }
            assertThat(told(ours)).as("what the stream of seed %d tells", seed).isEqualTo(told(theirs));
            assertThat(seen)
                    .as("every kind of outcome was seen often")
                    .containsOnlyKeys(DONE, "ConditionalCheckFailedException", "ValidationException")
                    .allSatisfy((code, times) -> assertThat(times).isGreaterThan(STEPS / 20));
            assertThat(reads)
                    .as("every kind of answer was seen often")
                    .containsOnlyKeys(DONE, NOTHING, "ValidationException", "overlap")
                    .allSatisfy((kind, times) -> assertThat(times).isGreaterThan(STEPS / 50));
        }
    }

    /** A change as a stream tells it, but for what is another one on every server. */
    private record Told(String event, Item key, Optional<Item> before, Optional<Item> after) {}

    /** All changes; the last is one of another item, which shows that the stream has no more. */
    private static List<Told> told(Table<Item> table) {
        Item last = Item.of("id", "last");
        table.put(last).execute();
        StreamConsumer<Item> changes =
                table.stream().every(Duration.ofMillis(20)).consumer(Checkpoints.inMemory());
        List<Told> told = new ArrayList<>();
        while (told.isEmpty() || !told.get(told.size() - 1).key().equals(last)) {
            changes.poll()
                    .execute()
                    .records()
                    .forEach(change ->
                            told.add(new Told(change.event(), change.key(), change.before(), change.after())));
        }
        assertThat(told).extracting(Told::event).contains("INSERT", "MODIFY", "REMOVE");
        return told;
    }

    /** What a write gave: the old item, or the one that failed the condition, and the code of the failure. */
    private record Outcome(String code, Optional<Item> item) {}

    /** What a read found, or the code of the failure. */
    private record Found(String kind, List<Item> items) {}

    private static Found found(RandomRead read, Table<Item> table) {
        try {
            return read.from(table)
                    .map(items -> new Found(items.isEmpty() ? NOTHING : DONE, items))
                    .orElseGet(() -> new Found("overlap", List.of()));
        } catch (ServiceException e) {
            return new Found(e.code(), List.of());
        }
    }

    private static Optional<Item> stored(Table<Item> table) {
        return table.get(RandomExpression.ID).consistent().execute();
    }

    private static Outcome outcome(Call<Optional<Item>> call) {
        try {
            return new Outcome(DONE, call.execute());
        } catch (ConditionFailedException e) {
            return new Outcome(e.code(), e.existing());
        } catch (ServiceException e) {
            return new Outcome(e.code(), Optional.empty());
        }
    }
}
