package dev.stator;

import static dev.stator.User.JOINED;
import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.User.Address;
import dev.stator.User.Order;
import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.IndexSortKey;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.TableSchema;
import dev.stator.expression.KeyCondition;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.Year;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** An update never leaves an item that its record cannot read: what would do so is refused at the call. */
class UpdateTest {
    record Visit(@PartitionKey String id, Instant at, int points, Optional<Integer> best, Set<String> tags) {}

    private final ScriptedTransport service = new ScriptedTransport();
    private final Stator db =
            Stator.builder().transport(service).retry(Mode.QUICK).build();
    private final Table<User> users = db.table("users", User.class);
    private final Table<Order> orders = db.table("orders", Order.class);
    private final Table<Visit> visits = db.table("visits", Visit.class);
    private final Table<Item> items = db.table("items", TableSchema.items(KeyAttribute.string("id")));

    private String sent(Update<?> update) {
        service.reply("{}");
        update.execute();
        return service.bodies().get(service.bodies().size() - 1);
    }

    private static void refused(ThrowingCallable misuse, String... words) {
        assertThatThrownBy(misuse).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(words);
    }

    @Test
    void aValueOfAnotherClassIsNotSet() {
        Update<User> ann = users.update("a", JOINED);
        refused(() -> ann.set(User::name, 5), "users", "name", "java.lang.Integer", "java.lang.String");
        refused(() -> ann.set(User::points, "x"), "users", "points", "java.lang.String", "java.lang.Integer");
        refused(() -> ann.set(attr("points"), "x"), "points", "java.lang.String", "java.lang.Integer");
        refused(() -> ann.set(attr("points"), 2.5), "points", "java.lang.Double");
        refused(() -> ann.set(attr("address").dot("city"), 5), "address.city", "java.lang.String");
        refused(() -> ann.set(attr("points"), AttributeValue.of("x")), "points");
        refused(() -> ann.set(attr("points"), attr("points").plus("x")), "points");
        refused(() -> ann.setIfAbsent(User::name, 5), "name", "java.lang.Integer", "java.lang.String");
        refused(() -> visits.update("v").set(Visit::at, "yesterday"), "visits", "at", "java.time.Instant");
        assertThat(sent(ann.set(User::name, "Ann").set(attr("points"), 7L).set(attr("more"), "x")))
                .contains("{\"S\":\"Ann\"}", "{\"N\":\"7\"}", "{\"S\":\"x\"}");
        assertThat(sent(visits.update("v").set(Visit::at, JOINED)))
                .contains("{\"S\":\"2020-01-31T12:00:00.000000000Z\"}");
        assertThat(sent(ann.setIfAbsent(User::name, "Ann"))).contains("if_not_exists", "{\"S\":\"Ann\"}");
    }

    @Test
    void aValueOfAnotherClassIsNotAddedOrDeleted() {
        Update<Visit> visit = visits.update("v");
        refused(() -> visit.add(attr("points"), 2.5), "visits", "points", "java.lang.Double", "java.lang.Integer");
        refused(() -> visit.add(attr("points"), "x"), "points", "java.lang.String", "java.lang.Integer");
        refused(() -> visit.add(attr("tags"), Set.of(1)), "tags");
        refused(() -> visit.add(attr("tags"), "x"), "tags", "java.lang.String", "java.util.Set");
        refused(() -> visit.delete(attr("tags"), Set.of(1)), "tags");
        assertThat(sent(visit.add(Visit::points, 2).add(Visit::tags, Set.of("a"))))
                .contains("{\"N\":\"2\"}", "{\"SS\":[\"a\"]}");
        assertThat(sent(visit.add(attr(Visit::points), 2).delete(Visit::tags, Set.of("a"))))
                .contains("{\"N\":\"2\"}", "{\"SS\":[\"a\"]}");
        assertThat(sent(visit.add(attr("points"), 2L).delete(attr("tags"), Set.of("a"))))
                .contains("{\"N\":\"2\"}", "{\"SS\":[\"a\"]}");
    }

