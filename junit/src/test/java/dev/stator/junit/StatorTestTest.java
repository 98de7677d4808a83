package dev.stator.junit;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.PartitionKey;
import dev.stator.engine.Engine;
import dev.stator.error.ThrottlingException;
import dev.stator.error.TransportException;
import dev.stator.testing.Fault;
import dev.stator.testing.FaultPlan;
import dev.stator.testing.FaultTransport;
import dev.stator.testing.ManualClock;
import dev.stator.transport.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

@StatorTest
class StatorTestTest {
    record User(
            @PartitionKey String email,
            @IndexPartitionKey("by-name") String name,
            int points) {}

    private static final User ANN = new User("ann@x.org", "Ann", 1);

    @BeforeEach
    void begins(Table<User> users) {
        users.put(ANN).execute();
    }

    @RepeatedTest(2)
    void eachTestHasATableOfItsOwnWithTheIndexesOfItsClass(Table<User> users) {
        assertThat(users.name()).isEqualTo("User");
        users.put(new User(UUID.randomUUID().toString(), "Bob", 2)).execute();
        assertThat(users.scan().execute()).hasSize(2);
        assertThat(users.index("by-name").query("Ann").execute()).containsExactly(ANN);
    }

    @Test
    void theTableCanHaveTheNameByWhichTheProgramKnowsIt(@TableName("users") Table<User> users, Stator db) {
        assertThat(db.tableNames().execute()).containsExactlyInAnyOrder("User", "users");
        assertThat(users.get("ann@x.org").execute()).isEmpty();
    }

    @Test
    void waitingTakesNoTimeButPassesOnTheClock(Table<User> users, ManualClock clock, FaultTransport faults) {
        faults.next(Fault.THROTTLE, Fault.SLOW_REPLY);
        assertThat(users.get("ann@x.org").execute()).contains(ANN);
        assertThat(clock.waits()).hasSize(2);
        assertThat(clock.instant()).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void theEngineIsTheOneBehind(Engine engine, Stator db) {
        assertThat(engine.connect().tableNames().execute())
                .isEqualTo(db.tableNames().execute());
    }

    @Test
    void withoutFaultsThereAreNone(FaultTransport faults) {
        assertThat(faults.plan().rates()).isEmpty();
    }

    @Test
    @Faults(any = 0.18, throttle = 0.5, seed = 42)
    void faultsAreThoseOfTheTest(FaultTransport faults) {
        Map<Fault, Double> rates = new EnumMap<>(FaultPlan.of(42).withAll(0.18).rates());
        assertThat(rates.put(Fault.THROTTLE, 0.5)).isPositive().isLessThan(0.18);
        assertThat(faults.plan().rates()).isEqualTo(rates).containsKey(Fault.LOST_REPLY);
        assertThat(faults.plan().seed()).isEqualTo(42);
    }

    @Nested
    @Faults(lostReply = 1)
    class WithFaults {
        @AfterEach
        void preparationAndEndAreNotDisturbed(Table<User> users) {
            assertThat(users.get("ann@x.org").execute()).isPresent();
        }

        @Test
        void faultsOfTheClassHoldForItsTests(FaultTransport faults, Table<User> users) {
            assertThat(faults.plan().rates()).isEqualTo(Map.of(Fault.LOST_REPLY, 1.0));
            assertThatThrownBy(() ->
                            users.update("ann@x.org").add(attr(User::points), 1).execute())
                    .isInstanceOf(TransportException.class);
        }

        @Test
        @Faults
        void thoseOfATestStandInTheirPlace(FaultTransport faults) {
            assertThat(faults.plan().rates()).isEmpty();
        }
    }

    @Test
    void theExtensionGivesClientsOfOtherSettings() {
        assertThat(run(SettingsExample.class).testEvents().succeeded().count()).isEqualTo(2);
    }

    static class SettingsExample {
        @RegisterExtension
        final StatorExtension stator = new StatorExtension()
                .withFaults(FaultPlan.of(1).with(Fault.THROTTLE, 1))
                .withClient(client -> client.retry(RetryPolicy.never()))
                .withClient(client -> client.callTimeout(Duration.ofSeconds(1)));

        @Test
        void theyHold(Table<User> users) {
            assertThatThrownBy(() -> users.get("ann@x.org").execute())
                    .isInstanceOfSatisfying(
                            ThrottlingException.class,
                            e -> assertThat(e.attempts()).isEqualTo(1));
        }

        @Test
        @Faults
        void faultsOfATestStandInTheirPlace(Table<User> users) {
            assertThat(users.get("ann@x.org").execute()).isEmpty();
        }
    }

    @Test
    void whatAClassAsksForIsForAllOfItsTests() {
        assertThat(run(SharedExample.class).testEvents().succeeded().count()).isEqualTo(2);
        assertThat(run(PerClassExample.class).testEvents().succeeded().count()).isEqualTo(2);
        assertThat(run(ConstructorExample.class).testEvents().succeeded().count())
                .isEqualTo(2);
    }

    @Test
    void aFailureShowsTheSeedAndTheSeedBringsTheSameFaultsAgain() {
        SeedExample.SEEN.clear();
        String first = note(EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(SeedExample.class))
                .execute());
        assertThat(first).matches("(?s)The seed was (\\d+): run the test with -Dstator.seed=\\1 .*THROTTLE.*");
        String seed = first.replaceAll("(?s).*stator.seed=(\\d+).*", "$1");
        String second = note(EngineTestKit.engine("junit-jupiter")
                .configurationParameter("stator.seed", seed)
                .selectors(selectClass(SeedExample.class))
                .execute());
        assertThat(second).isEqualTo(first);
        String other = note(EngineTestKit.engine("junit-jupiter")
                .configurationParameter("stator.seed", "7" + seed)
                .selectors(selectClass(SeedExample.class))
                .execute());
        assertThat(other).isNotEqualTo(first);
        assertThat(SeedExample.SEEN).hasSize(3);
        assertThat(SeedExample.SEEN.get(1)).isEqualTo(SeedExample.SEEN.get(0)).isNotEqualTo(SeedExample.SEEN.get(2));
    }

