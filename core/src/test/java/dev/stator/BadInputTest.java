package dev.stator;

import static dev.stator.User.ANN;
import static dev.stator.User.JOINED;
import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.User.Address;
import dev.stator.User.Order;
import dev.stator.codec.Attribute;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.TableSchema;
import dev.stator.error.CodecException;
import dev.stator.expression.KeyCondition;
import dev.stator.testing.ScriptedTransport;
import dev.stator.value.Item;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input is told with the table, where there is one, the path of the attribute, and what to do; nothing is sent. */
class BadInputTest {
    record Keyless(String id) {}

    record TwoKeys(@PartitionKey String id, @PartitionKey String other) {}

    record SameName(
            @PartitionKey String id,
            @Attribute("n") String name,
            @Attribute("n") int number) {}

    private static final ScriptedTransport SERVICE = new ScriptedTransport();
    private static final Stator DB =
            Stator.builder().transport(SERVICE).retry(Mode.QUICK).build();
    private static final Table<User> USERS = DB.table("users", User.class);
    private static final Table<Order> ORDERS = DB.table("orders", Order.class);

    private static final Table<Item> ITEMS = DB.table("items", TableSchema.items(KeyAttribute.string("id")));

    private static final User NAMELESS = new User("", JOINED, "n", 0, Set.of(), List.of(), Optional.empty());
    private static final Order NAN = new Order(1, Optional.of(Double.NaN));

    private static Set<String> withNull() {
        Set<String> tags = new HashSet<>();
        tags.add("a");
        tags.add(null);
        return tags;
    }

    private static Arguments bad(String what, Class<?> failure, ThrowingCallable input, String... words) {
        return Arguments.of(what, failure, input, words);
    }

    private static Arguments misuse(String what, ThrowingCallable input, String... words) {
        return bad(what, IllegalArgumentException.class, input, words);
    }

    private static Arguments misfit(String what, ThrowingCallable input, String... words) {
        return bad(what, CodecException.class, input, words);
    }

