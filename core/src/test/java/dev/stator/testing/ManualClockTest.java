package dev.stator.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
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
    void moreTimeThanNanosecondsCountIsRefusedAndHasNotPassed() {
        Duration longest = Duration.ofNanos(Long.MAX_VALUE);
        clock.advance(Duration.ofNanos(1));
        for (Duration tooLong : List.of(longest, Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> clock.advance(tooLong))
                    .withMessageContaining("292 years");
            assertThatIllegalArgumentException().isThrownBy(() -> clock.sleep(tooLong));
        }
        assertThat(clock.instant()).isEqualTo(START.plusNanos(1));
        assertThat(clock.waits()).isEmpty();
        clock.advance(longest.minusNanos(1));
        assertThat(clock.nanoTime()).isEqualTo(Long.MAX_VALUE);
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
