package dev.stator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeValue;
import dev.stator.value.AttributeValue.B;
import dev.stator.value.AttributeValue.N;
import dev.stator.value.AttributeValue.S;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Keys are stored in one form each, and sort keys in one that sorts as their values do. */
class KeyFormTest {
    /** One of each class whose values have an order and that may be a sort key. */
    @SortKey(value = "sk", template = "{at}#{day}#{time}#{month}#{birthday}#{instant}#{year:04}#{large:038}")
    record Sorted(
            @PartitionKey String id,

            @IndexPartitionKey({
                "at",
                "day",
                "time",
                "month",
                "birthday",
                "instant",
                "utc",
                "seconds",
                "millis",
                "year",
                "large",
                "decimal",
                "one",
                "two",
                "four",
                "eight",
                "real",
                "half",
                "letter",
                "text",
                "bytes"
            })
            String all,

            @IndexSortKey("at") LocalDateTime at,
            @IndexSortKey("day") LocalDate day,
            @IndexSortKey("time") LocalTime time,
            @IndexSortKey("month") YearMonth month,
            @IndexSortKey("birthday") MonthDay birthday,
            @IndexSortKey("instant") Instant instant,
            @IndexSortKey("utc") @UtcTimestamp Instant utc,
            @IndexSortKey("seconds") @EpochSeconds Instant seconds,
            @IndexSortKey("millis") @EpochMillis Instant millis,
            @IndexSortKey("year") Year year,
            @IndexSortKey("large") BigInteger large,
            @IndexSortKey("decimal") BigDecimal decimal,
            @IndexSortKey("one") byte one,
            @IndexSortKey("two") short two,
            @IndexSortKey("four") int four,
            @IndexSortKey("eight") long eight,
            @IndexSortKey("real") double real,
            @IndexSortKey("half") float half,
            @IndexSortKey("letter") char letter,
            @IndexSortKey("text") String text,
            @IndexSortKey("bytes") Binary bytes) {}

    /** Those that are no more than their text, or numbers and bytes without an order of their own. */
    private static final Set<Class<?>> BY_WHAT_IS_STORED = Set.of(
            UUID.class,
            URI.class,
            Locale.class,
            Currency.class,
            ZoneId.class,
            AtomicInteger.class,
            AtomicLong.class,
            byte[].class,
            ByteBuffer.class);

    private static final TableSchema<Sorted> SORTED = TableSchema.of(Sorted.class);

    private static LocalDateTime time(Random random) {
        LocalDateTime time = LocalDateTime.of(random.nextInt(10_000), 1, 1, 0, 0)
                .plusDays(random.nextInt(365))
                .plusHours(random.nextInt(24));
        return switch (random.nextInt(4)) {
            case 0 -> time.withYear(2020);
            case 1 -> time.plusSeconds(random.nextInt(3600));
            case 2 -> time.withYear(2020).plusNanos(random.nextInt(1000) * 1_000_000L);
            default -> time.withYear(2020).withDayOfYear(1).withHour(0).plusNanos(random.nextInt(1_000_000));
        };
    }

    private static Sorted sorted(Random random) {
        LocalDateTime time = time(random);
        Instant instant = time.toInstant(ZoneOffset.UTC);
        Instant after1970 = instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant;
        long number = random.nextLong() >> random.nextInt(63);
        return new Sorted(
                "id",
                "all",
                time,
                time.toLocalDate(),
                time.toLocalTime(),
                YearMonth.from(time),
                MonthDay.from(time),
                instant,
                instant.truncatedTo(ChronoUnit.MICROS),
                instant.truncatedTo(ChronoUnit.SECONDS),
                after1970.truncatedTo(ChronoUnit.MILLIS),
                Year.of(time.getYear()),
                BigInteger.valueOf(number).abs(),
                BigDecimal.valueOf(number, random.nextInt(10)),
                (byte) number,
                (short) number,
                (int) number,
                number,
                number / 3.0,
                number / 3.0f,
                (char) (' ' + random.nextInt(0x3000)),
                Integer.toString(random.nextInt(1000), 36),
                Binary.of(BigInteger.valueOf(number).toByteArray()));
    }

