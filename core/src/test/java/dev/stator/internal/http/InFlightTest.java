package dev.stator.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.transport.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InFlightTest {
    private static final Failures FAILURES = new Failures(URI.create("http://localhost:1"), HttpSettings.standard());

    private static Attempt attempt(Duration time, Runnable abort) {
        return new Attempt(new WireRequest("GetItem", "{}".getBytes(UTF_8), time), FAILURES) {
            @Override
            void abort(Ending why) {
                abort.run();
            }
        };
    }

    @Test
    void anAttemptThatCannotBeEndedDoesNotEndTheDeadlinesOfOthers() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (InFlight inFlight = new InFlight()) {
            inFlight.start();
            inFlight.add(attempt(Duration.ofMillis(1), () -> {
                failed.countDown();
                throw new IllegalStateException("a connection does not close");
            }));
            failed.await();
            Attempt later = attempt(Duration.ofMillis(1), ended::countDown);
            inFlight.add(later);
            ended.await();
            assertThat(later.isOver()).isTrue();
        }
    }

    @Test
    void notEvenAnErrorEndsTheDeadlines() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (InFlight inFlight = new InFlight()) {
            inFlight.start();
            inFlight.add(attempt(Duration.ofMillis(1), () -> {
                failed.countDown();
                throw new OutOfMemoryError("unable to create native thread");
            }));
            failed.await();
            inFlight.add(attempt(Duration.ofMillis(1), ended::countDown));
            ended.await();
        }
    }

    @Test
    void aBurstOfEndingsTakesNoMoreThreadsThanThereMayBe() throws Exception {
        int burst = 8 * InFlight.ENDING_AT_ONCE;
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch allFellDue = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(burst);
        try (InFlight inFlight = new InFlight()) {
            for (int i = 0; i < burst; i++) {
                inFlight.apart(() -> {
                    threads.add(Thread.currentThread());
                    await(allFellDue);
                    ended.countDown();
                });
            }
            allFellDue.countDown();
            ended.await();
        }
        assertThat(threads).hasSizeBetween(2, InFlight.ENDING_AT_ONCE);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
