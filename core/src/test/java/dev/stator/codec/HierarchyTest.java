package dev.stator.codec;

import static dev.stator.expression.Path.attr;
import static dev.stator.expression.Value.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.error.CodecException;
import dev.stator.expression.UpdateExpression;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

/** Classes under a discriminator: as whole items of one table, and within others. */
class HierarchyTest {
    @Discriminator("cls")
    sealed interface Animal permits Dog, Mammal {
        String name();
    }

    sealed interface Mammal extends Animal permits Cat, Horse {
        int paws();
    }

    record Dog(@PartitionKey String name, int tricks) implements Animal {}

    @DiscriminatorValue(
            value = "Feline",
            aliases = {"Cat", "Kitty"})
    record Cat(@PartitionKey String name, int paws, boolean indoor) implements Mammal {}

    record Horse(@PartitionKey String name, int paws, Optional<String> rider) implements Mammal {}

    private static final TableSchema<Animal> ANIMALS = TableSchema.of(Animal.class);
    private static final Dog REX = new Dog("rex", 3);
    private static final Cat TOM = new Cat("tom", 4, true);

    private static ThrowableAssertAlternative<CodecException> assertUnreadable(TableSchema<?> schema, Item item) {
        return assertThatExceptionOfType(CodecException.class).isThrownBy(() -> schema.fromItem(item));
    }

    private static ThrowableAssertAlternative<?> assertRefused(Class<?> type) {
        return assertThatIllegalArgumentException().isThrownBy(() -> TableSchema.of(type));
    }

    @Test
    void eachClassIsStoredWithWhatTellsIt() {
        Item rex = Item.of("cls", "Dog", "name", "rex", "tricks", 3);
        Item tom = Item.of("cls", "Feline", "name", "tom", "paws", 4).with("indoor", true);
        assertThat(ANIMALS.toItem(REX)).isEqualTo(rex);
        assertThat(ANIMALS.toItem(TOM)).isEqualTo(tom);
        assertThat(ANIMALS.fromItem(rex)).isEqualTo(REX);
        assertThat(ANIMALS.fromItem(tom)).isEqualTo(TOM);
        assertThat(Wire.json(ANIMALS, REX))
                .isEqualTo("{\"cls\":{\"S\":\"Dog\"},\"name\":{\"S\":\"rex\"},\"tricks\":{\"N\":\"3\"}}");
        assertThat(Wire.read(ANIMALS, Wire.json(ANIMALS, TOM))).isEqualTo(TOM);
        assertThat(ANIMALS.attribute(REX, "cls")).contains(new AttributeValue.S("Dog"));
        assertThat(ANIMALS.keyOf(TOM)).isEqualTo(Item.of("name", "tom"));
        assertThat(ANIMALS.key("tom")).isEqualTo(Item.of("name", "tom"));
    }

    @Test
    void theClassIsTakenWhereverItsAttributeStands() {
        String last =
                "{\"name\":{\"S\":\"tom\"},\"indoor\":{\"BOOL\":true},\"paws\":{\"N\":\"4\"},\"cls\":{\"S\":\"Feline\"}}";
        String between =
                "{\"name\":{\"S\":\"tom\"},\"cls\":{\"S\":\"Feline\"},\"indoor\":{\"BOOL\":true},\"paws\":{\"N\":\"4\"}}";
        assertThat(Wire.read(ANIMALS, last)).isEqualTo(TOM);
        assertThat(Wire.read(ANIMALS, between)).isEqualTo(TOM);
    }

    @Test
    void aliasesAreReadAndNotWritten() {
        Item old = Item.of("cls", "Kitty", "name", "tom", "paws", 4).with("indoor", true);
        Animal read = ANIMALS.fromItem(old);
        assertThat(read).isEqualTo(TOM);
        assertThat(ANIMALS.toItem(read).string("cls")).contains("Feline");
    }