    @Test
    void anAccessorOfANumberTakesOnlyNumbersThatFit() {
        refused(() -> visits.update("v").add(Visit::points, 2.5), "points", "java.lang.Double", "java.lang.Integer");
    }

    @Test
    void anOptionalComponentTakesWhatItWouldHold() {
        refused(() -> users.update("a", JOINED).set(User::address, "Bonn"), "address", "Address");
        assertThat(sent(users.update("a", JOINED).set(User::address, new Address("Bonn"))))
                .contains("{\"M\":{\"city\":{\"S\":\"Bonn\"}}}");
        assertThat(sent(orders.update(1).set(Order::total, 5))).contains("{\"N\":\"5\"}");
        assertThat(sent(orders.update(1).set(attr("total"), AttributeValue.Null.NULL)))
                .contains("{\"NULL\":true}");
        refused(() -> visits.update("v").set(attr("points"), AttributeValue.Null.NULL), "points");
    }

    @Test
    void whatTheRecordNeedsIsNotRemoved() {
        Update<User> ann = users.update("a", JOINED);
        refused(() -> ann.remove(User::name), "users", "name", "Optional");
        refused(() -> ann.remove(User::points), "users", "points");
        refused(() -> ann.remove(attr("notes")), "users", "notes");
        refused(() -> ann.remove(attr(User::address).dot(Address::city)), "users", "address.city");
        assertThat(sent(ann.remove(User::address).remove(User::tags).remove(attr("more"))))
                .contains("REMOVE");
        assertThat(sent(ann.remove(attr(User::notes).at(0)))).contains("REMOVE");
        assertThat(sent(items.update("i").remove(attr("anything")))).contains("REMOVE");
    }

    @Test
    void aKeyIsNotChanged() {
        Update<User> ann = users.update("a", JOINED);
        refused(() -> ann.set(User::email, "b"), "users", "email", "key attribute");
        refused(() -> ann.set(User::joined, JOINED), "joined", "key attribute");
        refused(() -> ann.set(attr("email"), "b"), "email", "key attribute");
        refused(() -> items.update("i").remove(attr("id")), "items", "id", "key attribute");
        refused(() -> items.update("i").add(attr("id"), 1), "id", "key attribute");
        refused(() -> items.update("i").delete(attr("id"), Set.of("a")), "id", "key attribute");
        assertThat(sent(ann.set(User::name, "a key of an index alone"))).contains("SET");
    }

    @Test
    void aQueryTakesTheKeysThatAGetTakes() {
        Table<Item> binaries = db.table("binaries", TableSchema.items(KeyAttribute.binary("id")));
        for (Object key : List.of(new byte[] {1}, ByteBuffer.wrap(new byte[] {1}), AttributeValue.of(new byte[] {1}))) {
            service.reply("{\"Items\":[]}");
            assertThat(binaries.query(key).execute()).isEmpty();
            assertThat(service.bodies().get(service.bodies().size() - 1)).contains("{\"B\":\"AQ==\"}");
            assertThat(binaries.get(key).key()).isEqualTo(Item.of("id", AttributeValue.of(new byte[] {1})));
        }

        Table<Report> reports = db.table("reports", Report.class);
        for (Object key : List.of(Year.of(2020), 2020, 2020L)) {
            service.reply("{\"Items\":[]}").reply("{\"Items\":[]}");
            assertThat(reports.query(key).execute()).isEmpty();
            assertThat(service.bodies().get(service.bodies().size() - 1)).contains("{\"N\":\"2020\"}");
            assertThat(reports.index("by-year")
                            .query("x")
                            .sortKey(KeyCondition.ge(key))
                            .execute())
                    .isEmpty();
        }
        refused(() -> reports.query("2020"), "reports", "year", "java.lang.String", "java.time.Year");
        refused(
                () -> reports.index("by-year").query("x").sortKey(KeyCondition.beginsWith("2")),
                "reports",
                "year",
                "between");
    }

    record Report(
            @PartitionKey @IndexSortKey("by-year") Year year,
            @IndexPartitionKey("by-year") String kind) {}
}
