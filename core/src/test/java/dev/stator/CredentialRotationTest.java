package dev.stator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stator.error.AccessDeniedException;
import dev.stator.error.CredentialsException;
import dev.stator.internal.credentials.MetadataServer;
import dev.stator.internal.credentials.MetadataServer.Answer;
import dev.stator.testing.ManualClock;
import dev.stator.transport.RetryPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole client whose keys come from a metadata service and end, both over real HTTP and under load. */
@Timeout(120)
class CredentialRotationTest {
    private static final int CALLERS = 8;
    private static final int ROUNDS = 30;
    private static final Pattern KEY = Pattern.compile("Credential=K(\\d+)/");

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** When the keys end that were issued, in turn. */
    private final List<Instant> ends = Collections.synchronizedList(new ArrayList<>());

    private final AtomicInteger issued = new AtomicInteger();
    private final AtomicInteger asking = new AtomicInteger();
    private final AtomicInteger askingAtOnce = new AtomicInteger();

    private final AtomicInteger refusals = new AtomicInteger();
    /** Keys below this number are refused, as are those that have ended. */
    private final AtomicInteger oldest = new AtomicInteger();

    private MetadataServer metadata;
    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        metadata = new MetadataServer(request -> {
            askingAtOnce.accumulateAndGet(asking.incrementAndGet(), Math::max);
            try {
                Instant end = clock.instant().plus(Duration.ofHours(1));
                ends.add(end);
                return Answer.ok(MetadataServer.key("K" + issued.incrementAndGet(), end.toString()));
            } finally {
                asking.decrementAndGet();
            }
        });
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::serve);
        service.setExecutor(threads);
        service.start();
    }

    @AfterEach
    void stop() {
        metadata.close();
        service.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        Matcher key = KEY.matcher(exchange.getRequestHeaders().getFirst("Authorization"));
        int number = key.find() ? Integer.parseInt(key.group(1)) : 0;
        boolean good = number > oldest.get()
                && number <= ends.size()
                && clock.instant().isBefore(ends.get(number - 1));
        if (!good) {
            refusals.incrementAndGet();
        }
        byte[] reply = (good
                        ? "{\"TableNames\":[]}"
                        : "{\"__type\":\"com.amazon.coral.service#ExpiredTokenException\"}")
                .getBytes(UTF_8);
        exchange.sendResponseHeaders(good ? 200 : 400, reply.length);
        exchange.getResponseBody().write(reply);
        exchange.close();
    }

    private StatorBuilder builder() {
        return Stator.builder()
                .environment(Map.of(
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                        metadata.uri() + "/get",
                        "AWS_METADATA_SERVICE_TIMEOUT",
                        "60",
                        "HOME",
                        "/nowhere"))
                .systemProperties(Map.of())
                .region("eu-central-1")
                .endpoint("http://127.0.0.1:" + service.getAddress().getPort())
                .attemptTimeout(Duration.ofMinutes(1))
                .clock(clock);
    }

    /** Calls from all sides at once, and after each round what happens between two of them. */
    private void underLoad(Stator db, Runnable between) throws Exception {
        CyclicBarrier round = new CyclicBarrier(CALLERS, between);
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Mode mode = i % 2 == 0 ? Mode.BLOCKING : Mode.ASYNC;
            callers.add(threads.submit(() -> {
                for (int n = 0; n < ROUNDS; n++) {
                    assertThat(mode.run(db.tableNames())).isEmpty();
                    round.await();
                }
                return null;
            }));
        }
        for (Future<?> caller : callers) {
            caller.get();
        }
    }

    @Test
    void keysAreRenewedAheadOfTheirEndSoThatTheServiceNeverSeesAnOldOne() throws Exception {
        try (Stator db = builder().build()) {
            underLoad(db, () -> clock.advance(Duration.ofMinutes(8)));
        }

        assertThat(refusals).hasValue(0);
        assertThat(askingAtOnce).as("one asks for all").hasValue(1);
        // Four hours of keys that are renewed in their last 15 minutes.
        assertThat(issued.get()).isBetween(4, 6);
    }

    @Test
    void aRevokedKeyIsFetchedAnewOnceForAllCallsThatAreRefused() throws Exception {
        AtomicInteger revoked = new AtomicInteger();
        try (Stator db = builder().build()) {
            underLoad(db, () -> {
                if (revoked.incrementAndGet() % 5 == 0) {
                    oldest.set(issued.get());
                }
            });
        }

        assertThat(askingAtOnce).hasValue(1);
        assertThat(issued)
                .as("the first, and one for each time that they were revoked before a round")
                .hasValue(ROUNDS / 5);
        assertThat(refusals.get()).isBetween(ROUNDS / 5 - 1, CALLERS * ROUNDS / 5);
    }

    @ParameterizedTest
    @EnumSource
    void aSecondRefusalIsTheCallsFailure(Mode mode) {
        oldest.set(Integer.MAX_VALUE);
        try (Stator db = builder().build()) {
            assertThatThrownBy(() -> mode.run(db.tableNames()))
                    .isInstanceOfSatisfying(
                            AccessDeniedException.class,
                            e -> assertThat(e.code()).isEqualTo("ExpiredTokenException"));
        }
        assertThat(refusals).hasValue(2);
        assertThat(issued).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource
    void whereCallsAreSentOnceTheOneAfterARefusalHasNewKeys(Mode mode) {
        try (Stator db = builder().retry(RetryPolicy.never()).build()) {
            assertThat(mode.run(db.tableNames())).isEmpty();
            oldest.set(issued.get());
            assertThatThrownBy(() -> mode.run(db.tableNames())).isInstanceOf(AccessDeniedException.class);
            assertThat(mode.run(db.tableNames())).isEmpty();
        }
        assertThat(refusals).hasValue(1);
        assertThat(issued).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource
    void withoutAnyTheCallFailsAtOnceAndNothingIsSent(Mode mode) {
        try (Stator db = builder()
                .environment(Map.of("AWS_EC2_METADATA_DISABLED", "true", "HOME", "/nowhere"))
                .build()) {
            assertThatThrownBy(() -> mode.run(db.tableNames()))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContainingAll("environment", "system properties", "container", "instance metadata");
        }
        assertThat(refusals).hasValue(0);
        assertThat(metadata.asked()).isEmpty();
    }
}