    @Test
    void aClassOfItsOwnIsStoredAndReadAlike() {
        TableSchema<Dog> dogs = TableSchema.of(Dog.class);
        assertThat(dogs).isSameAs(ANIMALS.narrowed(Dog.class));
        assertThat(dogs.toItem(REX)).isEqualTo(ANIMALS.toItem(REX));
        assertThat(dogs.fromItem(ANIMALS.toItem(REX))).isEqualTo(REX);
        assertThat(dogs.narrowing()).contains(new Narrowing("cls", Optional.of("Dog"), false, List.of("Dog"), false));
        assertThat(TableSchema.of(Mammal.class).narrowing())
                .contains(new Narrowing(
                        "cls", Optional.empty(), false, List.of("Feline", "Cat", "Kitty", "Horse"), false));
        assertThat(ANIMALS.narrowing().orElseThrow().isWhole()).isTrue();
        assertUnreadable(dogs, ANIMALS.toItem(TOM))
                .withMessage("Attribute cls: this is a Cat, and a Dog is wanted; read it as a Animal");
        assertThat(TableSchema.of(Mammal.class).fromItem(ANIMALS.toItem(TOM))).isEqualTo(TOM);
        assertUnreadable(TableSchema.of(Mammal.class), ANIMALS.toItem(REX)).withMessageContaining("this is a Dog");
    }

    @Test
    void whatIsNotKnownIsAnErrorThatNamesAttributeAndValues() {
        assertUnreadable(ANIMALS, Item.of("cls", "Wolf", "name", "x"))
                .withMessage("Attribute cls: found another value for the class of a Animal; known are Cat, Dog, Feline,"
                        + " Horse, Kitty; add a class or an alias for it, or a fallback in @Discriminator");
        assertUnreadable(ANIMALS, Item.of("name", "x")).withMessageContaining("cls: found no such attribute");
        assertUnreadable(ANIMALS, Item.of("name", "x", "cls", AttributeValue.Null.NULL))
                .withMessageContaining("cls: found no such attribute");
        assertUnreadable(ANIMALS, Item.of("name", "x", "cls", 1)).withMessageContaining("stored as S; found N");
        assertUnreadable(ANIMALS, Item.of("cls", "Dog", "name", "x", "tricks", "y"))
                .withMessageContaining("Attribute tricks");
    }

    @Discriminator(value = "cls", missing = Plain.class, unknown = Other.class)
    sealed interface Lenient permits Plain, Special, Other {}

    record Plain(@PartitionKey String id) implements Lenient {}

    record Special(@PartitionKey String id, int n) implements Lenient {}

    record Other(@PartitionKey String id, @Rest Item rest) implements Lenient {}

    @Test
    void whatIsMissingOrUnknownHasAClassIfOneIsDeclared() {
        TableSchema<Lenient> schema = TableSchema.of(Lenient.class);
        assertThat(schema.fromItem(Item.of("id", "a"))).isEqualTo(new Plain("a"));
        assertThat(schema.toItem(new Plain("a"))).isEqualTo(Item.of("cls", "Plain", "id", "a"));
        Item strange = Item.of("cls", "Strange", "id", "a", "m", 1);
        Lenient kept = schema.fromItem(strange);
        assertThat(kept).isEqualTo(new Other("a", Item.of("cls", "Strange", "m", 1)));
        assertThat(schema.toItem(kept)).isEqualTo(strange);
        assertThat(Wire.read(schema, Wire.json(schema, kept))).isEqualTo(kept);
        assertThat(schema.narrowed(Other.class).narrowing())
                .contains(new Narrowing("cls", Optional.empty(), true, List.of("Plain", "Special"), false));
        assertThat(schema.narrowed(Plain.class).narrowing())
                .contains(new Narrowing("cls", Optional.of("Plain"), false, List.of("Plain"), true));
        assertThat(schema.fromItem(Item.of("cls", "Special", "id", "a", "n", 1)))
                .isEqualTo(new Special("a", 1));
    }

    @Discriminator(value = "kind", unknown = Lossy.class)
    sealed interface Losing permits Lossy {}

    record Lossy(@PartitionKey String id) implements Losing {}

    @Test
    void whatTakesTheUnknownMustKeepItsValue() {
        assertRefused(Losing.class).withMessageContaining("would lose the value of kind");
    }

    @Discriminator("shape")
    sealed interface Shape permits Circle, Square, Group {}

    record Circle(double radius) implements Shape {}

    @DiscriminatorValue("box")
    record Square(double side, Optional<Circle> hole) implements Shape {}

    record Group(List<Shape> parts, Map<String, Square> named) implements Shape {}

    record Drawing(@PartitionKey String id, Shape main, Optional<Circle> round) {}

