package dev.stator.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.benchmarks.report.EngineReading.Use;
import dev.stator.engine.Engine;
import dev.stator.engine.http.HttpFront;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriverTest {

    @Test
    void aDriverInTheProcessDoesAsManyCallsAsItIsTold() throws InterruptedException {
        drive(new Driver(Subject.of(List.of("memory"))));
    }

    @Test
    void aDriverOverHttpDoesTheSame() throws InterruptedException {
        try (Engine engine = Engine.inMemory();
                HttpFront front = HttpFront.start(engine, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            String pid = Long.toString(ProcessHandle.current().pid());
            drive(new Driver(Subject.of(List.of("http", front.uri().toString(), pid))));
            assertThat(engine.connect().tableNames().execute()).containsExactly("profiles");
        }
    }

    @Test
    void anOrderThatNobodyKnowsIsRefused() {
        Driver driver = new Driver(Subject.of(List.of("memory")));
        assertThatThrownBy(() -> driver.obey("dance")).hasMessageContaining("dance");
    }

    private static void drive(Driver driver) throws InterruptedException {
        assertThat(driver.obey("create 3").calls()).isEqualTo(12);
        assertThat(driver.obey("times QUERY 2 7").calls()).isEqualTo(7);
        Use use = driver.obey("run PUT 2 50");
        assertThat(use.calls()).isPositive();
        assertThat(use.nanos()).isPositive();
        assertThat(Use.parse(use.line())).isEqualTo(use);
    }
}
