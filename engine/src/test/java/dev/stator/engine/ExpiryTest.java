package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.engine.store.Cursor;
import dev.stator.engine.store.MemoryStore;
import dev.stator.engine.store.Range;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.SqliteStore;
import dev.stator.engine.store.Store;
import dev.stator.testing.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items whose time is over go, and records of streams that are old. */
class ExpiryTest {
    private static final long NOW = 1_790_000_000L;
    private static final long FIVE_YEARS =
            NOW - Instant.parse("2021-09-21T14:13:20Z").getEpochSecond();

    private final ManualClock clock = ManualClock.at(Instant.ofEpochSecond(NOW));
    private final EngineOptions options =
            EngineOptions.standard().withClock(clock).withExpiryEvery(Duration.ZERO);

    private static void enable(Calls db, String table) {
        db.ok(
                "UpdateTimeToLive",
                "{'TableName': '" + table
                        + "', 'TimeToLiveSpecification': {'AttributeName': 'until', 'Enabled': true}}");
    }

    private static void put(Calls db, String key, String until) {
        db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': '" + key + "'}, 'until': " + until + "}}");
    }

    private static boolean isThere(Calls db, String key) {
        return db.ok("GetItem", "{'TableName': 'hash', 'Key': {'a': {'S': '" + key + "'}}}")
                .contains("'Item'");
    }

    private static int entries(Store store, String map) {
        int count = 0;
        try (Snapshot snapshot = store.snapshot();
                Cursor cursor = snapshot.scan(map, Range.all(), true)) {
            while (cursor.next()) {
                count++;
            }
        }
        return count;
    }

    @Test
    void anItemGoesWhenItsTimeIsOver() {
        try (Engine engine = Engine.inMemory(options)) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Streaming.with("NEW_AND_OLD_IMAGES", Calls.HASH_TABLE));
            enable(db, "hash");
            put(db, "x", "{'N': '" + (NOW + 60) + "'}");
            put(db, "later", "{'N': '" + (NOW + 61) + "'}");

            clock.advance(Duration.ofMillis(59_999));
            assertThat(engine.expire()).isZero();
            clock.advance(Duration.ofMillis(1));
            assertThat(isThere(db, "x")).isTrue();
            assertThat(engine.expire()).isEqualTo(1);

