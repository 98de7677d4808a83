package dev.stator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.error.ThrottlingException;
import dev.stator.error.TransportException;
import dev.stator.testing.ManualClock;
import dev.stator.testing.ScriptedTransport;
import dev.stator.transport.Backoff;
import dev.stator.transport.RetryPolicy;
import dev.stator.transport.Transport;
import dev.stator.transport.WireReply;
import dev.stator.transport.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clock, timer, chance and what stands around the transport come from outside. */
class TimeTest {
    private static final RetryPolicy HOURLY = RetryPolicy.of(4, Backoff.fixed(Duration.ofHours(1)));

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final ScriptedTransport service = new ScriptedTransport();

    private StatorBuilder client() {
        return Stator.builder().transport(service).retry(HOURLY).clock(clock).timer(clock);
    }

    @ParameterizedTest
    @EnumSource
    void pausesAreWaitedForAsTheTimerDoes(Mode mode) {
        service.error(400, "ThrottlingException")
                .error(500, "InternalServerError")
                .reply("{\"TableNames\":[]}");
        try (Stator db = client().callTimeout(Duration.ofHours(3)).build()) {
            assertThat(mode.run(db.tableNames())).isEmpty();
        }
        assertThat(clock.waits()).containsExactly(Duration.ofHours(1), Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo("2026-01-01T02:00:00Z");
    }

    @ParameterizedTest
    @EnumSource
    void deadlinesAreMeasuredWithTheTimer(Mode mode) {
        service.always(request -> ScriptedTransport.failure(400, "ThrottlingException"));
        try (Stator db = client().callTimeout(Duration.ofMinutes(90)).build()) {
            assertThatThrownBy(() -> mode.run(db.tableNames()))
                    .isInstanceOfSatisfying(
                            ThrottlingException.class,
                            e -> assertThat(e.attempts()).isEqualTo(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAdaptiveClientHoldsBackFirstAttemptsWhileItIsThrottled(Mode mode) {
        service.error(400, "ThrottlingException").always(request -> ScriptedTransport.ok("{\"TableNames\":[]}"));
        CallOptions once = CallOptions.none().retry(RetryPolicy.adaptive().withMaxAttempts(1));
        try (Stator db = client().retry(RetryPolicy.adaptive()).build()) {
            assertThatThrownBy(() -> mode.run(db.tableNames().with(once))).isInstanceOf(ThrottlingException.class);
            assertThat(clock.waits()).isEmpty();
            mode.run(db.tableNames());
            assertThat(clock.waits()).as("the first attempt of the second call").hasSize(1);
            mode.run(db.tableNames().with(CallOptions.none().retry(HOURLY)));
            assertThat(clock.waits()).as("a call with another policy").hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallWhoseTurnWouldComeTooLateFailsAtOnceAndSendsNothing(Mode mode) {
        service.always(request -> ScriptedTransport.failure(400, "ThrottlingException"));
        try (Stator db =
                client().retry(RetryPolicy.adaptive().withMaxAttempts(1)).build()) {
            assertThatThrownBy(() -> mode.run(db.tableNames())).isInstanceOf(ThrottlingException.class);
            assertThatThrownBy(() -> mode.run(db.tableNames().within(Duration.ofMillis(10))))
                    .isInstanceOfSatisfying(TransportException.class, e -> {
                        assertThat(e.kind()).isEqualTo(TransportException.Kind.NOT_SENT);
                        assertThat(e.mayHaveApplied()).isFalse();
                    })
                    .hasMessageContaining("throttles");
            assertThat(service.requests()).hasSize(1);
        }
    }

    @Test
    void theSameSeedGivesTheSamePauses() {
        assertThat(pauses(1)).hasSize(3).isEqualTo(pauses(1)).isNotEqualTo(pauses(2));
    }

    private static List<Duration> pauses(long seed) {
        ManualClock time = ManualClock.at(Instant.EPOCH);
        ScriptedTransport busy =
                new ScriptedTransport().always(request -> ScriptedTransport.failure(400, "ThrottlingException"));
        try (Stator db = Stator.builder()
                .transport(busy)
                .clock(time)
                .timer(time)
                .random(new SplittableRandom(seed))
                .build()) {
            assertThatThrownBy(() -> db.tableNames().execute()).isInstanceOf(ThrottlingException.class);
        }
        return time.waits();
    }

    @Test
    void whatIsPutAroundTheTransportSeesAllThatGoesThroughItAndTheLastSeesItFirst() {
        List<String> seen = new ArrayList<>();
        service.reply("{\"TableNames\":[]}");
        try (Stator db = client().wrapTransport(inner -> new Seeing("inner", seen, inner))
                .wrapTransport(inner -> new Seeing("outer", seen, inner))
                .build()) {
            db.tableNames().execute();
        }
        assertThat(seen).containsExactly("outer ListTables", "inner ListTables");
        assertThat(service.isClosed()).isTrue();
    }

    private record Seeing(String name, List<String> seen, Transport behind) implements Transport {
        @Override
        public WireReply send(WireRequest request) {
            seen.add(name + " " + request.action());
            return behind.send(request);
        }

        @Override
        public CompletableFuture<WireReply> sendAsync(WireRequest request) {
            return behind.sendAsync(request);
        }

        @Override
        public void close() {
            behind.close();
        }
    }
}
