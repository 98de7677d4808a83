package dev.stator.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.engine.Engine;
import dev.stator.error.StatorException;
import dev.stator.testing.FaultPlan;
import dev.stator.testing.FaultTransport;
import dev.stator.testing.ManualClock;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads on one item, under faults. What the faults hit depends on the threads, so the seed repeats a run only in part. */
class ContentionTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 50;
    private static final long SEED = Long.getLong("stator.seed", new SecureRandom().nextInt(1_000_000_000));

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final FaultTransport faults =
            new FaultTransport(Engine.inMemory(), FaultPlan.of(SEED).withAll(0.2), clock);
    private final Stator db = Stator.builder()
            .transport(faults)
            .clock(clock)
            .timer(clock)
            .random(new Random(SEED))
            .build();
    private final Table<Account> accounts = World.accounts(db);
    private final Table<Order> orders = World.orders(db);
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    ContentionTest() {
        faults.calm();
        accounts.create().execute();
        orders.create().execute();
        accounts.put(new Account("a", 0, Set.of(), Optional.empty())).execute();
        accounts.put(new Account("b", 0, Set.of(), Optional.empty())).execute();
        orders.put(new Order("o", 0, 1)).execute();
        faults.resume();
    }

    @AfterEach
    void ends() {
        db.close();
    }

    /** All threads do it with numbers that are all different; afterwards it is calm. */
    private void contend(IntConsumer work) throws InterruptedException, ExecutionException {
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(threads.submit(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    work.accept(number.incrementAndGet());
                }
            }));
        }
        threads.shutdown();
        for (Future<?> thread : running) {
            thread.get();
        }
        faults.calm();
        assertThat(faults.struck()).as("seed " + SEED).isNotEmpty();
    }

    private void note(String tag, Runnable write) {
        try {
            write.run();
            done.add(tag);
        } catch (StatorException e) {
            if (e.mayHaveApplied()) {
                open.add(tag);
            }
        }
    }

    private void holds(Account account) {
        assertThat(account.tags()).as("seed " + SEED).containsAll(done);
        assertThat(account.tags()).as("seed " + SEED).allMatch(tag -> done.contains(tag) || open.contains(tag));
        assertThat(account.points()).as("seed " + SEED).isEqualTo(account.tags().size());
        assertThat(done).hasSizeGreaterThan(THREADS * ROUNDS / 2);
    }

    @Test
    void noSumIsLostOrAddedTwice() throws InterruptedException, ExecutionException {
        contend(number -> {
            String tag = "t" + number;
            note(
                    tag,
                    () -> accounts.update("a")
                            .add(Account::points, 1)
                            .add(Account::tags, Set.of(tag))
                            .ifExists()
                            .execute());
        });
        holds(accounts.get("a").consistent().execute().orElseThrow());
    }

    @Test
    void noTransactionIsTornApartOrDoneTwice() throws InterruptedException, ExecutionException {
        contend(number -> {
            String tag = "t" + number;
            note(
                    tag,
                    () -> db.transact(
                                    accounts.update("a").add(Account::points, 1).add(Account::tags, Set.of(tag)),
                                    accounts.update("b").add(Account::points, -1))
                            .retryingConflicts(3)
                            .execute());
        });
        Account a = accounts.get("a").consistent().execute().orElseThrow();
        holds(a);
        assertThat(accounts.get("b").consistent().execute().orElseThrow().points())
                .as("seed " + SEED)
                .isEqualTo(-a.points());
    }

    @Test
    void noUpdateIsLostToAnotherThatReadTheSameVersion() throws InterruptedException, ExecutionException {
        contend(number -> note("t" + number, () -> {
            Order order = orders.get("o").consistent().execute().orElseThrow();
            orders.put(order.of(order.amount() + 1)).execute();
        }));
        Order last = orders.get("o").consistent().execute().orElseThrow();
        assertThat(last.amount()).as("seed " + SEED).isEqualTo((int) last.version());
        assertThat(last.amount() - 1).as("seed " + SEED).isBetween(done.size(), done.size() + open.size());
        assertThat(done).isNotEmpty();
    }
}
