package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.Call;
import dev.stator.Table;
import dev.stator.codec.Default;
import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.KeysOnly;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.Rest;
import dev.stator.codec.Shape;
import dev.stator.codec.TableSchema;
import dev.stator.codec.UpgradeFrom;
import dev.stator.codec.Version;
import dev.stator.error.CodecException;
import dev.stator.error.ConditionFailedException;
import dev.stator.error.StaleVersionException;
import dev.stator.error.TransactionCanceledException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Items of older shapes, as they meet reads and writes. */
class ShapeContract {
    /** A person, whose name was one attribute at first, and who had no points. */
    @Shape(3)
    @KeysOnly("by-last")
    record Person(
            @PartitionKey String id,
            String first,
            @IndexPartitionKey("by-last") String last,
            int points,
            @Version long version) {
        @UpgradeFrom(1)
        static Item splitName(Item old) {
            String[] names = old.string("name").orElseThrow().split(" ", 2);
            return old.without("name").with("first", names[0]).with("last", names[1]);
        }

        @UpgradeFrom(2)
        static Item addPoints(Item old) {
            return old.with("points", 7);
        }
    }

    /** A part of a person. */
    record Name(String first, int points) {}

    private record World(Table<Person> people, Table<Item> items) {
        static World of(Subject subject, Table<Person> people) {
            return new World(people, subject.db().table(people.name(), TableSchema.items(KeyAttribute.string("id"))));
        }

        static World of(Subject subject) {
            return of(subject, subject.shared(Person.class));
        }

        Item stored(Subject subject, String id) {
            return subject.run(items.get(id).consistent()).orElseThrow();
        }
    }

    private static Item old(String id) {
        return Item.of("id", id, "name", "Ann Lee", "other", "kept").with("version", 4);
    }

    private static Person ann(String id) {
        return new Person(id, "Ann", "Lee", 7, 4);
    }

    @Contract
    void olderItemsAreReadByReadsOfAllKinds(Subject subject) {
        World world = World.of(subject);
        String id = subject.newKey();
        subject.run(world.items.put(old(id)));

        var get = world.people.get(id);
        assertThat(subject.run(get.consistent())).contains(ann(id));
        assertThat(subject.run(world.people.query(id).consistent())).containsExactly(ann(id));
        assertThat(subject.run(subject.db().batchGet(get)).of(get)).contains(ann(id));
        assertThat(subject.run(subject.db().transactGet(get)).of(get)).contains(ann(id));
        assertThat(subject.run(get.as(Name.class).consistent())).contains(new Name("Ann", 7));
        assertThat(subject.run(world.people.query(id).as(Name.class).consistent()))
                .containsExactly(new Name("Ann", 7));
        assertThat(subject.run(get.select(attr("name")).consistent())).contains(Item.of("name", "Ann Lee"));
        assertThat(world.stored(subject, id)).isEqualTo(old(id));
    }

    @Contract
    void whatIsReadCanBeWrittenBackUnlessItHasChanged(Subject subject) {
        World world = World.of(subject);
        String id = subject.newKey();
        subject.run(world.items.put(old(id)));
        Item upgraded = Item.of("id", id, "shape", 3, "first", "Ann")
                .with("last", "Lee")
                .with("points", 7)
                .with("other", "kept")
                .with("version", 4);

        assertThat(subject.run(world.people.get(id).consistent().writingBack())).contains(ann(id));
        assertThat(world.stored(subject, id)).isEqualTo(upgraded);
        assertThat(subject.run(world.people.get(id).consistent().writingBack())).contains(ann(id));
        assertThat(subject.run(world.people.get(subject.newKey()).writingBack()))
                .isEmpty();
        // The version is the one that was read, so that the reader can still write.
        assertThat(subject.run(world.people.put(ann(id))).version()).isEqualTo(5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.people
                        .get(id)
                        .as(Name.class)
                        .select(attr("first"))
                        .writingBack());
    }

    /** A part of a parcel. */
    record Stop(String town) {}

    /** A parcel, whose name was that of the receiver at first. */
    @Shape(2)
    record Parcel(
            @PartitionKey String id,
            String to,
            Stop from,
            List<Stop> stops,
            double weight,
            @Default("9") int copies) {
        @UpgradeFrom(1)
        static Item rename(Item old) {
            return old.without("name").with("to", old.get("name").orElseThrow());
        }
    }