    /** As the service orders them. */
    private static int order(AttributeValue one, AttributeValue other) {
        if (one instanceof N number) {
            return number.value().compareTo(((N) other).value());
        } else if (one instanceof B bytes) {
            return Arrays.compareUnsigned(
                    bytes.value().toByteArray(), ((B) other).value().toByteArray());
        }
        return Arrays.compareUnsigned(
                ((S) one).value().getBytes(StandardCharsets.UTF_8),
                ((S) other).value().getBytes(StandardCharsets.UTF_8));
    }

    private static <V extends Comparable<? super V>> void assertSorts(
            Sorted one, Sorted other, String attribute, Function<Sorted, V> value) {
        AttributeValue first = SORTED.attribute(one, attribute).orElseThrow();
        AttributeValue second = SORTED.attribute(other, attribute).orElseThrow();
        assertThat(Integer.signum(order(first, second)))
                .as("%s: %s and %s", attribute, value.apply(one), value.apply(other))
                .isEqualTo(Integer.signum(value.apply(one).compareTo(value.apply(other))));
    }

    @Property(tries = 500)
    void whatMayBeASortKeySortsAsItsValues(@ForAll long seed) {
        Random random = new Random(seed);
        Sorted one = sorted(random);
        Sorted other = sorted(random);
        assertSorts(one, other, "at", Sorted::at);
        assertSorts(one, other, "day", Sorted::day);
        assertSorts(one, other, "time", Sorted::time);
        assertSorts(one, other, "month", Sorted::month);
        assertSorts(one, other, "birthday", Sorted::birthday);
        assertSorts(one, other, "instant", Sorted::instant);
        assertSorts(one, other, "utc", Sorted::utc);
        assertSorts(one, other, "seconds", Sorted::seconds);
        assertSorts(one, other, "millis", Sorted::millis);
        assertSorts(one, other, "year", Sorted::year);
        assertSorts(one, other, "large", Sorted::large);
        assertSorts(one, other, "decimal", Sorted::decimal);
        assertSorts(one, other, "one", Sorted::one);
        assertSorts(one, other, "two", Sorted::two);
        assertSorts(one, other, "four", Sorted::four);
        assertSorts(one, other, "eight", Sorted::eight);
        assertSorts(one, other, "real", Sorted::real);
        assertSorts(one, other, "half", Sorted::half);
        assertSorts(one, other, "letter", Sorted::letter);
        assertSorts(one, other, "text", Sorted::text);
        assertSorts(one, other, "bytes", Sorted::bytes);
        if (!one.at().equals(other.at())) {
            assertSorts(one, other, "sk", Sorted::at);
        }
    }

    @Test
    void ofEachClassItIsKnownWhetherItSorts() {
        Set<Class<?>> known = new HashSet<>(BY_WHAT_IS_STORED);
        Arrays.stream(Sorted.class.getRecordComponents())
                .forEach(component -> known.add(Members.boxed(component.getType())));
        StandardCodecs.BY_CLASS.forEach((type, codec) -> {
            if (codec instanceof ScalarCodec<?> scalar && scalar.sorting() != Sorting.NONE) {
                assertThat(known).contains(Members.boxed(type));
            }
        });
    }

    record ByOffset(@PartitionKey String id, @SortKey OffsetDateTime at) {}

    record ByZone(
            @PartitionKey String id,
            @IndexPartitionKey("i") String of,
            @IndexSortKey("i") ZonedDateTime at) {}

    record ByDuration(
            @PartitionKey String id,
            @SortKey String sk,
            @LocalIndex("i") Optional<Duration> took) {}

    record ByPeriod(@PartitionKey String id, @SortKey Period every) {}

    record ByZoneOffset(@PartitionKey String id, @SortKey ZoneOffset at) {}

    @SortKey(value = "sk", template = "TOOK#{took}")
    record InTemplate(@PartitionKey String id, Duration took) {}

    @SortKey(value = "sk", template = "{at}|{name}")
    record Between(@PartitionKey String id, LocalDateTime at, String name) {}

    @SortKey(value = "sk", template = "{name}/{at}")
    record AtTheEnd(@PartitionKey String id, LocalTime at, String name) {}

    @PartitionKey(value = "pk", template = "{took}/{at}/{zoned}")
    record OfAPartition(Duration took, LocalDateTime at, OffsetDateTime zoned) {}

    record ByPartition(
            @PartitionKey Duration id,
            @IndexPartitionKey("i") Period every) {}

    record ByConverted(@PartitionKey String id, @SortKey OffsetDateTime at) {}

