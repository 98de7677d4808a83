package dev.stator.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.benchmarks.contender.Contenders;
import dev.stator.benchmarks.report.Cell;
import dev.stator.benchmarks.report.Reading;
import dev.stator.benchmarks.stub.StubServer;
import dev.stator.benchmarks.workload.Client;
import dev.stator.benchmarks.workload.FutureClient;
import dev.stator.benchmarks.workload.Operation;
import dev.stator.benchmarks.workload.Profile;
import dev.stator.benchmarks.workload.Service;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoundTest {

    @Test
    void aShortStretchOfTheFloorHasCallsInIt() throws Exception {
        try (StubServer stub = StubServer.start();
                Client client = Contenders.named("floor").open(new Service(stub.endpoint()))) {
            Reading reading = Round.measure(client, new Cell("floor", Operation.GET, 4), 3, 100);
            assertThat(reading.calls()).isPositive();
            assertThat(reading.nanos()).isPositive();
            assertThat(reading.round()).isEqualTo(3);
            assertThat(Reading.parse(reading.line())).isEqualTo(reading);
        }
    }

    @Test
    void futuresThatHaveEndedAlreadyDoNotGrowTheStack() {
        Futures client = new Futures(200_000, CompletableFuture.completedFuture("item"));
        try (Load load = Load.start(client, Operation.GET, 1)) {
            assertThatThrownBy(load::completed).hasRootCauseMessage("enough");
        }
        assertThat(client.calls).hasValue(200_001);
    }

    @Test
    void aFailedCallFailsTheLoad() {
        Futures client = new Futures(1, CompletableFuture.failedFuture(new IllegalStateException("refused")));
        try (Load load = Load.start(client, Operation.GET, 1)) {
            assertThatThrownBy(load::completed).hasMessageContaining("GetItem").hasRootCauseMessage("refused");
        }
    }

    /** Gives the same future a number of times, and then throws. */
    private static final class Futures implements FutureClient {
        private final int most;
        private final CompletableFuture<String> reply;
        private final AtomicInteger calls = new AtomicInteger();

        Futures(int most, CompletableFuture<String> reply) {
            this.most = most;
            this.reply = reply;
        }

        @Override
        public CompletableFuture<?> get(String team, String id) {
            if (calls.incrementAndGet() > most) {
                throw new IllegalStateException("enough");
            }
            return reply;
        }

        @Override
        public CompletableFuture<?> put(Profile profile) {
            return reply;
        }

        @Override
        public CompletableFuture<?> query(String team) {
            return reply;
        }

        @Override
        public CompletableFuture<?> batchWrite(List<Profile> profiles) {
            return reply;
        }

        @Override
        public void close() {}
    }
}
