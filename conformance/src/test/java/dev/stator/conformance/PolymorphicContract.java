package dev.stator.conformance;

import static dev.stator.expression.KeyCondition.beginsWith;
import static dev.stator.expression.KeyCondition.ge;
import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.stator.Table;
import dev.stator.codec.Discriminator;
import dev.stator.codec.DiscriminatorValue;
import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.KeysOnly;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import dev.stator.codec.TableSchema;
import dev.stator.codec.Version;
import dev.stator.error.CodecException;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.StaleVersionException;
import dev.stator.error.TransactionCanceledException;
import dev.stator.value.Item;
import java.util.List;
import java.util.Optional;

/** Several record types in one table, told apart by an attribute. */
class PolymorphicContract {
    /** What is in a shop. */
    @Discriminator("type")
    sealed interface Entity permits Customer, Order {
        /** Whose it is. */
        String email();
    }

    /** A customer, one item of a collection. */
    @PartitionKey(value = "pk", template = "CUSTOMER#{email}")
    @SortKey(value = "sk", template = "PROFILE")
    record Customer(String email, String name, Optional<Integer> points) implements Entity {}

    /** An order, of which there are many in a collection. */
    @DiscriminatorValue(value = "order", aliases = "Order")
    @PartitionKey(value = "pk", template = "CUSTOMER#{email}")
    @SortKey(value = "sk", template = "ORDER#{number:08}")
    @KeysOnly("by-state")
    record Order(
            String email,
            int number,
            @IndexPartitionKey("by-state") Optional<String> state,
            @Version long version) implements Entity {}

    private record Shop(Table<Entity> all, Table<Customer> customers, Table<Order> orders) {
        static Shop of(Subject subject) {
            Table<Entity> all = subject.shared(Entity.class);
            return new Shop(all, all.of(Customer.class), all.of(Order.class));
        }
    }

    private static Order order(String email, int number) {
        return new Order(email, number, Optional.of("new"), 0);
    }

    @Contract
    void oneQueryGivesACollectionAsTheRecordsThatItIsOf(Subject subject) {
        Shop shop = Shop.of(subject);
        String email = subject.newKey();
        Customer ann = new Customer(email, "Ann", Optional.of(3));
        subject.run(shop.all.put(ann));
        Order first = subject.run(shop.orders.put(order(email, 9)));
        Entity second = subject.run(shop.all.put(order(email, 10)));

        assertThat(first.version()).isEqualTo(1);
        assertThat(second).isEqualTo(new Order(email, 10, Optional.of("new"), 1));
        assertThat(subject.run(shop.all.query(email).consistent())).containsExactly(first, second, ann);
        assertThat(subject.run(shop.all.query(email).newestFirst().limit(1))).containsExactly(ann);
        assertThat(subject.run(shop.all.query(email).sortKey(beginsWith("ORDER#"))))
                .containsExactly(first, second);
        assertThat(subject.run(shop.all.query(email).where(attr(Order::state).eq("new"))))
                .containsExactly(first, second);
        assertThat(subject.run(shop.all.query(email).where(attr(Customer::name).eq("Ann"))))
                .containsExactly(ann);
    }

    @Contract
    void aClassIsQueriedAndScannedAndCountedAlone(Subject subject) {
        Table<Entity> all = subject.fresh(Entity.class);
        Table<Order> orders = all.of(Order.class);
        subject.run(all.putAll(
                List.of(new Customer("a", "Ann", Optional.empty()), new Customer("b", "Bo", Optional.empty()))));
        Order one = subject.run(orders.create(order("a", 1)));
        Order two = subject.run(orders.create(order("a", 2)));
        Order three = subject.run(orders.create(order("b", 3)));

        assertThat(subject.run(orders.query("a"))).containsExactly(one, two);
        assertThat(subject.run(orders.query("a").sortKey(ge(2)))).containsExactly(two);
        assertThat(subject.run(orders.query("a").newestFirst().limit(1))).containsExactly(two);
        assertThat(subject.run(orders.query("a").statistics()).evaluated()).isEqualTo(2);
        assertThat(subject.run(all.query("a").statistics()).evaluated()).isEqualTo(3);
        assertThat(subject.run(orders.scan())).containsExactlyInAnyOrder(one, two, three);
        assertThat(subject.run(orders.scan().where(attr(Order::state).eq("new"))))
                .hasSize(3);
        assertThat(subject.run(orders.scan().where(attr(Order::state).eq("old"))))
                .isEmpty();
        assertThat(subject.run(orders.scan().count())).isEqualTo(3);
        assertThat(subject.run(all.of(Customer.class).scan().count())).isEqualTo(2);
        assertThat(subject.run(all.scan().count())).isEqualTo(5);
        assertThat(subject.run(orders.index("by-state").query("new").as(OrderKey.class)))
                .hasSize(3)
                .extracting(OrderKey::pk)
                .contains("CUSTOMER#b");
    }

    /** What an index of keys holds of an order. */
    record OrderKey(String pk, String sk, String type) {}

