package dev.stator.codec;

import static dev.stator.codec.MisfitTest.assertMisfit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.value.AttributeType;
import dev.stator.value.Item;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.time.api.DateTimes;
import org.junit.jupiter.api.Test;

/** The forms in which times are stored. */
class TimeFormTest {
    private static final Instant TIME = Instant.parse("2020-01-31T23:59:59.123456789Z");

    record Forms(
            @PartitionKey @UtcTimestamp Instant text,
            @SortKey @EpochSeconds Instant seconds,
            @EpochMillis Instant millis,
            List<@EpochSeconds Instant> list,
            @UtcTimestamp Optional<Instant> optional) {}

    private static final TableSchema<Forms> FORMS = TableSchema.of(Forms.class);

    @Test
    void eachFormHasOneWidthAndCutsOffWhatIsFiner() {
        Item item = FORMS.toItem(new Forms(TIME, TIME, TIME, List.of(TIME), Optional.empty()));

        assertThat(item)
                .isEqualTo(Item.of("text", "2020-01-31T23:59:59.123456+0000", "seconds", 1580515199L)
                        .with("millis", 1580515199123L)
                        .with("list", List.of(1580515199L)));
        Instant seconds = Instant.parse("2020-01-31T23:59:59Z");
        assertThat(FORMS.fromItem(item))
                .isEqualTo(new Forms(
                        Instant.parse("2020-01-31T23:59:59.123456Z"),
                        seconds,
                        Instant.parse("2020-01-31T23:59:59.123Z"),
                        List.of(seconds),
                        Optional.empty()));
        assertThat(FORMS.partitionKey().type()).isEqualTo(AttributeType.S);
        assertThat(FORMS.sortKey().orElseThrow().type()).isEqualTo(AttributeType.N);
    }

    @Test
    void timesBefore1970AreCutOffDownwards() {
        Instant before = Instant.parse("1969-12-31T23:59:58.999999999Z");
        Item item = FORMS.toItem(new Forms(before, before, before, List.of(), Optional.of(before)));

        assertThat(item)
                .isEqualTo(Item.of("text", "1969-12-31T23:59:58.999999+0000", "seconds", -2, "millis", -1001)
                        .with("list", List.of())
                        .with("optional", "1969-12-31T23:59:58.999999+0000"));
    }

    record Text(
            @PartitionKey String id,
            Instant plain,
            @UtcTimestamp Instant utc) {}

    @Test
    void anyIsoTimestampIsReadAndWithoutAnOffsetItIsUtc() {
        Instant second = Instant.parse("2020-01-31T23:59:59Z");
        for (String text : List.of(
                "2020-01-31T23:59:59.000000+0000",
                "2020-01-31T23:59:59.000000000Z",
                "2020-01-31T23:59:59",
                "2020-01-31T23:59:59Z",
                "2020-01-31t23:59:59z",
                "2020-01-31 23:59:59",
                "2020-01-31 23:59:59.0+00:00",
                "2020-02-01T00:59:59+01:00",
                "2020-02-01T00:59:59.000+0100",
                "2020-02-01T00:59:59+01")) {
            assertThat(read(text)).as(text).isEqualTo(new Text("a", second, second));
        }
        assertThat(read("2020-01-31T23:59").plain()).isEqualTo(Instant.parse("2020-01-31T23:59:00Z"));
        assertThat(read("2020-01-31").plain()).isEqualTo(Instant.parse("2020-01-31T00:00:00Z"));
        assertThat(read("2020-01-31T23:59:59.1234567").plain())
                .isEqualTo(Instant.parse("2020-01-31T23:59:59.1234567Z"));
    }

    private static Text read(String text) {
        return TableSchema.of(Text.class).fromItem(Item.of("id", "a", "plain", text, "utc", text));
    }

    @Test
    void whatIsNoTimestampIsRefused() {
        for (String text : List.of("", "now", "2020-13-01T00:00:00", "2020-01-31T24:30:00", "20200131", "1580515199")) {
            assertMisfit(() -> read(text), "plain", "is not the text of a Instant");
            assertMisfit(
                    () -> TableSchema.of(Text.class).fromItem(Item.of("id", "a", "utc", text, "plain", "2020-01-31")),
                    "utc",
                    "does not take as a Instant");
        }
    }

