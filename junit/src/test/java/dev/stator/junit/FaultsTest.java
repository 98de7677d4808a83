package dev.stator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.PartitionKey;
import dev.stator.engine.Engine;
import dev.stator.testing.Fault;
import dev.stator.testing.FaultPlan;
import dev.stator.testing.FaultTransport;
import dev.stator.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Where {@link Faults} can stand, and what they do there. */
class FaultsTest {
    record User(@PartitionKey String email) {}

    /** Whether a request meets the fault that meets all requests here. */
    private static boolean struck(Stator db, FaultTransport faults) {
        int before = faults.struck().getOrDefault(Fault.SLOW_REPLY, 0);
        db.tableNames().execute();
        return faults.struck().getOrDefault(Fault.SLOW_REPLY, 0) > before;
    }

    private static EngineExecutionResults run(Class<?> example, String... parameters) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter").selectors(selectClass(example));
        for (int i = 0; i < parameters.length; i += 2) {
            kit.configurationParameter(parameters[i], parameters[i + 1]);
        }
        return kit.execute();
    }

    private static List<Throwable> failures(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .flatMap(event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable().stream())
                .toList();
    }

    private static void assertSucceeded(EngineExecutionResults results, int tests) {
        assertThat(failures(results)).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isEqualTo(tests);
    }

    private static void assertRefused(Class<?> example, String... words) {
        assertThat(failures(run(example)))
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContainingAll(words));
    }

    @Test
    void theyHappenInEveryKindOfTestAndNowhereElse() {
        assertSucceeded(run(EveryKind.class), 10);
    }

    record Pet(
            @PartitionKey String name,
            @IndexPartitionKey("by-kind") String kind) {}

    @StatorTest
    @Faults(staleRead = 1, staleIndex = 1)
    static class Stale {
        @BeforeEach
        void prepared(Table<Pet> pets) {
            pets.put(new Pet("Rex", "dog")).execute();
        }

        @Test
        void whatWasPreparedIsFoundAndWhatIsNewIsNot(Table<Pet> pets, ManualClock clock, FaultTransport faults) {
            pets.put(new Pet("Tom", "cat")).execute();
            pets.delete("Rex").execute();
            assertThat(names(pets)).containsExactly("Rex", "Rex");
            clock.advance(Duration.ofSeconds(1));
            assertThat(names(pets)).containsExactly("Tom", "Tom");
            assertThat(faults.struck()).isEqualTo(Map.of(Fault.STALE_READ, 2, Fault.STALE_INDEX, 2));
        }

        private static List<String> names(Table<Pet> pets) {
            return Stream.concat(pets.scan().execute().stream(), pets.index("by-kind").scan().execute().stream())
                    .map(Pet::name)
                    .toList();
        }

        @AfterEach
        void isCalm(Table<Pet> pets) {
            assertThat(pets.get("Rex").execute()).isEmpty();
        }
    }

    @Test
    void aStaleReadFindsWhatWasThereBeforeTheTestBegan() {
        assertSucceeded(run(Stale.class), 1);
    }

    @StatorTest
    @Faults(staleRead = 1, lagMillis = -1)
    static class NegativeLag {
        @Test
        void test(Table<User> users) {}
    }

    @Test
    void aLagIsNoNegativeTime() {
        assertRefused(NegativeLag.class, "lag", "-1");
    }

    @StatorTest
    @Faults(slowReply = 1)
    static class EveryKind {
        @BeforeEach
        void prepares(Stator db, FaultTransport faults) {
            assertThat(struck(db, faults)).isFalse();
        }

        @AfterEach
        void looks(Stator db, FaultTransport faults) {
            assertThat(struck(db, faults)).isFalse();
        }

        @Test
        void one(Stator db, FaultTransport faults) {
            assertThat(struck(db, faults)).isTrue();
        }

        @RepeatedTest(2)
        void repeated(Stator db, FaultTransport faults) {
            assertThat(struck(db, faults)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void parameterized(String any, Stator db, FaultTransport faults) {
            assertThat(struck(db, faults)).isTrue();
        }

        @TestFactory
        Stream<DynamicTest> factory(Stator db, FaultTransport faults) {
            assertThat(struck(db, faults)).isFalse();
            return IntStream.range(0, 2).mapToObj(number -> {
                assertThat(struck(db, faults)).isFalse();
                return DynamicTest.dynamicTest(
                        "test " + number, () -> assertThat(struck(db, faults)).isTrue());
            });
        }

        @TestFactory
        DynamicContainer containers(Stator db, FaultTransport faults) {
            return DynamicContainer.dynamicContainer(
                    "inner",
                    List.of(DynamicTest.dynamicTest(
                            "test", () -> assertThat(struck(db, faults)).isTrue())));
        }

        @Nested
        class Inside {
            @Test
            void ofTheClassAround(Stator db, FaultTransport faults) {
                assertThat(struck(db, faults)).isTrue();
            }

            @Test
            @Faults
            void ofTheTestItself(Stator db, FaultTransport faults) {
                assertThat(struck(db, faults)).isFalse();
            }
        }
    }

    @Test
    void thoseOfAFactoryAreThoseOfItsTests() {
        assertSucceeded(run(Factory.class), 1);
    }

    @StatorTest
    static class Factory {
        @TestFactory
        @Faults(slowReply = 1)
        DynamicTest one(Stator db, FaultTransport faults) {
            return DynamicTest.dynamicTest(
                    "test", () -> assertThat(struck(db, faults)).isTrue());
        }
    }

    @Test
    void aTestOfAFactoryThatFailsShowsTheSeed() {
        assertThat(failures(run(FailingFactory.class)))
                .singleElement()
                .satisfies(failure -> assertThat(failure.getSuppressed()[0]).hasMessageContaining("-Dstator.seed=42"));
    }

    @StatorTest
    static class FailingFactory {
        @TestFactory
        @Faults(seed = 42)
        DynamicTest one(Stator db) {
            return DynamicTest.dynamicTest("test", () -> {
                throw new AssertionError("As it should");
            });
        }
    }

    @Test
    void whatAClassPreparesShowsTheSeedToo() {
        assertThat(failures(run(FailingPreparation.class)))
                .singleElement()
                .satisfies(failure -> assertThat(failure.getSuppressed()[0]).hasMessageContaining("-Dstator.seed=7"));
    }

    @StatorTest
    @Faults(seed = 7)
    static class FailingPreparation {
        @BeforeAll
        static void prepares(Stator db) {
            assertThat(db).as("as it should").isNull();
        }

        @Test
        void one() {}
    }

    @Test
    void aClientOfAllTestsHasTheFaultsOfTheirClass() {
        assertSucceeded(run(Shared.class), 3);
    }

    @StatorTest
    @Faults(slowReply = 1)
    static class Shared {
        @BeforeAll
        static void prepares(Stator db, FaultTransport faults) {
            assertThat(struck(db, faults)).isFalse();
        }

        @Test
        void one(Stator db, FaultTransport faults) {
            assertThat(struck(db, faults)).isTrue();
        }

        @Test
        @Faults(slowReply = 1)
        void theSame(Stator db, FaultTransport faults) {
            assertThat(struck(db, faults)).isTrue();
        }

        @Nested
        class Inside {
            @Test
            void inside(Stator db, FaultTransport faults) {
                assertThat(struck(db, faults)).isTrue();
            }
        }
    }

    @Test
    void othersOfATestAreRefusedThen() {
        assertRefused(
                SharedOtherwise.class, "The @Faults of other(Stator)", "made before", "Put @Faults on that class");
        assertRefused(OneInstance.class, "The @Faults of other()", "made before", "constructor");
        assertRefused(SharedAndNested.class, "The @Faults of inside(Stator)", "made before");
    }

    @StatorTest
    static class SharedOtherwise {
        @BeforeAll
        static void prepares(Stator db) {}

        @Test
        @Faults(throttle = 0.5)
        void other(Stator db) {}

        @Test
        void one(Stator db) {}
    }

    @StatorTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {
        OneInstance(Stator db) {}

        @Test
        @Faults(throttle = 0.5)
        void other() {}
    }

    @StatorTest
    static class SharedAndNested {
        @BeforeAll
        static void prepares(Stator db) {}

        @Nested
        @Faults(throttle = 0.5)
        class Inside {
            @Test
            void inside(Stator db) {}
        }
    }

    @StatorTest
    static class NoClient {
        @Test
        @Faults(throttle = 0.5)
        void one(Engine engine, ManualClock clock) {}
    }

    @Test
    void thoseThatWouldHappenToNothingAreRefused() {
        assertRefused(Nothing.class, "The @Faults of one()", "asks for no Table, Stator or FaultTransport");
        assertRefused(FactoryOfNothing.class, "The @Faults of one()", "asks for no Table");
        assertRefused(NoClient.class, "The @Faults of one(Engine, ManualClock)", "asks for no Table");
        assertRefused(NoStator.class, "The @Faults of one()", "add @StatorTest");
        assertRefused(NoStatorOnClass.class, "The @Faults of one()", "add @StatorTest");
        assertRefused(Preparation.class, "The @Faults of prepares", "begin and end with a test");
    }

    @StatorTest
    static class Nothing {
        @Test
        @Faults(throttle = 0.5)
        void one() {}
    }

    @StatorTest
    static class FactoryOfNothing {
        @TestFactory
        @Faults(throttle = 0.5)
        List<DynamicTest> one() {
            return List.of();
        }
    }

    static class NoStator {
        @Test
        @Faults(throttle = 0.5)
        void one() {}
    }

    @Faults(throttle = 0.5)
    static class NoStatorOnClass {
        @Test
        void one() {}
    }

    @StatorTest
    static class Preparation {
        @BeforeEach
        @Faults(throttle = 0.5)
        void prepares(Stator db) {}

        @Test
        void one(Stator db) {}
    }

    @Test
    void thoseOfAClassNeedNotConcernEachOfItsTests() {
        assertSucceeded(run(Some.class), 1);
    }

    @StatorTest
    @Faults(throttle = 0.5)
    static class Some {
        @Test
        void one() {}
    }

    @Test
    void aRegisteredExtensionLetsThemHappenToo() {
        assertSucceeded(run(Registered.class), 2);
    }

    static class Registered {
        @RegisterExtension
        final StatorExtension stator =
                new StatorExtension().withFaults(FaultPlan.of(1).with(Fault.SLOW_REPLY, 1));

        @Test
        @Faults
        void none(Stator db, FaultTransport faults) {
            assertThat(struck(db, faults)).isFalse();
        }

        @TestFactory
        DynamicTest those(Stator db, FaultTransport faults) {
            return DynamicTest.dynamicTest(
                    "test", () -> assertThat(struck(db, faults)).isTrue());
        }
    }

    @Test
    void sharesAndSeedsThatAreNoneAreRefused() {
        assertRefused(TooMuch.class, "must not be more than 1");
        assertRefused(Negative.class, "from 0 to 1");
        assertRefused(TwoSeeds.class, "takes one seed, and has 2");
        assertThat(failures(run(Factory.class, "stator.seed", "lucky")))
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("stator.seed is lucky"));
    }

    @StatorTest
    static class TooMuch {
        @Test
        @Faults(throttle = 0.9, lostReply = 0.2)
        void one(Stator db) {}
    }

    @StatorTest
    static class Negative {
        @Test
        @Faults(any = -0.5)
        void one(Stator db) {}
    }

    @StatorTest
    static class TwoSeeds {
        @Test
        @Faults(seed = {1, 2})
        void one(Stator db) {}
    }

    @Test
    void testsThatRunAtTheSameTimeShareNothing() {
        assertSucceeded(runAtOnce(Parallel.class), 12);
    }

    @StatorTest
    static class Parallel {
        @BeforeEach
        void prepares(Table<User> users, FaultTransport faults, Stator db) {
            assertThat(struck(db, faults)).isFalse();
            users.put(new User("own")).execute();
        }

        @RepeatedTest(6)
        void disturbed(Table<User> users, FaultTransport faults, Stator db) {
            assertThat(users.scan().count().execute()).isEqualTo(1);
            assertThat(struck(db, faults)).isFalse();
        }

        @RepeatedTest(6)
        @Faults(slowReply = 1)
        void slow(Table<User> users, FaultTransport faults, Stator db) {
            assertThat(users.scan().count().execute()).isEqualTo(1);
            assertThat(struck(db, faults)).isTrue();
        }
    }

    @Test
    void faultsOfASharedClientLastUntilTheLastOfTheTestsAtOnceHasEnded() {
        Together.BOTH_UNDER_WAY = new CountDownLatch(2);
        Together.ENDED.set(0);
        assertSucceeded(runAtOnce(Together.class), 2);
    }

    @StatorTest
    @Faults(slowReply = 1)
    static class Together {
        private static CountDownLatch BOTH_UNDER_WAY = new CountDownLatch(2);
        private static final AtomicInteger ENDED = new AtomicInteger();

        @BeforeAll
        static void prepares(Stator db) {}

        @Test
        void first(Stator db, FaultTransport faults) throws InterruptedException {
            BOTH_UNDER_WAY.countDown();
            BOTH_UNDER_WAY.await();
        }

        @AfterEach
        void ends() {
            ENDED.incrementAndGet();
        }

        @Test
        void last(Stator db, FaultTransport faults) throws InterruptedException {
            BOTH_UNDER_WAY.countDown();
            BOTH_UNDER_WAY.await();
            while (ENDED.get() == 0) {
                Thread.onSpinWait();
            }
            assertThat(struck(db, faults)).isTrue();
        }
    }

    private static EngineExecutionResults runAtOnce(Class<?> example) {
        return run(
                example,
                "junit.jupiter.execution.parallel.enabled",
                "true",
                "junit.jupiter.execution.parallel.mode.default",
                "concurrent",
                "junit.jupiter.execution.parallel.config.strategy",
                "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism",
                "4");
    }
}
