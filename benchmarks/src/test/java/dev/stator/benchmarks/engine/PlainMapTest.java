package dev.stator.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stator.benchmarks.report.EngineReading.Use;
import org.junit.jupiter.api.Test;

class PlainMapTest {
    @Test
    void saysWhatLookingUpTook() {
        Use use = new PlainMap(100).lookUp(1);
        assertThat(use.calls()).isPositive();
        assertThat(use.nanos()).isGreaterThanOrEqualTo(1_000_000);
        assertThat(use.cpuNanos()).isPositive();
    }
}
