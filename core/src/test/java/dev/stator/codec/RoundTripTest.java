package dev.stator.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.internal.json.JsonReader;
import dev.stator.internal.json.JsonWriter;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
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
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** {@code read(write(x)) = x} for records of random content, through JSON and through trees. */
class RoundTripTest {
    record Scalars(
            @PartitionKey String id,
            boolean flag,
            char letter,
            byte tiny,
            short small,
            int medium,
            long large,
            float single,
            double twice,
            BigDecimal decimal,
            BigInteger integer,
            Binary binary,
            ByteBuffer buffer,
            UUID uuid,
            URI uri,
            Locale locale,
            Currency currency,
            DayOfWeek day) {}

    record Times(
            @PartitionKey Instant instant,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            OffsetDateTime offsetDateTime,
            ZonedDateTime zonedDateTime,
            ZoneId zone,
            ZoneOffset offset,
            Duration duration,
            Period period,
            Year year,
            YearMonth yearMonth,
            MonthDay monthDay) {}

    record Branch(String name, List<Branch> branches, Optional<Branch> next) {}

    record Nested(
            @PartitionKey long id,
            Optional<String> optional,
            OptionalInt optionalInt,
            OptionalLong optionalLong,
            OptionalDouble optionalDouble,
            @Nullable String nullable,
            List<@Nullable Integer> list,
            Set<String> strings,
            Set<Integer> numbers,
            Set<Binary> binaries,
            Map<String, Optional<List<Double>>> map,
            Map<UUID, Instant> byId,
            SortedSet<String> sorted,
            NavigableMap<String, Integer> sortedMap,
            @Nullable Object untyped,
            Map<String, Object> any,
            Branch branch,
            AttributeValue value,
            Item item) {}

    /** A record of which the key holds all parts but one. */
    @PartitionKey(value = "pk", template = "T#{tenant}#{number:010}{day}")
    @SortKey(value = "sk", template = "{at}/{name}")
    record Templated(String tenant, int number, LocalDate day, Instant at, String name, Optional<Built> built) {}

    /** A class with a builder, whose values come in by methods of three kinds. */
    static final class Built {
        private int count;
        private Set<String> tags = Set.of();
        private @Nullable Loose loose;

        static Built builder() {
            return new Built();
        }

        int getCount() {
            return count;
        }

        Set<String> getTags() {
            return tags;
        }

        @Nullable
        Loose getLoose() {
            return loose;
        }

        void setCount(int count) {
            this.count = count;
        }

        Built tags(Set<String> tags) {
            this.tags = tags;
            return this;
        }

        Built withLoose(@Nullable Loose loose) {
            Built other = new Built();
            other.count = count;
            other.tags = tags;
            other.loose = loose;
            return other;
        }

        Built build() {
            return this;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Built that
                    && count == that.count
                    && tags.equals(that.tags)
                    && Objects.equals(loose, that.loose);
        }

        @Override
        public int hashCode() {
            return count;
        }
    }

    /** A bean of fields alone, with all attributes that it does not know. */
    static final class Loose {
        long size;

