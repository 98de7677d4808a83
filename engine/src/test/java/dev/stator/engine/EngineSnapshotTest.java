package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.stator.testing.ManualClock;
import dev.stator.transport.Transport;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole state, taken and put back; and engines without number. */
class EngineSnapshotTest {
    private static final String SCAN = "{'TableName': 'hash'}";

    private static void put(Transport engine, String key) {
        new Calls(engine).ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': '" + key + "'}}}");
    }

    private static long items(Transport engine) {
        String scan = new Calls(engine).ok("Scan", SCAN);
        String description = new Calls(engine).ok("DescribeTable", SCAN);
        long count = scan.split("'a':", -1).length - 1L;
        assertThat(description).contains("'ItemCount':" + count);
        return count;
    }

    private static Engine withOneItem(Engine engine) {
        new Calls(engine).ok("CreateTable", Calls.HASH_TABLE);
        put(engine, "x");
        return engine;
    }

    @Test
    void aSnapshotIsRestoredAgainAndAgain() {
        try (Engine engine = withOneItem(Engine.inMemory())) {
            EngineSnapshot one = engine.snapshot();
            for (int i = 0; i < 3; i++) {
                put(engine, "y");
                put(engine, "z");
                new Calls(engine).ok("CreateTable", Calls.RANGE_TABLE);
                assertThat(items(engine)).isEqualTo(3);
                engine.restore(one);
                assertThat(items(engine)).isEqualTo(1);
                assertThat(new Calls(engine).ok("ListTables", "{}")).isEqualTo("{'TableNames':['hash']}");
            }
        }
    }

    @Test
    void aTableThatComesBackIsTheSameOne() {
        try (Engine engine = withOneItem(Engine.inMemory())) {
            String before = new Calls(engine).ok("DescribeTable", SCAN);
            EngineSnapshot one = engine.snapshot();
            new Calls(engine).ok("DeleteTable", SCAN);
            new Calls(engine).ok("CreateTable", Calls.HASH_TABLE);
            assertThat(items(engine)).isZero();
            engine.restore(one);
            assertThat(items(engine)).isEqualTo(1);
            assertThat(new Calls(engine).ok("DescribeTable", SCAN)).isEqualTo(before);
        }
    }

    @Test
    void everyWorldIsInIt() {
        try (Engine engine = withOneItem(Engine.inMemory())) {
            EngineSnapshot before = engine.snapshot();
            Transport world = engine.world("a", "eu-west-1");
            new Calls(world).ok("CreateTable", Calls.HASH_TABLE);
            put(world, "1");
            EngineSnapshot after = engine.snapshot();
            engine.restore(before);
            assertThat(engine.worlds()).hasSize(1);
            assertThat(new Calls(world).ok("ListTables", "{}")).isEqualTo("{'TableNames':[]}");
            new Calls(world).ok("CreateTable", Calls.HASH_TABLE);
            assertThat(items(world)).isZero();
            engine.restore(after);
            assertThat(items(world)).isEqualTo(1);
        }
    }

    @Test
    void transactionTokensAreAsTheyWere() {
        String transact = "{'ClientRequestToken': 't', 'TransactItems': [{'Update': {'TableName': 'hash', "
                + "'Key': {'a': {'S': 'x'}}, 'UpdateExpression': 'ADD n :d', "
                + "'ExpressionAttributeValues': {':d': {'N': '1'}}}}]}";
        try (Engine engine = withOneItem(Engine.inMemory())) {
            EngineSnapshot before = engine.snapshot();
            new Calls(engine).ok("TransactWriteItems", transact);
            EngineSnapshot after = engine.snapshot();
            for (EngineSnapshot each : List.of(before, after)) {
                engine.restore(each);
                new Calls(engine).ok("TransactWriteItems", transact);
                assertThat(new Calls(engine).ok("Scan", SCAN)).contains("'n':{'N':'1'}");
            }
        }
    }

