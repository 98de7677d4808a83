package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.error.StatorException;
import dev.stator.testing.ManualClock;
import dev.stator.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that are sound, and each kind of damage that {@link DataFolder#verify} can find. */
class DataFolderTest {
    private static final int ITEMS = 6;
    private static final String LONG = "v".repeat(300);

    private final Path folder;
    private final Path files;

    DataFolderTest(@TempDir Path folder, @TempDir Path files) {
        this.folder = folder;
        this.files = files;
    }

    @BeforeEach
    void fill() {
        try (Engine engine = Engine.open(folder)) {
            fill(engine);
            fill(engine.world("AKID", "eu-west-1"));
        }
    }

    private static void fill(Transport world) {
        Calls db = new Calls(world);
        db.ok("CreateTable", Calls.HASH_TABLE);
        db.ok("CreateTable", Calls.RANGE_TABLE);
        for (int i = 0; i < ITEMS; i++) {
            db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'k" + i + "'}, 'n': {'N': '1E2'}}}");
            db.ok(
                    "PutItem",
                    "{'TableName': 'range', 'Item': {'a': {'S': 'secret'}, 'b': {'N': '" + i + "'}, 'c': {'S': 'c"
                            + i % 2 + "'}" + (i < 2 ? "" : ", 'd': {'S': 'd'}")
                            + ", 'x': {'L': [{'B': 'AAAA'}, {'NULL': true}]}}}");
        }
        db.ok("DeleteItem", "{'TableName': 'range', 'Key': {'a': {'S': 'secret'}, 'b': {'N': '5'}}}");
    }

    private FolderReport verify() {
        return DataFolder.at(folder).verify();
    }

    /** Changes something behind the engine's back, in the own world's map whose name begins so. */
    private void damage(String map, String sql) throws SQLException {
        damage(map, sql, "");
    }

    /** The same in a map that has this text in a value. */
    private void damage(String map, String sql, String text) throws SQLException {
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data.sqlite"));
                PreparedStatement find = file.prepareStatement("SELECT 'm' || id FROM maps WHERE name GLOB ?")) {
            find.setString(1, map);
            List<String> tables = new ArrayList<>();
            try (ResultSet found = find.executeQuery()) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            tables.removeIf(table -> !holds(file, table, text));
            assertThat(tables).isNotEmpty();
            try (PreparedStatement change = file.prepareStatement(sql.replace("MAP", tables.get(0)))) {
                assertThat(change.executeUpdate()).isPositive();
            }
        }
    }

    private static boolean holds(Connection file, String table, String text) {
        try (PreparedStatement count = file.prepareStatement(
                "SELECT count(*) FROM " + table + " WHERE instr(v, CAST(? AS BLOB)) > 0 OR ? = ''")) {
            count.setString(1, text);
            count.setString(2, text);
            try (ResultSet found = count.executeQuery()) {
                return found.getLong(1) > 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertProblem(String... parts) {
        FolderReport report = verify();
        assertThat(report.isSound()).isFalse();
        assertThat(report.problems())
                .anySatisfy(problem -> assertThat(problem).contains(parts))
                .noneMatch(problem -> problem.contains("secret"));
    }

    @Test
    void aFolderOfAnEngineIsSound() {
        // 5 of the table range are left; of those all have c, and 3 have d.
        FolderReport report = verify();
        assertThat(report.problems()).isEmpty();
        assertThat(report).isEqualTo(new FolderReport(4, 22, 2 * (5 + 3 + 5 + 3), report.problems()));
        assertThat(report.isSound()).isTrue();
    }

    @Test
    void itIsVerifiedAndCopiedWhileAnEngineHasIt() {
        try (Engine engine = Engine.open(folder)) {
            assertThat(verify().isSound()).isTrue();
            DataFolder.at(folder).backup(files.resolve("backup"));
            engine.backup(files.resolve("another"));
            assertThatThrownBy(() -> DataFolder.at(folder).compact())
                    .isInstanceOf(StatorException.class)
                    .hasMessageContaining("in use");
            new Calls(engine).ok("DeleteTable", "{'TableName': 'range'}");
        }
        assertThat(verify().tables()).isEqualTo(3);
        for (String backup : new String[] {"backup", "another"}) {
            assertThat(DataFolder.at(files.resolve(backup)).verify()).isEqualTo(new FolderReport(4, 22, 32, List.of()));
        }
    }

    @Test
    void anEngineInMemoryIsKeptByItsBackup() {
        try (Engine engine = Engine.inMemory()) {
            fill(engine);
            engine.backup(files.resolve("kept"));
        }
        assertThat(DataFolder.at(files.resolve("kept")).verify().items()).isEqualTo(11);
        try (Engine engine = Engine.open(files.resolve("kept"))) {
            assertThat(new Calls(engine).ok("ListTables", "{}")).isEqualTo("{'TableNames':['hash','range']}");
        }
    }

    @Test
    void aCompactedFolderHoldsTheSame() throws IOException {
        try (Engine engine = Engine.open(folder)) {
            Calls db = new Calls(engine);
            for (int i = 0; i < 20; i++) {
                String item = "{'a': {'S': 'big" + i + "'}, 'b': {'S': '" + "b".repeat(100_000) + "'}}";
                db.ok("PutItem", "{'TableName': 'hash', 'Item': " + item + "}");
            }
            for (int i = 0; i < 20; i++) {
                db.ok("DeleteItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'big" + i + "'}}}");
            }
        }
        long before = Files.size(folder.resolve("data.sqlite"));
        assertThat(DataFolder.at(folder).compact()).isBetween(1_900_000L, before);
        assertThat(verify()).isEqualTo(new FolderReport(4, 22, 32, List.of()));
        assertThat(DataFolder.at(folder).compact()).isZero();
    }

    @Test
    void thereMustBeAFolderOfAnEngine() {
        Path missing = files.resolve("missing");
        assertThatThrownBy(() -> DataFolder.at(missing).verify())
                .isInstanceOf(StatorException.class)
                .hasMessageContaining(missing.toString());
        assertThat(missing).doesNotExist();
    }

    @Test
    void aMissingEntryIsFound() throws SQLException {
        damage("index/*/of-c-d", "DELETE FROM MAP WHERE rowid = (SELECT min(rowid) FROM MAP)");
        assertProblem("table range: item ", "has no entry in the index of-c-d");
    }

    @Test
    void anEntryTooManyIsFound() throws SQLException {
        damage("items/*", "DELETE FROM MAP WHERE rowid = (SELECT min(rowid) FROM MAP)", "secret");
        assertProblem("table range: entry ", "of the index of-c belongs to no item");
        assertProblem("table range: the counters of the table say 5 items");
    }

    @Test
    void anEntryOfAnotherTextIsFound() throws SQLException {
        damage("index/*/by-d", "UPDATE MAP SET v = unhex(replace(hex(v), hex('c1'), hex('c9')))");
        assertProblem("table range: item ", "is not what its entry in the index by-d says");
    }

    @Test
    void anItemUnderAnotherKeyIsFound() throws SQLException {
        damage("items/*", "UPDATE MAP SET k = CAST(k || 'x' AS BLOB) WHERE rowid = (SELECT min(rowid) FROM MAP)");
        assertProblem("item ", "lies under another key than its own");
    }

    @Test
    void aWrongSizeIsFound() throws SQLException {
        damage("items/*", "UPDATE MAP SET v = CAST(x'00000001' || substr(v, 5) AS BLOB)");
        assertProblem("item 1 (hash ", "has not the size that is noted with it");
    }

    @Test
    void aBrokenItemIsFound() throws SQLException {
        damage("items/*", "UPDATE MAP SET v = substr(v, 1, 12) WHERE rowid = (SELECT min(rowid) FROM MAP)");
        assertProblem("item ", "cannot be read");
    }

    @Test
    void wrongCountersAreFound() throws SQLException {
        damage("counters", "UPDATE MAP SET v = CAST(x'0000000000000009' || substr(v, 9) AS BLOB)");
        assertProblem("table hash: the counters of the table say 9 items", "there are 6 of ");
    }

    @Test
    void itemsThatWouldNotExpireAndEntriesThatNobodyHasAreFound() throws SQLException {
        try (Engine engine = Engine.open(folder)) {
            new Calls(engine)
                    .ok(
                            "UpdateTimeToLive",
                            "{'TableName': 'hash', 'TimeToLiveSpecification': {'AttributeName': 'n', 'Enabled': true}}");
        }
        assertThat(verify().problems()).isEmpty();
        damage("expiry/*", "DELETE FROM MAP WHERE rowid = (SELECT min(rowid) FROM MAP)");
        assertProblem("table hash: item ", "is not among the items that expire");
        damage("expiry/*", "INSERT INTO MAP VALUES (x'01', x''), (x'02', x'')");
        assertProblem("table hash: 1 entries among the items that expire belong to no item");
    }

    @Test
    void recordsOfAStreamThatAreMissingOrBrokenAreFound() throws SQLException {
        try (Engine engine = Engine.open(folder)) {
            Calls db = new Calls(engine);
            db.ok("DeleteTable", "{'TableName': 'hash'}");
            db.ok("CreateTable", Streaming.with("KEYS_ONLY", Calls.HASH_TABLE));
            for (int i = 0; i < 5; i++) {
                db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'k" + i + "'}}}");
            }
        }
        assertThat(verify().problems()).isEmpty();
        damage("stream/hash/*", "DELETE FROM MAP WHERE k = x'0000000000000002'");
        assertProblem("stream ", " of table hash: record 3 comes where record 2 should");
        damage("stream/hash/*", "DELETE FROM MAP WHERE k = x'0000000000000005'");
        assertProblem("stream ", " of table hash: record 4 is the last; that should be record 5");
        damage("stream/hash/*", "UPDATE MAP SET v = x'00' WHERE k = x'0000000000000001'");
        assertProblem("stream ", " of table hash cannot be read");
    }

    @Test
    void shardsOfAStreamThatEndBeforeTheyBeginAreFound() throws SQLException {
        ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
        try (Engine engine = Engine.open(folder, EngineOptions.standard().withClock(clock))) {
            Calls db = new Calls(engine);
            db.ok("DeleteTable", "{'TableName': 'hash'}");
            db.ok("CreateTable", Streaming.with("KEYS_ONLY", Calls.HASH_TABLE));
            for (int i = 0; i < 3; i++) {
                db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'k" + i + "'}}}");
                clock.advance(Duration.ofHours(4));
            }
        }
        assertThat(verify().problems()).isEmpty();
        damage(
                "stream/hash/*",
                "UPDATE MAP SET v = CAST(x'0000000000000003' || substr(v, 9) AS BLOB) WHERE k = x'0000'");
        assertProblem("stream ", " of table hash: shard shardId-", " ends before it begins");
    }

    @Test
    void whatIsMissingOrWrongOfAPastIsFound() throws SQLException {
        try (Engine engine = Engine.open(folder)) {
            Calls db = new Calls(engine);
            db.ok(
                    "UpdateContinuousBackups",
                    "{'TableName': 'hash', 'PointInTimeRecoverySpecification': {'PointInTimeRecoveryEnabled': true}}");
            for (int i = 0; i < 4; i++) {
                db.ok("DeleteItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'k" + i + "'}}}");
            }
        }
        assertThat(verify().problems()).isEmpty();
        damage("undo/*", "DELETE FROM MAP WHERE k = x'0000000000000002'");
        assertProblem("table hash: undo log: record 3 comes where record 2 should");
        damage("undo/*", "UPDATE MAP SET v = unhex(replace(hex(v), hex('k2'), hex('k9')))", "k2");
        assertProblem("table hash: undo log: an item lies under another key than its own");
        damage("undo/*", "UPDATE MAP SET v = x'00' WHERE k = x'0000000000000001'");
        assertProblem("table hash: its undo log cannot be read");
        damage("tables", "UPDATE MAP SET v = x'7b' WHERE k = CAST('hash' AS BLOB)");
        assertProblem("the map undo/", "belongs to no table");
    }

    @Test
    void backupsOfTablesThatHaveLostItemsOrTheirDescriptionAreFound() throws SQLException {
        try (Engine engine = Engine.open(folder)) {
            new Calls(engine).ok("CreateBackup", "{'TableName': 'hash', 'BackupName': 'kept'}");
        }
        assertThat(verify().problems()).isEmpty();
        damage("backup/*", "DELETE FROM MAP WHERE rowid = (SELECT min(rowid) FROM MAP)");
        assertProblem("backup ", " of table hash says 6 items of");
        damage("backup/*", "UPDATE MAP SET k = CAST(k || 'x' AS BLOB) WHERE rowid = (SELECT min(rowid) FROM MAP)");
        assertProblem("backup ", "lies under another key than its own");
        damage("backups", "DELETE FROM MAP");
        assertProblem("the map backup/", "belongs to no table");
    }

    @Test
    void tagsThatCannotBeReadOrBelongToNoTableAreFound() throws SQLException {
        try (Engine engine = Engine.open(folder)) {
            Calls db = new Calls(engine);
            String arn = db.ok("DescribeTable", "{'TableName': 'hash'}").replaceAll(".*'TableArn':'([^']+)'.*", "$1");
            db.ok(
                    "TagResource",
                    "{'ResourceArn': '" + arn + "', 'Tags': [{'Key': 'secret', 'Value': 'secret'},"
                            + " {'Key': 'k', 'Value': ''}]}");
        }
        assertThat(verify().problems()).isEmpty();
        damage("tags", "UPDATE MAP SET v = x'ff' WHERE v = CAST('secret' AS BLOB)");
        assertProblem("table hash: 1 tags cannot be read");
        damage("tags", "UPDATE MAP SET k = CAST('x' || k AS BLOB)");
        assertProblem("2 tags belong to no table");
    }

    @Test
    void tokensThatNeverEndAndEndsOfNoTokenAreFound() throws SQLException {
        try (Engine engine = Engine.open(folder)) {
            for (String token : List.of("secret-1", "secret-2", "secret-3")) {
                new Calls(engine)
                        .ok(
                                "TransactWriteItems",
                                "{'ClientRequestToken': '" + token
                                        + "', 'TransactItems': [{'Put': {'TableName': 'hash', 'Item': {'a': {'S': '"
                                        + token
                                        + "'}}}}]}");
            }
        }
        assertThat(verify().problems()).isEmpty();
        damage("token-ends", "DELETE FROM MAP WHERE rowid = (SELECT min(rowid) FROM MAP)");
        assertProblem("token of a transaction ", " is not among those that end");
        damage("tokens", "UPDATE MAP SET v = x'00'");
        assertProblem("token of a transaction 1 cannot be read");
        damage("tokens", "DELETE FROM MAP");
        assertProblem("end 2 of a token of a transaction belongs to none");
    }

    @Test
    void streamsWithoutTheirEndOrTheirPlaceAreFound() throws SQLException {
        try (Engine engine = Engine.open(folder)) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Streaming.with("KEYS_ONLY", Calls.HASH_TABLE.replace("hash", "ended")));
            db.ok("DeleteTable", "{'TableName': 'ended'}");
            db.ok("CreateTable", Streaming.with("KEYS_ONLY", Calls.HASH_TABLE.replace("hash", "live")));
        }
        assertThat(verify().problems()).isEmpty();
        damage("stream-ends", "DELETE FROM MAP");
        assertProblem("stream 1 is not among those that end");
        damage("streams", "DELETE FROM MAP WHERE k >= CAST('live/' AS BLOB)");
        assertProblem("table live: its stream is not among the streams");
        assertProblem("the map stream/live/", " belongs to no table");
    }

    @Test
    void whatBelongsToNoTableIsFound() throws SQLException {
        damage("counters", "INSERT INTO MAP VALUES (CAST('nobody' AS BLOB), x'00')");
        assertProblem("1 counters belong to no table");
        damage("tables", "UPDATE MAP SET k = CAST('other' AS BLOB) WHERE k = CAST('hash' AS BLOB)");
        assertProblem("table other: its description is that of table hash");
    }

    @Test
    void aBrokenDescriptionIsFoundAndTheOthersAreLookedAt() throws SQLException {
        damage("tables", "UPDATE MAP SET v = x'7b' WHERE k = CAST('hash' AS BLOB)");
        assertProblem("table hash: its description", "cannot be read");
        assertProblem("the map items/", "belongs to no table");
        assertThat(verify().indexEntries()).isEqualTo(32);
    }

    @Test
    void theWorldIsNamed() throws SQLException {
        damage("world/AKID/eu-west-1/counters", "UPDATE MAP SET v = x'00'");
        assertProblem("world/AKID/eu-west-1: table hash: its counters", "cannot be read");
    }

    @Test
    void aFileThatIsCutOffIsAProblemAndNoEngineOpensIt() throws IOException {
        Path file = folder.resolve("data.sqlite");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertProblem(file.toString(), "damaged", "put a backup in its place");
        assertThatThrownBy(() -> Engine.open(folder))
                .isInstanceOf(StatorException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("damaged");
        assertThat(file).hasSize(whole.length / 2);
    }

    @Test
    void aBackupIntoTheFolderItselfIsRefusedWhetherOrNotItIsServed() throws IOException {
        Path link = Files.createSymbolicLink(files.resolve("link"), folder);
        for (Path target : List.of(folder, folder.resolve("backup"), folder.resolve("a/b"), link.resolve("backup"))) {
            assertRefusedAsInside(target, () -> DataFolder.at(folder).backup(target));
            try (Engine engine = Engine.open(folder)) {
                assertRefusedAsInside(target, () -> engine.backup(target));
                assertRefusedAsInside(target, () -> DataFolder.at(link).backup(target));
            }
        }
        Files.delete(link);
        Path copy = files.resolve("data");
        DataFolder.at(folder).backup(copy);
        DataFolder.at(copy).backup(files.resolve("data-backup"));
        assertThat(DataFolder.at(files.resolve("data-backup")).verify().isSound())
                .isTrue();
    }

    private static void assertRefusedAsInside(Path target, ThrowingCallable backup) {
        assertThatThrownBy(backup)
                .isInstanceOf(StatorException.class)
                .hasMessageContaining(target.toString())
                .hasMessageContaining("the data folder ")
                .hasMessageContaining("pass a folder outside of it");
    }

    @Test
    void aFileThatIsDamagedInItsMiddleIsToldInOneSentenceThatSaysWhatToDo() throws IOException {
        try (Engine engine = Engine.open(folder)) {
            Calls db = new Calls(engine);
            for (int i = 0; i < 500; i++) {
                db.ok(
                        "PutItem",
                        "{'TableName': 'hash', 'Item': {'a': {'S': 'x" + i + "'}, 'b': {'S': '" + LONG + "'}}}");
            }
        }
        Path file = folder.resolve("data.sqlite");
        byte[] whole = Files.readAllBytes(file);
        Arrays.fill(whole, whole.length - 20 * 4096, whole.length - 18 * 4096, (byte) 0x55); // among the new items
        Files.write(file, whole);
        try (Engine engine = Engine.open(folder)) {
            assertOneSentence(file, () -> new Calls(engine).ok("Scan", "{'TableName': 'hash'}"));
            assertOneSentence(file, () -> engine.backup(files.resolve("backup")));
            assertOneSentence(file, engine::compact);
        }
        assertOneSentence(file, () -> {
            throw new StatorException(
                    String.join("\n", DataFolder.at(folder).verify().problems()), null);
        });
    }

    private static void assertOneSentence(Path file, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOf(StatorException.class)
                .message()
                .contains("The data file " + file + " is damaged", "put a backup in its place", "'stator fsck'")
                .containsOnlyOnce("damaged")
                .doesNotContainIgnoringCase("sqlite_")
                .doesNotContain("disk image", "malformed", "make room");
    }
}