    @Property(tries = 200)
    void utcTimestampsSortAsTheirTimes(@ForAll("instants") Instant a, @ForAll("instants") Instant b) {
        String textOfA = text(a);
        assertThat(textOfA).hasSize(31);
        assertThat(Integer.signum(textOfA.compareTo(text(b)))).isEqualTo(Integer.signum(a.compareTo(b)));
        assertThat(read(textOfA).utc()).isEqualTo(a);
    }

    private static String text(Instant instant) {
        return new UtcTimestamp.Form().toStored(instant);
    }

    record Session(@PartitionKey String id, @TimeToLive Instant expires) {}

    record Seconds(
            @PartitionKey String id,
            @TimeToLive @Attribute("ttl") long expires) {}

    record Perhaps(@PartitionKey String id, @TimeToLive Optional<Instant> expires) {}

    record Millis(
            @PartitionKey String id,
            @TimeToLive @EpochMillis Instant expires) {}

    @Test
    void theTimeToLiveIsStoredInWholeSecondsAndKnownToTheSchema() {
        TableSchema<Session> schema = TableSchema.of(Session.class);
        assertThat(schema.timeToLive()).contains("expires");
        Item item = Item.of("id", "a", "expires", 1580515199L);
        assertThat(schema.toItem(new Session("a", TIME))).isEqualTo(item);
        assertThat(schema.fromItem(item).expires()).isEqualTo(Instant.parse("2020-01-31T23:59:59Z"));

        assertThat(TableSchema.of(Seconds.class).timeToLive()).contains("ttl");
        assertThat(TableSchema.of(Seconds.class).toItem(new Seconds("a", 5))).isEqualTo(Item.of("id", "a", "ttl", 5));
        assertThat(TableSchema.of(Perhaps.class).toItem(new Perhaps("a", Optional.empty())))
                .isEqualTo(Item.of("id", "a"));
        assertThat(TableSchema.of(Millis.class).toItem(new Millis("a", TIME)).number("expires"))
                .isPresent();
        assertThat(TableSchema.of(Text.class).timeToLive()).isEmpty();
        TableSchema<Item> items = TableSchema.items(KeyAttribute.string("id"));
        assertThat(items.timeToLive()).isEmpty();
        assertThat(items.withTimeToLive("ttl")
                        .withIndex(IndexSchema.global("i", KeyAttribute.string("x")))
                        .timeToLive())
                .contains("ttl");
    }

    record Left(@PartitionKey String id, @TimeToLive Duration left) {}

    @Test
    void aDurationIsWhatIsLeftByTheClockOfTheMapping() {
        Clock clock = Clock.fixed(TIME, ZoneOffset.UTC);
        TableSchema<Left> schema = TableSchema.of(Left.class, Mapping.standard().clock(clock));

        Item item = schema.toItem(new Left("a", Duration.ofHours(1)));
        assertThat(item).isEqualTo(Item.of("id", "a", "left", 1580515199L + 3600));
        TableSchema<Left> later = TableSchema.of(
                Left.class,
                Mapping.standard()
                        .clock(Clock.offset(clock, Duration.ofMinutes(90).minusNanos(123456789))));
        assertThat(later.fromItem(item).left()).isEqualTo(Duration.ofMinutes(-30));
    }

    record TwoLives(
            @PartitionKey String id,
            @TimeToLive Instant a,
            @TimeToLive Instant b) {}

    record TextLife(
            @PartitionKey String id,
            @TimeToLive @UtcTimestamp Instant expires) {}

    record StringLife(@PartitionKey String id, @TimeToLive String expires) {}

    record LateLife(@PartitionKey String id, @TimeToLive OptionalLong expires) {}

    @Test
    void aClassHasOneTimeToLiveAndItIsANumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.of(TwoLives.class))
                .withMessageContaining("TwoLives.b is a second time to live, after a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.of(TextLife.class))
                .withMessageContaining("TextLife.expires is a time to live and not stored as a number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.of(StringLife.class))
                .withMessageContaining("StringLife.expires: @TimeToLive is for java.time.Instant or java.lang.Long or"
                        + " java.time.Duration, and this is a java.lang.String");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.of(LateLife.class))
                .withMessageContaining("LateLife.expires: @TimeToLive is for");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableSchema.items(KeyAttribute.string("id")).withTimeToLive(""))
                .withMessageContaining("empty name");
    }

    @Provide
    Arbitrary<Instant> instants() {
        return DateTimes.instants()
                .between(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59Z"))
                .ofPrecision(ChronoUnit.MICROS);
    }
}
