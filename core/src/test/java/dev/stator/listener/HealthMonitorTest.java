package dev.stator.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stator.error.CodecException;
import dev.stator.error.StatorException;
import dev.stator.error.TransportException;
import dev.stator.error.TransportException.Kind;
import dev.stator.listener.HealthMonitor.OnSuccess;
import dev.stator.listener.HealthMonitor.Report;
import dev.stator.value.ConsumedCapacity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthMonitorTest {
    private final StatorException lost = new TransportException(Kind.CONNECTION_LOST, "Lost", null);
    private final StatorException own = new CodecException("a", "misfit", null);

    private static void tell(HealthMonitor monitor, Throwable failure) {
        monitor.callStarted(new CallStart("1"))
                .requestEnded(new RequestEnd(
                        new RequestStart(
                                "1", 1, "GetItem", List.of(), Optional.empty(), 1, Optional.empty(), Optional.empty()),
                        1,
                        Duration.ZERO,
                        Optional.empty(),
                        ConsumedCapacity.NONE,
                        Optional.ofNullable(failure)));
    }

    private void fail(HealthMonitor monitor, int times) {
        for (int i = 0; i < times; i++) {
            tell(monitor, lost);
        }
    }

    @Test
    void fiveFailuresInARowAreUnhealthyAndASuccessHeals() {
        HealthMonitor monitor = new HealthMonitor();
        fail(monitor, 4);
        assertThat(monitor.isHealthy()).isTrue();
        fail(monitor, 1);
        assertThat(monitor.isHealthy()).isFalse();
        assertThat(monitor).hasToString("unhealthy, 5 failures");
        tell(monitor, null);
        assertThat(monitor.isHealthy()).isTrue();
        assertThat(monitor.failures()).isZero();
    }

    @Test
    void whatTheCallerBroughtAboutDoesNotCount() {
        HealthMonitor monitor = new HealthMonitor().threshold(1);
        tell(monitor, own);
        assertThat(monitor.isHealthy()).isTrue();
        tell(monitor, lost);
        assertThat(monitor.isHealthy()).isFalse();
    }

    @Test
    void aCallThatWasCancelledDoesNotCountAndOneThatTimedOutDoes() {
        HealthMonitor monitor = new HealthMonitor().threshold(1);
        tell(monitor, new CancellationException());
        assertThat(monitor.isHealthy()).isTrue();
        tell(monitor, new TimeoutException());
        assertThat(monitor.isHealthy()).isFalse();
    }

    @Test
    void otherTypesCanBeIgnored() {
        HealthMonitor monitor = new HealthMonitor().threshold(1).ignoring(Set.of(TransportException.class));
        tell(monitor, lost);
        assertThat(monitor.isHealthy()).isTrue();
        tell(monitor, own);
        assertThat(monitor.isHealthy()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"RESET, 0", "DECREMENT, 2", "KEEP, 3"})
    void aSuccessDoesWhatIsSaid(OnSuccess onSuccess, int left) {
        HealthMonitor monitor = new HealthMonitor().onSuccess(onSuccess);
        tell(monitor, null);
        assertThat(monitor.failures()).isZero();
        fail(monitor, 3);
        tell(monitor, null);
        assertThat(monitor.failures()).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource({"EDGE, false true false", "ALWAYS, true false false true true false", "ONCE, false"})
    void callbacksComeOnEdgesAlwaysOrOnce(Report report, String expected) {
        List<String> reports = new ArrayList<>();
        HealthMonitor monitor = new HealthMonitor()
                .threshold(2)
                .reporting(report, now -> reports.add(Boolean.toString(now.isHealthy())));
        fail(monitor, 3);
        tell(monitor, own);
        tell(monitor, null);
        fail(monitor, 2);
        assertThat(String.join(" ", reports)).isEqualTo(expected);
    }

    @Test
    void aThresholdIsPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HealthMonitor().threshold(0))
                .withMessageContaining("at least 1");
    }
}