    @Test
    void valuesWithinOthersAreStoredWithTheirClassToo() {
        TableSchema<Drawing> schema = TableSchema.of(Drawing.class);
        Square box = new Square(2, Optional.of(new Circle(1)));
        Drawing drawing =
                new Drawing("d", new Group(List.of(box, new Circle(3)), Map.of("b", box)), Optional.of(new Circle(4)));
        Item item = schema.toItem(drawing);
        assertThat(schema.fromItem(item)).isEqualTo(drawing);
        assertThat(Wire.read(schema, Wire.json(schema, drawing))).isEqualTo(drawing);
        assertThat(item.get("round").orElseThrow())
                .isEqualTo(AttributeValue.of(Map.of("shape", "Circle", "radius", 4)));
        assertUnreadable(schema, item.with("round", Map.of("shape", "box", "side", 1)))
                .withMessageContaining("Attribute round.shape: this is a Square, and a Circle is wanted");
        assertUnreadable(schema, item.with("main", Map.of("shape", "Line")))
                .withMessageContaining("Attribute main.shape: found another value for the class of a Shape");
    }

    @Test
    void pathsLeadThroughWhatAllClassesHaveAndThroughOneOfThem() {
        assertThat(attr(Animal::name).eq("x").bind(ANIMALS.codec())).hasToString("name = \"x\"");
        assertThat(attr(Dog::tricks).gt(2).bind(ANIMALS.codec())).hasToString("tricks > 2");
        assertThat(attr(Mammal::paws).gt(2).bind(ANIMALS.codec())).hasToString("paws > 2");
        assertThat(attr(Animal::name).eq("x").bind(ANIMALS.narrowed(Dog.class).codec()))
                .hasToString("name = \"x\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attr(Cat::indoor)
                        .eq(true)
                        .bind(ANIMALS.narrowed(Dog.class).codec()))
                .withMessageContaining("Cat::indoor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attr(Unlike::at)
                        .eq("x")
                        .bind(TableSchema.of(Unlike.class).codec()))
                .withMessageContaining("Unlike::at is not stored alike by all of Left, Right");
        assertThat(attr(Left::at).eq("x").bind(TableSchema.of(Unlike.class).codec()))
                .hasToString("at = \"x\"");
    }

    @Test
    void pathsLeadIntoOneClassOfAValue() {
        Codec<Drawing> codec = TableSchema.of(Drawing.class).codec();
        assertThat(attr(Drawing::main)
                        .as(Circle.class)
                        .dot(Circle::radius)
                        .gt(2.0)
                        .bind(codec))
                .hasToString("main.radius > 2");
        assertThat(attr(Drawing::round).dot(Circle::radius).gt(2.0).bind(codec)).hasToString("round.radius > 2");
        assertThat(attr(Drawing::main).eq(new Circle(1)).bind(codec))
                .isEqualTo(attr("main").eq(AttributeValue.of(Map.of("shape", "Circle", "radius", 1))));
    }

    @Discriminator("side")
    sealed interface Unlike permits Left, Right {
        String at();
    }

    record Left(@PartitionKey String id, String at) implements Unlike {}

    record Right(
            @PartitionKey String id, @Attribute("place") String at) implements Unlike {}

    @Discriminator("kind")
    sealed interface Event permits Login, Purchase {}

    record Login(
            @PartitionKey String id,
            String device,
            Optional<String> note,
            @EpochSeconds Instant at,
            Optional<Boolean> seen)
            implements Event {}

    record Purchase(
            @PartitionKey String id,
            Optional<String> note,
            @EpochMillis Instant at,
            boolean seen) implements Event {}

    record Device(String device) {}

    record SomeDevice(Optional<String> device) {}

