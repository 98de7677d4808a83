package dev.stator.conformance;

import static dev.stator.expression.KeyCondition.beginsWith;
import static dev.stator.expression.KeyCondition.between;
import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.stator.KeyedTable;
import dev.stator.Table;
import dev.stator.Update;
import dev.stator.codec.Attribute;
import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.IndexSortKey;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import dev.stator.codec.Stamp;
import dev.stator.codec.TableSchema;
import dev.stator.codec.Version;
import dev.stator.error.CodecException;
import dev.stator.error.ConditionFailedException;
import dev.stator.expression.UpdateExpression;
import dev.stator.value.Item;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Keys that methods and templates make, on the way to the service and back. */
class MadeKeyContract {
    /** A record whose keys templates make. */
    @PartitionKey(value = "pk", template = "USER#{email}")
    @SortKey(value = "sk", template = "ORDER#{day}#{number:06}")
    @IndexPartitionKey(value = "by-town", name = "gsi1pk", template = "TOWN#{town}")
    @IndexSortKey(value = "by-town", name = "gsi1sk", template = "{email}#{number:06}")
    record Order(String email, LocalDate day, int number, Optional<String> town, int price) {}

    /** The key of an order. */
    record OrderKey(String email, LocalDate day, int number) {}

    /** The orders of a day. */
    record Day(LocalDate day) {}

    /** A record whose keys methods make. */
    record Account(
            String owner,
            String branch,
            @Attribute("balance") long cents) {
        @PartitionKey("pk")
        String key() {
            return branch + "/" + owner;
        }

        @IndexPartitionKey("by-branch")
        @Attribute("branchKey")
        String branchKey() {
            return "B#" + branch;
        }
    }

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    private static Order order(String email, int number) {
        return new Order(email, DAY, number, Optional.of("Bern"), 10 * number);
    }

    @Contract
    void anItemWithMadeKeysComesBack(Subject subject) {
        Table<Order> orders = subject.shared(Order.class);
        KeyedTable<Order, OrderKey> byKey = orders.keyedBy(OrderKey.class);
        String email = subject.newKey();
        Order order = order(email, 7);

        subject.run(orders.put(order));

        assertThat(subject.run(byKey.get(new OrderKey(email, DAY, 7)).consistent()))
                .contains(order);
        assertThat(subject.run(byKey.get(new OrderKey(email, DAY, 8)).consistent()))
                .isEmpty();
        assertThat(subject.run(orders.get(email, new OrderPlace(DAY, 7)).select(attr("pk"), attr("sk"))))
                .contains(Item.of("pk", "USER#" + email, "sk", "ORDER#2026-03-01#000007"));
    }

    /** The sort key of an order. */
    record OrderPlace(LocalDate day, int number) {}

    @Contract
    void aQueryTakesNaturalValuesAndNumbersSort(Subject subject) {
        Table<Order> orders = subject.shared(Order.class);
        String email = subject.newKey();
        for (int number : new int[] {10, 9, 100}) {
            subject.run(orders.put(order(email, number)));
        }

        assertThat(subject.run(orders.query(email))).extracting(Order::number).containsExactly(9, 10, 100);
        assertThat(subject.run(orders.query(email).sortKey(beginsWith(new Day(DAY)))))
                .hasSize(3);
        assertThat(subject.run(orders.query(email)
                        .sortKey(between(new OrderPlace(DAY, 10), new OrderPlace(DAY, 100)))
                        .newestFirst()))
                .extracting(Order::number)
                .containsExactly(100, 10);
        assertThat(subject.run(orders.query(email).where(attr(Order::price).gt(95))))
                .extracting(Order::number)
                .containsExactly(10, 100)
                .doesNotContain(9);
    }

