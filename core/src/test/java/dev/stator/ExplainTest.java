package dev.stator;

import static dev.stator.User.JOINED;
import static dev.stator.expression.Path.attr;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.Explanation.Kind;
import dev.stator.User.Order;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.error.CodecException;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.WireRequest;
import dev.stator.value.Item;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExplainTest {
    private final ScriptedTransport service = new ScriptedTransport();
    private final Stator db =
            Stator.builder().transport(service).retry(Mode.QUICK).build();
    private final Table<User> users = db.table("users", User.class);
    private final Table<Order> orders = db.table("orders", Order.class);
    private final Table<Item> items = db.table("items", TableSchema.items(KeyAttribute.string("id")));

    @AfterEach
    void nothingWasSent() {
        assertThat(service.requests()).isEmpty();
    }

    private static Explanation.Request only(Call<?> call) {
        List<Explanation.Request> requests = call.explain().requests();
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    private static void expect(
            Call<?> call, String action, Kind kind, double readUnits, double writeUnits, String... tables) {
        Explanation.Request request = only(call);
        assertThat(request.action()).isEqualTo(action);
        assertThat(request.kind()).isEqualTo(kind);
        assertThat(request.tables()).containsExactlyInAnyOrder(tables);
        assertThat(request.estimate().readUnits()).isEqualTo(readUnits);
        assertThat(request.estimate().writeUnits()).isEqualTo(writeUnits);
    }

    @Test
    void everyKindOfRequestIsExplained() {
        expect(orders.get(1), "GetItem", Kind.GET, 0.5, 0, "orders");
        expect(orders.get(1).consistent(), "GetItem", Kind.GET, 1, 0, "orders");
        expect(orders.delete(1), "DeleteItem", Kind.WRITE, 0, 1, "orders");
        expect(users.update("a", JOINED).set(User::points, 5), "UpdateItem", Kind.WRITE, 0, 1, "users");
        expect(users.query("a"), "Query", Kind.QUERY, 0.5, 0, "users");
        expect(users.query("a").consistent().page(), "Query", Kind.QUERY, 1, 0, "users");
        expect(users.scan().count(), "Scan", Kind.SCAN, 0.5, 0, "users");
        expect(
                db.transactGet(orders.get(1), users.get("a", JOINED)),
                "TransactGetItems",
                Kind.GET,
                4,
                0,
                "orders",
                "users");
        expect(
                db.transact(
                        orders.delete(1), orders.check(2).onlyIf(attr("total").exists())),
                "TransactWriteItems",
                Kind.WRITE,
                0,
                4,
                "orders");
        expect(
                db.batchGet(orders.get(1), orders.get(2), users.get("a", JOINED))
                        .measured(),
                "BatchGetItem",
                Kind.GET,
                1.5,
                0,
                "orders",
                "users");
        expect(db.describe("orders"), "DescribeTable", Kind.OTHER, 0, 0, "orders");
        expect(db.call("Query", "{\"TableName\":\"t\",\"IndexName\":\"i\"}"), "Query", Kind.QUERY, 0.5, 0, "t");
    }

    @Test
    void aPutCostsAUnitForEachKilobyteOfItsItem() {
        for (int size : new int[] {3, 1024, 1025, 2048, 10_000}) {
            Item item = Item.of("id", "x".repeat(size - 2));
            expect(items.put(item), "PutItem", Kind.WRITE, 0, Math.ceil(size / 1024.0), "items");
            expect(db.batchWrite(items.put(item)), "BatchWriteItem", Kind.WRITE, 0, Math.ceil(size / 1024.0), "items");
            expect(
                    db.transact(items.put(item)),
                    "TransactWriteItems",
                    Kind.WRITE,
                    0,
                    2 * Math.ceil(size / 1024.0),
                    "items");
        }
    }

    @Test
    void theIndexIsTold() {
        assertThat(only(users.index("by-name").query("Ann")).index()).contains("by-name");
        assertThat(only(users.query("a")).index()).isEmpty();
    }

    @Test
    void theJsonIsWhatIsSent() {
        Query<User> query = users.query("a").where(attr(User::points).gt(3)).limit(5);
        ScriptedTransport real = new ScriptedTransport().reply("{}");
        Stator.builder()
                .transport(real)
                .build()
                .table("users", User.class)
                .query("a")
                .where(attr(User::points).gt(3))
                .limit(5)
                .execute();
        assertThat(only(query).json()).isEqualTo(real.bodies().get(0));
        List<WireRequest> dry = query.dryRun();
        assertThat(dry).hasSize(1);
        assertThat(dry.get(0).action()).isEqualTo("Query");
        assertThat(new String(dry.get(0).body(), UTF_8)).isEqualTo(real.bodies().get(0));
    }

    @Test
    void aBatchShowsAllOfItsRequests() {
        List<Delete<Order>> deletes =
                IntStream.range(0, 60).mapToObj(orders::delete).toList();
        Explanation explained = db.batchWrite(deletes).explain();
        assertThat(explained.requests())
                .extracting(request -> request.estimate().writeUnits())
                .containsExactly(25.0, 25.0, 10.0);
        assertThat(orders.scan().parallel(4, 2).dryRun()).hasSize(4);
        assertThat(db.batchWrite().dryRun()).isEmpty();
    }

    @Test
    void aTableCallShowsItsFirstRequests() {
        assertThat(orders.create().dryRun())
                .first()
                .extracting(WireRequest::action)
                .isEqualTo("CreateTable");
        assertThat(orders.drop().dryRun())
                .first()
                .extracting(WireRequest::action)
                .isEqualTo("DeleteTable");
        assertThat(db.tableNames().dryRun()).extracting(WireRequest::action).containsExactly("ListTables");
        assertThat(only(db.tableNames()).tables()).isEmpty();
    }

    @Test
    void whatCannotBeWrittenCannotBeExplained() {
        assertThatThrownBy(
                        () -> orders.put(new Order(1, Optional.of(Double.NaN))).explain())
                .isInstanceOf(CodecException.class);
        assertThat(orders.put(new Order(1, Optional.of(1.0))).explain().requests())
                .hasSize(1);
    }

    @Test
    void textThatIsNoRequestIsShownAsItIs() {
        Explanation.Request request = only(db.call("PutItem", "no json"));
        assertThat(request.json()).isEqualTo("no json");
        assertThat(request.estimate().notCounted()).hasSize(1);
    }

    @Test
    void inWordsItTellsEverythingButTheValues() {
        String words = items.put(Item.of("id", "secret")).explain().toString();
        assertThat(words)
                .isEqualTo("PutItem (WRITE) on items, at least 0.0 read and 1.0 write units, "
                        + "not counting a larger item that is replaced; secondary indexes");
        assertThat(users.index("by-name").query("Ann").explain().toString())
                .startsWith("Query (QUERY) on users, index by-name, at least 0.5 read")
                .contains("128.0 units");
        assertThat(only(items.put(Item.of("id", "secret"))).json()).contains("secret");
    }
}
