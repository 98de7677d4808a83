package dev.stator.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.math.BigInteger;
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
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One record with a component of every kind, and its JSON to the letter. */
class GoldenRecordTest {
    record Pair<A, B>(A first, B second) {}

    record Node(String name, List<Node> children, Optional<Node> next) {}

    record Everything(
            @PartitionKey String id,
            @SortKey Instant at,
            @Attribute("n-ame") String renamed,
            char letter,
            byte tiny,
            short small,
            int medium,
            long large,
            float single,
            double twice,
            boolean flag,
            Integer boxed,
            BigDecimal decimal,
            BigInteger integer,
            Binary binary,
            ByteBuffer buffer,
            UUID uuid,
            URI uri,
            Locale locale,
            Currency currency,
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
            MonthDay monthDay,
            DayOfWeek day,
            AttributeValue value,
            Item item,
            Optional<String> present,
            Optional<String> absent,
            OptionalInt optionalInt,
            OptionalLong optionalLong,
            OptionalDouble optionalDouble,
            @Nullable String missing,
            List<Integer> list,
            List<@Nullable String> holes,
            Collection<List<String>> lists,
            Set<String> strings,
            Set<Long> numbers,
            Set<Binary> binaries,
            Set<String> none,
            Map<String, Integer> map,
            Map<DayOfWeek, List<Optional<Integer>>> byDay,
            Pair<String, Pair<Integer, Set<UUID>>> pair,
            Node node) {}

    private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    static Everything everything() {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("one", 1);
        map.put("two", 2);
        List<@Nullable String> holes = new java.util.ArrayList<>();
        holes.add("a");
        holes.add(null);
        return new Everything(
                "id",
                Instant.parse("2020-02-29T12:34:56.5Z"),
                "renamed",
                'x',
                (byte) -1,
                (short) 300,
                -70_000,
                Long.MAX_VALUE,
                0.1f,
                1.0E-7,
                true,
                7,
                new BigDecimal("12.34"),
                new BigInteger("12345678901234567890"),
                Binary.of(new byte[] {1, 2}),
                ByteBuffer.wrap(new byte[] {3}),
                ID,
                URI.create("https://example.org/a?b#c"),
                Locale.forLanguageTag("de-CH"),
                Currency.getInstance("CHF"),
                LocalDate.of(2020, 1, 31),
                LocalTime.of(1, 2, 3),
                LocalDateTime.of(2020, 1, 31, 1, 2),
                OffsetDateTime.parse("2020-01-31T01:02:03+02:00"),
                ZonedDateTime.parse("2020-10-25T02:30:00+01:00[Europe/Zurich]"),
                ZoneId.of("Europe/Zurich"),
                ZoneOffset.ofHours(-3),
                Duration.ofMillis(90_500),
                Period.of(1, 2, 3),
                Year.of(2020),
                YearMonth.of(2020, 2),
                MonthDay.of(2, 29),
                DayOfWeek.FRIDAY,
                AttributeValue.Null.NULL,
                Item.of("any", List.of(1, "x")),
                Optional.of("here"),
                Optional.empty(),
                OptionalInt.of(1),
                OptionalLong.empty(),
                OptionalDouble.of(2.5),
                null,
                List.of(1, 2),
                holes,
                List.of(List.of("a"), List.of()),
                new LinkedHashSet<>(List.of("b", "a")),
                new LinkedHashSet<>(List.of(2L, 1L)),
                Set.of(Binary.of(new byte[] {9})),
                Set.of(),
                map,
                Map.of(DayOfWeek.MONDAY, List.of(Optional.of(1), Optional.empty())),
                new Pair<>("a", new Pair<>(1, Set.of(ID))),
                new Node("root", List.of(new Node("leaf", List.of(), Optional.empty())), Optional.empty()));
    }

    static final String GOLDEN = """
            {"id":{"S":"id"},"at":{"S":"2020-02-29T12:34:56.500000000Z"},"n-ame":{"S":"renamed"},"letter":{"S":"x"},\
            "tiny":{"N":"-1"},"small":{"N":"300"},"medium":{"N":"-70000"},"large":{"N":"9223372036854775807"},\
            "single":{"N":"0.1"},"twice":{"N":"0.0000001"},"flag":{"BOOL":true},"boxed":{"N":"7"},\
            "decimal":{"N":"12.34"},"integer":{"N":"12345678901234567890"},"binary":{"B":"AQI="},\
            "buffer":{"B":"Aw=="},"uuid":{"S":"00112233-4455-6677-8899-aabbccddeeff"},\
            "uri":{"S":"https://example.org/a?b#c"},"locale":{"S":"de-CH"},"currency":{"S":"CHF"},\
            "date":{"S":"2020-01-31"},"time":{"S":"01:02:03"},"dateTime":{"S":"2020-01-31T01:02"},\
            "offsetDateTime":{"S":"2020-01-31T01:02:03+02:00"},\
            "zonedDateTime":{"S":"2020-10-25T02:30+01:00[Europe/Zurich]"},"zone":{"S":"Europe/Zurich"},\
            "offset":{"S":"-03:00"},"duration":{"S":"PT1M30.5S"},"period":{"S":"P1Y2M3D"},"year":{"N":"2020"},\
            "yearMonth":{"S":"2020-02"},"monthDay":{"S":"--02-29"},"day":{"S":"FRIDAY"},"value":{"NULL":true},\
            "item":{"M":{"any":{"L":[{"N":"1"},{"S":"x"}]}}},"present":{"S":"here"},"optionalInt":{"N":"1"},\
            "optionalDouble":{"N":"2.5"},"list":{"L":[{"N":"1"},{"N":"2"}]},"holes":{"L":[{"S":"a"},{"NULL":true}]},\
            "lists":{"L":[{"L":[{"S":"a"}]},{"L":[]}]},"strings":{"SS":["b","a"]},"numbers":{"NS":["2","1"]},\
            "binaries":{"BS":["CQ=="]},"map":{"M":{"one":{"N":"1"},"two":{"N":"2"}}},\
            "byDay":{"M":{"MONDAY":{"L":[{"N":"1"},{"NULL":true}]}}},\
            "pair":{"M":{"first":{"S":"a"},"second":{"M":{"first":{"N":"1"},\
            "second":{"SS":["00112233-4455-6677-8899-aabbccddeeff"]}}}}},\
            "node":{"M":{"name":{"S":"root"},"children":{"L":[{"M":{"name":{"S":"leaf"},"children":{"L":[]}}}]}}}}""";

    private final TableSchema<Everything> schema = TableSchema.of(Everything.class);

    @Test
    void aRecordIsWrittenToTheLetter() {
        assertThat(Wire.json(schema, everything())).isEqualTo(GOLDEN);
    }

    @Test
    void aRecordIsReadBackFromJson() {
        assertThat(Wire.read(schema, GOLDEN)).isEqualTo(everything());
    }

    @Test
    void bothBackendsAgree() {
        assertThat(schema.toItem(everything())).isEqualTo(Wire.item(GOLDEN));
        assertThat(schema.fromItem(Wire.item(GOLDEN))).isEqualTo(everything());
    }

    @Test
    void attributesAreReadInAnyOrder() {
        Item item = Wire.item(GOLDEN);
        List<String> names = new java.util.ArrayList<>(item.asMap().keySet());
        java.util.Collections.reverse(names);
        Map<String, AttributeValue> reversed = new LinkedHashMap<>();
        names.forEach(name -> reversed.put(name, item.get(name).orElseThrow()));
        assertThat(schema.fromItem(Item.copyOf(reversed))).isEqualTo(everything());
    }
}
