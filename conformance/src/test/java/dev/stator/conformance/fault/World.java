package dev.stator.conformance.fault;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.TableSchema;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All that is stored, as the model has it, or as it is. */
record World(Map<String, Account> accounts, Map<String, Order> orders) {
    static final String ACCOUNTS = "accounts";
    static final String ORDERS = "orders";

    /** Learnt once, because thousands of runs are clients of their own. */
    private static final TableSchema<Account> ACCOUNT = TableSchema.of(Account.class);

    private static final TableSchema<Order> ORDER = TableSchema.of(Order.class);

    static Table<Account> accounts(Stator db) {
        return db.table(ACCOUNTS, ACCOUNT);
    }

    static Table<Order> orders(Stator db) {
        return db.table(ORDERS, ORDER);
    }

    World {
        accounts = Map.copyOf(accounts);
        orders = Map.copyOf(orders);
    }

    /** What a client finds, to which no faults happen. */
    static World seenBy(Stator undisturbed) {
        return new World(
                accounts(undisturbed).scan().consistent().execute().stream()
                        .collect(Collectors.toMap(Account::id, Function.identity())),
                orders(undisturbed).scan().consistent().execute().stream()
                        .collect(Collectors.toMap(Order::id, Function.identity())));
    }

    Optional<Account> account(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    Optional<Order> order(String id) {
        return Optional.ofNullable(orders.get(id));
    }

    /** With another account of that id, or with none. */
    World withAccount(String id, Optional<Account> account) {
        return new World(changed(accounts, id, account), orders);
    }

    World withOrder(String id, Optional<Order> order) {
        return new World(accounts, changed(orders, id, order));
    }

    private static <V> Map<String, V> changed(Map<String, V> all, String id, Optional<V> value) {
        Map<String, V> copy = new HashMap<>(all);
        copy.remove(id);
        value.ifPresent(present -> copy.put(id, present));
        return copy;
    }
}
