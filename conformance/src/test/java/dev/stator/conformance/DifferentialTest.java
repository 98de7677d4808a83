package dev.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stator.Call;
import dev.stator.Table;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.ServiceException;
import dev.stator.value.Item;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random writes do the same on the engine as on DynamoDB Local: what they give, what they refuse, and what they leave. */
class DifferentialTest {
    private static final TableSchema<Item> ITEMS = TableSchema.items(KeyAttribute.string("id"));
    private static final int STEPS = 500;
    private static final String DONE = "done";

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void randomWritesHaveTheSameOutcome(long seed) {
        assumeTrue(Server.DYNAMODB_LOCAL.isHere(), "DynamoDB Local has no library for this machine");
        try (Server.Running engine = Server.ENGINE_IN_MEMORY.start();
                Server.Running local = Server.DYNAMODB_LOCAL.start()) {
            Table<Item> ours = engine.db().table("differential", ITEMS);
            Table<Item> theirs = local.db().table("differential", ITEMS);
            ours.create().execute();
            theirs.create().execute();
            Random seeds = new Random(seed);
            Map<String, Integer> seen = new HashMap<>();
            for (int step = 0; step < STEPS; step++) {
                RandomWrite write = new RandomWrite(seeds.nextLong());
                Optional<Call<Optional<Item>>> one = write.on(ours);
                Optional<Call<Optional<Item>>> other = write.on(theirs);
                if (one.isPresent() && other.isPresent()) {
                    Optional<Item> before = stored(ours);
                    Outcome expected = outcome(other.get());
                    assertThat(outcome(one.get()))
                            .as("outcome of step %d on %s", step, before)
                            .isEqualTo(expected);
                    seen.merge(expected.code(), 1, Integer::sum);
                    assertThat(stored(ours))
                            .as("what step %d makes of %s", step, before)
                            .isEqualTo(stored(theirs));
                }
            }
            assertThat(seen)
                    .as("every kind of outcome was seen often")
                    .containsOnlyKeys(DONE, "ConditionalCheckFailedException", "ValidationException")
                    .allSatisfy((code, times) -> assertThat(times).isGreaterThan(STEPS / 20));
        }
    }

    /** What a write gave: the old item, or the one that failed the condition, and the code of the failure. */
    private record Outcome(String code, Optional<Item> item) {}

    private static Optional<Item> stored(Table<Item> table) {
        return table.get(RandomWrite.ID).consistent().execute();
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
