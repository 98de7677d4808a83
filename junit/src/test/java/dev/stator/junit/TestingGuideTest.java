package dev.stator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.PartitionKey;
import dev.stator.engine.Engine;
import dev.stator.testing.Fault;
import dev.stator.testing.FaultPlan;
import dev.stator.testing.FaultTransport;
import dev.stator.testing.ManualClock;
import dev.stator.testing.RecordingTransport;
import dev.stator.testing.ReplayingTransport;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.Backoff;
import dev.stator.transport.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of the guide to testing. */
class TestingGuideTest {
    record User(@PartitionKey String email, int points) {}

    @Test
    void theScriptOfTheGuideRuns() {
        // region script
        ScriptedTransport service = new ScriptedTransport()
                .expect("GetItem", """
                        {"TableName": "users", "Key": {"email": {"S": "ann@x.org"}}}""")
                .reply("""
                        {"Item": {"email": {"S": "ann@x.org"}, "points": {"N": "5"}}}""")
                .expect("DeleteItem")
                .error(400, "ThrottlingException")
                .reply("{}");
        try (Stator db = Stator.builder()
                .transport(service)
                .retry(RetryPolicy.of(2, Backoff.none()))
                .build()) {
            Table<User> users = db.table("users", User.class);
            assertThat(users.get("ann@x.org").execute()).contains(new User("ann@x.org", 5));
            users.delete("ann@x.org").execute();
        }
        service.verify();
        // endregion
        assertThat(service.requests()).hasSize(3);
    }

    @Test
    void theRecordingOfTheGuideIsReplayed(@TempDir Path folder) {
        Path file = folder.resolve("users.jsonl");
        Engine engine = Engine.inMemory();
        // region record
        try (Stator db = Stator.builder()
                .transport(engine) // or none, for the real service
                .wrapTransport(real -> new RecordingTransport(real, file))
                .build()) {
            Table<User> users = db.table("users", User.class);
            users.create().execute();
            users.put(new User("ann@x.org", 5)).execute();
            users.get("ann@x.org").execute();
        }
        // endregion

        // region replay
        ReplayingTransport recorded = new ReplayingTransport(file);
        try (Stator db = Stator.builder().transport(recorded).build()) {
            Table<User> users = db.table("users", User.class);
            users.create().execute();
            users.put(new User("ann@x.org", 5)).execute();
            assertThat(users.get("ann@x.org").execute()).contains(new User("ann@x.org", 5));
        }
        recorded.verify();
        // endregion
    }

    @Test
    void thePartsOfTheGuideFitTogetherWithoutJUnit() {
        // region parts
        ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
        FaultPlan plan = FaultPlan.of(42).with(Fault.LOST_REPLY, 0.1).with(Fault.SLOW_REPLY, 0.1);
        FaultTransport faults = new FaultTransport(Engine.inMemory(), plan.withSlowest(Duration.ofSeconds(5)), clock);
        try (Stator db = Stator.builder()
                .transport(faults)
                .clock(clock)
                .timer(clock)
                .random(new Random(42))
                .build()) {
            Table<User> users = db.table("users", User.class);
            users.create().execute();
            for (int i = 0; i < 100; i++) {
                users.put(new User("user" + i, i)).execute();
            }
            System.out.println(faults.struck() + " and so late by now: " + clock.instant());
        }
        // endregion
        assertThat(faults.struck()).containsKeys(Fault.LOST_REPLY, Fault.SLOW_REPLY);
    }
}
