package dev.stator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.codec.Mapping;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.TableSchema;
import dev.stator.codec.TimeToLive;
import dev.stator.codec.UtcTimestamp;
import dev.stator.value.Item;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The mapping and the clock of a client reach all of its tables. */
class MappingTest {
    record Row(@PartitionKey Instant at, @TimeToLive Duration left) {}

    private static final Row ROW = new Row(Instant.parse("2020-01-31T23:59:59Z"), Duration.ofHours(1));

    @Test
    void theMappingOfAClientIsThatOfItsTables() {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(1000), ZoneOffset.UTC);
        try (Stator db = client().clock(clock)
                .mapping(Mapping.standard().converter(new UtcTimestamp.Form()))
                .build()) {
            TableSchema<Row> schema = db.table("rows", Row.class).schema();

            assertThat(schema.toItem(ROW)).isEqualTo(Item.of("at", "2020-01-31T23:59:59.000000+0000", "left", 4600));
            assertThat(db.table("others", Row.class).schema()).isSameAs(schema);
        }
        try (Stator db = client().build()) {
            assertThat(db.table("rows", Row.class).schema()).isSameAs(TableSchema.of(Row.class));
        }
    }

    private static StatorBuilder client() {
        return Stator.builder()
                .region("eu-central-1")
                .credentials("id", "secret")
                .endpoint("http://localhost:1");
    }
}
