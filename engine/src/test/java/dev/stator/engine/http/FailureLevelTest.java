package dev.stator.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stator.engine.Engine;
import dev.stator.error.TransportException;
import dev.stator.testing.Fault;
import dev.stator.testing.FaultPlan;
import dev.stator.testing.FaultTransport;
import dev.stator.transport.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

/** What the log of a front has to say of requests that failed. */
class FailureLevelTest {
    private static final WireRequest REQUEST =
            new WireRequest("ListTables", "{}".getBytes(StandardCharsets.UTF_8), Duration.ofMillis(1));

    private static Level levelOf(FaultTransport transport) {
        TransportException failure = catchThrowableOfType(TransportException.class, () -> transport.send(REQUEST));
        assertThat(failure).isNotNull();
        return RequestHandler.level(failure);
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_CONNECTION", "LOST_REQUEST", "LOST_REPLY"})
    void aFaultThatWasPlannedIsNoError(Fault fault) {
        try (FaultTransport faults = new FaultTransport(Engine.inMemory(), FaultPlan.of(1))) {
            faults.next(fault);
            assertThat(levelOf(faults)).isEqualTo(Level.DEBUG);
        }
    }

    @Test
    void whatFailsBehindAPlanIsOne() {
        Engine engine = Engine.inMemory();
        try (FaultTransport faults = new FaultTransport(engine, FaultPlan.of(1))) {
            engine.close();
            assertThat(levelOf(faults)).isEqualTo(Level.ERROR);
        }
    }
}