    @Contract
    void getsOfAllKindsGiveTheRecordAndRefuseAnother(Subject subject) {
        Shop shop = Shop.of(subject);
        String email = subject.newKey();
        Customer ann = new Customer(email, "Ann", Optional.empty());
        subject.run(shop.all.put(ann));
        Order order = subject.run(shop.orders.put(order(email, 9)));

        assertThat(subject.run(shop.customers.get(email).consistent())).contains(ann);
        assertThat(subject.run(shop.orders.get(email, 9).consistent())).contains(order);
        assertThat(subject.run(shop.all.get(ann).consistent())).contains(ann);
        assertThat(subject.run(shop.all.get(email, "ORDER#00000009").consistent()))
                .contains(order);
        assertThat(subject.run(shop.orders.get(email, 8).consistent())).isEmpty();
        var one = shop.customers.get(email);
        var two = shop.orders.get(email, 9);
        var found = subject.run(subject.db().transactGet(one, two));
        assertThat(found.of(one)).contains(ann);
        assertThat(found.of(two)).contains(order);
        var batch = subject.run(subject.db().batchGet(one, two));
        assertThat(batch.of(two)).contains(order);
    }

    @Contract
    void anUnknownClassIsAnErrorThatNamesTableAttributeAndValues(Subject subject) {
        Shop shop = Shop.of(subject);
        String email = subject.newKey();
        Table<Item> items = subject.db()
                .table(shop.all.name(), TableSchema.items(KeyAttribute.string("pk"), KeyAttribute.string("sk")));
        Item key = Item.of("pk", "CUSTOMER#" + email, "sk", "ORDER#00000001");
        subject.run(items.put(key.with("type", "invoice")));

        assertThat(subject.failure(CodecException.class, shop.all.query(email).consistent()))
                .hasMessageContaining("Query on table " + shop.all.name())
                .hasMessageContaining(
                        "Attribute type: found another value for the class of a Entity; known are Customer,"
                                + " Order, order");
        assertThat(subject.run(shop.orders.query(email).consistent())).isEmpty();
        subject.run(items.put(key.with("type", "Order").with("version", 4)));
        assertThat(subject.run(shop.orders.query(email).consistent()))
                .containsExactly(new Order(email, 1, Optional.empty(), 4));
    }

    @Contract
    void anUpdateTellsTheClassOfWhatItCreatesAndLeavesOthersAlone(Subject subject) {
        Shop shop = Shop.of(subject);
        String email = subject.newKey();

        assertThat(subject.run(
                        shop.orders.update(email, 5).set(Order::state, "paid").returningNew()))
                .isEqualTo(new Order(email, 5, Optional.of("paid"), 1));
        Order sent = subject.run(
                shop.orders.update(email, 5).set(Order::state, "sent").returningNew());
        assertThat(sent.version()).isEqualTo(2);
        Customer ann = new Customer(email, "Ann", Optional.empty());
        subject.run(shop.customers.put(ann));
        Table<Item> items = subject.db()
                .table(shop.all.name(), TableSchema.items(KeyAttribute.string("pk"), KeyAttribute.string("sk")));
        Item key = Item.of("pk", "CUSTOMER#" + email, "sk", "ORDER#00000006");
        subject.run(items.put(key.with("type", "Customer").with("name", "odd")));
        assertThat(subject.failure(
                                ConditionFailedException.class,
                                shop.orders.update(email, 6).set(Order::state, "x"))
                        .existing())
                .isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.all.update(email, "PROFILE"))
                .withMessageContaining("make it from a record, or from the table of one class");
        subject.run(shop.all.update(ann).set(attr(Customer::points), 7));
        assertThat(subject.run(shop.customers.get(email).consistent()))
                .contains(new Customer(email, "Ann", Optional.of(7)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.customers.update(email).set(attr("type"), "order"))
                .withMessageContaining("which tells the class of the item");
    }

    @Contract
    void recordsOfDifferentClassesAreWrittenAsTheirOwn(Subject subject) {
        Shop shop = Shop.of(subject);
        String email = subject.newKey();
        Customer ann = new Customer(email, "Ann", Optional.of(1));
        subject.run(subject.db().transact(shop.all.put(ann), shop.orders.create(order(email, 1))));
        subject.run(shop.all.upsert(new Order(email, 2, Optional.of("new"), 0)));
        assertThat(subject.run(shop.all.query(email).consistent()))
                .containsExactly(
                        new Order(email, 1, Optional.of("new"), 1), new Order(email, 2, Optional.of("new"), 1), ann);
        subject.failure(StaleVersionException.class, shop.all.put(order(email, 1)));
        subject.failure(StaleVersionException.class, shop.all.delete(order(email, 1)));
        subject.run(shop.all.delete(new Order(email, 1, Optional.empty(), 1)));
        subject.run(subject.db()
                .batchWrite(
                        shop.all.delete(ann), shop.orders.put(order(email, 3)).ignoringVersion()));
        assertThat(subject.run(shop.all.query(email).consistent()))
                .extracting(entity -> ((Order) entity).number())
                .containsExactly(2, 3);
    }

    /** Animals as PynamoDB stores them: each class with its own value of one attribute. */
    @Discriminator("cls")
    sealed interface Pet permits Cat, Dog {
        /** The key. */
        @SuppressWarnings("unused")
        String name();
    }

