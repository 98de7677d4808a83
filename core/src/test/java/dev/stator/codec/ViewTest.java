package dev.stator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.error.CodecException;
import dev.stator.value.Item;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A smaller record reads a part of the items of another, and is refused when it could not. */
class ViewTest {
    enum Level {
        LOW
    }

    record Town(String name, Optional<String> country) {}

    record Place(Town town, @Attribute("post.code") String code, Optional<Integer> floor) {}

    record Visit(String where, int points) {}

    record User(
            @PartitionKey String id,
            @Attribute("nm") String name,
            Optional<Level> level,
            OptionalInt rank,
            Set<String> tags,
            Optional<Place> place,
            List<Visit> visits,
            Map<String, Visit> best) {}

    private static final TableSchema<User> USERS = TableSchema.of(User.class, MethodHandles.lookup());

    private static final User ANN = new User(
            "a",
            "Ann",
            Optional.of(Level.LOW),
            OptionalInt.of(3),
            Set.of("x"),
            Optional.of(new Place(new Town("Bern", Optional.of("CH")), "3000", Optional.of(2))),
            List.of(new Visit("here", 1)),
            Map.of("k", new Visit("there", 2)));

    record TownName(String name) {}

    record Code(@Attribute("post.code") String zip, TownName town) {}

    record Where(String where) {}

    record Summary(
            @Attribute("nm") String called,
            Optional<Level> level,
            Optional<Integer> rank,
            Optional<Code> place,
            List<Where> visits,
            Map<String, Where> best) {}

    record Kept(
            @PartitionKey String id,
            int points,
            Visit last,
            @Rest Item rest) {}

    record Brief(int points, Visit last) {}

    record BriefWithRest(int points, @Rest Item rest) {}

    record Later(int points, Optional<String> later) {}