    @Contract
    void whatIsWrittenBackIsNotWhatTheClassWouldWrite(Subject subject) {
        Table<Parcel> parcels = subject.fresh(Parcel.class);
        Table<Item> items = itemsOf(subject, parcels);
        Map<String, Object> stop = Map.of("town", "Bern", "street", "Gasse 1");
        for (String id : List.of("get", "update", "scan")) {
            Item rest = Item.of("id", id, "from", stop, "stops", List.of(stop))
                    .with("weight", new BigDecimal("0.12345678901234567890123"));
            subject.run(items.put(rest.with("name", "Ann")));

            switch (id) {
                case "get" -> subject.run(parcels.get(id).consistent().writingBack());
                case "scan" ->
                    assertThat(subject.run(parcels.scan().writeBack())).isEqualTo(1);
                default -> subject.run(parcels.update(id).set(Parcel::to, "Ann"));
            }

            assertThat(subject.run(items.get(id).consistent()))
                    .contains(rest.with("to", "Ann").with("shape", 2));
        }
    }

    @Contract
    void aScanWritesBackWhatIsOlder(Subject subject) {
        Table<Person> people = subject.fresh(Person.class);
        World world = World.of(subject, people);
        for (int i = 0; i < 7; i++) {
            subject.run(world.items.put(old("old" + i)));
            subject.run(people.put(new Person("new" + i, "Bo", "Lo", i, 0)));
        }

        assertThat(subject.run(people.query("old3").writeBack())).isEqualTo(1);
        assertThat(subject.run(people.scan().limit(2).writeBack())).isEqualTo(2);
        assertThat(subject.run(people.scan().pageSize(3).writeBack())).isEqualTo(4);
        assertThat(subject.run(people.scan().parallel(2, 2).writeBack())).isZero();
        assertThat(subject.run(world.items.scan().where(attr("shape").eq(3)).count()))
                .isEqualTo(14);
        assertThat(subject.run(people.index("by-last").query("Lee").select(attr("id"), attr("shape"))))
                .hasSize(7)
                .allMatch(item -> item.has("shape"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> people.index("by-last").query("Lee").writeBack())
                .withMessageContaining("only as whole items of the table");
    }

    @Contract
    void everyWriteCarriesTheNumberOfTheClass(Subject subject) {
        World world = World.of(subject);
        String id = subject.newKey();

        subject.run(world.people.put(new Person(id, "Bo", "Lo", 1, 0)));
        assertThat(world.stored(subject, id).number("shape"))
                .hasValueSatisfying(shape -> assertThat(shape).isEqualByComparingTo("3"));
        subject.run(world.people.delete(id).ignoringVersion());
        subject.run(world.people
                .update(id)
                .set(Person::first, "Cy")
                .set(Person::last, "Do")
                .set(Person::points, 1));
        assertThat(subject.run(world.people.get(id).consistent())).contains(new Person(id, "Cy", "Do", 1, 1));
        subject.run(world.people.delete(id));
        subject.run(world.people.upsert(new Person(id, "Eb", "Fo", 2, 0)));
        assertThat(world.stored(subject, id).has("shape")).isTrue();
        subject.run(subject.db()
                .batchWrite(world.people.put(new Person(id, "Gi", "Ho", 2, 0)).ignoringVersion()));
        assertThat(world.stored(subject, id).has("shape")).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.people.update(id).set(attr("shape"), 2))
                .withMessageContaining("the number of the item's shape");
    }

    @Contract
    void anUpdateOfAnOlderItemFirstStoresThatAnew(Subject subject) {
        World world = World.of(subject);
        String id = subject.newKey();
        subject.run(world.items.put(old(id)));

        Person after =
                subject.run(world.people.update(id).set(Person::first, "Amy").returningNew());
        assertThat(after).isEqualTo(new Person(id, "Amy", "Lee", 7, 5));
        assertThat(world.stored(subject, id).string("other")).contains("kept");

        subject.run(world.items.put(old(id)));
        subject.run(world.people.update(ann(id)).add(Person::points, 1));
        assertThat(subject.run(world.people.get(id).consistent())).contains(new Person(id, "Ann", "Lee", 8, 5));

        subject.run(world.items.put(old(id)));
        assertThat(subject.run(world.people.upsert(new Person(id, "Zoe", "Lee", 1, 4))))
                .isEqualTo(new Person(id, "Zoe", "Lee", 1, 5));
        subject.run(world.items.put(old(id)));
        subject.failure(StaleVersionException.class, world.people.upsert(new Person(id, "Zoe", "Lee", 1, 3)));
        subject.failure(
                ConditionFailedException.class,
                world.people
                        .update(id)
                        .set(Person::first, "No")
                        .onlyIf(attr(Person::points).eq(99)));
        subject.run(world.people
                .update(id)
                .set(Person::first, "Yes")
                .onlyIf(attr(Person::points).eq(7)));
    }

