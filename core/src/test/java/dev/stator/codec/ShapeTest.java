package dev.stator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

/** Values of older shapes, made new when they are read. */
class ShapeTest {
    @Shape(3)
    @KeysOnly("by-points")
    record User(
            @PartitionKey String email,
            String firstName,
            String lastName,
            @IndexPartitionKey("by-points") int points) {
        @UpgradeFrom(1)
        static Item splitName(Item old) {
            String[] names = old.string("name").orElseThrow().split(" ", 2);
            return old.without("name").with("firstName", names[0]).with("lastName", names[1]);
        }

        @UpgradeFrom(2)
        static Item addPoints(Item old) {
            return old.with("points", 7);
        }
    }

    private static final TableSchema<User> USERS = TableSchema.of(User.class);
    private static final User ANN = new User("a@x", "Ann", "Lee", 7);
    private static final Item FIRST = Item.of("email", "a@x", "name", "Ann Lee");
    private static final Item SECOND =
            Item.of("shape", 2, "email", "a@x", "firstName", "Ann").with("lastName", "Lee");

    private static ThrowableAssertAlternative<CodecException> assertUnreadable(TableSchema<?> schema, Item item) {
        return assertThatExceptionOfType(CodecException.class).isThrownBy(() -> schema.fromItem(item));
    }

    private static ThrowableAssertAlternative<?> assertRefused(Class<?> type) {
        return assertThatIllegalArgumentException().isThrownBy(() -> TableSchema.of(type));
    }

    @Test
    void olderShapesAreMadeNewStepByStep() {
        assertThat(USERS.fromItem(FIRST)).isEqualTo(ANN);
        assertThat(USERS.fromItem(FIRST.with("shape", 1))).isEqualTo(ANN);
        assertThat(USERS.fromItem(SECOND)).isEqualTo(ANN);
        assertThat(USERS.fromItem(SECOND.with("shape", 3).with("points", 8)).points())
                .isEqualTo(8);
        String json = "{\"email\":{\"S\":\"a@x\"},\"name\":{\"S\":\"Ann Lee\"}}";
        assertThat(Wire.read(USERS, json)).isEqualTo(ANN);
        assertThat(Wire.read(USERS, Wire.json(USERS, ANN))).isEqualTo(ANN);
        assertThat(Wire.json(USERS, ANN)).startsWith("{\"shape\":{\"N\":\"3\"},\"email\"");
    }

    @Test
    void whatIsWrittenAlwaysHasTheNumberOfTheClass() {
        Item item = USERS.toItem(USERS.fromItem(FIRST));
        assertThat(item.get("shape")).contains(AttributeValue.of(3));
        assertThat(USERS.toItem(USERS.with(ANN, Item.of("shape", 1, "points", 9))))
                .isEqualTo(item.with("points", 9));
        assertThat(USERS.attribute(ANN, "shape")).contains(AttributeValue.of(3));
        assertThat(USERS.shape()).contains(new ShapeNumber("shape", 3));
        assertThat(USERS.index("by-points").projection()).isEqualTo(IndexProjection.include(List.of("shape")));
    }

    @Shape(2)
    @IndexPartitionKey(value = "by-town", name = "gsi1pk", template = "TOWN#{town}")
    record Guest(@PartitionKey String id, Optional<String> town) {
        @UpgradeFrom(1)
        static Item forget(Item old) {
            return old.get("town").filter(AttributeValue.of("?")::equals).isPresent() ? old.without("town") : old;
        }

        @IndexPartitionKey("by-letter")
        Optional<String> letter() {
            return town.map(name -> name.substring(0, 1));
        }
    }

