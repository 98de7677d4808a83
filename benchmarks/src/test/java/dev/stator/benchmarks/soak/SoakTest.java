package dev.stator.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.Call;
import dev.stator.Stator;
import dev.stator.benchmarks.report.SoakReport;
import dev.stator.engine.http.HttpFront;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.testing.ScriptedTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoakTest {
    private final Books books = new Books();

    private static Entry entry(long number) {
        return new Entry("w", number, "");
    }

    @Test
    void aShortSoakIsClean() throws IOException, InterruptedException {
        SoakReport report = new Soak(Duration.ofMillis(1500), 8, 42).run();
        assertThat(report.requests()).isPositive();
        assertThat(report.cancelled()).isPositive();
        assertThat(report.isClean()).as(report.toString()).isTrue();
    }

    /** Some calls never end, in both pools; and none, as the neighbour that passes. */
    @ParameterizedTest
    @CsvSource({"0,0", "3,4"})
    void connectionsThatAreHeldAreCounted(int blocking, int async) throws IOException, InterruptedException {
        CountDownLatch held = new CountDownLatch(blocking + async);
        CountDownLatch end = new CountDownLatch(1);
        FreeConnections free = new FreeConnections(
                new ScriptedTransport().always(request -> {
                    if (request.action().equals("DescribeLimits")) {
                        held.countDown();
                        try {
                            end.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                    return ScriptedTransport.ok("{}");
                }),
                4);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (HttpFront front = HttpFront.start(free, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                Stator db = Stator.builder()
                        .region("eu-central-1")
                        .endpoint(front.uri().toString())
                        .credentials("any", "any")
                        .maxConnections(4)
                        .build()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < blocking + async; i++) {
                Call<?> call = db.call("DescribeLimits", "{}");
                calls.add(i < blocking ? threads.submit(() -> call.execute()) : call.executeAsync());
            }
            held.await();
            Duration patience = blocking + async == 0 ? Duration.ofMinutes(1) : Duration.ofSeconds(5);
            assertThat(free.held(db, patience)).isEqualTo(blocking + async);
            end.countDown();
            for (Future<?> call : calls) {
                assertThat(call).succeedsWithin(Duration.ofMinutes(1));
            }
        } finally {
            end.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void anAcknowledgedWriteThatIsNotThereIsLost() {
        books.done(entry(1));
        books.done(entry(2));
        books.added("t");
        assertThat(books.lost(Set.of("w/1", "w/2"), List.of(new Tally("t", 1)))).isZero();
        assertThat(books.lost(Set.of("w/1"), List.of(new Tally("t", 0)))).isEqualTo(2);
    }

    @Test
    void anItemThatIsNotAsItWasWrittenIsAltered() {
        Entry written = new Entry("w", 1, "xx");
        books.done(written);
        assertThat(books.altered(List.of(written))).isZero();
        assertThat(books.altered(List.of(new Entry("w", 1, "x")))).isEqualTo(1);
        assertThat(books.altered(List.of(new Entry("w", 1, "xy")))).isEqualTo(1);
        assertThat(books.altered(List.of(new Entry("w", 2, "xx")))).isEqualTo(1);
    }

    @Test
    void aCancelledWriteIsNeitherLostNorDoubled() {
        books.cancelled(entry(1));
        assertThat(books.lost(Set.of(), List.of())).isZero();
        assertThat(books.doubled(Set.of("w/1"), List.of())).isZero();
        assertThat(books.cancelled()).isEqualTo(1);
    }

    @Test
    void aWriteThatWasNotDoneOrDoneTwiceIsDoubled() {
        books.failed(entry(1), new TransportException(Kind.NOT_SENT, "", null));
        books.failed(entry(2), new TransportException(Kind.CONNECTION_LOST, "", null));
        books.added("t");
        books.failedToAdd("t", new TransportException(Kind.CONNECTION_LOST, "", null));
        books.failedToAdd("t", new TransportException(Kind.NOT_SENT, "", null));
        assertThat(books.doubled(Set.of("w/2"), List.of(new Tally("t", 2)))).isZero();
        assertThat(books.doubled(Set.of(), List.of(new Tally("t", 1)))).isZero();
        assertThat(books.doubled(Set.of("w/1"), List.of(new Tally("t", 3)))).isEqualTo(2);
    }
}
