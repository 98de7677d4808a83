package dev.stator.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.transport.WireRequest;
import java.net.URI;
import java.time.Duration;
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
}