    @Contract
    void aTransactionLeavesOlderItemsAlone(Subject subject) {
        World world = World.of(subject);
        String id = subject.newKey();
        subject.run(world.items.put(old(id)));

        subject.failure(
                TransactionCanceledException.class,
                subject.db().transact(world.people.update(id).set(Person::first, "Amy")));
        assertThat(world.stored(subject, id)).isEqualTo(old(id));
        subject.run(world.people.get(id).consistent().writingBack());
        subject.run(subject.db().transact(world.people.update(id).set(Person::first, "Amy")));
        assertThat(subject.run(world.people.get(id).consistent()).map(Person::first))
                .isEqualTo(Optional.of("Amy"));
    }

    @Contract
    void newerItemsThanTheProgramKnowsAreErrors(Subject subject) {
        World world = World.of(subject);
        String id = subject.newKey();
        Item newer = old(id).with("shape", 4);
        subject.run(world.items.put(newer));

        assertThat(subject.failure(CodecException.class, world.people.get(id).consistent()))
                .hasMessageContaining("GetItem on table " + world.people.name())
                .hasMessageContaining("found shape 4 of a Person, and this program knows shapes up to 3");
        assertThat(subject.failure(CodecException.class, world.people.update(id).set(Person::first, "x")))
                .hasMessageContaining("found shape 4");
        subject.failure(
                CodecException.class, world.people.query(id).consistent().writeBack());
        assertThat(world.stored(subject, id)).isEqualTo(newer);
    }

    /** A document, whose class has no version; others may come between its read and its writing back. */
    @Shape(2)
    record Document(@PartitionKey String id, String title, Optional<String> author) {
        private static final Map<String, Runnable> MEANWHILE = new ConcurrentHashMap<>();

        @UpgradeFrom(1)
        static Item nameTitle(Item old) {
            Optional.ofNullable(MEANWHILE.remove(old.string("id").orElseThrow()))
                    .ifPresent(Runnable::run);
            return old.without("name")
                    .with(
                            "title",
                            old.string("name").orElseThrow()
                                    + old.string("suffix").orElse(""));
        }
    }

    /** The same of a class with a version. */
    @Shape(2)
    record Numbered(
            @PartitionKey String id, String title, @Version long version) {
        @UpgradeFrom(1)
        static Item nameTitle(Item old) {
            return Document.nameTitle(old);
        }
    }

    private static Item draft(String id) {
        return Item.of("id", id, "name", "Draft", "suffix", "!");
    }

    /** Has others do something while the item is made new; which is said in the waiting way, as it is said within a call. */
    private static void meanwhile(String id, Runnable others) {
        Document.MEANWHILE.put(id, others);
    }

    private static Table<Item> itemsOf(Subject subject, Table<?> table) {
        return subject.db().table(table.name(), TableSchema.items(KeyAttribute.string("id")));
    }

    @Contract
    void whatOthersAddWhileAnItemIsWrittenBackStays(Subject subject) {
        Table<Document> documents = subject.shared(Document.class);
        Table<Item> items = itemsOf(subject, documents);
        String id = subject.newKey();
        subject.run(items.put(draft(id)));

        meanwhile(id, () -> items.update(id).set(attr("added"), 1).execute());
        assertThat(subject.run(documents.get(id).consistent().writingBack()))
                .contains(new Document(id, "Draft!", Optional.empty()));
        assertThat(subject.run(items.get(id).consistent()))
                .contains(Item.of("id", id, "shape", 2, "title", "Draft!")
                        .with("suffix", "!")
                        .with("added", 1));
    }

    @Contract
    void whatOthersChangeWhileAnItemIsWrittenBackStays(Subject subject) {
        Table<Document> documents = subject.shared(Document.class);
        Table<Item> items = itemsOf(subject, documents);
        // What the upgrade removes, what it only reads, what it adds, and all of it.
        List<Function<String, Call<?>>> others = List.of(
                id -> items.update(id).set(attr("name"), "Other"),
                id -> items.update(id).set(attr("suffix"), "?"),
                id -> items.update(id).set(attr("title"), "Mine"),
                id -> items.update(id).set(attr("shape"), 1),
                items::delete);
        for (Function<String, Call<?>> other : others) {
            String id = subject.newKey();
            subject.run(items.put(draft(id)));
            AtomicReference<Optional<Item>> left = new AtomicReference<>(Optional.empty());
            meanwhile(id, () -> {
                other.apply(id).execute();
                left.set(items.get(id).consistent().execute());
            });
            subject.run(documents.get(id).consistent().writingBack());
            assertThat(subject.run(items.get(id).consistent())).isEqualTo(left.get());
        }
    }