    static Stream<Arguments> badInput() {
        User nullInSet = new User("a", JOINED, "n", 0, withNull(), List.of(), Optional.empty());
        List<Delete<Order>> many =
                IntStream.range(0, 101).mapToObj(ORDERS::delete).toList();
        return Stream.of(
                misuse("no partition key", () -> DB.table("t", Keyless.class), "Keyless", "mark one", "@PartitionKey"),
                misuse("two partition keys", () -> DB.table("t", TwoKeys.class), "TwoKeys.other", "id", "@SortKey"),
                misuse(
                        "a stored name twice",
                        () -> DB.table("t", SameName.class),
                        "SameName.number",
                        "\"n\"",
                        "@Attribute"),
                misuse("type of a key, get", () -> USERS.get(7, JOINED), "Table users", "email", "Integer", "String"),
                misuse(
                        "type of a key, update",
                        () -> USERS.update("a", 7),
                        "Table users",
                        "joined",
                        "Integer",
                        "Instant"),
                misuse("type of a key, delete", () -> ORDERS.delete("x"), "Table orders", "id", "String", "Integer"),
                misuse("type of a key, check", () -> ORDERS.check("x"), "Table orders", "id", "String", "Integer"),
                misuse("type of a key, query", () -> USERS.query(7), "Table users", "email", "Integer", "String"),
                misuse("type of a key, index", () -> USERS.index("by-name").query(7), "Table users", "name", "Integer"),
                misuse(
                        "type of a key, sort key",
                        () -> USERS.query("a").sortKey(KeyCondition.gt(7)),
                        "Table users",
                        "joined"),
                misuse("a sort key less", () -> USERS.get("a"), "Table users", "joined", "give both"),
                misuse("a sort key more", () -> ORDERS.get(1, 2), "Table orders", "id", "alone"),
                misuse(
                        "empty key, get",
                        () -> USERS.get("", JOINED),
                        "Table users",
                        "email",
                        "empty",
                        "give it a value"),
                misuse("empty key, query", () -> USERS.query(""), "Table users", "email", "empty", "give it a value"),
                misfit(
                        "empty key, put of an item",
                        () -> ITEMS.put(Item.of("id", "")).execute(),
                        "table items",
                        "id",
                        "empty"),
                misfit(
                        "missing key, put of an item",
                        () -> ITEMS.put(Item.of("n", 1)).execute(),
                        "table items",
                        "id",
                        "give it one"),
                misfit(
                        "empty key, put",
                        () -> USERS.put(NAMELESS).execute(),
                        "table users",
                        "email",
                        "empty",
                        "give it a value"),
                misfit("empty key, transact", () -> DB.transact(USERS.put(NAMELESS)), "table users", "email", "empty"),
                misfit("empty key, batch", () -> DB.batchWrite(USERS.put(NAMELESS)), "table users", "email", "empty"),
                misfit(
                        "NaN, put",
                        () -> ORDERS.put(NAN).execute(),
                        "PutItem on table orders",
                        "total",
                        "NaN",
                        "finite"),
                misfit(
                        "NaN, transact",
                        () -> DB.transact(ORDERS.put(NAN)).execute(),
                        "PutItem on table orders",
                        "total",
                        "finite"),
                misfit(
                        "NaN, batch",
                        () -> DB.batchWrite(ORDERS.put(NAN)).execute(),
                        "PutItem on table orders",
                        "total",
                        "finite"),
                misuse(
                        "NaN, update",
                        () -> ORDERS.update(1).set(attr("total"), Double.NaN),
                        "Table orders",
                        "total",
                        "finite"),
                misuse(
                        "NaN, condition",
                        () -> ORDERS.delete(1).onlyIf(attr("total").eq(Double.NaN)),
                        "Table orders",
                        "total",
                        "finite"),
                misfit(
                        "null in a set, put",
                        () -> USERS.put(nullInSet).execute(),
                        "table users",
                        "tags",
                        "null",
                        "remove it"),
                misuse(
                        "null in a set, update",
                        () -> USERS.update("a", JOINED).set(User::tags, withNull()),
                        "Table users",
                        "tags",
                        "remove it"),
                misuse(
                        "null in a set, filter",
                        () -> USERS.scan().where(attr(User::tags).eq(withNull())),
                        "Table users",
                        "tags",
                        "remove it"),
                misuse("unknown index", () -> USERS.index("by-nome"), "Table users", "by-nome", "by-name", "by-points"),
                misuse("unknown index, none", () -> ORDERS.index("by-name"), "Table orders", "by-name", "none"),
                misuse("101 actions", () -> DB.transact(many), "1 to 100", "101", "batchWrite"),
                bad(
                        "empty update",
                        IllegalStateException.class,
                        () -> ORDERS.update(1).execute(),
                        "orders",
                        "changes nothing",
                        "set(…)"),
                misuse(
                        "another record, put",
                        () -> USERS.put(ANN).onlyIf(attr(Order::total).exists()),
                        "Table users",
                        "Order",
                        "total"),
                misuse(
                        "another record, delete",
                        () -> USERS.delete("a", JOINED).onlyIf(attr(Order::id).eq(1)),
                        "Table users",
                        "Order"),
                misuse(
                        "another record, update",
                        () -> USERS.update("a", JOINED).onlyIf(attr(Order::id).eq(1)),
                        "Table users",
                        "Order"),
                misuse(
                        "another record, check",
                        () -> USERS.check("a", JOINED).onlyIf(attr(Order::id).eq(1)),
                        "Table users",
                        "Order"),
                misuse(
                        "another record, query",
                        () -> USERS.query("a").where(attr(Order::id).eq(1)),
                        "Table users",
                        "Order"),
                misuse(
                        "another record, scan",
                        () -> USERS.scan().where(attr(Address::city).eq("x")),
                        "Table users",
                        "Address"),
                misuse(
                        "another record, select",
                        () -> USERS.get("a", JOINED).select(attr(Order::id)),
                        "Table users",
                        "Order"),
                misuse(
                        "another record, set",
                        () -> USERS.update("a", JOINED).set(attr(Order::id), 1),
                        "Table users",
                        "Order"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badInput")
    void badInputIsToldWithTablePathAndAdvice(
            String what, Class<? extends Throwable> failure, ThrowingCallable input, String[] words) {
        assertThatThrownBy(input).isInstanceOf(failure).hasMessageContainingAll(words);
        assertThat(SERVICE.requests()).isEmpty();
    }

    @Test
    void goodInputIsSent() {
        ScriptedTransport service = new ScriptedTransport();
        Stator db = Stator.builder().transport(service).retry(Mode.QUICK).build();
        Table<User> users = db.table("users", User.class);
        service.always(request -> ScriptedTransport.ok("{}"));

        users.put(ANN).onlyIf(attr(User::points).gt(1)).execute();
        db.transact(users.put(ANN)).execute();
        db.batchWrite(users.put(ANN)).execute();
        users.get("a", JOINED).select(attr(User::name)).execute();
        users.update("a", JOINED).set(User::tags, Set.of("a")).execute();
        users.delete("a", JOINED).onlyIf(attr(User::points).eq(1)).execute();
        users.query("a").sortKey(KeyCondition.between(JOINED, JOINED)).execute();
        users.index("by-name").query("Ann").execute();
        users.scan().where(attr(User::address).dot(Address::city).eq("Bonn")).execute();
        assertThat(service.requests()).hasSize(9);
    }
}
