package dev.stator.conformance.fault;

import static dev.stator.expression.Path.attr;

import dev.stator.Call;
import dev.stator.NumberedPut;
import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.TransactAction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Random writes of one item. */
final class Changes {
    private static final int IDS = 8;

    private final SplittableRandom random;
    private final Table<Account> accounts;
    private final Table<Order> orders;
    private final Table<Member> members;
    private int made;

    Changes(SplittableRandom random, Stator db) {
        this.random = random;
        this.accounts = World.accounts(db);
        this.orders = World.orders(db);
        this.members = World.members(db);
    }

    String accountId() {
        return "a" + random.nextInt(IDS);
    }

    /** Sometimes so many that one request does not take them. */
    List<String> accountIds() {
        int most = random.nextInt(4) == 0 ? 70 : 6;
        return IntStream.range(0, 1 + random.nextInt(most))
                .mapToObj(i -> "a" + random.nextInt(most))
                .toList();
    }

    private String orderId() {
        return "o" + random.nextInt(IDS);
    }

    /** Differs from all before, so that it can be seen which of two writes was done. */
    int number() {
        return ++made * 10 + random.nextInt(10);
    }

    Account account(String id) {
        return new Account(
                id,
                number(),
                random.nextBoolean() ? Set.of() : Set.of("t" + number()),
                random.nextBoolean() ? Optional.empty() : Optional.of("n" + number()));
    }

    /** The record that some program may have read before: the one that is there, an older one, or one that is new. */
    private Order known(String id, World world) {
        Order there = world.order(id).orElse(new Order(id, 0, number()));
        boolean stale = random.nextInt(5) == 0;
        return new Order(id, stale ? there.version() + random.nextInt(3) - 1 : there.version(), number());
    }

