package dev.stator.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class SigningTimeTest {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @Property
    void aSecondIsWrittenAsAFormatterWouldWriteIt(
            @ForAll @LongRange(min = -1_000_000_000L, max = 253_402_300_799L) long second) {
        SigningTime time = SigningTime.of(second);

        assertThat(time.timestamp()).isEqualTo(FORMAT.format(Instant.ofEpochSecond(second)));
        assertThat(time.timestamp()).startsWith(time.date() + "T");
        assertThat(time.epochSecond()).isEqualTo(second);
    }
}