    @Contract
    void aVersionTellsWhetherOthersHaveChangedAnItemThatIsWrittenBack(Subject subject) {
        Table<Numbered> numbered = subject.shared(Numbered.class);
        Table<Item> items = itemsOf(subject, numbered);
        String id = subject.newKey();
        subject.run(items.put(draft(id).with("version", 4)));
        meanwhile(
                id,
                () -> items.update(id)
                        .set(attr("version"), 5)
                        .set(attr("suffix"), "?")
                        .execute());
        subject.run(numbered.get(id).consistent().writingBack());
        assertThat(subject.run(items.get(id).consistent()))
                .contains(draft(id).with("version", 5).with("suffix", "?"));

        meanwhile(id, () -> items.update(id).set(attr("seen"), 1).execute());
        subject.run(numbered.get(id).consistent().writingBack());
        assertThat(subject.run(items.get(id).consistent()))
                .contains(Item.of("id", id, "shape", 2, "title", "Draft?")
                        .with("version", 5)
                        .with("suffix", "?")
                        .with("seen", 1));
    }

    @Contract
    void anUpdateOfAnOlderItemGoesOnWhenOthersChangeThatInBetween(Subject subject) {
        Table<Document> documents = subject.shared(Document.class);
        Table<Item> items = itemsOf(subject, documents);
        String id = subject.newKey();
        subject.run(items.put(draft(id)));
        meanwhile(id, () -> items.update(id).set(attr("suffix"), "?").execute());

        assertThat(subject.run(
                        documents.update(id).set(attr(Document::author), "Ann").returningNew()))
                .isEqualTo(new Document(id, "Draft?", Optional.of("Ann")));
    }

    @Contract
    void itemsOfManyAttributesAreWrittenBack(Subject subject) {
        Table<Document> documents = subject.shared(Document.class);
        Table<Item> items = itemsOf(subject, documents);
        String id = subject.newKey();
        Item old = draft(id);
        for (int i = 0; i < 250; i++) {
            old = old.with("attribute-of-a-long-name-" + i, "value " + i);
        }
        subject.run(items.put(old));
        subject.run(documents.get(id).consistent().writingBack());
        assertThat(subject.run(items.get(id).consistent()))
                .contains(old.without("name").with("title", "Draft!").with("shape", 2));
    }

    /** A sheet of cells, of which an upgrade renames all. */
    @Shape(2)
    record Sheet(@PartitionKey String id, @Rest Item cells) {
        @UpgradeFrom(1)
        static Item rename(Item old) {
            Map<String, AttributeValue> renamed = new LinkedHashMap<>();
            old.asMap().forEach((name, value) -> renamed.put(name.equals("id") ? name : "new-" + name, value));
            return Item.copyOf(renamed);
        }
    }

    private static Item sheet(String id, int cells) {
        Item sheet = Item.of("id", id);
        for (int i = 0; i < cells; i++) {
            sheet = sheet.with("cell" + i, i);
        }
        return sheet;
    }

    @Contract
    void anUpgradeThatChangesMoreThanAnUpdateCanIsRefused(Subject subject) {
        Table<Sheet> sheets = subject.shared(Sheet.class);
        Table<Item> items = itemsOf(subject, sheets);
        String id = subject.newKey();
        subject.run(items.put(sheet(id, 49)));
        subject.run(sheets.get(id).consistent().writingBack());
        assertThat(subject.run(items.get(id).consistent()).orElseThrow().asMap())
                .containsKeys("shape", "new-cell48")
                .hasSize(51);

        subject.run(items.put(sheet(id, 50)));
        assertThat(subject.failure(
                        CodecException.class, sheets.get(id).consistent().writingBack()))
                .hasMessageContaining("Upgrading an item of table " + sheets.name())
                .hasMessageContaining("the upgrade changes 101 attributes, and one update can compare and change 100");
        assertThat(subject.run(items.get(id).consistent())).contains(sheet(id, 50));
    }
}
