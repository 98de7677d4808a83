package dev.stator.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualClock clock = ManualClock.at(START);

    @Test
    void timeStandsStillButForAdvancing() {
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.advance(Duration.ofSeconds(2)).instant()).isEqualTo(START.plusSeconds(2));
        assertThat(clock.nanoTime()).isEqualTo(2_000_000_000);
        assertThat(clock.waits()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofSeconds(-1)));
    }

    @Test
    void waitingIsOverAtOnceAndHasTakenItsTime() throws InterruptedException {
        clock.sleep(Duration.ofMinutes(1));
        assertThat(clock.after(Duration.ofMinutes(2))).isCompleted();
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(180));
        assertThat(clock.waits()).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2));
    }

    @Test
    void clocksOfOtherZonesShowTheSameTime() {
        ManualClock tokyo = clock.withZone(ZoneId.of("Asia/Tokyo"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(tokyo.instant()).isEqualTo(clock.instant());
        assertThat(tokyo.getZone()).isNotEqualTo(clock.getZone());
    }

    @Test
    void anInterruptedThreadDoesNotWait() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> clock.sleep(Duration.ofMinutes(1))).isInstanceOf(InterruptedException.class);
        assertThat(clock.instant()).isEqualTo(START);
    }
}
