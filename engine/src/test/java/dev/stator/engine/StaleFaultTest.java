package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.testing.Fault;
import dev.stator.testing.FaultPlan;
import dev.stator.testing.FaultTransport;
import dev.stator.testing.Lag;
import dev.stator.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stale reads by a plan: one at a time, or by chance. */
class StaleFaultTest {
    private static final String GET = "{'TableName': 'range', 'Key': {'a': {'S': 'x'}, 'b': {'N': '1'}}}";
    private static final String INDEX = "{'TableName': 'range', 'IndexName': 'of-c'}";
    private static final Lag LAG = Lag.of(Duration.ofSeconds(2)).withIndexes(Duration.ofSeconds(5));

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final Engine engine =
            Engine.inMemory(EngineOptions.standard().withClock(clock).withExpiryEvery(Duration.ZERO));

    private FaultTransport faults(FaultPlan plan) {
        return new FaultTransport(engine, plan.withLag(LAG), clock);
    }

    private static void put(Calls db, int value) {
        db.ok(
                "PutItem",
                "{'TableName': 'range', 'Item': {'a': {'S': 'x'}, 'b': {'N': '1'}, 'c': {'S': 'v" + value + "'}}}");
    }

    /** The value that a reply has, or -1. */
    private static int value(String reply) {
        int at = reply.indexOf("'S':'v");
        return at < 0 ? -1 : Integer.parseInt(reply.substring(at + 6, reply.indexOf('\'', at + 6)));
    }

    @Test
    void theNextReadFindsWhatWasThereTheLagAgo() {
        FaultTransport faults = faults(FaultPlan.of(1));
        Calls db = new Calls(faults);
        db.ok("CreateTable", Calls.RANGE_TABLE);
        put(db, 1);
        clock.advance(Duration.ofSeconds(3));
        put(db, 2);
        faults.next(Fault.STALE_READ, Fault.STALE_INDEX);
        assertThat(value(db.ok("Scan", INDEX))).isEqualTo(-1);
        assertThat(value(db.ok("GetItem", GET))).isEqualTo(1);
        assertThat(value(db.ok("GetItem", GET))).isEqualTo(2);
        assertThat(value(db.ok("Scan", INDEX))).isEqualTo(2);
    }

    @Test
    void whatWasPreparedInCalmIsAlwaysFound() {
        FaultTransport faults = faults(FaultPlan.of(1).with(Fault.STALE_READ, 1));
        Calls db = new Calls(faults);
        faults.calm();
        db.ok("CreateTable", Calls.RANGE_TABLE);
        put(db, 1);
        faults.resume();
        put(db, 2);
        assertThat(value(db.ok("GetItem", GET))).isEqualTo(1);
    }

    @Test
    void byChanceEachReadFindsThePresentOrTheStateOfTheLagAgo() {
        List<Integer> first = run(7);
        assertThat(first).isEqualTo(run(7)).isNotEqualTo(run(8));
    }

    /** What reads find between writes, a second after each of which there are some. */
    private List<Integer> run(long seed) {
        FaultTransport faults =
                faults(FaultPlan.of(seed).with(Fault.STALE_READ, 0.3).with(Fault.STALE_INDEX, 0.3));
        Calls db = new Calls(faults);
        db.ok("CreateTable", Calls.RANGE_TABLE);
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            put(db, i);
            int table = value(db.ok("GetItem", GET));
            int index = value(db.ok("Scan", INDEX));
            assertThat(table).isIn(Math.max(-1, i - 2), i);
            assertThat(index).isIn(Math.max(-1, i - 5), i);
            found.add(table);
            found.add(index);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(faults.struck().get(Fault.STALE_READ)).isBetween(15, 45);
        assertThat(faults.struck().get(Fault.STALE_INDEX)).isBetween(15, 45);
        db.ok("DeleteTable", "{'TableName': 'range'}");
        return found;
    }

    @Test
    void anEngineInAFolderGivesNoStaleReads(@TempDir Path folder) {
        try (Engine durable = Engine.open(folder)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> new FaultTransport(durable, FaultPlan.of(1).with(Fault.STALE_READ, 1)))
                    .withMessageContaining("Put an engine in memory there");
            FaultTransport faults = new FaultTransport(durable, FaultPlan.of(1));
            assertThat(new Calls(faults).ok("ListTables", "{}")).isEqualTo("{'TableNames':[]}");
        }
    }
}
