package dev.stator.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Call;
import dev.stator.ClaimedUniques;
import dev.stator.Stator;
import dev.stator.engine.Engine;
import dev.stator.engine.EngineOptions;
import dev.stator.error.StatorException;
import dev.stator.testing.Fault;
import dev.stator.testing.FaultPlan;
import dev.stator.testing.FaultTransport;
import dev.stator.testing.ManualClock;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import dev.stator.value.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Random calls one after the other on an engine in memory to which faults happen. After each, the world as it is must be what the
 * model says: all that was promised, nothing else, and nothing twice; and where the client says that it does not know, one of
 * the two.
 */
final class Run implements AutoCloseable {
    final SplittableRandom random;
    final Stator db;
    final Changes changes;
    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final Engine engine = Engine.inMemory(EngineOptions.standard().withClock(clock));
    private final Stator undisturbed = engine.connect();
    private final FaultTransport faults;
    private final boolean async;
    private final Optional<Duration> within;
    private final List<String> log = new ArrayList<>();
    private World world;
    /** How many numbers others may take during the next call, and how many they took during the last. */
    private int mayCount;

    private int counted;

    Run(long seed) {
        this.random = new SplittableRandom(seed);
        this.async = random.nextBoolean();
        this.within =
                random.nextInt(3) == 0 ? Optional.of(Duration.ofMillis(1 + random.nextInt(20_000))) : Optional.empty();
        World.accounts(undisturbed).create().execute();
        World.orders(undisturbed).create().execute();
        World.members(undisturbed).create().execute();
        World.members(undisturbed).counter().create().execute();
        this.faults = new FaultTransport(new Others(), plan(), clock);
        this.db = Stator.builder()
                .transport(faults)
                .clock(clock)
                .timer(clock)
                .random(new Random(random.nextLong()))
                .retry(RetryPolicy.standard()
                        .withMaxAttempts(1 + random.nextInt(5))
                        .withQuota(false))
                .build();
        this.changes = new Changes(random, db);
        this.world = World.seenBy(undisturbed);
    }

    /** Each run has its own mixture of faults, so that every pair of them often meets in some run. */
    private FaultPlan plan() {
        Map<Fault, Double> weights = new EnumMap<>(Fault.class);
        for (Fault fault : FaultPlan.of(0).withAll(1).rates().keySet()) {
            weights.put(fault, Math.pow(random.nextDouble(), 3));
        }
        double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        double rate = 0.05 + 0.6 * random.nextDouble();
        FaultPlan plan = FaultPlan.of(random.nextLong());
        for (Map.Entry<Fault, Double> weight : weights.entrySet()) {
            plan = plan.with(weight.getKey(), rate * weight.getValue() / sum);
        }
        return plan;
    }

    /** What the model says is stored. */
    World world() {
        return world;
    }

    Map<Fault, Integer> struck() {
        return faults.struck();
    }

    /** What was done so far, for the message of a failure. */
    List<String> log() {
        return log;
    }

    int faultsSoFar() {
        return struck().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Sometimes lets others take numbers of the members' counter during the next call, so that what the call read is no longer so. */
    void othersMayCount() {
        mayCount = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
    }

    /** How many numbers others took during the last call. */
    int countedByOthers() {
        return counted;
    }

    /** The engine, of which there are other callers. */
    private final class Others implements Transport {
        private void count(WireRequest request) {
            if (mayCount > 0 && request.action().equals("TransactWriteItems")) {
                mayCount--;
                counted++;
                long unused = World.members(undisturbed).counter().next().execute();
            }
        }

        @Override
        public WireReply send(WireRequest request) {
            count(request);
            return engine.send(request);
        }

        @Override
        public CompletableFuture<WireReply> sendAsync(WireRequest request) {
            count(request);
            return engine.sendAsync(request);
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    void play(int steps) {
        Deeds deeds = new Deeds(this);
        for (int i = 0; i < steps; i++) {
            deeds.next();
        }
    }

    /** Carries out a call. */
    Ending perform(String what, Call<?> call) {
        Call<?> limited = within.<Call<?>>map(call::within).orElse(call);
        return perform(what, () -> async ? limited.executeAsync().join() : limited.execute());
    }

    /** Carries out what sends calls. */
    Ending perform(String what, Supplier<?> deed) {
        log.add(what);
        counted = 0;
        Ending ending;
        try {
            ending = new Ending(deed.get(), Optional.empty());
        } catch (StatorException e) {
            ending = new Ending(null, Optional.of(e));
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof StatorException failure)) {
                throw e;
            }
            ending = new Ending(null, Optional.of(failure));
        }
        mayCount = 0;
        log.add("  " + ending.failure().map(StatorException::toString).orElse("done"));
        return ending;
    }

    /** The world as it is, which is the model's from now on; checked by the caller. */
    World look() {
        world = World.seenBy(undisturbed);
        return world;
    }

    /** Stores members as a program does that makes no guards. */
    void storedWithoutGuards(List<Member> members) {
        World.asStored(undisturbed)
                .putAll(members.stream().map(World::toItem).toList())
                .execute();
    }

    /** Removes items as such a program does. */
    void removedWithoutGuards(List<Item> keys) {
        undisturbed
                .batchWrite(
                        keys.stream().map(World.asStored(undisturbed)::delete).toList())
                .execute();
    }

    /** Claims what is left to claim, without faults. */
    ClaimedUniques claimUndisturbed() {
        return World.members(undisturbed).claimUniques().execute();
    }

    /** Holds that nothing has changed. */
    void unchanged(String what) {
        World before = world;
        assertThat(look()).as(what).isEqualTo(before);
    }

    @Override
    public void close() {
        db.close();
        undisturbed.close();
    }
}