    @Test
    void keysThatAreNoLongerMadeGoWhenAnItemIsMadeNew() {
        TableSchema<Guest> guests = TableSchema.of(Guest.class);
        Item old = Item.of("id", "a", "town", "?", "gsi1pk", "TOWN#?").with("letter", "?");
        assertThat(guests.upgraded(old.with("other", 1)))
                .isEqualTo(Item.of("id", "a", "shape", 2).with("other", 1));
        assertThat(guests.upgraded(old.with("town", "Bern")))
                .isEqualTo(Item.of("id", "a", "shape", 2, "town", "Bern")
                        .with("gsi1pk", "TOWN#Bern")
                        .with("letter", "B"));
    }

    @Test
    void anItemIsMadeNewWithAllThatTheClassDoesNotKnow() {
        assertThat(USERS.upgraded(FIRST.with("other", 1)))
                .isEqualTo(SECOND.with("shape", 3).with("points", 7).with("other", 1));
        Item current = USERS.toItem(ANN).with("other", 1);
        assertThat(USERS.upgraded(current)).isSameAs(current);
    }

    record Part(String town) {}

    @Shape(2)
    record Parcel(
            @PartitionKey String id,
            String to,
            Part from,
            List<Part> stops,
            Map<String, Part> byDay,
            double weight,
            @Default("9") int copies,
            Optional<String> note) {
        @UpgradeFrom(1)
        static Item rename(Item old) {
            return old.get("name")
                    .map(name -> old.without("name").with("to", name))
                    .orElse(old);
        }
    }

