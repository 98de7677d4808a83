package dev.stator.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.PartitionKey;
import dev.stator.engine.DataFolder;
import dev.stator.engine.Durability;
import dev.stator.engine.Engine;
import dev.stator.engine.EngineOptions;
import dev.stator.engine.EngineSnapshot;
import dev.stator.engine.FolderReport;
import dev.stator.engine.http.FrontOptions;
import dev.stator.engine.http.HttpFront;
import dev.stator.testing.Lag;
import dev.stator.testing.ManualClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about the engine. */
class EngineGuideTest {
    record User(@PartitionKey String email, int points) {}

    @Test
    void open(@TempDir Path folder) {
        // region open
        try (Stator db = Engine.open(folder).connect()) { // or Engine.inMemory(); closing the client closes the engine
            Table<User> users = db.table("users", User.class);
            users.create().ifMissing().execute();
            users.put(new User("ann@x.org", 5)).execute(); // is on the disk
        }
        // endregion
        assertThat(DataFolder.at(folder).verify()).isEqualTo(new FolderReport(1, 1, 0, List.of()));
    }

    @Test
    void folder(@TempDir Path files) {
        Path folder = files.resolve("data");
        Path backup = files.resolve("backup");
        // region folder
        EngineOptions relaxed = EngineOptions.standard().withDurability(Durability.RELAXED);
        try (Engine engine = Engine.open(folder, relaxed)) { // or without options: synced
            // hide
            engine.connect().table("users", User.class).create().execute();
            // show
            engine.backup(backup); // requests go on meanwhile
        }
        FolderReport report = DataFolder.at(backup).verify();
        List<String> problems = report.problems(); // empty
        long smaller = DataFolder.at(folder).compact(); // in bytes
        // endregion
        assertThat(report.tables()).isEqualTo(1);
        assertThat(problems).isEmpty();
        assertThat(smaller).isNotNegative();
    }

    @Test
    void lag() {
        // region lag
        ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
        Lag lag = Lag.of(Duration.ofSeconds(2)).withIndexes(Duration.ofSeconds(5));
        EngineOptions behind = EngineOptions.standard().withClock(clock).withLag(lag);
        try (Stator db = Engine.inMemory(behind).connect()) {
            Table<User> users = db.table("users", User.class);
            users.create().execute();
            users.put(new User("ann@x.org", 5)).execute();

            assertThat(users.get("ann@x.org").execute()).isEmpty();
            assertThat(users.get("ann@x.org").consistent().execute()).isPresent();
            clock.advance(Duration.ofSeconds(2));
            assertThat(users.get("ann@x.org").execute()).isPresent();
        }
        // endregion
    }

    @Test
    void snapshot() {
        Engine engine = Engine.inMemory();
        Stator db = engine.connect();
        Table<User> users = db.table("users", User.class);
        users.create().execute();
        // region snapshot
        users.put(new User("ann@x.org", 5)).execute();
        EngineSnapshot withAnn = engine.snapshot(); // takes no time, however much there is

        users.delete("ann@x.org").execute();
        engine.restore(withAnn); // neither does this
        assertThat(users.get("ann@x.org").execute()).isPresent();

        Engine another = Engine.inMemory();
        another.restore(withAnn); // and they share nothing from here on
        // endregion
        assertThat(another.connect().tableNames().execute()).containsExactly("users");
        another.close();
        db.close();
    }

    @Test
    void worlds() {
        // region worlds
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Engine engine = Engine.inMemory();
                HttpFront front = HttpFront.start(engine::world, address, FrontOptions.standard());
                Stator ann = Stator.builder()
                        .endpoint(front.uri().toString())
                        .region("eu-central-1")
                        .credentials("ANN", "any secret")
                        .build()) {
            ann.table("users", User.class).create().execute();

            assertThat(engine.worlds()).hasToString("[World[account=ANN, region=eu-central-1]]");
            Stator same = Stator.builder()
                    .transport(engine.world("ANN", "eu-central-1"))
                    .build();
            assertThat(same.tableNames().execute()).containsExactly("users");
            assertThat(engine.connect().tableNames().execute()).isEmpty(); // the engine's own world
        }
        // endregion
    }
}
