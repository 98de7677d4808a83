package dev.stator.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ResidentTest {

    @Test
    void theStatusOfAProcessHasItsMemoryNowAndAtMost() {
        List<String> status = List.of("Name:\tjava", "VmPeak:\t 9 kB", "VmHWM:\t  204800 kB", "VmRSS:\t  102400 kB");
        assertThat(Resident.parse(status)).isEqualTo(new Resident(102_400, 204_800));
    }

    @Test
    void aStatusWithoutMemoryIsRefused() {
        assertThatThrownBy(() -> Resident.parse(List.of("Name:\tkthreadd", "VmHWM:\t 1 kB")))
                .hasMessageContaining("VmRSS:");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisProcessHasMemory() throws Exception {
        Resident own = Resident.of(ProcessHandle.current().pid());
        assertThat(own.now()).isPositive().isLessThanOrEqualTo(own.peak());
    }
}