    @Test
    void anItemIsMadeNewWithAllThatTheClassWouldWriteOtherwise() {
        TableSchema<Parcel> parcels = TableSchema.of(Parcel.class);
        Map<String, Object> known = Map.of("town", "Bern", "street", "Gasse 1");
        Item rest = Item.of("id", "a", "from", known, "stops", List.of(known))
                .with("byDay", Map.of("monday", known))
                .with("weight", new BigDecimal("0.12345678901234567890123"))
                .with("note", AttributeValue.Null.NULL);
        assertThat(parcels.upgraded(rest.with("name", "Ann")))
                .isEqualTo(rest.with("to", "Ann").with("shape", 2));
        // Functions that change nothing change nothing.
        assertThat(parcels.upgraded(rest.with("to", "Ann")))
                .isEqualTo(rest.with("to", "Ann").with("shape", 2));
        assertThat(parcels.fromItem(rest.with("name", "Ann")).copies()).isEqualTo(9);
        // What could not be read is not made new.
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> parcels.upgraded(rest.with("name", 1)))
                .withMessageContaining("Attribute to");
    }

    @Shape(2)
    record Labelled(
            @PartitionKey String id,
            String town,

            @IndexPartitionKey(value = "by-town", name = "gsi1pk", template = "TOWN#{town}")
            Optional<String> key) {
        @UpgradeFrom(1)
        static Item same(Item old) {
            return old;
        }
    }

    @Test
    void aKeyThatMayBeGivenIsMadeWhereItIsNot() {
        TableSchema<Labelled> schema = TableSchema.of(Labelled.class);
        Item old = Item.of("id", "a", "town", "Bern");
        assertThat(schema.upgraded(old))
                .isEqualTo(old.with("gsi1pk", "TOWN#Bern").with("shape", 2));
        assertThat(schema.upgraded(old.with("gsi1pk", "MINE")))
                .isEqualTo(old.with("gsi1pk", "MINE").with("shape", 2));
    }

    @Test
    void shapesThatAreNotKnownAreErrors() {
        assertUnreadable(USERS, SECOND.with("shape", 4))
                .withMessage(
                        "Attribute shape: found shape 4 of a User, and this program knows shapes up to 3; a newer one"
                                + " has stored it, so update this one");
        assertUnreadable(USERS, SECOND.with("shape", 0)).withMessageContaining("upgrades from shape 1 on");
        assertUnreadable(USERS, SECOND.with("shape", "2")).withMessageContaining("no number of a shape");
        assertUnreadable(USERS, SECOND.with("shape", 1.5)).withMessageContaining("no number of a shape");
        assertUnreadable(USERS, SECOND.with("shape", 1))
                .withMessageContaining("the upgrade of a User from shape 1 failed: java.util.NoSuchElementException");
        assertUnreadable(TableSchema.of(Forgetful.class), Item.of("id", "a"))
                .withMessageContaining("found shape 1 of a Forgetful, which upgrades from shape 2 on");
        assertThat(TableSchema.of(Forgetful.class).fromItem(Item.of("id", "a", "v", 2)))
                .isEqualTo(new Forgetful("a"));
        assertUnreadable(TableSchema.of(Moving.class), Item.of("id", "a"))
                .withMessage(
                        "Attribute id: the upgrade of a Moving from shape 1 changed the key, and an item keeps its key");
    }

    @Shape(2)
    @PartitionKey(value = "pk", template = "USER#{email}")
    record Lowered(@Attribute("email") String email) {
        @UpgradeFrom(1)
        static Item lower(Item old) {
            return old.with("email", old.string("email").orElseThrow().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void anUpgradeMayNotChangeWhatAKeyIsMadeOf() {
        TableSchema<Lowered> schema = TableSchema.of(Lowered.class);
        Item upper = Item.of("pk", "USER#A@x", "email", "A@x");
        assertUnreadable(schema, upper)
                .withMessage(
                        "Attribute pk: the upgrade from an older shape changed what the key is made of, and an item"
                                + " keeps its key; leave that as it is");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> schema.upgraded(upper))
                .withMessageContaining("changed what the key is made of");
        Item lower = Item.of("pk", "USER#a@x", "email", "a@x");
        assertThat(schema.fromItem(lower)).isEqualTo(new Lowered("a@x"));
        assertThat(schema.upgraded(lower)).isEqualTo(lower.with("shape", 2));
    }

    @Shape(2)
    record Small(@PartitionKey String id) {
        Small {
            id = id.toLowerCase(Locale.ROOT);
        }

        @UpgradeFrom(1)
        static Item same(Item old) {
            return old;
        }
    }

    @Test
    void anUpgradeIsBlamedOnlyWhereOneRan() {
        TableSchema<Small> schema = TableSchema.of(Small.class);
        // Wherever in the item its number stands.
        assertThat(schema.fromItem(Item.of("shape", 2, "id", "A"))).isEqualTo(new Small("a"));
        assertThat(schema.fromItem(Item.of("id", "A", "shape", 2))).isEqualTo(new Small("a"));
        assertUnreadable(schema, Item.of("id", "A")).withMessageContaining("changed what the key is made of");
        assertThat(schema.fromItem(Item.of("id", "a"))).isEqualTo(new Small("a"));
    }

    @Shape(value = 3, attribute = "v")
    record Forgetful(@PartitionKey String id) {
        @UpgradeFrom(2)
        static Item same(Item old) {
            return old;
        }
    }

    @Shape(2)
    record Moving(@PartitionKey String id) {
        @UpgradeFrom(1)
        static Item move(Item old) {
            return old.with("id", "b");
        }
    }

    @Shape(2)
    record Address(String street, String town) {
        @UpgradeFrom(1)
        static Item split(Item old) {
            String[] lines = old.string("lines").orElseThrow().split(", ", 2);
            return Item.of("street", lines[0], "town", lines[1]);
        }
    }

    record Person(@PartitionKey String id, Address home, List<Address> others) {}

    @Test
    void valuesWithinOthersHaveShapesOfTheirOwn() {
        TableSchema<Person> schema = TableSchema.of(Person.class);
        Address bern = new Address("Gasse 1", "Bern");
        Item old = Item.of("id", "a", "home", Map.of("lines", "Gasse 1, Bern"))
                .with(
                        "others",
                        List.of(Map.of("shape", 2, "street", "Gasse 1", "town", "Bern"), Map.of("lines", "A, B")));
        assertThat(schema.fromItem(old)).isEqualTo(new Person("a", bern, List.of(bern, new Address("A", "B"))));
        assertThat(schema.toItem(schema.fromItem(old)).get("home"))
                .contains(AttributeValue.of(Map.of("shape", 2, "street", "Gasse 1", "town", "Bern")));
        assertUnreadable(schema, old.with("home", Map.of("shape", 3)))
                .withMessageContaining("Attribute home.shape: found shape 3 of a Address");
        assertThat(schema.hasShapes()).isFalse();
    }

    @Discriminator("cls")
    sealed interface Event permits Made, Sold {}

    @Shape(2)
    record Made(@PartitionKey String id, int count) implements Event {
        @UpgradeFrom(1)
        static Item count(Item old) {
            assertThat(old.asMap()).doesNotContainKeys("cls", "shape");
            return old.with("count", 1);
        }
    }

    record Sold(@PartitionKey String id) implements Event {}

    record EventId(String id, Optional<Integer> count) {}

    @Test
    void classesUnderADiscriminatorHaveShapesToo() {
        TableSchema<Event> schema = TableSchema.of(Event.class);
        Item old = Item.of("id", "a", "cls", "Made");
        assertThat(schema.fromItem(old)).isEqualTo(new Made("a", 1));
        assertThat(schema.toItem(new Made("a", 5)))
                .isEqualTo(Item.of("cls", "Made", "shape", 2, "id", "a").with("count", 5));
        assertThat(Wire.read(schema, Wire.json(schema, new Made("a", 5)))).isEqualTo(new Made("a", 5));
        assertThat(schema.fromItem(Item.of("cls", "Sold", "id", "a"))).isEqualTo(new Sold("a"));
        assertThat(schema.upgraded(old))
                .isEqualTo(Item.of("cls", "Made", "shape", 2, "id", "a").with("count", 1));
        assertThat(schema.isWrittenAlike()).isFalse();
        assertThat(schema.shape()).isEmpty();
        assertThat(schema.narrowed(Made.class).shape()).contains(new ShapeNumber("shape", 2));
        View<EventId> view = schema.view(EventId.class);
        assertThat(view.paths()).isEmpty();
        assertThat(view.fromItem(old)).isEqualTo(new EventId("a", Optional.of(1)));
        assertThat(view.fromItem(Item.of("cls", "Sold", "id", "a"))).isEqualTo(new EventId("a", Optional.empty()));
    }

    record Name(String lastName, int points) {}

    @Test
    void aSmallerRecordIsReadFromAWholeItemMadeNew() {
        View<Name> view = USERS.view(Name.class);
        assertThat(view.paths()).isEmpty();
        assertThat(view.fromItem(FIRST)).isEqualTo(new Name("Lee", 7));
        assertThat(view.fromItem(USERS.toItem(ANN))).isEqualTo(new Name("Lee", 7));
    }

    @Shape(3)
    record Gap(@PartitionKey String id) {
        @UpgradeFrom(1)
        static Item one(Item old) {
            return old;
        }
    }

    @Shape(1)
    record TooMany(@PartitionKey String id) {
        @UpgradeFrom(1)
        static Item one(Item old) {
            return old;
        }
    }

    record Unnumbered(@PartitionKey String id) {
        @UpgradeFrom(1)
        static Item one(Item old) {
            return old;
        }
    }

    @Shape(2)
    record NoFunction(@PartitionKey String id) {
        @UpgradeFrom(1)
        Item one() {
            return Item.empty();
        }
    }

    @Shape(2)
    record Clash(@PartitionKey String id, int shape) {}

    @Test
    void contradictionsAreRefusedWhenTheClassIsLearnt() {
        assertRefused(Gap.class).withMessageContaining("has no @UpgradeFrom(2)");
        assertRefused(TooMany.class).withMessageContaining("is of shape 1, and has an @UpgradeFrom for 1");
        assertRefused(Unnumbered.class).withMessageContaining("no @Shape");
        assertRefused(NoFunction.class).withMessageContaining("no static method that takes and gives an Item");
        assertRefused(Clash.class).withMessageContaining("the stored name \"shape\" is taken by");
    }
}
