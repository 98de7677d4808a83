package dev.stator.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.LogLines;
import dev.stator.error.CredentialsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Refreshes ahead of expiry, without waiting for real time: the clock is set, and the source gives when it is let. */
@Timeout(60)
class RefreshingCredentialsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private volatile Instant now = START;
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    private final AtomicInteger asked = new AtomicInteger();
    private final LinkedBlockingQueue<Object> answers = new LinkedBlockingQueue<>();
    private final List<Credentials> refused = new ArrayList<>();
    private boolean hasOthers = true;

    /** Gives the answers in turn, and waits for one that is not there yet. */
    private final CredentialsProvider source = new CredentialsProvider() {
        @Override
        public Credentials credentials() {
            asked.incrementAndGet();
            try {
                Object answer = answers.take();
                if (answer instanceof Credentials credentials) {
                    return credentials;
                }
                throw (RuntimeException) answer;
            } catch (InterruptedException e) {
                throw new CredentialsException("interrupted", e);
            }
        }

        @Override
        public boolean invalidate(Credentials some) {
            refused.add(some);
            return hasOthers;
        }
    };

    /** Long enough for any machine; who waits for it in vain fails by the timeout of the class. */
    private static final Duration PATIENT = Duration.ofMinutes(10);

    private final LogLines lines = new LogLines();
    private final CredentialsProvider refreshing =
            new RefreshingCredentials(source, clock, lines.of("credentials"), PATIENT);

    private Credentials key(String id, int minutes) {
        return Credentials.of(id, "secret").expiringAt(START.plus(Duration.ofMinutes(minutes)));
    }

    private void holding(Credentials key) {
        answers.add(key);
        assertThat(refreshing.credentials()).isEqualTo(key);
    }

    private void minutesPass(int minutes) {
        now = now.plus(Duration.ofMinutes(minutes));
    }

    /** Until the refresh in the background has been seen to end. */
    private void untilGiven(String id) {
        while (!refreshing.credentials().accessKeyId().equals(id)) {
            assertThat(Thread.currentThread().isInterrupted()).as("timed out").isFalse();
            Thread.onSpinWait();
        }
    }

    @Test
    void credentialsWithoutAnEndAreAskedForOnce() {
        holding(Credentials.of("A", "secret"));
        minutesPass(1_000_000);

        assertThat(refreshing.credentials().accessKeyId()).isEqualTo("A");
        assertThat(asked).hasValue(1);
    }

    @Test
    void aRefreshThatFailsWhileThereAreOthersIsLogged() {
        holding(key("A", 60));
        minutesPass(51);
        answers.add(new CredentialsException("out of order"));

        assertThat(refreshing.credentials().accessKeyId()).isEqualTo("A");
        assertThat(lines.all())
                .containsExactly("credentials: Credentials could not be refreshed; until " + START.plusSeconds(3600)
                        + " those at hand go on being used: out of order");
    }

    @Test
    void fifteenMinutesBeforeTheEndNothingHappens() {
        holding(key("A", 60));
        minutesPass(45);

        assertThat(refreshing.credentials().accessKeyId()).isEqualTo("A");
        assertThat(refreshing.credentialsAsync()).isCompleted();
        assertThat(asked).hasValue(1);
    }

    @Test
    void laterTheOldOnesServeWhileOneRefreshRunsInTheBackground() {
        holding(key("A", 60));
        minutesPass(46);

        for (int i = 0; i < 100; i++) {
            assertThat(refreshing.credentials().accessKeyId()).isEqualTo("A");
        }
        answers.add(key("B", 120));
        untilGiven("B");

        assertThat(asked).hasValue(2);
    }

    @Test
    void aFailedRefreshInTheBackgroundLeavesTheOldOnesInUseAndIsTriedAgainLater() {
        holding(key("A", 60));
        minutesPass(46);
        answers.add(new CredentialsException("no"));
        while (asked.get() < 2 || !answers.isEmpty()) {
            assertThat(refreshing.credentials().accessKeyId()).isEqualTo("A");
        }
        minutesPass(1);
        answers.add(key("B", 120));
        untilGiven("B");

        assertThat(refreshing.credentials().accessKeyId()).isEqualTo("B");
    }

    @Test
    void fromTenMinutesOnCallersWaitForOneSharedRefresh() {
        holding(key("A", 60));
        minutesPass(50);

        CompletableFuture<Credentials> first = refreshing.credentialsAsync();
        CompletableFuture<Credentials> second = refreshing.credentialsAsync();
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
        answers.add(key("B", 120));

        assertThat(first.join().accessKeyId()).isEqualTo("B");
        assertThat(second.join().accessKeyId()).isEqualTo("B");
        assertThat(asked).hasValue(2);
    }

    @Test
    void ifThatRefreshFailsTheOldOnesServeUntilTheirEndAndNotBeyond() {
        holding(key("A", 60));
        minutesPass(55);
        answers.add(new CredentialsException("no"));

        assertThat(refreshing.credentials().accessKeyId()).isEqualTo("A");
        assertThat(refreshing.credentials().accessKeyId()).isEqualTo("A");
        assertThat(asked).as("not asked again at once").hasValue(2);

        minutesPass(5);
        answers.add(new CredentialsException("still no"));
        assertThatThrownBy(refreshing::credentials)
                .isInstanceOf(CredentialsException.class)
                .hasMessage("still no");
        answers.add(key("B", 120));
        assertThat(refreshing.credentials().accessKeyId()).isEqualTo("B");
    }

    @Test
    void aSourceThatTakesItsTimeHoldsNobodyUpWhileTheOldOnesAreValid() {
        CredentialsProvider impatient =
                new RefreshingCredentials(source, clock, lines.of("credentials"), Duration.ofMillis(1));
        answers.add(key("A", 60));
        assertThat(impatient.credentials().accessKeyId()).isEqualTo("A");
        minutesPass(55);

        for (int i = 0; i < 10; i++) {
            assertThat(impatient.credentials().accessKeyId()).isEqualTo("A");
            assertThat(impatient.credentialsAsync().join().accessKeyId()).isEqualTo("A");
        }
        while (asked.get() < 2) {
            Thread.onSpinWait();
        }
        minutesPass(5);
        CompletableFuture<Credentials> ended = impatient.credentialsAsync();
        assertThat(ended).as("nothing is valid any more").isNotDone();
        answers.add(key("B", 120));
        assertThat(ended.join().accessKeyId()).isEqualTo("B");
        assertThat(asked).as("one refresh").hasValue(2);
    }

    @Test
    void whatHasEndedWhenItComesIsUsedWithAWarningUntilTheSourceHasBetter() {
        holding(key("A", -1));
        for (int i = 0; i < 10; i++) {
            assertThat(refreshing.credentials().accessKeyId()).isEqualTo("A");
        }
        assertThat(asked).as("not asked again at once").hasValue(1);
        assertThat(lines.all()).singleElement().asString().contains("had ended at", "used all the same", "30 s");
        minutesPass(1);
        assertThat(refreshing.credentials().accessKeyId())
                .as("the refresh is in the background")
                .isEqualTo("A");
        answers.add(key("B", 60));
        untilGiven("B");
        assertThat(asked).hasValue(2);
    }

    @Test
    void whatHasEndedWhenItComesDoesNotReplaceWhatIsValid() {
        holding(key("A", 60));
        minutesPass(55);
        answers.add(key("B", 50));

        assertThat(refreshing.credentials().accessKeyId()).isEqualTo("A");
        assertThat(refreshing.credentials().accessKeyId()).isEqualTo("A");
        assertThat(asked).as("not asked again at once").hasValue(2);
        minutesPass(1);
        holding(key("C", 120));
    }

    @Test
    void whoGivesUpWaitingDoesNotEndTheRefreshOfOthers() {
        CompletableFuture<Credentials> gone = refreshing.credentialsAsync();
        CompletableFuture<Credentials> patient = refreshing.credentialsAsync();
        gone.cancel(true);
        answers.add(key("A", 60));

        assertThat(patient.join().accessKeyId()).isEqualTo("A");
        assertThat(asked).hasValue(1);
    }

    @Test
    void anInterruptEndsTheWaitOfItsThreadOnly() {
        CompletableFuture<Credentials> other = refreshing.credentialsAsync();
        Thread.currentThread().interrupt();

        assertThatThrownBy(refreshing::credentials).isInstanceOf(CredentialsException.class);
        assertThat(Thread.interrupted()).isTrue();
        answers.add(key("A", 60));
        assertThat(other.join().accessKeyId()).isEqualTo("A");
    }

    @Test
    void refusedCredentialsAreForgottenOnceAndByTheirSourceToo() {
        Credentials old = key("A", 60);
        holding(old);

        assertThat(refreshing.invalidate(old)).isTrue();
        assertThat(refused).containsExactly(old);
        holding(key("B", 60));
        assertThat(refreshing.invalidate(old)).as("a late refusal").isTrue();
        hasOthers = false;
        assertThat(refreshing.invalidate(old)).as("others are held").isTrue();

        assertThat(refreshing.credentials().accessKeyId()).isEqualTo("B");
        assertThat(asked).hasValue(2);
    }

    @Test
    void aSourceThatHasNoOthersSaysSo() {
        CredentialsProvider fixed = CredentialsProvider.fixed(Credentials.of("A", "secret"));
        CredentialsProvider asked = () -> Credentials.of("A", "secret");
        for (boolean others : new boolean[] {true, false}) {
            CredentialsProvider kept = CredentialsProvider.refreshing(others ? asked : fixed, clock);
            Credentials held = kept.credentials();
            assertThat(kept.renew()).isEqualTo(others);
            assertThat(kept.credentials()).isEqualTo(held);
            assertThat(kept.invalidate(held)).isEqualTo(others);
        }
    }

    @Test
    void aFailureOfAnyKindIsReportedAndNotKept() {
        answers.add(new IllegalStateException("broken"));
        assertThatThrownBy(refreshing::credentials)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("broken");
        holding(key("A", 60));
    }

    @Test
    void underLoadEachKeyIsFetchedOnceAndNoCallerSeesAnExpiredOne() throws Exception {
        int threads = 16;
        AtomicInteger fetched = new AtomicInteger();
        CredentialsProvider rotating = CredentialsProvider.refreshing(
                () -> Credentials.of("K" + fetched.incrementAndGet(), "secret")
                        .expiringAt(clock.instant().plus(Duration.ofMinutes(60))),
                clock);
        CyclicBarrier hour = new CyclicBarrier(threads, () -> minutesPass(61));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Set<String>>> seen = new ArrayList<>();
            CountDownLatch begin = new CountDownLatch(1);
            for (int t = 0; t < threads; t++) {
                seen.add(pool.submit(() -> {
                    begin.await();
                    List<String> ids = new ArrayList<>();
                    for (int round = 0; round < 20; round++) {
                        for (int i = 0; i < 50; i++) {
                            Credentials key = rotating.credentials();
                            assertThat(key.expiration().orElseThrow()).isAfter(now);
                            ids.add(key.accessKeyId());
                        }
                        hour.await();
                    }
                    return ids.stream().collect(Collectors.toSet());
                }));
            }
            begin.countDown();
            for (Future<Set<String>> ids : seen) {
                assertThat(ids.get()).hasSize(20);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(fetched).hasValue(20);
    }
}