    @Test
    void aRestIsLeftOutOfAViewAndCannotBeOneItself() {
        TableSchema<Kept> schema = TableSchema.of(Kept.class);
        View<Brief> view = schema.view(Brief.class);
        Item item = schema.toItem(new Kept("a", 3, new Visit("here", 1), Item.of("later", "x")));
        assertThat(view.paths()).containsExactly(List.of("points"), List.of("last"));
        assertThat(view.fromItem(item)).isEqualTo(new Brief(3, new Visit("here", 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schema.view(BriefWithRest.class))
                .withMessageContaining("has a @Rest, and only what it names is brought");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schema.view(Later.class))
                .withMessageContaining("stores no such attribute");
        assertThat(schema.view(Item.class).fromItem(item)).isEqualTo(item);
    }

    @Test
    void aSmallerRecordReadsItsPartByStoredNames() {
        View<Summary> view = USERS.view(Summary.class);

        assertThat(view.paths())
                .containsExactly(
                        List.of("nm"),
                        List.of("level"),
                        List.of("rank"),
                        List.of("place", "post.code"),
                        List.of("place", "town", "name"),
                        List.of("visits"),
                        List.of("best"));
        assertThat(view.fromItem(USERS.toItem(ANN)))
                .isEqualTo(new Summary(
                        "Ann",
                        Optional.of(Level.LOW),
                        Optional.of(3),
                        Optional.of(new Code("3000", new TownName("Bern"))),
                        List.of(new Where("here")),
                        Map.of("k", new Where("there"))));
        assertThat(USERS.view(Summary.class)).as("learnt once").isSameAs(view);
    }

    record Country(Optional<String> country) {}

    record InCountry(Country town) {}

    record OnlyOptional(Optional<InCountry> place) {}

    record SamePlace(Optional<Place> place) {}

    @Test
    void aNestedRecordIsReadWholeWhereItsPartsDoNotShowThatItIsThere() {
        assertThat(USERS.view(OnlyOptional.class).paths()).containsExactly(List.of("place", "town"));
        assertThat(USERS.view(SamePlace.class).paths()).containsExactly(List.of("place"));
    }

    @Test
    void dynamicItemsAreReadByAnyRecordAndAnyItemsAsTheyAre() {
        TableSchema<Item> items = TableSchema.items(KeyAttribute.string("id"));

        assertThat(TableSchema.of(ItemUser.class, MethodHandles.lookup())
                        .view(Item.class)
                        .paths())
                .isEmpty();
        assertThat(items.view(Public.class).paths()).containsExactly(List.of("where"), List.of("points"));
        assertThat(items.view(Public.class).fromItem(Item.of("where", "w", "points", 1, "other", 2)))
                .isEqualTo(new Public("w", 1));
        Assertions.assertThatThrownBy(() -> items.view(Public.class).fromItem(Item.of("where", "w")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("points");
    }

    record ItemUser(@PartitionKey String id) {}

    /** Seen by everyone. */
    public record Public(String where, int points) {}

    record Absent(String id, String nickname) {}

    record OtherClass(@Attribute("nm") int name) {}

    record OtherElement(Set<Integer> tags) {}

    record NotSet(List<String> tags) {}

    record Needing(Level level) {}

    record DeepAbsent(Optional<Inner> place) {
        record Inner(String code) {}
    }

    record DeepInList(List<Points> visits) {
        record Points(String points) {}
    }

    private static void refused(Class<?> smaller, String... words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> USERS.view(smaller))
                .withMessageContainingAll(words);
    }

    @Test
    void whatTheItemsDoNotHoldIsRefused() {
        refused(Absent.class, "Absent reads nickname", "User stores no such attribute");
        refused(OtherClass.class, "OtherClass reads nm", "java.lang.Integer", "java.lang.String");
        refused(OtherElement.class, "tags", "java.lang.Integer", "java.lang.String");
        refused(NotSet.class, "tags", "java.util.Collection", "java.util.Set");
        refused(Needing.class, "level", "may be missing", "Optional");
        refused(DeepAbsent.class, "place.code", "Place stores no such attribute");
        refused(DeepInList.class, "visits.points", "java.lang.String", "java.lang.Integer");
    }

    @Shape(2)
    record Address(String town, int code) {
        @UpgradeFrom(1)
        static Item coded(Item old) {
            return old.with("code", 0);
        }
    }

    record Person(@PartitionKey String id, Address home, List<Address> others) {}

    record TownOnly(String town) {}

    record HomeTown(TownOnly home) {}

    record Towns(List<TownOnly> others) {}

    record Home(Address home) {}

    @Test
    void aPartOfAValueWithAShapeIsReadByItsOwnClass() {
        TableSchema<Person> people = TableSchema.of(Person.class);
        for (Class<?> smaller : List.of(HomeTown.class, Towns.class)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> people.view(smaller))
                    .withMessageContainingAll(
                            "TownOnly, and the items hold a dev.stator.codec.ViewTest$Address there, which has a @Shape",
                            "give the component that class");
        }
        Item old = Item.of("home", Item.of("town", "Bern"));
        assertThat(people.view(Home.class).fromItem(old)).isEqualTo(new Home(new Address("Bern", 0)));
    }

    record Stay(@PartitionKey String id, @EpochSeconds Instant from, Map<UUID, Integer> guests) {}

    record SameForm(@EpochSeconds Instant from) {}

    record OtherForm(@EpochMillis Instant from) {}

    record PlainForm(Instant from) {}

    record OtherKeys(Map<String, Integer> guests) {}

    @Test
    void whatIsStoredInAnotherFormIsRefusedToReadersAndWriters() {
        TableSchema<Stay> stays = TableSchema.of(Stay.class);
        Instant from = Instant.ofEpochSecond(1_700_000_000);
        Item item = stays.toItem(new Stay("a", from, Map.of()));
        assertThat(stays.view(SameForm.class).fromItem(item)).isEqualTo(new SameForm(from));
        assertThat(stays.partOf(new SameForm(from))).isEqualTo(Item.of("from", 1_700_000_000));
        for (Object other : List.of(new OtherForm(from), new PlainForm(from), new OtherKeys(Map.of()))) {
            String path = other instanceof OtherKeys ? "guests" : "from";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> stays.view(other.getClass()))
                    .withMessageContaining(other.getClass().getName() + " reads " + path);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> stays.partOf(other))
                    .withMessageContaining(other.getClass().getName() + " has " + path);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {String.class, Level.class})
    void whatIsNoRecordIsRefused(Class<?> type) {
        refused(type, type.getName());
    }
}
