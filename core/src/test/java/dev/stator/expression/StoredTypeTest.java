package dev.stator.expression;

import static dev.stator.expression.Path.attr;
import static dev.stator.expression.Value.param;
import static dev.stator.expression.Value.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.codec.Codec;
import dev.stator.codec.Convert;
import dev.stator.codec.Converter;
import dev.stator.codec.Discriminator;
import dev.stator.codec.EnumCode;
import dev.stator.codec.EpochSeconds;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.Shape;
import dev.stator.codec.TableSchema;
import dev.stator.codec.UpgradeFrom;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the codec of a record knows to be of another type, or of no order, does not stand in an expression. */
class StoredTypeTest {
    enum Level {
        LOW,
        HIGH
    }

    enum Grade {
        A,
        B
    }

    enum Rank {
        LOW(1),
        HIGH(2);

        @EnumCode
        final int code;

        Rank(int code) {
            this.code = code;
        }
    }

    static final class Minutes implements Converter<Duration, Long> {
        @Override
        public Long toStored(Duration value) {
            return value.toMinutes();
        }

        @Override
        public Duration fromStored(Long stored) {
            return Duration.ofMinutes(stored);
        }
    }

    record Place(String town, Optional<Integer> zip) {}

    record Thing(
            @PartitionKey String id,
            String name,
            Optional<String> nick,
            int age,
            long total,
            Optional<BigDecimal> best,
            OptionalInt count,
            Instant at,
            @EpochSeconds Instant noted,
            LocalDate day,
            LocalTime hour,
            Duration lasting,
            @Convert(Minutes.class) Duration minutes,
            OffsetDateTime offset,
            Optional<ZonedDateTime> zoned,
            Period period,
            Level level,
            Grade grade,
            Rank rank,
            boolean open,
            Set<String> tags,
            Set<Integer> marks,
            List<String> notes,
            List<Integer> points,
            List<Instant> visits,
            Map<String, Integer> counts,
            Place place,
            List<Place> places,
            Object any,
            AttributeValue raw,
            Item doc) {}

    private static final Codec<Thing> THING =
            TableSchema.of(Thing.class, MethodHandles.lookup()).codec();
    private static final Codec<Item> ITEM =
            TableSchema.items(KeyAttribute.string("id")).codec();

    private static void refused(Condition condition, String... words) {
        assertThatIllegalArgumentException()
                .as(condition.toString())
                .isThrownBy(() -> condition.bind(THING))
                .satisfies(e -> assertThat(e).hasMessageContainingAll(words));
    }

    private static void fine(Condition... conditions) {
        for (Condition condition : conditions) {
            assertThatCode(() -> condition.bind(THING).bind(THING))
                    .as(condition.toString())
                    .doesNotThrowAnyException();
        }
    }

    private static void refused(Path<?> path, SetOperand operand, String... words) {
        UpdateExpression update = UpdateExpression.empty().set(path, operand);
        assertThatIllegalArgumentException()
                .as(update.toString())
                .isThrownBy(() -> update.bind(THING))
                .satisfies(e -> assertThat(e).hasMessageContainingAll(words));
    }

    private static void fine(Path<?> path, SetOperand operand) {
        UpdateExpression update = UpdateExpression.empty().set(path, operand);
        assertThatCode(() -> update.bind(THING)).as(update.toString()).doesNotThrowAnyException();
    }

