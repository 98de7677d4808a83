package dev.stator.junit;

import dev.stator.Stator;
import dev.stator.StatorBuilder;
import dev.stator.Table;
import dev.stator.engine.Engine;
import dev.stator.engine.EngineOptions;
import dev.stator.testing.FaultPlan;
import dev.stator.testing.FaultTransport;
import dev.stator.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What one test works with. */
final class Bench implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualClock clock = ManualClock.at(START);
    private final Engine engine =
            Engine.inMemory(EngineOptions.standard().withClock(clock).withExpiryEvery(Duration.ZERO));
    private final Set<String> tables = new HashSet<>();
    private final FaultTransport faults;
    private final Optional<Faults> asked;
    private final Stator db;
    private int testsUnderWay;
    private volatile boolean clientAsked;

    Bench(FaultPlan plan, Optional<Faults> asked, UnaryOperator<StatorBuilder> client) {
        this.asked = asked;
        this.faults = new FaultTransport(engine, plan, clock);
        faults.calm();
        this.db = client.apply(Stator.builder()
                        .transport(faults)
                        .clock(clock)
                        .timer(clock)
                        .random(new Random(plan.seed())))
                .build();
    }

    Stator db() {
        clientAsked = true;
        return db;
    }

    Engine engine() {
        return engine;
    }

    FaultTransport faults() {
        clientAsked = true;
        return faults;
    }

    /** Whether somebody has what faults happen to. */
    boolean isClientAsked() {
        return clientAsked;
    }

    ManualClock clock() {
        return clock;
    }

    /** The annotation that its faults are of. */
    Optional<Faults> asked() {
        return asked;
    }

    /** Faults happen from the first test on, if several are under way at once. */
    synchronized void beginTest() {
        if (testsUnderWay++ == 0) {
            faults.resume();
        }
    }

    /** And until the last has ended. */
    synchronized void endTest() {
        if (--testsUnderWay == 0) {
            faults.calm();
        }
    }

    /** A table that is there. */
    synchronized <T> Table<T> table(String name, Class<T> type) {
        Table<T> table = db().table(name, type);
        if (tables.add(name)) {
            table.create().execute();
        }
        return table;
    }

    /** Closes the client, and with it all that stands behind. */
    @Override
    public void close() {
        db.close();
    }
}
