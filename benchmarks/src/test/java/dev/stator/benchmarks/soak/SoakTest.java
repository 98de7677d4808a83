package dev.stator.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.benchmarks.report.SoakReport;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
