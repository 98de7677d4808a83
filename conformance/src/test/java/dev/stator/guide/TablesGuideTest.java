package dev.stator.guide;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Stator;
import dev.stator.StreamConsumer;
import dev.stator.Table;
import dev.stator.TablePlan;
import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.TimeToLive;
import dev.stator.engine.Engine;
import dev.stator.stream.Checkpoints;
import dev.stator.stream.StreamRecord;
import dev.stator.value.Item;
import dev.stator.value.TableDescription;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about tables. */
class TablesGuideTest {
    // region record
    record Session(
            @PartitionKey String id,
            @IndexPartitionKey("by-user") String user,
            @TimeToLive Instant until) {}
    // endregion

    private final Stator db = Engine.inMemory().connect();
    private final Table<Session> sessions = db.table("sessions", Session.class);

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void life() {
        // region life
        sessions.create().onDemand().tag("team", "web").execute(); // waits until it can be used
        sessions.create().ifMissing().execute(); // does nothing now

        boolean there = sessions.exists().execute();
        boolean usable = sessions.isActive().execute();
        TableDescription description =
                sessions.describe().untilActive().within(Duration.ofMinutes(1)).execute();
        List<String> all = db.tableNames().execute();

        sessions.alter().provisioned(10, 5).indexCapacity("by-user", 5, 5).execute();
        sessions.alter().deletionProtection(true).execute();
        sessions.alter().deletionProtection(false).execute();
        sessions.drop().ifExists().execute();
        // endregion
        assertThat(there && usable).isTrue();
        assertThat(description.summary()).contains("by-user");
        assertThat(all).containsExactly("sessions");
        assertThat(sessions.exists().execute()).isFalse();
    }

    @Test
    void plan() {
        db.table("sessions", TableWithoutIndex.class).create().execute();
        // region plan
        TablePlan plan = sessions.plan().onDemand().deletionProtection(true).execute();
        System.out.print(plan);
        plan.apply().execute();
        // endregion
        assertThat(plan.toString()).isEqualTo("""
                        Plan for table sessions:
                          1. create index by-user (global, key user (S), holds ALL)
                          2. protect the table from deletion
                          3. let items expire by until
                        """);
        assertThat(sessions.plan().onDemand().deletionProtection(true).execute().isUpToDate())
                .isTrue();
    }

    record TableWithoutIndex(@PartitionKey String id) {}

    @Test
    void expiry() {
        sessions.create().withoutTimeToLive().execute();
        // region expiry
        sessions.timeToLive().enable().execute(); // by the component with @TimeToLive
        sessions.timeToLive().disable().execute();
        sessions.timeToLive().enable(attr(Session::until)).execute();
        String by = sessions.timeToLive().describe().execute().attribute().orElseThrow();
        // endregion
        assertThat(by).isEqualTo("until");
    }

    @Test
    void dump(@TempDir Path folder) {
        sessions.create().execute();
        sessions.put(new Session("s1", "ann", Instant.EPOCH)).execute();
        // region dump
        Path file = folder.resolve("sessions.jsonl.gz");
        long written = sessions.scan().parallel(4, 4).dump(file).resuming().execute();

        Table<Item> copy = db.dumped("copy-of-sessions", file);
        copy.create().execute();
        long loaded = copy.load(file).resuming().execute();
        // endregion
        assertThat(written).isEqualTo(1);
        assertThat(loaded).isEqualTo(1);
        assertThat(copy.index("by-user").query("ann").execute()).hasSize(1);
    }

    @Test
    void streams(@TempDir Path folder) {
        Path file = folder.resolve("checkpoints");
        sessions.create().execute();
        List<String> seen = new ArrayList<>();
        // region streams
        sessions.alter().stream().execute();
        // hide
        sessions.put(new Session("s1", "ann", Instant.EPOCH)).execute();
        sessions.delete("s1").execute();
        // show
        StreamConsumer<Session> changes = sessions.stream().consumer(Checkpoints.file(file));
        boolean running = true;
        while (running) {
            for (StreamRecord<Session> change : changes.poll().execute()) {
                System.out.println(change.event() + " " + change.before() + " " + change.after());
                // hide
                seen.add(change.event());
                running = seen.size() < 2;
                // show
            }
            changes.commit(); // what was not comes again after a restart
        }
        // endregion
        assertThat(seen).containsExactly("INSERT", "REMOVE");
        assertThat(file).exists();
    }

    /** Only AWS scales capacity. */
    void scaling() {
        // region scaling
        sessions.plan().provisioned(10, 10).execute().apply().execute();
        sessions.autoScaling().between(5, 500).using(70).register().execute();
        sessions.autoScaling().deregister().execute();
        // endregion
    }
}