            assertThat(isThere(db, "x")).isFalse();
            assertThat(isThere(db, "later")).isTrue();
            assertThat(engine.expire()).isZero();
            assertThat(Streaming.of(db, "hash").all())
                    .hasSize(3)
                    .last()
                    .isEqualTo("REMOVE new null old {'a':{'S':'x'},'until':{'N':'" + (NOW + 60) + "'}} by the service");
            assertThat(Streaming.of(db, "hash").records(Streaming.of(db, "hash").oldest()))
                    .contains("'userIdentity':{'PrincipalId':'dynamodb.amazonaws.com','Type':'Service'}}]");
        }
    }

    @Test
    void whatIsDamagedKeepsNothingElseFromGoing() {
        Store store = new MemoryStore();
        try (Engine engine = Engine.over(store, options)) {
            Calls own = new Calls(engine);
            Calls other = new Calls(engine.world("other", "us-east-1"));
            for (Calls db : List.of(own, other)) {
                db.ok("CreateTable", Calls.HASH_TABLE);
                enable(db, "hash");
                put(db, "x", "{'N': '" + NOW + "'}");
            }
            own.ok("CreateTable", Calls.HASH_TABLE.replace("'hash'", "'last'"));
            enable(own, "last");
            own.ok("PutItem", "{'TableName': 'last', 'Item': {'a': {'S': 'x'}, 'until': {'N': '" + NOW + "'}}}");
            damageItems(store, own);

            assertThatThrownBy(engine::expire).isInstanceOf(RuntimeException.class);

            assertThat(own.ok("GetItem", "{'TableName': 'last', 'Key': {'a': {'S': 'x'}}}"))
                    .isEqualTo("{}");
            assertThat(isThere(other, "x")).isFalse();
        }
    }

    /** Puts something else in the places of all items of the table {@code hash}. */
    private static void damageItems(Store store, Calls db) {
        String description = db.ok("DescribeTable", "{'TableName': 'hash'}");
        String id = description.replaceFirst(".*'TableId':'([^']+)'.*", "$1");
        store.run(write -> {
            try (Cursor cursor = write.scan("items/" + id, Range.all(), true)) {
                while (cursor.next()) {
                    write.put("items/" + id, cursor.key(), new byte[] {1, 2, 3});
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'S': '1789999999'}",
                "{'SS': ['1789999999']}",
                "{'N': '-1'}",
                "{'N': '0'}",
                "{'N': '1790000001'}",
                "{'N': '1790000000.9E3'}",
                "{'N': '9E100'}",
                "{'NULL': true}"
            })
    void whatIsNoTimeThatIsOverStays(String until) {
        try (Engine engine = Engine.inMemory(options)) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Calls.HASH_TABLE);
            enable(db, "hash");
            put(db, "x", until);
            put(db, "over", "{'N': '1790000000.9'}");
            assertThat(engine.expire()).isEqualTo(1);
            assertThat(isThere(db, "x")).isTrue();
            assertThat(isThere(db, "over")).isFalse();
        }
    }

    @Test
    void whatIsOverForMoreThanFiveYearsIsTakenForAMistake() {
        try (Engine engine = Engine.inMemory(options)) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Calls.HASH_TABLE);
            enable(db, "hash");
            put(db, "old", "{'N': '" + (NOW - FIVE_YEARS - 1) + "'}");
            put(db, "young", "{'N': '" + (NOW - FIVE_YEARS) + "'}");
            assertThat(engine.expire()).isEqualTo(1);
            assertThat(isThere(db, "old")).isTrue();
        }
    }

    @Test
    void theTimeIsThatOfTheItemAsItIs() {
        try (Engine engine = Engine.inMemory(options)) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Calls.HASH_TABLE);
            enable(db, "hash");
            for (String key : new String[] {"x", "y", "z"}) {
                put(db, key, "{'N': '" + (NOW + 1) + "'}");
            }
            put(db, "x", "{'N': '" + (NOW + 100) + "'}");
            db.ok(
                    "UpdateItem",
                    "{'TableName': 'hash', 'Key': {'a': {'S': 'y'}}, 'UpdateExpression': 'REMOVE #u',"
                            + " 'ExpressionAttributeNames': {'#u': 'until'}}");
            db.ok("DeleteItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'z'}}}");
            clock.advance(Duration.ofSeconds(50));
            assertThat(engine.expire()).isZero();
            clock.advance(Duration.ofSeconds(50));
            assertThat(engine.expire()).isEqualTo(1);
            assertThat(isThere(db, "y")).isTrue();
        }
    }

    @Test
    void itemsFromBeforeExpireTooAndNoneWhenItIsDisabled() {
        try (Engine engine = Engine.inMemory(options)) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Calls.HASH_TABLE);
            put(db, "x", "{'N': '" + (NOW - 1) + "'}");
            assertThat(engine.expire()).isZero();
            enable(db, "hash");
            assertThat(engine.expire()).isEqualTo(1);
            put(db, "x", "{'N': '" + (NOW - 1) + "'}");
            db.ok(
                    "UpdateTimeToLive",
                    "{'TableName': 'hash', 'TimeToLiveSpecification': {'AttributeName': 'until', 'Enabled': false}}");
            assertThat(engine.expire()).isZero();
            assertThat(isThere(db, "x")).isTrue();
        }
    }

    @Test
    void indexEntriesAndCountersGoWithTheItem() {
        try (Engine engine = Engine.inMemory(options)) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Calls.RANGE_TABLE);
            enable(db, "range");
            for (int i = 0; i < 250; i++) {
                db.ok(
                        "PutItem",
                        "{'TableName': 'range', 'Item': {'a': {'S': 'x'}, 'b': {'N': '" + i
                                + "'}, 'c': {'S': 'c'}, 'd': {'S': 'd'}, 'until': {'N': '" + (NOW - i) + "'}}}");
            }
            assertThat(engine.expire()).isEqualTo(250);
            for (String index : new String[] {"by-c", "by-d", "of-c", "of-c-d"}) {
                assertThat(db.ok("Scan", "{'TableName': 'range', 'IndexName': '" + index + "'}"))
                        .contains("'Count':0");
            }
            assertThat(db.ok("DescribeTable", "{'TableName': 'range'}"))
                    .contains("'TableSizeBytes':0,'ItemCount':0")
                    .doesNotContain("'ItemCount':250");
        }
    }

    @Test
    void anEngineInAFolderExpiresWhatItFinds(@TempDir Path folder) {
        try (Engine engine = Engine.open(folder, options)) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Streaming.with("KEYS_ONLY", Calls.HASH_TABLE));
            enable(db, "hash");
            put(db, "x", "{'N': '" + NOW + "'}");
        }
        try (Engine engine = Engine.open(folder, options)) {
            Calls db = new Calls(engine);
            assertThat(engine.expire()).isEqualTo(1);
            assertThat(isThere(db, "x")).isFalse();
            assertThat(Streaming.of(db, "hash").all())
                    .containsExactly("INSERT new null old null", "REMOVE new null old null by the service");
        }
    }

    @Test
    void everyWorldHasItsStreamsAndItsExpiry() {
        try (Engine engine = Engine.inMemory(options)) {
            for (String region : new String[] {"eu-west-1", "eu-west-2"}) {
                Calls db = new Calls(engine.world("111122223333", region));
                db.ok("CreateTable", Streaming.with("KEYS_ONLY", Calls.HASH_TABLE));
                enable(db, "hash");
                put(db, "x", "{'N': '" + NOW + "'}");
            }
            assertThat(engine.expire()).isEqualTo(2);
            Calls db = new Calls(engine.world("111122223333", "eu-west-2"));
            assertThat(isThere(db, "x")).isFalse();
            Streaming stream = Streaming.of(db, "hash");
            assertThat(stream.arn()).startsWith("arn:aws:dynamodb:eu-west-2:111122223333:table/hash/stream/");
            assertThat(stream.all())
                    .containsExactly("INSERT new null old null", "REMOVE new null old null by the service");
            assertThat(stream.records(stream.oldest())).contains("'awsRegion':'eu-west-2'");
            assertThat(new Calls(engine).ok("ListStreams", "{}")).isEqualTo("{'Streams':[]}");
        }
    }

    @Test
    void anEngineExpiresByItself() throws InterruptedException {
        try (Engine engine = Engine.inMemory(options.withExpiryEvery(Duration.ofMillis(5)))) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Calls.HASH_TABLE);
            enable(db, "hash");
            put(db, "x", "{'N': '" + NOW + "'}");
            await(() -> !isThere(db, "x"));
        }
    }

    @Test
    void anEngineThatIsOpenedExpiresByItself(@TempDir Path folder) throws InterruptedException {
        try (Engine engine = Engine.open(folder, options)) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Calls.HASH_TABLE);
            enable(db, "hash");
            put(db, "x", "{'N': '" + NOW + "'}");
        }
        try (Engine engine = Engine.open(folder, options.withExpiryEvery(Duration.ofMillis(5)))) {
            await(() -> !isThere(new Calls(engine), "x"));
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 2000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void anEngineThatIsClosedExpiresNothing() {
        Engine engine = Engine.inMemory(options);
        engine.close();
        assertThatThrownBy(engine::expire).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noPauseIsNegative() {
        assertThat(options.withExpiryEvery(Duration.ZERO).expiryEvery()).isZero();
        assertThatThrownBy(() -> options.withExpiryEvery(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expiryEvery");
    }

    @Test
    void aStreamHoldsWhatCanBeReadAndLittleMore() {
        Store store = new MemoryStore();
        try (Engine engine = Engine.over(store, options)) {
            ageStream(engine, store);
        }
    }

    @Test
    void aStreamInAFolderHoldsWhatCanBeReadAndLittleMore(@TempDir Path folder) {
        Store store = SqliteStore.open(folder, Duration.ofSeconds(1));
        try (Engine engine = Engine.over(store, options)) {
            ageStream(engine, store);
        }
    }

    private void ageStream(Engine engine, Store store) {
        Calls db = new Calls(engine);
        db.ok("CreateTable", Streaming.with("NEW_IMAGE", Calls.HASH_TABLE));
        Streaming stream = Streaming.of(db, "hash");
        String map = "stream/hash/" + clock.millis();
        for (int i = 0; i < 300; i++) {
            put(db, "x", "{'N': '" + i + "'}");
            clock.advance(Duration.ofMinutes(15));
        }
        // Two beside them are the head and the shards of the stream.
        assertThat(stream.all()).hasSize(95);
        assertThat(entries(store, map)).isBetween(95 + 2, 97 + 2);

        clock.advance(Duration.ofDays(2));
        assertThat(stream.all()).isEmpty();
        assertThat(engine.expire()).isZero();
        assertThat(entries(store, map)).isEqualTo(2);
        put(db, "x", "{'N': '-1'}");
        assertThat(Streaming.numbers(stream.records(stream.oldest()))).containsExactly("100000000000000000301");

        db.ok("DeleteTable", "{'TableName': 'hash'}");
        assertThat(entries(store, map)).isEqualTo(3);
        clock.advance(Duration.ofDays(1));
        engine.expire();
        assertThat(entries(store, map)).isZero();
        assertThat(entries(store, "streams")).isZero();
        assertThat(entries(store, "stream-ends")).isZero();
    }

    @Test
    void whatIsKeptToRestoreATableIsThatOfItsPeriodAndLittleMore() {
        Store store = new MemoryStore();
        try (Engine engine = Engine.over(store, options)) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Calls.HASH_TABLE);
            String map = "undo/" + Streaming.member("TableId", db.ok("DescribeTable", "{'TableName': 'hash'}"));
            put(db, "x", "{'N': '-1'}");
            assertThat(entries(store, map)).isZero();
            recover(db, true);
            for (int i = 0; i < 300; i++) {
                put(db, "x", "{'N': '" + i + "'}");
                put(db, "x", "{'N': '" + i + "'}"); // changes nothing
                clock.advance(Duration.ofMinutes(15));
            }
            // One beside them is the head.
            assertThat(entries(store, map)).isBetween(95 + 1, 97 + 1);
            clock.advance(Duration.ofHours(12));
            engine.expire();
            assertThat(entries(store, map)).isEqualTo(47 + 1);
            recover(db, false);
            put(db, "x", "{'N': '-1'}");
            assertThat(entries(store, map)).isZero();

            recover(db, true);
            put(db, "x", "{'N': '-2'}");
            assertThat(entries(store, map)).isEqualTo(1 + 1);
            db.ok("DeleteTable", "{'TableName': 'hash'}");
            assertThat(entries(store, map)).isZero();
            assertThat(entries(store, "backups")).isEqualTo(1);
            clock.advance(Duration.ofDays(35));
            engine.expire();
            assertThat(entries(store, "backups")).isZero();
        }
    }

    private static void recover(Calls db, boolean enabled) {
        db.ok(
                "UpdateContinuousBackups",
                "{'TableName': 'hash', 'PointInTimeRecoverySpecification': {'PointInTimeRecoveryEnabled': " + enabled
                        + (enabled ? ", 'RecoveryPeriodInDays': 1" : "") + "}}");
    }
}
