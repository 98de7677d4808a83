package dev.stator.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FastClockTest {
    private static final Instant BEGINNING = Instant.ofEpochSecond(1_800_000_000);

    private static Duration ahead(Duration passed) {
        Clock real = Clock.fixed(BEGINNING.plus(passed), ZoneOffset.UTC);
        return Duration.between(real.instant(), new FastClock(BEGINNING, real).instant());
    }

    @Test
    void aShardsFourHoursPassInTwoSecondsAndNeverADay() {
        assertThat(ahead(Duration.ZERO)).isZero();
        assertThat(ahead(Duration.ofSeconds(2))).isEqualTo(Duration.ofHours(4));
        assertThat(ahead(Duration.ofMinutes(10))).isEqualTo(Duration.ofHours(20));
    }
}