        @Rest
        Map<String, AttributeValue> rest = Map.of();

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Loose that && size == that.size && rest.equals(that.rest);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(size);
        }
    }

    private static <T> void assertRoundTrip(TableSchema<T> schema, T value) {
        String json = Wire.json(schema, value);
        assertThat(Wire.read(schema, json)).isEqualTo(value);
        Item item = schema.toItem(value);
        assertThat(schema.fromItem(item)).isEqualTo(value);
        assertThat(Wire.item(json)).isEqualTo(item);
        JsonWriter again = new JsonWriter();
        item.writeTo(again.items());
        assertThat(schema.readItem(new JsonReader(again.toByteArray()).items())).isEqualTo(value);
    }

    @Property(tries = 300)
    void scalarsComeBack(@ForAll("scalars") Scalars value) {
        assertRoundTrip(TableSchema.of(Scalars.class), value);
    }

    @Property(tries = 300)
    void timesComeBack(@ForAll("times") Times value) {
        assertRoundTrip(TableSchema.of(Times.class), value);
    }

    @Property(tries = 200)
    void nestedRecordsComeBack(@ForAll("nested") Nested value) {
        assertRoundTrip(TableSchema.of(Nested.class), value);
    }

    @Property(tries = 300)
    void templatesBuildersAndBeansComeBack(@ForAll("templated") Templated value) {
        assertRoundTrip(TableSchema.of(Templated.class), value);
    }

    @Property(tries = 300)
    void keysOfTemplatesSortAsTheirNumbers(@ForAll("templated") Templated a, @ForAll("templated") Templated b) {
        TableSchema<Templated> schema = TableSchema.of(Templated.class);
        Templated other = new Templated(a.tenant(), b.number(), a.day(), b.at(), b.name(), b.built());
        assertThat(Integer.signum(partition(schema, a).compareTo(partition(schema, other))))
                .isEqualTo(Integer.signum(Integer.compare(a.number(), b.number())));
    }

    private static String partition(TableSchema<Templated> schema, Templated value) {
        return schema.keyOf(value).string("pk").orElseThrow();
    }

    @Property(tries = 300)
    void instantsSortAsTheirTexts(@ForAll("times") Times a, @ForAll("times") Times b) {
        TableSchema<Times> schema = TableSchema.of(Times.class);
        assertThat(Integer.signum(text(schema.key(a.instant())).compareTo(text(schema.key(b.instant())))))
                .isEqualTo(Integer.signum(a.instant().compareTo(b.instant())));
    }

    private static String text(Item key) {
        return key.string("instant").orElseThrow();
    }

    @Provide
    Arbitrary<Scalars> scalars() {
        return Arbitraries.randomValue(random -> new Scalars(
                "k" + text(random),
                random.nextBoolean(),
                (char) random.nextInt(Character.MIN_SURROGATE),
                (byte) random.nextInt(),
                (short) random.nextInt(),
                random.nextInt(),
                random.nextLong(),
                finite(random),
                random.nextGaussian() * Math.pow(10, random.nextInt(100) - 50),
                new BigDecimal(plain(random)),
                new BigInteger(120, random),
                binary(random),
                binary(random).asByteBuffer(),
                new UUID(random.nextLong(), random.nextLong()),
                URI.create("https://example.org/" + random.nextInt()),
                any(random, List.of(Locale.ROOT, Locale.GERMANY, Locale.forLanguageTag("zh-Hant-TW"))),
                any(random, List.copyOf(Currency.getAvailableCurrencies())),
                any(random, List.of(DayOfWeek.values()))));
    }

    @Provide
    Arbitrary<Times> times() {
        return Arbitraries.randomValue(random -> {
            LocalDateTime dateTime = dateTime(random);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(36 * 3600) - 18 * 3600);
            ZoneId zone = any(random, List.of(ZoneId.of("Europe/Zurich"), ZoneId.of("UTC"), offset));
            return new Times(
                    dateTime.toInstant(ZoneOffset.UTC),
                    dateTime.toLocalDate(),
                    dateTime.toLocalTime(),
                    dateTime,
                    dateTime.atOffset(offset),
                    dateTime.atZone(zone),
                    zone,
                    offset,
                    Duration.ofSeconds(random.nextInt(), random.nextInt()),
                    Period.of(random.nextInt(), random.nextInt(), random.nextInt()),
                    Year.of(random.nextInt(2_000_000) - 999_999),
                    YearMonth.from(dateTime),
                    MonthDay.from(dateTime));
        });
    }

    @Provide
    Arbitrary<Templated> templated() {
        return Arbitraries.randomValue(random -> {
            LocalDateTime time = dateTime(random);
            return new Templated(
                    "t" + text(random).replace("#", ""),
                    random.nextInt(Integer.MAX_VALUE),
                    time.toLocalDate(),
                    time.toInstant(ZoneOffset.UTC),
                    "n/" + text(random),
                    optional(random, RoundTripTest::built));
        });
    }

    private static Built built(Random random) {
        Loose loose = new Loose();
        loose.size = random.nextLong();
        loose.rest = some(random, RoundTripTest::text).stream()
                .collect(Collectors.toMap(name -> "x" + name, AttributeValue::of));
        Built built = new Built().tags(some(random, RoundTripTest::text));
        built.setCount(random.nextInt());
        return random.nextBoolean() ? built : built.withLoose(loose);
    }

    @Provide
    Arbitrary<Nested> nested() {
        return Arbitraries.randomValue(random -> new Nested(
                random.nextLong(),
                optional(random, RoundTripTest::text),
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt()),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong()),
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble()),
                random.nextBoolean() ? null : text(random),
                IntStream.range(0, random.nextInt(5))
                        .<@Nullable Integer>mapToObj(i -> random.nextBoolean() ? null : random.nextInt())
                        .collect(Collectors.toList()),
                some(random, RoundTripTest::text),
                some(random, Random::nextInt),
                some(random, RoundTripTest::binary),
                some(random, RoundTripTest::text).stream()
                        .collect(Collectors.toMap(
                                key -> key, key -> optional(random, r -> List.of(r.nextDouble(), r.nextDouble())))),
                some(random, r -> new UUID(r.nextLong(), r.nextLong())).stream()
                        .collect(Collectors.toMap(
                                key -> key, key -> dateTime(random).toInstant(ZoneOffset.UTC))),
                new TreeSet<>(some(random, RoundTripTest::text)),
                new TreeMap<>(Map.of(text(random), random.nextInt())),
                random.nextBoolean() ? null : untyped(random, 3),
                Map.of("a" + text(random), untyped(random, 3), text(random), untyped(random, 2)),
                branch(random, 4),
                any(random, List.of(AttributeValue.Null.NULL, AttributeValue.of(List.of(1, "x", Set.of(2, 3))))),
                Item.of("a", random.nextInt(), "b", Map.of("c", random.nextBoolean()))));
    }

    private static Object untyped(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 7 : 9)) {
            case 0 -> text(random);
            case 1 -> new BigDecimal(plain(random));
            case 2 -> random.nextBoolean();
            case 3 -> binary(random);
            case 4 -> Set.of("s" + text(random), "t");
            case 5 -> Set.of(new BigDecimal(random.nextInt()), new BigDecimal("0.5"));
            case 6 -> Set.of(binary(random));
            case 7 -> {
                Map<String, @Nullable Object> map = new HashMap<>();
                map.put(text(random), untyped(random, depth - 1));
                map.put("none", null);
                yield map;
            }
            default -> Arrays.asList(untyped(random, depth - 1), null, untyped(random, depth - 1));
        };
    }

    private static Branch branch(Random random, int depth) {
        return new Branch(
                text(random),
                depth == 0
                        ? List.of()
                        : IntStream.range(0, random.nextInt(3))
                                .mapToObj(i -> branch(random, depth - 1))
                                .toList(),
                depth == 0 ? Optional.empty() : optional(random, r -> branch(r, depth - 1)));
    }

    private static LocalDateTime dateTime(Random random) {
        // Whole seconds and minutes have shorter texts.
        int nanos = any(random, List.of(0, random.nextInt(1000) * 1_000_000, random.nextInt(1_000_000_000)));
        return LocalDateTime.of(
                random.nextInt(10_000),
                1 + random.nextInt(12),
                1 + random.nextInt(28),
                random.nextInt(24),
                random.nextInt(60),
                random.nextBoolean() ? 0 : random.nextInt(60),
                nanos);
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 0, Character.MAX_CODE_POINT + 1)
                .map(point -> random.nextBoolean() ? point % 128 : point)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The text of a number of DynamoDB's range, as the service would give it. */
    private static String plain(Random random) {
        BigDecimal number = new BigDecimal(new BigInteger(140, random), random.nextInt(200) - 80)
                .round(new MathContext(1 + random.nextInt(38)));
        return new AttributeValue.N(number).text();
    }

    private static float finite(Random random) {
        float value = Float.intBitsToFloat(random.nextInt());
        return Float.isFinite(value) && value != 0 ? value : 1;
    }

    private static Binary binary(Random random) {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return Binary.of(bytes);
    }

    private static <T> T any(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static <T> Optional<T> optional(Random random, Function<Random, T> make) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(make.apply(random));
    }

    private static <T> Set<T> some(Random random, Function<Random, T> make) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> make.apply(random))
                .collect(Collectors.toSet());
    }
}