    @Test
    void anUpdateTakesFromNoClassWhatThatNeeds() {
        TableSchema<Event> events = TableSchema.of(Event.class);
        UpdateExpression none = UpdateExpression.empty();
        assertThat(none.remove(attr("note")).bind(events.codec())).hasToString("REMOVE note");
        assertThat(none.set(attr("device"), value("x")).bind(events.codec())).hasToString("SET device = \"x\"");
        for (UpdateExpression change : List.of(
                none.remove(attr("device")),
                none.set(attr("device"), value(Optional.empty())),
                none.remove(attr("seen")))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> change.bind(events.codec()))
                    .withMessageContaining("which the record needs");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> events.view(Device.class))
                .withMessageContaining("device, which may be missing in a ");
        assertThat(events.view(SomeDevice.class).paths()).containsExactly(List.of("device"));
    }

    @Test
    void anUpdateOfWhatClassesStoreInSeveralFormsIsSaidOfOne() {
        TableSchema<Event> events = TableSchema.of(Event.class);
        UpdateExpression set = UpdateExpression.empty().set(attr("at"), value(Instant.EPOCH));
        for (UpdateExpression change : List.of(set, UpdateExpression.empty().remove(attr("at")))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> change.bind(events.codec()))
                    .withMessageContaining("at, which several classes store, each in a form of its own");
        }
        assertThat(set.bind(events.narrowed(Login.class).codec())).hasToString("SET at = 0");
        assertThat(attr("at").gt(5).bind(events.codec())).hasToString("at > 5");
    }

    @Discriminator("kind")
    sealed interface Placed permits Round, Edged {}

    @IndexPartitionKey(value = "by-town", name = "gsi1pk", template = "TOWN#{town}")
    record Round(@PartitionKey String id, String town) implements Placed {}

    @IndexPartitionKey(value = "by-town", name = "gsi1pk", template = "TOWN#{town}")
    record Edged(@PartitionKey String id, @Attribute("city") String town) implements Placed {}

    @Discriminator("kind")
    sealed interface Towned permits Here, There {}

    @IndexPartitionKey(value = "by-town", name = "gsi1pk", template = "TOWN#{town}")
    record Here(@PartitionKey String id, String town) implements Towned {}

    @IndexPartitionKey(value = "by-town", name = "gsi1pk", template = "TOWN#{town}")
    record There(@PartitionKey String id, String town) implements Towned {}

    @Test
    void templatesOfOneTextAreAlikeIfTheirMembersAre() {
        assertThat(TableSchema.of(Placed.class).isWrittenAlike()).isFalse();
        assertThat(TableSchema.of(Placed.class).narrowed(Round.class).isWrittenAlike())
                .isTrue();
        assertThat(TableSchema.of(Towned.class).isWrittenAlike()).isTrue();
    }

    @Discriminator("kind")
    sealed interface Beside permits Lion, Wolf {}

    @PartitionKey(value = "pk", template = "LION#{id}")
    record Lion(@Attribute("id") String id) implements Beside {}

    @PartitionKey(value = "pk", template = "WOLF#{id}")
    record Wolf(@Attribute("id") String id) implements Beside {}

    @Discriminator("kind")
    sealed interface Within permits Bee, Ant {}

    @PartitionKey(value = "pk", template = "BEE#{id}")
    record Bee(String id) implements Within {}

    @PartitionKey(value = "pk", template = "ANT#{id}")
    record Ant(String id) implements Within {}

    @Test
    void classesWhoseKeysTellAttributesOtherwiseAreNotWrittenAlike() {
        assertThat(TableSchema.of(Beside.class).isWrittenAlike()).isFalse();
        assertThat(TableSchema.of(Beside.class).narrowed(Lion.class).isWrittenAlike())
                .isTrue();
        assertThat(TableSchema.of(Within.class).isWrittenAlike()).isTrue();
    }

    @Discriminator("type")
    sealed interface Entity permits Customer, Order {
        String email();
    }

    @PartitionKey(value = "pk", template = "CUSTOMER#{email}")
    @SortKey(value = "sk", template = "PROFILE")
    record Customer(String email, String name, @TimeToLive long expires) implements Entity {}

    @PartitionKey(value = "pk", template = "CUSTOMER#{email}")
    @SortKey(value = "sk", template = "ORDER#{number:08}")
    record Order(
            String email,
            int number,

            @IndexPartitionKey("by-status") @Attribute("orderStatus")
            String status,

            @Version long version)
            implements Entity {}

    @Test
    void recordTypesOfOneTableMakeTheirKeysByTemplatesOfTheirOwn() {
        TableSchema<Entity> shop = TableSchema.of(Entity.class);
        assertThat(shop.toItem(new Order("a@x", 7, "new", 1)))
                .isEqualTo(Item.of("type", "Order", "orderStatus", "new", "version", 1)
                        .with("pk", "CUSTOMER#a@x")
                        .with("sk", "ORDER#00000007"));
        assertThat(shop.partitionKey().value("a@x")).isEqualTo(new AttributeValue.S("CUSTOMER#a@x"));
        assertThat(shop.key("a@x", "PROFILE"))
                .isEqualTo(shop.narrowed(Customer.class).key("a@x"));
        assertThat(shop.narrowed(Order.class).key("a@x", 7))
                .isEqualTo(Item.of("pk", "CUSTOMER#a@x", "sk", "ORDER#00000007"));
        assertThat(shop.indexes()).extracting(IndexSchema::name).containsExactly("by-status");
        assertThat(shop.narrowed(Customer.class).indexes()).isEmpty();
        assertThat(shop.timeToLive()).contains("expires");
        assertThat(shop.narrowed(Order.class).timeToLive()).contains("expires");
        assertThat(shop.isWrittenAlike()).isFalse();
        assertThat(shop.stamps()).isEmpty();
        assertThat(shop.writing(new Order("a@x", 7, "new", 1)).version()).isPresent();
        assertThat(shop.writing(new Customer("a@x", "Ann", 0)).version()).isEmpty();
        assertThat(shop.narrowed(Order.class).whole()).isSameAs(shop);
    }

    @Discriminator("t")
    sealed interface Keys permits ByName, ByNumber {}

    record ByName(@PartitionKey String id) implements Keys {}

    record ByNumber(@PartitionKey int id) implements Keys {}

    @Discriminator("t")
    sealed interface Indexes permits Small, Large {}

    record Small(
            @PartitionKey String id,
            @IndexPartitionKey("by") String a) implements Indexes {}

    record Large(
            @PartitionKey String id,
            @IndexPartitionKey("by") String b) implements Indexes {}

    @Discriminator("t")
    sealed interface Twins permits Twin, Pair {}

    record Twin(@PartitionKey String id) implements Twins {}

    @DiscriminatorValue(aliases = "Twin")
    record Pair(@PartitionKey String id) implements Twins {}

    @Discriminator("id")
    sealed interface Taken permits Taking {}

    record Taking(@PartitionKey String id) implements Taken {}

    @Discriminator("t")
    interface Open {}

    record Opened(@PartitionKey String id) implements Open {}

    @Discriminator(
            value = "t",
            subtypes = {Named.class})
    abstract static class Base {
        final String id;

        Base(String id) {
            this.id = id;
        }
    }

    static final class Named extends Base {
        private final int n;

        @Creator
        Named(@PartitionKey String id, int n) {
            super(id);
            this.n = n;
        }

        String id() {
            return id;
        }

        int n() {
            return n;
        }
    }

    static final class Stray extends Base {
        Stray() {
            super("stray");
        }
    }

    sealed interface Bare permits Only {}

    record Only(@PartitionKey String id) implements Bare {}

    @Test
    void contradictionsAreRefusedWhenTheClassesAreLearnt() {
        assertRefused(Keys.class)
                .withMessageContaining(
                        "the partition key of ByName is id of type S, and that of ByNumber is id of type N");
        assertRefused(ByName.class).withMessageContaining("in one table all have the same");
        assertRefused(Indexes.class).withMessageContaining("different indexes of the name by");
        assertRefused(Twins.class).withMessageContaining("two classes for the discriminator \"Twin\"");
        assertRefused(Taken.class).withMessageContaining("the stored name \"id\" is taken by");
        assertRefused(Open.class).withMessageContaining("seal it, or name the classes");
        assertRefused(Bare.class).withMessageContaining("@Discriminator");
    }

    @Test
    void classesOfAnAbstractOneAreThoseThatItNames() {
        TableSchema<Base> schema = TableSchema.of(Base.class);
        Item item = schema.toItem(new Named("a", 5));
        assertThat(item).isEqualTo(Item.of("t", "Named", "id", "a", "n", 5));
        assertThat(((Named) schema.fromItem(item)).n()).isEqualTo(5);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> schema.toItem(new Stray()))
                .withMessageContaining("is none of the classes of");
    }

    @Discriminator("cls")
    sealed interface Held permits Full, Half {}

    record Full(
            @PartitionKey String id,
            @IndexPartitionKey("by") String a,
            @Projected("by") int n) implements Held {}

    @KeysOnly("some")
    record Half(
            @PartitionKey String id,
            @IndexPartitionKey("some") String b) implements Held {}

    @Test
    void anIndexHoldsWhatTellsTheClass() {
        TableSchema<Held> schema = TableSchema.of(Held.class);
        assertThat(schema.index("by").projection()).isEqualTo(IndexProjection.include(List.of("n", "cls")));
        assertThat(schema.index("some").projection()).isEqualTo(IndexProjection.include(List.of("cls")));
    }

    record AnimalName(String name, String cls) {}

    @Test
    void aSmallerRecordReadsWhatAllHave() {
        View<AnimalName> view = ANIMALS.view(AnimalName.class);
        assertThat(view.fromItem(ANIMALS.toItem(TOM))).isEqualTo(new AnimalName("tom", "Feline"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ANIMALS.view(Dog.class))
                .withMessageContaining("read those of one class with of(…)");
    }
}
