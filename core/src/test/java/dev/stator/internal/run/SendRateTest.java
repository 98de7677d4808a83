package dev.stator.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The rate beside simulated services, in simulated time. */
class SendRateTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SendRate rate = new SendRate();
    private long now;
    private int answered;
    private int refused;

    /** Sends for some seconds, one request after the other, to a service that lets through so many in each second. */
    private void send(int seconds, int capacity) {
        answered = 0;
        refused = 0;
        long end = now + Duration.ofSeconds(seconds).toNanos();
        long second = -1;
        int used = 0;
        while (now < end) {
            now += Duration.ofMillis(1)
                    .plus(rate.take(now, MINUTE).orElseThrow())
                    .toNanos();
            if (now / 1_000_000_000 != second) {
                second = now / 1_000_000_000;
                used = 0;
            }
            boolean tooMany = ++used > capacity;
            rate.answered(now, tooMany);
            answered += tooMany ? 0 : 1;
            refused += tooMany ? 1 : 0;
        }
    }

    @Test
    void nothingIsHeldBackUntilTheServiceThrottles() {
        send(10, Integer.MAX_VALUE);

        assertThat(answered).isEqualTo(10_000);
    }

    @Test
    void throttlingSetsTheRateBackTo70PercentOfWhatWasSent() {
        for (int i = 0; i < 40; i++) {
            now += Duration.ofMillis(50).toNanos();
            rate.answered(now, false);
        }
        now += Duration.ofMillis(50).toNanos();
        rate.answered(now, true);

        long first = rate.take(now, MINUTE).orElseThrow().toNanos();
        long second = rate.take(now, MINUTE).orElseThrow().toNanos();
        // 20 each second were sent, so 14 each second are let through, each behind the other.
        assertThat(1e9 / (second - first)).isCloseTo(14, within(0.5));
    }

    @Test
    void mostOfWhatIsSentIsLetThroughAndMoreThanHalfOfWhatCouldBeIsSent() {
        send(60, 100);

        assertThat(answered).isGreaterThan(60 * 50);
        assertThat(refused).isLessThan(answered / 5);
    }

    @Test
    void whenMoreBecomesPossibleMoreIsSent() {
        send(60, 50);
        int before = answered;
        send(60, 500);

        assertThat(answered).isGreaterThan(4 * before);
    }

    @Test
    void aTurnThatComesTooLateIsNotTaken() {
        rate.answered(now, true);
        Duration wait = rate.take(now, MINUTE).orElseThrow();

        assertThat(rate.take(now, wait)).as("behind the first").isEmpty();
        assertThat(rate.take(now, MINUTE))
                .as("the one that was refused has taken no turn")
                .hasValue(wait.multipliedBy(2));
    }
}
