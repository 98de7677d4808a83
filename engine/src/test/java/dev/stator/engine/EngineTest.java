package dev.stator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.engine.store.Limits;
import dev.stator.engine.store.MemoryStore;
import dev.stator.engine.store.Snapshot;
import dev.stator.engine.store.SqliteStore;
import dev.stator.engine.store.Store;
import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
    private static final int THREADS = 4;
    private static final int ACCOUNTS = 6;

    @Test
    void aReplyHasARequestId() {
        EngineOptions options = EngineOptions.standard().withRequestIds(() -> "id-1");
        try (Engine engine = Engine.inMemory(options)) {
            assertThat(new Calls(engine).send("ListTables", "{}").header("x-amzn-RequestId"))
                    .contains("id-1");
        }
        try (Engine engine = Engine.inMemory()) {
            assertThat(new Calls(engine)
                            .send("Nothing", "{}")
                            .header("x-amzn-requestid")
                            .orElseThrow())
                    .matches("[A-Z0-9]{52}");
        }
    }

    @Test
    void anAsyncReplyIsThereAtOnce() {
        try (Engine engine = Engine.inMemory()) {
            WireReply reply = engine.sendAsync(
                            new WireRequest("ListTables", "{}".getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(1)))
                    .join();
            assertThat(new String(reply.body(), StandardCharsets.UTF_8)).isEqualTo("{\"TableNames\":[]}");
        }
    }

    @Test
    void aClosedEngineTakesNothingMore() {
        Engine engine = Engine.inMemory();
        Calls db = new Calls(engine);
        db.ok("ListTables", "{}");
        engine.close();
        engine.close();
        assertThatThrownBy(() -> db.send("ListTables", "{}"))
                .isInstanceOf(TransportException.class)
                .hasMessage("ListTables was sent to an engine that is closed");
    }

    @Test
    void aRequestThatOverflowsTheStackIsAnswered() {
        Store memory = new MemoryStore();
        var overflows = new AtomicBoolean();
        Store store = new Store() {
            @Override
            public Snapshot snapshot() {
                return memory.snapshot();
            }

            @Override
            public <R> R write(Change<R> change) {
                return memory.write(write -> {
                    R result = change.apply(write);
                    if (overflows.get()) {
                        throw new StackOverflowError("as the test wants it");
                    }
                    return result;
                });
            }

            @Override
            public void close() {
                memory.close();
            }
        };
        String put = "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}}}";
        try (Engine engine = Engine.over(store, EngineOptions.standard())) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Calls.HASH_TABLE);
            overflows.set(true);
            WireReply reply = db.send("PutItem", put);
            assertThat(reply.status()).isEqualTo(500);
            assertThat(new String(reply.body(), StandardCharsets.UTF_8)).contains("InternalServerError");
            assertThat(db.ok("Scan", "{'TableName': 'hash'}")).contains("'Count':0");
            overflows.set(false);
            db.ok("PutItem", put);
        }
    }

    @Test
    void noIncrementIsLostAmongThreads() throws Exception {
        Calls db = Calls.withTables();
        String add = "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}, 'UpdateExpression': 'ADD n :one', "
                + "'ExpressionAttributeValues': {':one': {'N': '1'}}}";
        together(() -> {
            for (int i = 0; i < 500; i++) {
                db.ok("UpdateItem", add);
            }
            return true;
        });
        assertThat(db.ok("GetItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}}"))
                .contains("'n':{'N':'" + 500 * THREADS + "'}");
    }

    @Test
    void transactionsMoveAmountsAndNoReaderSeesThemHalfDone() throws Exception {
        Calls db = Calls.withTables();
        for (int i = 0; i < ACCOUNTS; i++) {
            db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'k" + i + "'}, 'n': {'N': '10'}}}");
        }
        LongAdder moved = new LongAdder();
        together(() -> {
            for (int i = 0; i < 200; i++) {
                int from = ThreadLocalRandom.current().nextInt(ACCOUNTS);
                int to = (from + 1 + ThreadLocalRandom.current().nextInt(ACCOUNTS - 1)) % ACCOUNTS;
                WireReply reply = db.send(
                        "TransactWriteItems", "{'TransactItems': [" + move(from, -3) + ", " + move(to, 3) + "]}");
                if (reply.status() == 200) {
                    moved.increment();
                } else {
                    assertThat(new String(reply.body(), StandardCharsets.UTF_8))
                            .contains("TransactionCanceledException");
                }
                assertThat(sum(db.ok("Scan", "{'TableName': 'hash'}"))).isEqualTo(10 * ACCOUNTS);
            }
            return true;
        });
        assertThat(db.ok("Scan", "{'TableName': 'hash'}")).doesNotContain("'N':'-");
        assertThat(moved.sum()).isPositive();
    }

    private static String move(int account, int amount) {
        return "{'Update': {'TableName': 'hash', 'Key': {'a': {'S': 'k" + account
                + "'}}, 'UpdateExpression': 'ADD n :d', "
                + "'ConditionExpression': 'n >= :least', 'ExpressionAttributeValues': {':d': {'N': '" + amount
                + "'}, ':least': {'N': '" + Math.max(0, -amount) + "'}}}}";
    }

    private static int sum(String scan) {
        int sum = 0;
        Matcher amounts = Pattern.compile("'n':\\{'N':'(-?\\d+)'\\}").matcher(scan);
        while (amounts.find()) {
            sum += Integer.parseInt(amounts.group(1));
        }
        return sum;
    }

    private static void together(Callable<Boolean> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                results.add(threads.submit(work));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get(60, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aFolderKeepsTablesItemsAndTokens(@TempDir Path folder) {
        String transact = "{'ClientRequestToken': 't', 'TransactItems': [" + "{'Update': {'TableName': 'hash', "
                + "'Key': {'a': {'S': 'x'}}, 'UpdateExpression': 'ADD n :d', "
                + "'ExpressionAttributeValues': {':d': {'N': '1'}}}}]}";
        try (Engine engine = Engine.open(folder)) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Calls.HASH_TABLE);
            db.ok("CreateTable", Calls.RANGE_TABLE);
            db.ok("TransactWriteItems", transact);
            db.ok("PutItem", "{'TableName': 'range', 'Item': {'a': {'S': 'x'}, 'b': {'N': '1'}, 'c': {'S': 'c'}}}");
        }
        try (Engine engine = Engine.open(folder)) {
            Calls db = new Calls(engine);
            db.ok("TransactWriteItems", transact);
            assertThat(db.ok("GetItem", "{'TableName': 'hash', 'Key': {'a': {'S': 'x'}}}"))
                    .isEqualTo("{'Item':{'a':{'S':'x'},'n':{'N':'1'}}}");
            assertThat(db.ok("Scan", "{'TableName': 'range', 'IndexName': 'of-c'}"))
                    .contains("'Count':1");
            assertThat(db.ok("DescribeTable", "{'TableName': 'range'}")).contains("'ItemCount':1");
        }
    }

    @Test
    void aFolderInUseIsRefused(@TempDir Path folder) {
        try (Engine engine = Engine.open(folder)) {
            assertThat(new Calls(engine).ok("ListTables", "{}")).isEqualTo("{'TableNames':[]}");
            assertThatThrownBy(() -> Engine.open(folder))
                    .isInstanceOf(StatorException.class)
                    .hasMessageContaining(folder.toString());
        }
        Engine.open(folder).close();
    }

    @Test
    void anOpeningThatFailsGivesEverythingBack(@TempDir Path folder) throws Exception {
        SqliteStore.open(folder).close();
        sql(folder, "CREATE TRIGGER no BEFORE INSERT ON maps BEGIN SELECT RAISE(ABORT, 'not writable'); END");
        assertThatThrownBy(() -> Engine.open(folder))
                .isInstanceOf(StatorException.class)
                .hasMessageContaining("not writable");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("stator-writer " + folder);
        sql(folder, "DROP TRIGGER no");
        try (Engine engine = Engine.open(folder)) {
            new Calls(engine).ok("CreateTable", Calls.HASH_TABLE);
        }
    }

    private static void sql(Path folder, String sql) throws SQLException {
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data.sqlite"));
                Statement statement = file.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aFullDiskIsAFailureOfTransportThatSurelyDidNothing(@TempDir Path folder) {
        Store store = SqliteStore.open(folder);
        String put = "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}, 'b': {'S': '" + "b".repeat(300_000) + "'}}}";
        try (Engine engine = Engine.over(store, EngineOptions.standard())) {
            Calls db = new Calls(engine);
            db.ok("CreateTable", Calls.HASH_TABLE);
            Limits.pages(store, 60);
            assertThatThrownBy(() -> db.send("PutItem", put))
                    .isInstanceOfSatisfying(TransportException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(TransportException.Kind.NOT_SENT);
                        assertThat(failure.mayHaveApplied()).isFalse();
                    })
                    .hasMessageContaining("PutItem")
                    .hasMessageContaining("full")
                    .hasMessageContaining(folder.toString());
            assertThat(db.ok("Scan", "{'TableName': 'hash'}")).contains("'Count':0");
            Limits.pages(store, 4_000_000);
            db.ok("PutItem", put);
            assertThat(db.ok("Scan", "{'TableName': 'hash'}")).contains("'Count':1");
        }
    }

    @Test
    void anEngineInMemoryLoadsNothingOfSqlite() throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                InMemory.class.getName());
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String loaded = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();
        assertThat(loaded)
                .contains("dev.stator.engine.action.PutItem")
                .doesNotContain("org.sqlite", "SqliteConnection");
    }

    static final class InMemory {
        private InMemory() {}

        public static void main(String[] args) {
            Calls db = Calls.withTables();
            db.ok("PutItem", "{'TableName': 'hash', 'Item': {'a': {'S': 'x'}}}");
            db.engine().close();
        }
    }
}
