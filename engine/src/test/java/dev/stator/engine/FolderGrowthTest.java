package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How large a folder is after day upon day of updates, records in streams and items that expire. */
class FolderGrowthTest {
    private static final int ITEMS = 60;
    private static final Duration DAY = Duration.ofHours(25);

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final EngineOptions options = EngineOptions.standard()
            .withDurability(Durability.RELAXED)
            .withClock(clock)
            .withExpiryEvery(Duration.ZERO);
    private final Random random = new Random(1);
    private final Path folder;

    FolderGrowthTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aFolderStaysFlatWhileItemsChangeAreToldAndExpire() throws IOException {
        try (Engine engine = Engine.open(folder, options)) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Streaming.with("NEW_AND_OLD_IMAGES", Calls.RANGE_TABLE));
            db.ok(
                    "UpdateTimeToLive",
                    "{'TableName': 'range', 'TimeToLiveSpecification': {'AttributeName': 'until', 'Enabled': true}}");
        }
        day();
        day();
        long before = size();
        for (int i = 0; i < 5; i++) {
            day();
        }
        assertThat(size()).isBetween(100_000L, before * 5 / 4);
        assertThat(DataFolder.at(folder).verify().problems()).isEmpty();
    }

    @Test
    void anOpenEngineThatIsCompactedIsAsSmallAsWhatItHolds() throws IOException {
        try (Engine engine = Engine.open(folder, options)) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Calls.RANGE_TABLE);
            write(db);
            for (int i = 1; i < ITEMS; i++) {
                db.ok("DeleteItem", "{'TableName': 'range', 'Key': {'a': {'S': 'x'}, 'b': {'N': '" + i + "'}}}");
            }
            assertThat(engine.compact()).isPositive();
            assertThat(size()).isLessThan(200_000);
            assertThat(db.ok("Scan", "{'TableName': 'range', 'Select': 'COUNT'}"))
                    .contains("'Count':1,");
            write(db);
        }
        assertThat(DataFolder.at(folder).verify().items()).isEqualTo(ITEMS);
        try (Engine engine = Engine.inMemory()) {
            assertThat(engine.compact()).isZero();
        }
    }

    /** Every item is put with new contents and updated, expires at the end of the day, and its records are too old then. */
    private void day() {
        try (Engine engine = Engine.open(folder, options)) {
            Calls db = new Calls(engine);
            write(db);
            for (int i = 0; i < ITEMS; i++) {
                db.ok(
                        "UpdateItem",
                        "{'TableName': 'range', 'Key': {'a': {'S': 'x'}, 'b': {'N': '" + i
                                + "'}}, 'UpdateExpression': 'SET e = :e',"
                                + " 'ExpressionAttributeValues': {':e': {'S': '" + text() + "'}}}");
            }
            clock.advance(DAY);
            assertThat(engine.expire()).isEqualTo(ITEMS);
        }
    }

    private void write(Calls db) {
        long until = clock.instant().getEpochSecond() + 3600;
        for (int i = 0; i < ITEMS; i++) {
            db.ok(
                    "PutItem",
                    "{'TableName': 'range', 'Item': {'a': {'S': 'x'}, 'b': {'N': '" + i + "'}, 'c': {'S': '" + text()
                            + "'}, 'd': {'S': 'd'}, 'until': {'N': '" + until + "'}, 'x': {'S': '"
                            + text().repeat(20) + "'}}}");
        }
    }

    private String text() {
        return Long.toString(random.nextLong(), 36) + "y".repeat(random.nextInt(100));
    }

    private long size() throws IOException {
        return Files.size(folder.resolve("data.sqlite"));
    }
}
