package dev.stator.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
    private static final Duration BASE = Duration.ofMillis(25);
    private static final Duration CAP = Duration.ofSeconds(2);

    /** As random() just below 1, so that every limit shows. */
    private static final RandomGenerator MOST = () -> -1L;

    private static Duration most(Backoff backoff, int retry) {
        return backoff.before(retry, Duration.ZERO, MOST).orElseThrow();
    }

    @Test
    void theDefaultIsWhatTheServiceRecommends() {
        RetryPolicy policy = RetryPolicy.standard();
        assertThat(policy.maxAttempts()).isEqualTo(4);
        assertThat(policy.quota()).isTrue();
        assertThat(most(policy.backoff(RetryCause.SERVICE), 1)).isBetween(Duration.ofMillis(24), BASE);
        assertThat(most(policy.backoff(RetryCause.THROTTLING), 1))
                .isBetween(Duration.ofMillis(999), Duration.ofSeconds(1));
        assertThat(most(policy.backoff(RetryCause.THROTTLING), 30))
                .isBetween(Duration.ofMillis(19_999), Duration.ofSeconds(20));
    }

    @Property(tries = 200)
    void exponentialWaitsAreJitteredBelowADoublingLimit(
            @ForAll @IntRange(min = 1, max = 100) int retry, @ForAll long seed) {
        Duration wait = Backoff.exponential(BASE, CAP)
                .before(retry, Duration.ZERO, new SplittableRandom(seed))
                .orElseThrow();
        Duration limit = retry > 7 ? CAP : BASE.multipliedBy(1L << (retry - 1));
        assertThat(wait).isBetween(Duration.ZERO, limit);
    }

    @Property(tries = 200)
    void decorrelatedWaitsLieBetweenTheBaseAndThreeTimesTheWaitBefore(
            @ForAll @IntRange(min = 0, max = 5000) int previous, @ForAll long seed) {
        Duration before = Duration.ofMillis(previous);
        Duration wait = Backoff.decorrelated(BASE, CAP)
                .before(2, before, new SplittableRandom(seed))
                .orElseThrow();
        Duration limit = before.compareTo(BASE) < 0 ? BASE.multipliedBy(3) : before.multipliedBy(3);
        assertThat(wait).isBetween(BASE, limit.compareTo(CAP) < 0 ? limit : CAP);
    }

    @Test
    void aPolicyThatNeverYieldsIsRefusedAndSaysWhatToUse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.of(4, Backoff.sequence()))
                .withMessageContaining("sequence []")
                .withMessageContaining("RetryPolicy.never()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.standard()
                        .withBackoff(RetryCause.THROTTLING, (retry, previous, random) -> Optional.empty()))
                .withMessageContaining("THROTTLING");
        assertThat(RetryPolicy.of(4, Backoff.sequence(BASE)).maxAttempts()).isEqualTo(4);
    }

    @Test
    void whatCannotBeIsRefused() {
        Duration negative = Duration.ofMillis(-1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.standard().withMaxAttempts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Backoff.fixed(negative));
        assertThatIllegalArgumentException().isThrownBy(() -> Backoff.exponential(negative));
        assertThatIllegalArgumentException().isThrownBy(() -> Backoff.sequence(BASE, negative));
        assertThatIllegalArgumentException().isThrownBy(() -> Backoff.decorrelated(Duration.ofSeconds(9), BASE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.standard().withTimeLimit(negative));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.of(2, (retry, previous, random) -> Optional.of(negative)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "LEGACY"})
    void theModesOfTheSdksHaveTheirPolicies(String mode) {
        assertThat(RetryPolicy.ofMode(mode)).isEqualTo(RetryPolicy.legacy());
        assertThat(RetryPolicy.ofMode("standard")).isEqualTo(RetryPolicy.standard());
        assertThat(RetryPolicy.ofMode("adaptive")).isEqualTo(RetryPolicy.adaptive());
        assertThat(RetryPolicy.adaptive().withPacing(false)).isEqualTo(RetryPolicy.standard());
        assertThat(RetryPolicy.legacy().maxAttempts()).isEqualTo(10);
        assertThat(RetryPolicy.legacy().quota()).isFalse();
    }

    @Test
    void anUnknownModeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.ofMode("heroic"))
                .withMessageContaining("heroic")
                .withMessageContaining("standard");
    }

    @Test
    void policiesAreValuesThatCanBeRead() {
        RetryPolicy policy = RetryPolicy.of(3, Backoff.fixed(Duration.ofSeconds(1)))
                .withBackoff(RetryCause.CONNECTION, Backoff.none())
                .withTimeLimit(Duration.ofMinutes(1));
        assertThat(policy)
                .isEqualTo(RetryPolicy.of(3, Backoff.none())
                        .withBackoff(Backoff.fixed(Duration.ofSeconds(1)))
                        .withBackoff(RetryCause.CONNECTION, Backoff.none())
                        .withTimeLimit(Duration.ofMinutes(1)))
                .isNotEqualTo(policy.withMaxAttempts(4))
                .hasToString("RetryPolicy[3 attempts, {CONNECTION=none, SERVICE=fixed PT1S, THROTTLING=fixed PT1S,"
                        + " UNPROCESSED=fixed PT1S, CONFLICT=fixed PT1S}, within PT1M]");
    }
}