    Change next(World world) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> ofOrder(world);
            case 2, 3 -> ofMember(world);
            default -> ofAccount();
        };
    }

    private Change ofAccount() {
        String id = accountId();
        Account account = account(id);
        int more = number();
        Predicate<World> exists = now -> now.account(id).isPresent();
        UnaryOperator<World> stores = now -> now.withAccount(id, Optional.of(account));
        UnaryOperator<World> adds = now -> changing(now, id, old -> old.plus(more));
        return switch (random.nextInt(14)) {
            case 0 ->
                write(World.ACCOUNTS, "put", id, accounts.put(account), Changes::always, stores)
                        .giving(gives(account));
            case 1 ->
                write(World.ACCOUNTS, "create", id, accounts.create(account), exists.negate(), stores)
                        .giving(gives(account));
            case 2 ->
                write(World.ACCOUNTS, "replace", id, accounts.replace(account), exists, stores)
                        .giving(gives(account));
            case 3 ->
                write(
                                World.ACCOUNTS,
                                "put if fewer points",
                                id,
                                accounts.put(account)
                                        .onlyIf(attr(Account::points).lt(account.points())),
                                exists.and(now -> now.accounts().get(id).points() < account.points()),
                                stores)
                        .giving(gives(account));
            case 4, 5 ->
                write(
                        World.ACCOUNTS,
                        "add points",
                        id,
                        accounts.update(id).add(Account::points, more).ifExists(),
                        exists,
                        adds);
            case 6 ->
                alone(
                                "add points and give the item",
                                id,
                                accounts.update(id)
                                        .add(Account::points, more)
                                        .ifExists()
                                        .returningNew(),
                                exists,
                                adds)
                        .giving(now -> Optional.of(now.accounts().get(id).plus(more)));
            case 7 ->
                write(
                        World.ACCOUNTS,
                        "add a tag",
                        id,
                        accounts.update(id)
                                .add(Account::tags, Set.of("t" + more))
                                .ifExists(),
                        exists,
                        now -> changing(now, id, old -> old.tagged("t" + more)));
            case 8 ->
                write(
                        World.ACCOUNTS,
                        "set the note",
                        id,
                        accounts.update(id).set(Account::note, "n" + more).ifExists(),
                        exists,
                        now -> changing(now, id, old -> old.noted("n" + more)));
            case 9 ->
                write(
                        World.ACCOUNTS,
                        "delete",
                        id,
                        accounts.delete(id),
                        Changes::always,
                        now -> now.withAccount(id, Optional.empty()));
            case 10 ->
                write(
                        World.ACCOUNTS,
                        "delete if it exists",
                        id,
                        accounts.delete(id).ifExists(),
                        exists,
                        now -> now.withAccount(id, Optional.empty()));
            case 11 ->
                alone(
                                "delete and give the old",
                                id,
                                accounts.delete(id).returningOld(),
                                Changes::always,
                                now -> now.withAccount(id, Optional.empty()))
                        .giving(now -> Optional.of(now.account(id)));
            default ->
                write(
                                World.ACCOUNTS,
                                "upsert",
                                id,
                                accounts.upsert(account),
                                Changes::always,
                                now -> now.withAccount(id, Optional.of(upserted(now, account))))
                        .giving(now -> Optional.of(upserted(now, account)));
        };
    }

    static Account upserted(World now, Account account) {
        return now.account(account.id()).map(account::over).orElse(account);
    }

    private static World changing(World now, String id, UnaryOperator<Account> change) {
        return now.withAccount(id, now.account(id).map(change));
    }

    private Change ofOrder(World world) {
        String id = orderId();
        Order order = known(id, world);
        int amount = number();
        Predicate<World> same = now -> now.order(id).map(Order::version).orElse(0L) == order.version();
        UnaryOperator<World> stores = now -> now.withOrder(id, Optional.of(order.next()));
        return switch (random.nextInt(6)) {
            case 0, 1 ->
                write(World.ORDERS, "put", id, orders.put(order), same, stores).giving(gives(order.next()));
            case 2 ->
                write(
                        World.ORDERS,
                        "update with version",
                        id,
                        orders.update(order).set(Order::amount, amount).ifExists(),
                        same.and(now -> now.order(id).isPresent()),
                        now -> now.withOrder(id, Optional.of(order.of(amount).next())));
            case 3 ->
                write(
                        World.ORDERS,
                        "update whatever the version",
                        id,
                        orders.update(id).set(Order::amount, amount).ifExists(),
                        now -> now.order(id).isPresent(),
                        now -> now.withOrder(
                                id, now.order(id).map(old -> old.of(amount).next())));
            case 4 ->
                write(
                        World.ORDERS,
                        "delete",
                        id,
                        orders.delete(order),
                        same,
                        now -> now.withOrder(id, Optional.empty()));
            default ->
                write(World.ORDERS, "upsert", id, orders.upsert(order), same, stores)
                        .giving(gives(order.next()));
        };
    }

    private String memberId(World world) {
        List<String> there = world.members().keySet().stream().sorted().toList();
        return there.isEmpty() || random.nextInt(4) == 0
                ? "x" + random.nextInt(3)
                : there.get(random.nextInt(there.size()));
    }

    /** So few different emails that they often are another's. */
    private Change ofMember(World world) {
        String id = memberId(world);
        String email = "e" + random.nextInt(8);
        Member member = new Member(id, email, number());
        int more = number();
        Predicate<World> exists = now -> now.member(id).isPresent();
        UnaryOperator<World> stores = now -> now.withMember(id, Optional.of(member));
        return switch (random.nextInt(11)) {
            case 0, 1 ->
                write(World.MEMBERS, "put", id, members.put(member), Changes::always, stores)
                        .giving(gives(member))
                        .claiming(email);
            case 2 ->
                write(World.MEMBERS, "create", id, members.create(member), exists.negate(), stores)
                        .giving(gives(member))
                        .claiming(email);
            case 3, 4 ->
                write(
                                World.MEMBERS,
                                "set the email",
                                id,
                                members.update(id).set(Member::email, email).ifExists(),
                                exists,
                                now -> now.withMember(id, now.member(id).map(old -> old.withEmail(email))))
                        .claiming(email);
            case 5 ->
                write(
                        World.MEMBERS,
                        "add points",
                        id,
                        members.update(id).add(Member::points, more).ifExists(),
                        exists,
                        now -> now.withMember(id, now.member(id).map(old -> old.plus(more))));
            case 6 ->
                write(
                        World.MEMBERS,
                        "delete",
                        id,
                        members.delete(id),
                        Changes::always,
                        now -> now.withMember(id, Optional.empty()));
            case 7 ->
                write(World.MEMBERS, "upsert", id, members.upsert(member), Changes::always, stores)
                        .giving(gives(member))
                        .claiming(email);
            default -> numbered(email);
        };
    }

    private Change numbered(String email) {
        int points = number();
        NumberedPut<Member> put = members.create(members.counter(), n -> new Member("m" + n, email, points));
        Function<World, Member> next = now -> new Member("m" + (now.counted() + 1), email, points);
        return write(
                        World.MEMBERS,
                        "create with the next number",
                        "number of " + email,
                        put,
                        Changes::always,
                        now -> now.withMember(next.apply(now).id(), Optional.of(next.apply(now)))
                                .counting(1))
                .giving(now -> Optional.of(next.apply(now)))
                .claiming(email);
    }

    private static Function<World, Optional<Object>> gives(Object item) {
        return now -> Optional.of(item);
    }

    /** A check, which is a part of transactions only. */
    Change check() {
        String id = accountId();
        return new Change(
                "check",
                World.ACCOUNTS + "/" + id,
                null,
                accounts.check(id).onlyIf(attr(Account::points).exists()),
                now -> now.account(id).isPresent(),
                now -> now,
                now -> Optional.empty(),
                Optional.empty());
    }

    @SuppressWarnings("UnusedVariable") // It is a predicate of worlds.
    private static boolean always(World now) {
        return true;
    }

    private static <C extends Call<?> & TransactAction<?>> Change write(
            String table, String what, String id, C write, Predicate<World> allowed, UnaryOperator<World> effect) {
        return new Change(
                what, table + "/" + id, write, write, allowed, effect, now -> Optional.empty(), Optional.empty());
    }

    /** What is no part of transactions. */
    private static Change alone(
            String what, String id, Call<?> write, Predicate<World> allowed, UnaryOperator<World> effect) {
        return new Change(
                what,
                World.ACCOUNTS + "/" + id,
                write,
                null,
                allowed,
                effect,
                now -> Optional.empty(),
                Optional.empty());
    }
}
