package dev.stator.conformance;

import static dev.stator.expression.Path.attr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Table;
import dev.stator.codec.Convert;
import dev.stator.codec.Converter;
import dev.stator.codec.EnumCode;
import dev.stator.codec.EpochMillis;
import dev.stator.codec.EpochSeconds;
import dev.stator.codec.KeyAttribute;
import dev.stator.codec.LegacyBase64;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import dev.stator.codec.TableSchema;
import dev.stator.codec.TimeToLive;
import dev.stator.codec.UtcTimestamp;
import dev.stator.json.Json;
import dev.stator.value.AttributeValue;
import dev.stator.value.Binary;
import dev.stator.value.Item;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What converted and untyped components are in the store, and that they come back, as keys and in conditions too. */
class StoredFormContract {
    record Money(long cents) {}

    static final class MoneyConverter implements Converter<Money, BigDecimal> {
        @Override
        public BigDecimal toStored(Money value) {
            return BigDecimal.valueOf(value.cents(), 2);
        }

        @Override
        public Money fromStored(BigDecimal stored) {
            return new Money(stored.movePointRight(2).longValueExact());
        }
    }

    enum Level {
        LOW(1),
        HIGH(2);

        @EnumCode
        final int code;

        Level(int code) {
            this.code = code;
        }
    }

    record Row(
            @PartitionKey String id,
            @SortKey @UtcTimestamp Instant at,
            @Convert(MoneyConverter.class) Money price,
            Set<@Convert(MoneyConverter.class) Money> offers,
            Level level,
            @LegacyBase64 Binary legacy,
            @EpochMillis Instant millis,
            @EpochSeconds Optional<Instant> seconds,
            @TimeToLive Instant expires,
            NavigableSet<String> sorted,
            Map<String, Object> any,
            @Nullable Object one,
            @Json Settings settings) {}

    record Settings(String theme, List<Integer> sizes) {}

    private static final Instant AT = Instant.parse("2020-01-31T23:59:59.000123Z");
    private static final Instant SECOND = Instant.parse("2020-01-31T23:59:59Z");

    private static Row row(String id) {
        Map<String, @Nullable Object> any = new HashMap<>(Map.of("list", Arrays.asList("x", null, BigDecimal.ONE)));
        any.put("none", null);
        any.put("set", Set.of(new BigDecimal("0.5")));
        return new Row(
                id,
                AT,
                new Money(1250),
                Set.of(new Money(100), new Money(5)),
                Level.HIGH,
                Binary.of(new byte[] {1, 2, 3}),
                SECOND,
                Optional.of(SECOND),
                SECOND,
                new TreeSet<>(Set.of("b", "a")),
                any,
                null,
                new Settings("dark", List.of(10, 12)));
    }

    @Contract
    void everyFormIsStoredAsItSaysAndComesBack(Subject subject) {
        Table<Row> rows = subject.shared(Row.class);
        Row row = row(subject.newKey());
        subject.run(rows.put(row));

        assertThat(subject.run(rows.get(row.id(), AT).consistent())).contains(row);
        Table<Item> items = subject.db()
                .table(rows.name(), TableSchema.items(KeyAttribute.string("id"), KeyAttribute.string("at")));
        Item stored = subject.run(
                        items.get(row.id(), "2020-01-31T23:59:59.000123+0000").consistent())
                .orElseThrow();
        assertThat(stored.without("id").without("at").without("any"))
                .isEqualTo(Item.of("price", new BigDecimal("12.5"), "offers", Set.of(1, 0.05), "level", 2)
                        .with("legacy", "AQID".getBytes(StandardCharsets.US_ASCII))
                        .with("millis", 1580515199000L)
                        .with("seconds", 1580515199L)
                        .with("expires", 1580515199L)
                        .with("sorted", Set.of("a", "b"))
                        .with("settings", "{\"theme\":\"dark\",\"sizes\":[10,12]}"));
        assertThat(stored.get("any")).contains(AttributeValue.of(row.any()));
        assertThat(stored.toMap().get("any")).isEqualTo(row.any());
    }

    @Contract
    void convertedValuesStandInConditionsUpdatesAndKeys(Subject subject) {
        Table<Row> rows = subject.shared(Row.class);
        Row row = row(subject.newKey());
        subject.run(rows.put(row));

        Row after = subject.run(rows.update(row.id(), AT)
                .set(Row::price, new Money(999))
                .onlyIf(attr(Row::price)
                        .eq(new Money(1250))
                        .and(attr(Row::level).eq(Level.HIGH))
                        .and(attr(Row::expires).eq(SECOND)))
                .returningNew());
        assertThat(after.price()).isEqualTo(new Money(999));
        assertThat(subject.run(rows.query(row.id())
                        .where(attr(Row::price).eq(new Money(999)))
                        .consistent()))
                .containsExactly(after);
        assertThat(subject.run(rows.query(row.id())
                        .where(attr(Row::price).eq(new Money(1250)))
                        .consistent()))
                .isEmpty();
    }
}