    private static void refused(Class<?> type, String... words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.of(type))
                .withMessageContainingAll(words);
    }

    @Test
    void whatDoesNotSortIsNoSortKey() {
        refused(
                ByOffset.class,
                "ByOffset.at is a sort key, and the texts of a java.time.OffsetDateTime do not sort as its values do; use an"
                        + " Instant or a number, or give it a converter to what sorts");
        refused(ByZone.class, "ByZone.at is a sort key", "ZonedDateTime");
        refused(ByDuration.class, "ByDuration.took is a sort key", "Duration");
        refused(ByPeriod.class, "ByPeriod.every is a sort key", "Period");
        refused(ByZoneOffset.class, "ByZoneOffset.at is a sort key", "ZoneOffset");
        refused(InTemplate.class, "the key template \"TOOK#{took}\" of a sort key names took", "java.time.Duration");
        refused(
                Between.class,
                "the key template \"{at}|{name}\" of a sort key names at, a java.time.LocalDateTime",
                "in front of \"|\"; put a # behind it");
        assertThat(TableSchema.of(AtTheEnd.class).sortKey()).isPresent();
        assertThat(TableSchema.of(OfAPartition.class).sortKey()).isEmpty();
        assertThat(TableSchema.of(ByPartition.class).index("i")).isNotNull();
        Mapping mapping = Mapping.standard()
                .converter(Converter.of(
                        OffsetDateTime.class, String.class, OffsetDateTime::toString, OffsetDateTime::parse));
        assertThat(TableSchema.of(ByConverted.class, mapping).sortKey()).isPresent();
    }

    record Visit(@PartitionKey UUID who, @SortKey Instant at, Optional<LocalDateTime> noted) {}

    private static final UUID SOMEBODY = UUID.fromString("0123abcd-0000-0000-0000-00000000beef");
    private static final String MONDAY = "2024-01-01T00:00:00.000000000Z";
    private static final Item STORED = Item.of("who", SOMEBODY.toString(), "at", MONDAY);

    private static void unreadable(TableSchema<?> schema, Item item, String... words) {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> schema.fromItem(item))
                .withMessageContainingAll(words);
    }

    @Test
    void aKeyInAnotherFormThanTheClassWritesIsNotRead() {
        TableSchema<Visit> visits = TableSchema.of(Visit.class);
        Visit visit = new Visit(SOMEBODY, Instant.parse(MONDAY), Optional.empty());
        assertThat(visits.fromItem(STORED)).isEqualTo(visit);
        unreadable(
                visits,
                STORED.with("at", "2024-01-01T00:00:00Z"),
                "Attribute at: found a key that is read as a Instant, which this class writes in another form, so the record"
                        + " would be put as another item");
        unreadable(visits, STORED.with("at", MONDAY.replace('T', ' ')), "Attribute at: found a key");
        unreadable(visits, STORED.with("at", "yesterday"), "Attribute at", "not the text of a Instant");
        unreadable(visits, STORED.with("who", SOMEBODY.toString().toUpperCase(Locale.ROOT)), "Attribute who");
        unreadable(visits, STORED.with("who", "123abcd-0-0-0-beef"), "Attribute who: found a key");
        // What is no key may be in any form.
        assertThat(visits.fromItem(STORED.with("noted", "2024-01-01T10:00:00")).noted())
                .contains(LocalDateTime.of(2024, 1, 1, 10, 0));
        // What a request or a row of data gives is made the form that is stored.
        assertThat(visits.key(AttributeValue.of(SOMEBODY.toString().toUpperCase(Locale.ROOT)), Instant.parse(MONDAY)))
                .isEqualTo(STORED);
        assertThat(visits.fromInput(STORED.with("at", "2024-01-01T00:00:00Z"))).isEqualTo(visit);
    }

    record Day(Instant at, Optional<LocalDateTime> noted) {}

    @Test
    void norDoesASmallerRecordReadSuchAKey() {
        View<Day> view = TableSchema.of(Visit.class).view(Day.class);
        assertThat(view.fromItem(Item.of("at", MONDAY, "noted", "2024-01-01T10:00:00")))
                .isEqualTo(new Day(Instant.parse(MONDAY), Optional.of(LocalDateTime.of(2024, 1, 1, 10, 0))));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> view.fromItem(Item.of("at", "2024-01-01T00:00:00Z")))
                .withMessageContaining("Attribute at: found a key");
        View<Day> ofItems = TableSchema.items(KeyAttribute.string("at")).view(Day.class);
        assertThat(ofItems.fromItem(Item.of("at", "2024-01-01T00:00:00Z")).at()).isEqualTo(Instant.parse(MONDAY));
    }

    record Indexed(
            @PartitionKey String id,
            @IndexPartitionKey("by-day") LocalDateTime at) {}

    @Test
    void aKeyOfAnIndexMayBeInAnotherForm() {
        assertThat(TableSchema.of(Indexed.class)
                        .fromItem(Item.of("id", "a", "at", "2024-01-01T10:00:00"))
                        .at())
                .isEqualTo(LocalDateTime.of(2024, 1, 1, 10, 0));
    }

    record Real(
            @PartitionKey double id, @SortKey @EpochSeconds Instant at) {}

    record Code(String text) {}

    record Coded(@PartitionKey Code code) {}

    @Test
    void numbersAndWhatIsConvertedAreComparedAsWell() {
        TableSchema<Real> reals = TableSchema.of(Real.class);
        Item third = Item.of("id", new BigDecimal("0.1"), "at", 5);
        assertThat(reals.fromItem(third)).isEqualTo(new Real(0.1, Instant.ofEpochSecond(5)));
        unreadable(reals, third.with("id", new BigDecimal("0.10000000000000000555")), "Attribute id: found a key");
        TableSchema<Coded> coded = TableSchema.of(
                Coded.class,
                Mapping.standard()
                        .converter(Converter.of(
                                Code.class, String.class, Code::text, text -> new Code(text.replaceFirst("^0+", "")))));
        assertThat(coded.fromItem(Item.of("code", "7"))).isEqualTo(new Coded(new Code("7")));
        unreadable(coded, Item.of("code", "007"), "Attribute code: found a key that is read as a Code");
    }

    @PartitionKey(value = "pk", template = "VISIT#{at}")
    @IndexPartitionKey(value = "by-at", name = "ik", template = "AT#{at}")
    record Held(LocalDateTime at) {}

    @PartitionKey(value = "pk", template = "VISIT#{at}")
    record Apart(@Attribute("at") LocalDateTime at) {}

    @Test
    void theSameHoldsForKeysOfTemplates() {
        TableSchema<Held> held = TableSchema.of(Held.class);
        LocalDateTime ten = LocalDateTime.of(2024, 1, 1, 10, 0);
        assertThat(held.fromItem(Item.of("pk", "VISIT#2024-01-01T10:00"))).isEqualTo(new Held(ten));
        assertThat(held.fromItem(Item.of("pk", "VISIT#2024-01-01T10:00", "ik", "AT#2024-01-01T10:00:00")))
                .isEqualTo(new Held(ten));
        unreadable(
                held,
                Item.of("pk", "VISIT#2024-01-01T10:00:00"),
                "Attribute pk: found a key that the template \"VISIT#{at}\" makes in another form");
        assertThat(held.fromInput(Item.of("pk", "VISIT#2024-01-01T10:00:00"))).isEqualTo(new Held(ten));

        TableSchema<Apart> apart = TableSchema.of(Apart.class);
        assertThat(apart.fromItem(Item.of("pk", "VISIT#2024-01-01T10:00", "at", "2024-01-01T10:00:00")))
                .isEqualTo(new Apart(ten));
        unreadable(
                apart,
                Item.of("pk", "VISIT#2024-01-01T10:00:00", "at", "2024-01-01T10:00:00"),
                "Attribute pk: found a key that the template");
    }

    record Waning(@PartitionKey @TimeToLive Duration left) {}

    @Test
    void aKeyIsNoTimeThatIsLeft() {
        refused(Waning.class, "Waning.left: is the time that is left", "use an Instant");
    }

    @Test
    void exactKeysAreNotComparedAtAll() {
        record Plain(@PartitionKey String id, @SortKey long number) {}
        TableSchema<Plain> plain = TableSchema.of(Plain.class);
        List<KeyAttribute> keys = List.of(plain.partitionKey(), plain.sortKey().orElseThrow());
        assertThat(keys).noneMatch(key -> key.codec() instanceof KeyCodec<?> codec && codec.exact());
        assertThat(plain.codec().attribute("id").orElseThrow().codec())
                .isInstanceOfSatisfying(
                        KeyCodec.class, codec -> assertThat(codec.exact()).isFalse());
        assertThat(plain.codec().attribute("number").orElseThrow().codec()).isInstanceOf(NumberCodec.class);
    }
}