    @Test
    void streamsTimesToLiveAndBackupsAreInIt() {
        ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
        EngineOptions options = EngineOptions.standard().withClock(clock).withExpiryEvery(Duration.ZERO);
        try (Engine engine = Engine.inMemory(options);
                Engine other = Engine.inMemory(options)) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Streaming.with("NEW_AND_OLD_IMAGES", Calls.HASH_TABLE));
            db.ok(
                    "UpdateTimeToLive",
                    "{'TableName': 'hash', 'TimeToLiveSpecification': {'AttributeName': 'until', 'Enabled': true}}");
            long until = clock.instant().getEpochSecond() + 60;
            db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'until': {'N': '" + until + "'}}}");
            String backup = "{'BackupArn': '"
                    + Streaming.member("BackupArn", db.ok("CreateBackup", "{'TableName': 'hash', 'BackupName': 'one'}"))
                    + "'";
            List<String> told = Streaming.of(db, "hash").all();
            EngineSnapshot one = engine.snapshot();
            db.ok("DeleteBackup", backup + "}");
            db.ok("DeleteTable", SCAN);
            clock.advance(Duration.ofSeconds(60));
            for (Engine each : List.of(engine, other)) {
                each.restore(one);
                Calls calls = new Calls(each);
                Streaming stream = Streaming.of(calls, "hash");
                assertThat(stream.all()).isEqualTo(told).hasSize(1);
                assertThat(each.expire()).isEqualTo(1);
                assertThat(stream.all())
                        .hasSize(2)
                        .last()
                        .asString()
                        .startsWith("REMOVE")
                        .endsWith("by the service");
                calls.ok("RestoreTableFromBackup", backup + ", 'TargetTableName': 'copy'}");
                assertThat(calls.ok("Scan", "{'TableName': 'copy'}")).contains("'x'");
                assertThat(items(each)).isZero();
            }
        }
    }

    @Test
    void itGoesFromAFolderToMemoryAndBack(@TempDir Path folder) {
        try (Engine durable = withOneItem(Engine.open(folder));
                Engine memory = Engine.inMemory()) {
            memory.restore(durable.snapshot());
            assertThat(items(memory)).isEqualTo(1);
            put(memory, "y");
            durable.restore(memory.snapshot());
        }
        try (Engine durable = Engine.open(folder)) {
            assertThat(items(durable)).isEqualTo(2);
        }
        assertThat(DataFolder.at(folder).verify().problems()).isEmpty();
    }

    /** What it costs is seen in what it allocates, which is the same on every machine. */
    @Test
    void itCostsNoMoreHoweverMuchThereIs() {
        try (Engine engine = withOneItem(Engine.inMemory())) {
            for (int i = 0; i < 20_000; i++) {
                put(engine, "" + i);
            }
            engine.restore(engine.snapshot());
            var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                engine.restore(engine.snapshot());
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000_000);
        }
    }

    /** What engines cost, each with a table, four indexes and an item of its own, is seen in what they allocate. */
    @Test
    void anEngineWithATableAndItsIndexesIsSmall() {
        ownTables(1).close();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        List<Engine> engines = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            engines.add(ownTables(i));
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(200 * 250_000L);
        engines.forEach(Engine::close);
    }

    private static Engine ownTables(int number) {
        Engine engine = Engine.inMemory();
        new Calls(engine).ok("CreateTable", Calls.RANGE_TABLE);
        new Calls(engine)
                .ok("PutItem", "{'TableName': 'range', 'Item': {'a': {'S': '" + number + "'}, 'b': {'N': '1'}}}");
        return engine;
    }

    @Test
    void hundredsOfEnginesLiveInOneProcess() {
        List<Engine> engines = new ArrayList<>();
        try (Engine model = withOneItem(Engine.inMemory())) {
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            EngineSnapshot filled = model.snapshot();
            for (int i = 0; i < 500; i++) {
                Engine engine = Engine.inMemory();
                engine.restore(filled);
                engines.add(engine);
            }
            for (int i = 0; i < 500; i += 7) {
                put(engines.get(i), "own");
            }
            for (int i = 0; i < 500; i++) {
                assertThat(items(engines.get(i))).isEqualTo(i % 7 == 0 ? 2 : 1);
            }
            assertThat(items(model)).isEqualTo(1);
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(threads + 50);
        } finally {
            engines.forEach(Engine::close);
        }
    }
}