    @Test
    void whatDoesNotSortAsItsValuesIsNotComparedByOrder() {
        Duration minute = Duration.ofMinutes(1);
        String[] words = {"lasting", "java.time.Duration", "do not sort as its values do", "converter"};
        refused(attr(Thing::lasting).gt(minute), words);
        refused(attr(Thing::lasting).between(minute, minute), words);
        refused(attr("lasting").le(minute), words);
        refused(attr("lasting").ge("PT1M"), words);
        refused(attr(Thing::lasting).lt(attr(Thing::lasting)), words);
        refused(new Condition.Compare(new Value(minute), Comparator.LT, attr(Thing::lasting)), words);
        refused(attr(Thing::offset).lt(OffsetDateTime.MAX), "offset", "java.time.OffsetDateTime");
        refused(attr(Thing::zoned).lt(ZonedDateTime.now(ZoneOffset.UTC)), "zoned", "java.time.ZonedDateTime");
        refused(attr(Thing::period).any().lt(Period.ZERO), "period", "java.time.Period");
        refused(attr("any").eq(1).and(attr(Thing::lasting).ge(minute).not()), words);

        fine(
                attr(Thing::lasting).eq(minute),
                attr(Thing::lasting).ne(minute),
                attr(Thing::lasting).in(minute));
        fine(attr(Thing::minutes).gt(minute), attr(Thing::minutes).between(minute, minute));
        fine(
                attr(Thing::at).lt(Instant.EPOCH),
                attr(Thing::noted).ge(Instant.EPOCH),
                attr("at").gt("2026-"));
        fine(attr(Thing::day).lt(LocalDate.EPOCH), attr(Thing::hour).between(LocalTime.MIN, LocalTime.MAX));
        fine(
                attr("lasting").gt(AttributeValue.of("PT1M")),
                attr("any").gt(5),
                attr("raw").gt(5),
                attr("new").gt(5));
    }

    @Test
    void anEnumIsComparedByOrderWhereWhatIsStoredSortsAsItsConstants() {
        refused(attr(Thing::level).gt(Level.LOW), "level", "Level", "as its constants do", "in(…)", "@EnumCode");
        refused(attr("level").between(Level.LOW, Level.HIGH), "level", "Level");

        fine(
                attr(Thing::grade).gt(Grade.A),
                attr(Thing::rank).gt(Rank.LOW),
                attr("rank").ge(2));
        fine(attr(Thing::level).eq(Level.LOW), attr(Thing::level).in(Level.LOW, Level.HIGH));
        fine(attr("level").gt(AttributeValue.of("LOW")));
    }

    @Test
    void whatTheServiceDoesNotSortIsNotComparedByOrder() {
        String[] words = {"sorts strings, numbers and binaries alone", "eq(…)"};
        refused(attr(Thing::open).lt(true), words);
        refused(attr(Thing::place).ge(new Place("x", Optional.empty())), words);
        refused(attr(Thing::tags).lt(Set.of("x")), words);
        refused(attr(Thing::notes).between(List.of("a"), List.of("b")), words);
        refused(attr(Thing::counts).gt(Map.of("a", 1)), words);
        refused(attr(Thing::tags).lt(attr(Thing::tags)), words);
        refused(attr(Thing::any).gt(true), words);
        refused(attr("name").gt(AttributeValue.Null.NULL), words);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attr("x").lt(true).bind(ITEM))
                .withMessageContaining("x is less or greater than a value of type BOOL");