    /** A cat. */
    record Cat(@PartitionKey String name) implements Pet {}

    /** A dog. */
    record Dog(
            @PartitionKey String name,
            @IndexPartitionKey("by-breed") Optional<String> breed) implements Pet {}

    @Contract
    void deletesAndChecksOfAClassLeaveItemsOfOthersAlone(Subject subject) {
        Table<Pet> pets = subject.fresh(Pet.class);
        Table<Dog> dogs = pets.of(Dog.class);
        Cat tom = new Cat("tom");
        Dog rex = new Dog("rex", Optional.empty());
        subject.run(pets.putAll(List.of(tom, rex)));

        subject.failure(ConditionFailedException.class, dogs.delete("tom"));
        subject.failure(ConditionFailedException.class, dogs.delete("tom").returningOld());
        subject.failure(ConditionFailedException.class, pets.delete(new Dog("tom", Optional.empty())));
        assertThat(subject.run(dogs.deleteAll(List.of("tom", "rex"))))
                .extracting(deleted -> deleted.failure().isPresent())
                .containsExactly(true, false);
        subject.failure(
                TransactionCanceledException.class,
                subject.db()
                        .transact(dogs.check("tom").onlyIf(attr(Dog::breed).notExists()), pets.put(new Cat("tim"))));
        assertThat(subject.run(pets.scan())).containsExactly(tom);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> subject.db().batchWrite(dogs.delete("tom")))
                .withMessageContaining("only if it is a Dog, which a batch cannot check");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> subject.run(subject.db().transact(dogs.check("tom"), pets.put(tom))))
                .withMessageContaining("has no condition");

        subject.run(pets.put(rex));
        subject.run(subject.db()
                .transact(dogs.check("rex").onlyIf(attr(Dog::breed).notExists()), pets.put(new Cat("tim"))));
        subject.run(dogs.delete("none"));
        assertThat(subject.run(dogs.delete(rex).returningOld())).contains(rex);
        assertThat(subject.run(pets.delete(tom).returningOld())).contains(tom);
        subject.run(subject.db().batchWrite(pets.delete("tim")));
        assertThat(subject.run(pets.scan())).isEmpty();
    }

    @Contract
    void anUpsertMixesNoClasses(Subject subject) {
        Table<Pet> pets = subject.fresh(Pet.class);
        Dog rex = new Dog("rex", Optional.of("pug"));
        subject.run(pets.put(rex));

        subject.failure(ConditionFailedException.class, pets.upsert(new Cat("rex")));
        subject.failure(
                ConditionFailedException.class,
                pets.upsert(new Cat("rex")).onlyIf(attr("breed").eq("pug")));
        subject.failure(TransactionCanceledException.class, subject.db().transact(pets.upsert(new Cat("rex"))));
        assertThat(subject.run(pets.get("rex").consistent())).contains(rex);
        assertThat(subject.run(pets.upsert(new Dog("rex", Optional.empty())))).isEqualTo(rex);
        assertThat(subject.run(pets.of(Cat.class).upsert(new Cat("tom")))).isEqualTo(new Cat("tom"));
    }

    @Contract
    void aTableIsCreatedOnceForAllItsClasses(Subject subject) {
        Table<Pet> pets = subject.missing(Pet.class);
        subject.run(pets.of(Cat.class).create());
        assertThat(subject.run(pets.describe()).index("by-breed")).isPresent();
        assertThat(subject.run(pets.plan()).isUpToDate()).isTrue();
        subject.run(pets.put(new Dog("rex", Optional.of("pug"))));
        assertThat(subject.failure(
                        CodecException.class, pets.of(Cat.class).get("rex").consistent()))
                .hasMessageContaining("GetItem on table " + pets.name())
                .hasMessageContaining("Attribute cls: this is a Dog, and a Cat is wanted");
        assertThat(subject.run(pets.of(Dog.class).get("rex").consistent())).isPresent();
        assertThat(subject.run(pets.of(Dog.class).index("by-breed").query("pug")))
                .containsExactly(new Dog("rex", Optional.of("pug")));
        assertThat(subject.run(pets.index("by-breed").query("pug"))).hasSize(1);
        subject.failure(ConditionFailedException.class, pets.upsert(new Cat("rex")));
        assertThat(subject.run(pets.upsert(new Dog("rex", Optional.of("pug"))))).isInstanceOf(Dog.class);
        assertThatIllegalStateException()
                .isThrownBy(() -> pets.of(Dog.class).stream())
                .withMessageContaining("has the changes of all classes of Pet");
        subject.failure(ConditionFailedException.class, pets.update("tom").set(attr("age"), 3));
        subject.run(pets.of(Cat.class).update("tom").set(attr("age"), 3));
        subject.run(pets.update("tom").set(attr("age"), 4));
        assertThat(subject.run(pets.get("tom").consistent())).contains(new Cat("tom"));
        assertThat(subject.run(pets.get("tom").select(attr("cls"), attr("age")).consistent()))
                .contains(Item.of("cls", "Cat", "age", 4));
    }
}