    @Contract
    void anUpdateMovesTheItemInTheIndex(Subject subject) {
        Table<Order> orders = subject.fresh(Order.class);
        OrderKey key = new OrderKey("ann", DAY, 1);
        subject.run(orders.put(order("ann", 1)));

        Order moved = subject.run(orders.update(key)
                .set(Order::town, "Basel")
                .onlyIf(attr(Order::town).eq("Bern"))
                .returningNew());

        assertThat(moved.town()).contains("Basel");
        assertThat(subject.run(orders.index("by-town").query("Bern"))).isEmpty();
        assertThat(subject.run(orders.index("by-town").query("Basel"))).containsExactly(moved);
        subject.run(orders.update(key).remove(attr(Order::town)));
        assertThat(subject.run(orders.index("by-town").scan())).isEmpty();
        assertThat(subject.run(orders.get(key).consistent()).orElseThrow().town())
                .isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> subject.run(orders.update(key).set(attr("town"), attr("other"))))
                .withMessageContaining("changes what the index key gsi1pk is made of");
    }

    /** An entry that is found by day in the one index, and by what may be given in another, both made of its key. */
    @PartitionKey(value = "pk", template = "LOG#{log}")
    @SortKey(value = "sk", template = "{day}#{number:04}")
    @IndexPartitionKey(value = "by-day", name = "dayKey", template = "DAY#{day}")
    @IndexSortKey(value = "by-day", name = "daySort", template = "{log}#{number:04}")
    record Entry(
            String log,
            LocalDate day,
            int number,
            Optional<String> text,

            @IndexPartitionKey(value = "by-group", name = "group", template = "GROUP#{log}")
            Optional<String> group) {
        Entry(String log, int number, String text) {
            this(log, DAY, number, Optional.of(text), Optional.of("GROUP#" + log));
        }
    }

    /** The sort key of an entry. */
    record EntryPlace(LocalDate day, int number) {}

    @Contract
    void anItemThatAnUpdateCreatesIsInTheIndexesOfItsKey(Subject subject) {
        Table<Entry> entries = subject.fresh(Entry.class);
        Table<Item> items = subject.db()
                .table(entries.name(), TableSchema.items(KeyAttribute.string("pk"), KeyAttribute.string("sk")));
        EntryPlace first = new EntryPlace(DAY, 1);

        assertThat(subject.run(entries.update("a", first).set(Entry::text, "x").returningNew()))
                .isEqualTo(new Entry("a", 1, "x"));
        assertThat(subject.run(entries.index("by-day").query(DAY))).containsExactly(new Entry("a", 1, "x"));
        assertThat(subject.run(entries.index("by-group").query("a"))).containsExactly(new Entry("a", 1, "x"));

        // An older item than the index comes into it; a key that was given stays.
        subject.run(items.put(Item.of("pk", "LOG#a", "sk", "2026-03-01#0002", "group", "mine")));
        subject.run(subject.db()
                .transact(entries.update("a", new EntryPlace(DAY, 2)).set(Entry::text, "y")));
        assertThat(subject.run(entries.index("by-day").query(DAY)))
                .containsExactly(new Entry("a", 1, "x"), new Entry("a", DAY, 2, Optional.of("y"), Optional.of("mine")));
    }

    /** A seat, whose key is made of attributes that stand beside it. */
    @PartitionKey(value = "pk", template = "SHOW#{show}")
    @SortKey(value = "sk", template = "SEAT#{number:04}")
    @IndexPartitionKey(value = "all", name = "allKey", template = "ALL#{show}")
    record Seat(
            @Attribute("show") String show,
            @Attribute("number") int number,
            Optional<String> guest,
            Set<String> tags) {}

    /** The same with what every write sets. */
    @PartitionKey(value = "pk", template = "SHOW#{show}")
    record Show(
            @Attribute("show") UUID show,
            Optional<String> title,
            @Version long version) {}

    private static Table<Item> itemsOf(Subject subject, Table<?> table, String... keys) {
        KeyAttribute pk = KeyAttribute.string(keys[0]);
        return subject.db()
                .table(
                        table.name(),
                        keys.length == 1 ? TableSchema.items(pk) : TableSchema.items(pk, KeyAttribute.string(keys[1])));
    }

    @Contract
    void anItemThatAnUpdateCreatesHasTheMembersOfItsKey(Subject subject) {
        Table<Seat> seats = subject.fresh(Seat.class);
        Table<Item> items = itemsOf(subject, seats, "pk", "sk");
        Seat ann = new Seat("hamlet", 7, Optional.of("Ann"), Set.of());
        Item key = Item.of("pk", "SHOW#hamlet", "sk", "SEAT#0007");

        subject.run(seats.update("hamlet", 7).set(Seat::guest, "Ann"));
        assertThat(subject.run(seats.get("hamlet", 7).consistent())).contains(ann);
        assertThat(subject.run(items.get("SHOW#hamlet", "SEAT#0007").consistent()))
                .contains(seats.schema().toItem(ann));
        subject.run(seats.delete(ann));
        assertThat(subject.run(seats.scan())).isEmpty();

        assertThat(subject.run(
                        seats.update("hamlet", 7).add(Seat::tags, Set.of("x")).returningNew()))
                .isEqualTo(new Seat("hamlet", 7, Optional.empty(), Set.of("x")));
        subject.run(subject.db().transact(seats.update("hamlet", 8).set(Seat::guest, "Bo")));
        assertThat(subject.run(seats.query("hamlet").consistent())).hasSize(2);
        // An item without them gets them, too.
        subject.run(items.put(key.with("guest", "Ann")));
        subject.run(seats.update("hamlet", 7).set(Seat::guest, "Ann"));
        assertThat(subject.run(seats.get("hamlet", 7).consistent())).contains(ann);

        Table<Show> fresh = subject.fresh(Show.class);
        Table<Show> shows = subject.db().table(fresh.name(), fresh.schema().withStamp(Stamp.uuid("show")));
        UUID show = UUID.fromString("00000000-0000-4000-8000-00000000000a");
        assertThat(subject.run(shows.update(show).set(Show::title, "Hamlet").returningNew()))
                .isEqualTo(new Show(show, Optional.of("Hamlet"), 1));
    }

    @Contract
    void anUpdateCannotPartAKeyFromItsMembers(Subject subject) {
        Table<Seat> seats = subject.shared(Seat.class);
        String show = subject.newKey();
        Seat ann = new Seat(show, 7, Optional.of("Ann"), Set.of());
        subject.run(seats.put(ann));
        Update<Seat> update = seats.update(show, 7);
        List<Supplier<Update<Seat>>> others = List.of(
                () -> update.set(Seat::show, "other"),
                () -> update.set(Seat::number, 8),
                () -> update.add(Seat::number, 1),
                () -> update.setIfAbsent(Seat::number, 8),
                () -> update.set(attr("show"), attr("guest")),
                () -> update.setAll(Item.of("number", 8)),
                () -> update.apply(UpdateExpression.empty().set(attr("number"), 8)));
        for (Supplier<Update<Seat>> other : others) {
            assertThatIllegalArgumentException()
                    .isThrownBy(other::get)
                    .withMessageMatching(
                            "(?s).*An update changes (show|number) from what the key (pk|sk) says, which is made of it, and"
                                    + " an item keeps its key; put an item with the other key, and delete this one.*");
        }
        Seat bo = new Seat(show, 7, Optional.of("Bo"), Set.of());
        subject.run(update.set(Seat::show, show).set(Seat::number, 7).set(Seat::guest, "Bo"));
        assertThat(subject.run(seats.get(show, 7).consistent())).contains(bo);
        subject.run(update.setAll(ann));
        subject.run(update.setIfAbsent(Seat::number, 7));
        assertThat(subject.run(seats.query(show).consistent())).containsExactly(ann);
    }

    @Contract
    void aKeyWhoseMembersSayAnotherIsNotRead(Subject subject) {
        Table<Seat> seats = subject.shared(Seat.class);
        Table<Item> items = itemsOf(subject, seats, "pk", "sk");
        String show = subject.newKey();
        Item item = seats.schema().toItem(new Seat(show, 7, Optional.empty(), Set.of()));
        subject.run(items.put(item.with("number", 8)));
        assertThat(subject.failure(CodecException.class, seats.get(show, 7).consistent()))
                .hasMessageContaining("Attribute sk: found members beside the key");
        subject.run(items.put(item));
        assertThat(subject.run(seats.get(show, 7).consistent())).isPresent();

        Table<Account> accounts = subject.shared(Account.class);
        String owner = subject.newKey();
        subject.run(accounts.put(new Account(owner, "Bern", 500)));
        subject.run(accounts.update("Bern/" + owner).set(Account::branch, "Biel"));
        assertThat(subject.failure(
                        CodecException.class, accounts.get("Bern/" + owner).consistent()))
                .hasMessageContaining("Attribute pk: found a key that is not what the method gives");
    }

    private static List<Item> leftByRemovals(Subject subject, Table<Seat> seats) {
        String show = subject.newKey();
        subject.run(seats.update(show, 7).remove(attr(Seat::guest)));
        subject.run(seats.update(show, 8).delete(Seat::tags, Set.of("x")));
        subject.run(seats.update(show, 9).set(attr(Seat::guest), (String) null));
        subject.run(subject.db().transact(seats.update(show, 10).remove(attr(Seat::guest))));
        return subject.run(
                itemsOf(subject, seats, "pk", "sk").query("SHOW#" + show).consistent());
    }

    @Contract(Difference.REMOVAL_CREATES)
    void anUpdateThatOnlyRemovesMakesNoItemForTheKeysOfIndexes(Subject subject) {
        Table<Seat> seats = subject.shared(Seat.class);
        assertThat(leftByRemovals(subject, seats)).isEmpty();
    }

    @Contract
    void anUpdateThatOnlyRemovesSetsNothing(Subject subject) {
        Table<Seat> seats = subject.shared(Seat.class);
        assertThat(leftByRemovals(subject, seats))
                .allMatch(item -> item.asMap().keySet().equals(Set.of("pk", "sk")));

        String show = subject.newKey();
        subject.run(seats.update(show, 7).set(Seat::guest, "Ann").delete(Seat::tags, Set.of("x")));
        subject.run(seats.update(show, 7).remove(attr(Seat::guest)));
        assertThat(subject.run(seats.query(show).consistent()))
                .containsExactly(new Seat(show, 7, Optional.empty(), Set.of()));
    }

    @Contract
    void anUpsertOfNothingButAKeyIsInTheIndexesOfIt(Subject subject) {
        Table<Seat> seats = subject.fresh(Seat.class);
        Seat free = new Seat("hamlet", 7, Optional.empty(), Set.of());
        subject.run(seats.upsert(free));
        assertThat(subject.run(seats.index("all").query("hamlet"))).containsExactly(free);
        subject.run(seats.upsert(free));
        assertThat(subject.run(seats.scan())).containsExactly(free);
    }

    @Contract
    void whatTheKeyTellsIsNotAmongTheUpdatedAttributes(Subject subject) {
        Table<Seat> seats = subject.shared(Seat.class);
        String show = subject.newKey();
        Item ann = Item.of("guest", "Ann");

        assertThat(subject.run(seats.update(show, 7).set(Seat::guest, "Ann").returningUpdatedNew()))
                .isEqualTo(ann);
        assertThat(subject.run(seats.update(show, 7).set(Seat::guest, "Bo").returningUpdatedOld()))
                .isEqualTo(ann);
        // What the update says itself is.
        assertThat(subject.run(seats.update(show, 7).set(Seat::number, 7).returningUpdatedNew()))
                .isEqualTo(Item.of("number", 7));
        Table<Order> orders = subject.shared(Order.class);
        OrderKey key = new OrderKey(show, DAY, 1);
        subject.run(orders.put(order(show, 1)));
        assertThat(subject.run(orders.update(key).set(Order::town, "Basel").returningUpdatedNew()))
                .isEqualTo(Item.of("town", "Basel", "gsi1pk", "TOWN#Basel"));
    }

    @Contract
    void anUpdateThatOnlyRemovesMakesAnItemOfWhatEveryWriteSets(Subject subject) {
        Table<Show> shows = subject.shared(Show.class);
        UUID show = UUID.randomUUID();
        subject.failure(
                ConditionFailedException.class,
                shows.update(show).remove(attr(Show::title)).ifExists());
        assertThat(subject.run(shows.get(show).consistent())).isEmpty();
        subject.run(shows.update(show).remove(attr(Show::title)));
        assertThat(subject.run(shows.get(show).consistent())).contains(new Show(show, Optional.empty(), 1));
    }

    /** A place whose index key is made of two attributes that may be missing. */
    @IndexPartitionKey(value = "by-place", name = "gsi1pk", template = "{country}#{town}")
    record Place(@PartitionKey String id, Optional<String> country, Optional<String> town) {}

    /** A place that may be given its index key. */
    record Given(
            @PartitionKey String id,
            Optional<String> town,

            @IndexPartitionKey(value = "by-town", name = "gsi1pk", template = "TOWN#{town}")
            Optional<String> key) {}

    @Contract
    void anUpsertMovesTheItemInTheIndexOrKeepsItThere(Subject subject) {
        Table<Order> orders = subject.fresh(Order.class);
        Order basel = new Order("ann", DAY, 1, Optional.of("Basel"), 5);
        subject.run(orders.put(order("ann", 1)));

        assertThat(subject.run(orders.upsert(basel).keeping(attr(Order::town))))
                .isEqualTo(new Order("ann", DAY, 1, Optional.of("Bern"), 5));
        assertThat(subject.run(orders.index("by-town").query("Bern"))).hasSize(1);
        assertThat(subject.run(orders.upsert(new Order("ann", DAY, 1, Optional.empty(), 6))))
                .isEqualTo(new Order("ann", DAY, 1, Optional.of("Bern"), 6));
        assertThat(subject.run(orders.index("by-town").query("Bern"))).hasSize(1);
        assertThat(subject.run(orders.upsert(basel))).isEqualTo(basel);
        assertThat(subject.run(orders.index("by-town").query("Basel"))).containsExactly(basel);
        assertThat(subject.run(orders.index("by-town").query("Bern"))).isEmpty();
        subject.run(orders.upsert(order("bo", 2)).keeping(attr(Order::town)));
        assertThat(subject.run(orders.index("by-town").query("Bern"))).containsExactly(order("bo", 2));
    }

    @Contract
    void aWriteThatCannotMakeAnIndexKeyIsRefused(Subject subject) {
        Table<Place> places = subject.shared(Place.class);
        String id = subject.newKey();
        Place bern = new Place(id, Optional.of("CH"), Optional.of("Bern"));
        assertThatIllegalStateException()
                .isThrownBy(() -> places.upsert(new Place(id, Optional.of("DE"), Optional.empty())))
                .withMessageContaining("changes what the index key gsi1pk is made of");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> places.upsert(bern).keeping(attr(Place::town)))
                .withMessageContaining("keeps a part of [country, town]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> places.upsert(bern).keeping(attr("gsi1pk")))
                .withMessageContaining("keeps gsi1pk");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> places.update(id).set(attr("gsi1pk"), "CH#Basel"))
                .withMessageContaining("change those, and the key follows");
        subject.run(places.upsert(bern));
        subject.run(places.update(id).setAll(new Place(id, Optional.of("CH"), Optional.of("Biel"))));
        assertThat(subject.run(places.get(id).select(attr("gsi1pk")).consistent()))
                .contains(Item.of("gsi1pk", "CH#Biel"));

        Table<Given> given = subject.shared(Given.class);
        subject.run(given.upsert(new Given(id, Optional.of("Bern"), Optional.of("OTHER"))));
        assertThatIllegalStateException()
                .isThrownBy(() -> subject.run(given.update(id).set(Given::town, "Biel")))
                .withMessageContaining("the item may have been given another");
        subject.run(given.update(id).set(Given::town, "Biel").set(attr(Given::key), "MORE"));
        assertThat(subject.run(given.get(id).consistent()))
                .contains(new Given(id, Optional.of("Biel"), Optional.of("MORE")));
    }

    @Contract
    void transactionsAndBatchesTakeMadeKeys(Subject subject) {
        Table<Order> orders = subject.fresh(Order.class);
        KeyedTable<Order, OrderKey> byKey = orders.keyedBy(OrderKey.class);
        subject.run(orders.putAll(java.util.List.of(order("ann", 1), order("ann", 2))));

        subject.run(subject.db()
                .transact(
                        byKey.delete(new OrderKey("ann", DAY, 1)),
                        byKey.check(new OrderKey("ann", DAY, 2))
                                .onlyIf(attr(Order::price).eq(20)),
                        orders.put(order("ann", 3))));

        assertThat(subject.run(orders.query("ann"))).extracting(Order::number).containsExactly(2, 3);
        assertThat(subject.run(orders.index("by-town").query("Bern")))
                .extracting(Order::number)
                .containsExactly(2, 3);
    }

    @Contract
    void aConditionThatFailsGivesTheItemWithItsMembers(Subject subject) {
        Table<Order> orders = subject.fresh(Order.class);
        subject.run(orders.put(order("ann", 1)));

        ConditionFailedException failure = subject.failure(
                ConditionFailedException.class,
                orders.put(order("ann", 1)).onlyIf(attr("pk").notExists()));

        assertThat(failure.existing().map(orders.schema()::fromItem)).contains(order("ann", 1));
    }

    @Contract
    void methodsMakeKeys(Subject subject) {
        Table<Account> accounts = subject.fresh(Account.class);
        Account ann = new Account("ann", "Bern", 500);
        subject.run(accounts.put(ann));

        assertThat(subject.run(accounts.get("Bern/ann").consistent())).contains(ann);
        assertThat(subject.run(accounts.index("by-branch").query("B#Bern"))).containsExactly(ann);
        assertThat(subject.run(
                        accounts.update("Bern/ann").add(Account::cents, 25L).returningNew()))
                .isEqualTo(new Account("ann", "Bern", 525));
        subject.run(accounts.delete("Bern/ann"));
        assertThat(subject.run(accounts.scan())).isEmpty();
    }
}
