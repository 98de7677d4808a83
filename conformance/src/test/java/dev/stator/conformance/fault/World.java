package dev.stator.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.TableSchema;
import dev.stator.value.AttributeValue.M;
import dev.stator.value.Item;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that is stored, as the model has it, or as it is.
 *
 * @param counted the last number that the members' counter gave
 */
record World(Map<String, Account> accounts, Map<String, Order> orders, Map<String, Member> members, long counted) {
    static final String ACCOUNTS = "accounts";
    static final String ORDERS = "orders";
    static final String MEMBERS = "members";

    /** Learnt once, because thousands of runs are clients of their own. */
    private static final TableSchema<Account> ACCOUNT = TableSchema.of(Account.class);

    private static final TableSchema<Order> ORDER = TableSchema.of(Order.class);
    private static final TableSchema<Member> MEMBER = TableSchema.of(Member.class);
    private static final TableSchema<Item> AS_STORED = TableSchema.items(KeyAttribute.string("id"));
    private static final String COUNTER = "__PK_VALUE_COUNTER__";
    private static final String GUARD = "__PK_VALUE_UNIQUE__/email/S/";

    static Table<Account> accounts(Stator db) {
        return db.table(ACCOUNTS, ACCOUNT);
    }

    static Table<Order> orders(Stator db) {
        return db.table(ORDERS, ORDER);
    }

    static Table<Member> members(Stator db) {
        return db.table(MEMBERS, MEMBER);
    }

    /** The members' table as it is, with whatever is in it. */
    static Table<Item> asStored(Stator db) {
        return db.table(MEMBERS, AS_STORED);
    }

    static Item toItem(Member member) {
        return MEMBER.toItem(member);
    }

    World {
        accounts = Map.copyOf(accounts);
        orders = Map.copyOf(orders);
        members = Map.copyOf(members);
    }

    /** What a client finds, to which no faults happen. Each value that is unique has a guard, which is its holder's, and no other is there. */
    static World seenBy(Stator undisturbed) {
        Map<String, Member> members = new HashMap<>();
        Map<String, String> guards = new HashMap<>();
        long counted = 0;
        for (Item item : asStored(undisturbed).scan().consistent().execute()) {
            String key = item.string("id").orElseThrow();
            if (key.equals(COUNTER)) {
                counted = item.number("current_counter_value").orElseThrow().longValueExact();
            } else if (key.startsWith(GUARD)) {
                guards.put(key.substring(GUARD.length()), ownerIn(item));
            } else {
                members.put(key, MEMBER.fromItem(item));
            }
        }
        assertThat(guards)
                .as("guards of unique values")
                .isEqualTo(members.values().stream().collect(Collectors.toMap(Member::email, Member::id)));
        return new World(
                accounts(undisturbed).scan().consistent().execute().stream()
                        .collect(Collectors.toMap(Account::id, Function.identity())),
                orders(undisturbed).scan().consistent().execute().stream()
                        .collect(Collectors.toMap(Order::id, Function.identity())),
                members,
                counted);
    }

    private static String ownerIn(Item guard) {
        return guard.asMap().values().stream()
                .filter(M.class::isInstance)
                .map(owner -> Item.copyOf(((M) owner).values()).string("id").orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    Optional<Account> account(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    Optional<Order> order(String id) {
        return Optional.ofNullable(orders.get(id));
    }

    /** With another account of that id, or with none. */
    World withAccount(String id, Optional<Account> account) {
        return new World(changed(accounts, id, account), orders, members, counted);
    }

    World withOrder(String id, Optional<Order> order) {
        return new World(accounts, changed(orders, id, order), members, counted);
    }

    World withMember(String id, Optional<Member> member) {
        return new World(accounts, orders, changed(members, id, member), counted);
    }

    /** When so many more numbers were taken. */
    World counting(long numbers) {
        return new World(accounts, orders, members, counted + numbers);
    }

    Optional<Member> member(String id) {
        return Optional.ofNullable(members.get(id));
    }

    /** Whether no two members share what is unique. */
    boolean isSound() {
        return members.values().stream().map(Member::email).distinct().count() == members.size();
    }

    private static <V> Map<String, V> changed(Map<String, V> all, String id, Optional<V> value) {
        Map<String, V> copy = new HashMap<>(all);
        copy.remove(id);
        value.ifPresent(present -> copy.put(id, present));
        return copy;
    }
}