        fine(
                attr(Thing::open).eq(true),
                attr(Thing::tags).ne(Set.of("x")),
                attr(Thing::notes).in(List.of(List.of("a"))));
        fine(
                attr(Thing::tags).size().gt(3),
                attr(Thing::notes).at(0).gt("x"),
                attr(Thing::counts).key("a").le(5));
    }

    @Test
    void attributesOfTwoTypesDoNotStandAgainstEachOther() {
        refused(attr(Thing::name).eq(attr(Thing::age)), "name and age", "stored as S, the other as N");
        refused(attr(Thing::name).gt(attr(Thing::age)), "name and age");
        refused(attr("age").ne(attr("nick")), "age and nick", "stored as N, the other as S");
        refused(attr(Thing::age).between(attr(Thing::total), attr(Thing::name)), "name and age");
        refused(attr(Thing::age).any().in(List.of(5, attr(Thing::name))), "name and age");
        refused(attr(Thing::tags).eq(attr(Thing::marks)), "SS", "NS");
        refused(attr(Thing::notes).eq(attr(Thing::points)), "L of S", "L of N");
        refused(attr(Thing::place).eq(attr(Thing::name)), "place and name", "stored as M, the other as S");
        refused(attr(Thing::name).beginsWith(attr(Thing::age)), "age");
        refused(attr(Thing::name).contains(attr(Thing::age)), "name and age");
        refused(attr(Thing::tags).contains(attr(Thing::age)), "tags and age");
        refused(attr(Thing::points).contains(attr(Thing::name)), "points and name");
        refused(attr(Thing::name).eq(attr(Thing::tags).size()), "name", "size(tags)");
        refused(attr(Thing::tags).size().lt(attr(Thing::name)), "name", "size(tags)");

        fine(attr(Thing::age).lt(attr(Thing::total)), attr(Thing::total).eq(attr(Thing::best)));
        fine(
                attr(Thing::count).ge(attr(Thing::counts).key("a")),
                attr(Thing::age).eq(attr(Thing::points).at(0)));
        fine(attr(Thing::name).eq(attr(Thing::nick)), attr(Thing::name).beginsWith(attr(Thing::nick)));
        fine(attr(Thing::name).contains(attr(Thing::nick)), attr(Thing::tags).contains(attr(Thing::name)));
        fine(
                attr(Thing::points).contains(attr(Thing::total)),
                attr(Thing::visits).contains(attr(Thing::at)));
        fine(attr(Thing::places).at(0).dot(Place::zip).eq(attr(Thing::age)));
        fine(attr(Thing::any).eq(attr(Thing::age)), attr(Thing::raw).eq(attr(Thing::name)));
        fine(attr("doc").dot("x").eq(attr(Thing::age)), attr("new").eq(attr(Thing::age)));
        fine(
                attr(Thing::age).lt(attr(Thing::tags).size()),
                attr(Thing::tags).size().eq(attr(Thing::notes).size()));
    }

    @Test
    void anAttributeIsNotSetFromOneOfAnotherType() {
        refused(attr(Thing::name), attr(Thing::age), "age and name", "stored as N, the other as S");
        refused(attr("tags"), attr("name"), "name and tags");
        refused(attr(Thing::name), attr(Thing::age).ifNotExists(4), "age and name");
        refused(attr(Thing::name), attr(Thing::nick).ifNotExists(attr(Thing::age)), "age and nick");
        refused(attr(Thing::notes), attr(Thing::points), "L of N");
        refused(attr(Thing::notes), attr(Thing::notes).append(attr(Thing::points)), "L of N");
        refused(attr(Thing::name), attr(Thing::age).plus(1), "name", "stored as type S", "N is wanted");
        refused(attr("new"), attr("name").plus(1), "name", "stored as type S", "N is wanted");
        refused(attr("new"), attr("name").ifNotExists("x").plus(attr("age")), "name", "N is wanted");
        refused(attr("age"), attr("notes").append(List.of("x")), "age", "stored as type N", "L is wanted");

        fine(attr(Thing::total), attr(Thing::age));
        fine(attr(Thing::age), attr(Thing::total).ifNotExists(4L));
        fine(attr(Thing::best), attr(Thing::age).plus(attr(Thing::total)));
        fine(attr(Thing::noted), attr("noted").plus(60));
        fine(attr(Thing::nick), attr(Thing::name));
        fine(attr(Thing::any), attr(Thing::name));
        fine(attr(Thing::name), attr(Thing::raw));
        fine(attr(Thing::notes), attr(Thing::notes).append(attr("new")));
        fine(attr(Thing::place).dot(Place::zip), attr(Thing::age));
        fine(attr(Thing::places).at(0), attr(Thing::place));
    }

    @Test
    void aConstantIsOfTheTypeThatIsStoredThere() {
        String[] words = {
            "java.lang.String, which is stored as S", "age", "java.lang.Integer is stored as N", "AttributeValue"
        };
        refused(attr("age").eq("x"), words);
        refused(attr("age").ne("x"), words);
        refused(attr("age").in(1, "x"), words);
        refused(attr("age").between(1, "x"), words);
        refused(attr("age").beginsWith("5"), words);
        refused(attr(Thing::age).gt(param("q")).with(Map.of("q", "4")), words);
        refused(new Condition.Compare(new Value("x"), Comparator.EQ, attr(Thing::age)), words);
        refused(attr("noted").eq("1970-01-01T00:00:00Z"), "noted", "java.time.Instant is stored as N");
        refused(attr("tags").contains(5), "tags", "java.lang.String is stored as S");
        refused(attr("tags").eq("x"), "tags", "stored as SS");
        refused(attr("tags").eq(List.of("x")), "tags", "stored as L");
        refused(attr("place").eq("x"), "place", "stored as M");
        refused(attr("place").dot("zip").eq("x"), "place.zip");
        refused(attr("points").at(0).eq("x"), "points[0]");
        refused(attr("open").eq(1), "open", "java.lang.Boolean is stored as BOOL");
        refused(attr(Thing::tags).size().gt(param("q")).with(Map.of("q", "4")), "size(tags)", "give a number");

        fine(
                attr("age").eq(4L),
                attr("age").gt(2.5),
                attr(Thing::age).gt(param("q")).with(Map.of("q", 4)));
        fine(
                attr("at").eq("1970-01-01T00:00:00Z"),
                attr("at").beginsWith("1970-"),
                attr("noted").gt(5));
        fine(attr("level").eq("LOW"), attr("tags").contains("x"), attr("name").contains("x"));
        fine(
                attr("notes").contains("x"),
                attr("notes").eq(List.of("x")),
                attr("visits").contains(Instant.EPOCH));
        fine(
                attr("any").eq(5),
                attr("any").eq("x"),
                attr("raw").eq("x"),
                attr("new").eq("x"),
                attr("doc").dot("x").eq(5));
        fine(
                attr("place").eq(Map.of("town", "x")),
                attr("count").eq(OptionalInt.of(5)),
                attr("minutes").eq(5));
        assertThatCode(() -> attr("age").eq("x").bind(ITEM)).doesNotThrowAnyException();
    }

    @Test
    void whatOthersStoredInAnotherTypeIsMeantByAnAttributeValue() {
        fine(attr("age").eq(AttributeValue.of("x")), attr("name").eq(AttributeValue.Null.NULL));
        fine(attr(Thing::age).any().gt(AttributeValue.of("4")), attr("tags").contains(AttributeValue.of(5)));
        fine(attr(Thing::age).eq(value(AttributeValue.of("x"))));
        fine(attr(Thing::age).eq(param("q")).with(Map.of("q", AttributeValue.of("4"))));
    }

    @Shape(2)
    record Home(String street, String city) {
        @UpgradeFrom(1)
        static Item split(Item old) {
            return old;
        }
    }

    @Discriminator("kind")
    sealed interface Form permits Round, Square {
        int edges();
    }

    record Round(double radius, int edges) implements Form {}

    record Square(double side, int edges) implements Form {}

    record Letter(
            @PartitionKey String id,
            Home to,
            Home from,
            List<Home> copies,
            String copy,
            Form form,
            double size,
            int edges) {}

    private static final Codec<Letter> LETTER =
            TableSchema.of(Letter.class, MethodHandles.lookup()).codec();

    private static void refusedOfLetters(Path<?> path, SetOperand operand, String... words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpdateExpression.empty().set(path, operand).bind(LETTER))
                .satisfies(e -> assertThat(e).hasMessageContainingAll(words));
    }

    @Test
    void nothingIsReadFromWithinWhatMayBeOfAnotherShapeOrClass() {
        String[] words = {"reads to.city", "stored at to", "older @Shape", "take the whole of to"};
        refusedOfLetters(attr(Letter::copy), attr(Letter::to).dot(Home::city), words);
        refusedOfLetters(attr(Letter::copy), attr("to").dot("city").ifNotExists("x"), words);
        refusedOfLetters(
                attr("new"), attr("copies").at(0).dot("city"), "reads copies[0].city", "the whole of copies[0]");
        refusedOfLetters(
                attr(Letter::size), attr(Letter::form).as(Round.class).dot(Round::radius), "reads form.radius");
        refusedOfLetters(
                attr(Letter::size),
                attr("size").plus(attr(Letter::form).as(Round.class).dot(Round::radius)),
                "reads form.radius",
                "the whole of form");

        UpdateExpression whole = UpdateExpression.empty()
                .set(attr("from"), attr(Letter::to))
                .set(attr(Letter::edges), attr(Letter::form).dot(Form::edges))
                .set(attr("copies").at(0), attr(Letter::to).ifNotExists(new Home("x", "y")));
        assertThat(whole.bind(LETTER).actions()).hasSize(3);
        assertThatCode(() -> attr(Letter::to).dot(Home::city).eq("x").bind(LETTER))
                .doesNotThrowAnyException();
    }
}