    @Test
    void aTableWithoutRecordClassIsRefused() {
        assertThat(failure(run(RawExample.class)))
                .hasMessageContaining("say the class of its records, as in Table<User>");
    }

    @Test
    void aClassThatIsNoTableIsRefusedAsEverywhere() {
        assertThat(failure(run(NoKeyExample.class))).hasStackTraceContaining("@PartitionKey");
    }

    private static EngineExecutionResults run(Class<?> example) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(example))
                .execute();
    }

    private static Throwable failure(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .flatMap(result -> result.getThrowable().stream())
                .findFirst()
                .orElseThrow();
    }

    private static String note(EngineExecutionResults results) {
        return failure(results).getSuppressed()[0].getMessage();
    }

    @StatorTest
    static class SharedExample {
        private static Stator shared;

        @BeforeAll
        static void begins(Stator db, Table<User> users) {
            shared = db;
        }

        @RepeatedTest(2)
        void one(Stator db, Table<User> users) {
            assertThat(db).isSameAs(shared);
            users.put(new User(UUID.randomUUID().toString(), "Ann", 1)).execute();
        }
    }

    @StatorTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassExample {
        private final Stator shared;

        PerClassExample(Stator shared) {
            this.shared = shared;
        }

        @RepeatedTest(2)
        void one(Stator db) {
            assertThat(db).isSameAs(shared);
        }
    }

    @StatorTest
    static class ConstructorExample {
        private static final List<Stator> SEEN = new ArrayList<>();
        private final Stator own;

        ConstructorExample(Stator own) {
            this.own = own;
        }

        @RepeatedTest(2)
        void one(Stator db) {
            assertThat(db).isSameAs(own);
            assertThat(SEEN).doesNotContain(db);
            SEEN.add(db);
        }
    }

    @StatorTest
    static class SeedExample {
        private static final List<UUID> SEEN = new ArrayList<>();

        record Made(
                @PartitionKey @dev.stator.codec.GeneratedUuid
                UUID id) {}

        @Test
        @Faults(throttle = 0.1)
        void fails(Table<Made> table, FaultTransport faults) {
            for (int i = 0; i < 50; i++) {
                table.scan().execute();
            }
            SEEN.add(table.put(new Made(null)).execute().id());
            throw new AssertionError("As it should");
        }
    }

    @StatorTest
    static class RawExample {
        @Test
        @SuppressWarnings("rawtypes")
        void one(Table table) {}
    }

    @StatorTest
    static class NoKeyExample {
        record NoKey(int points) {}

        @Test
        void one(Table<NoKey> table) {}
    }
}
