package dev.stator.benchmarks.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.benchmarks.report.EngineReading.Use;
import dev.stator.benchmarks.report.EngineReport.Control;
import dev.stator.benchmarks.report.EngineReport.FirstTable;
import dev.stator.benchmarks.report.EngineReport.Footprint;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EngineReportTest {
    private static final Surroundings HERE = new Surroundings(List.of("Machine: here"));

    private static final List<EngineReading> CONTEST = List.of(
            // The machine was twice as fast in the second round, and three times in the third.
            reading(Setting.HTTP_MEMORY, "get", 10, 1, 1, 6_000),
            reading(Setting.LOCAL_MEMORY, "get", 10, 1, 1, 1_000),
            reading(Setting.HTTP_MEMORY, "get", 10, 1, 2, 16_000),
            reading(Setting.LOCAL_MEMORY, "get", 10, 1, 2, 2_000),
            reading(Setting.HTTP_MEMORY, "get", 10, 1, 3, 21_000),
            reading(Setting.LOCAL_MEMORY, "get", 10, 1, 3, 3_000),
            reading(Setting.HTTP_MEMORY, "put", 10, 1, 1, 3_000),
            reading(Setting.LOCAL_MEMORY, "put", 10, 1, 1, 1_000));

    private static final List<EngineReading> GROWTH = List.of(
            reading(Setting.IN_PROCESS_FOLDER, "get", 10_000, 1, 1, 4_000),
            reading(Setting.IN_PROCESS_FOLDER, "get", 100_000, 1, 1, 2_000),
            reading(Setting.IN_PROCESS_FOLDER, "get", 10_000, 1, 2, 8_000),
            reading(Setting.IN_PROCESS_FOLDER, "get", 100_000, 1, 2, 4_000));

    private static final List<Control> CONTROLS = List.of(
            control(10_000, 1, 8_000_000),
            control(100_000, 1, 4_000_000),
            control(10_000, 2, 4_000_000),
            control(100_000, 2, 1_000_000));

    private static final EngineReport REPORT = new EngineReport(
            CONTEST,
            GROWTH,
            CONTROLS,
            List.of(
                    new FirstTable(Setting.IN_PROCESS_MEMORY, 0, 400_000_000),
                    new FirstTable(Setting.IN_PROCESS_MEMORY, 1, 30_000_000),
                    new FirstTable(Setting.IN_PROCESS_MEMORY, 2, 2_000_000),
                    new FirstTable(Setting.IN_PROCESS_MEMORY, 3, 4_000_000)),
            List.of(
                    new Footprint(Setting.HTTP_MEMORY, 50_000, 100_000, 120_000),
                    new Footprint(Setting.LOCAL_MEMORY, 90_000, 400_000, 480_000)),
            61);

    @Test
    void aRatioIsMadeOfReadingsOfOneRoundAndIsBoldBelowTheAim() {
        assertThat(REPORT.markdown(HERE))
                .contains("| get | 7.00 (6.00–8.00) |\n")
                .contains("| put | **3.00 (3.00–3.00)** |\n")
                .contains(
                        "| throughput, HTTP, memory | at least 5 × DynamoDB Local, memory | **1 of 2 cells**; from 3.00 ×"
                                + " (put, 1 client) to 7.00 × (get, 1 client) |\n");
    }

    @Test
    void callsAndCpuAreMediansOfTheRounds() {
        assertThat(REPORT.markdown(HERE))
                .contains("| get | 16,000 | 2,000 |\n")
                // A second of CPU for all calls, and a tenth of it in the driver.
                .contains("| get | 62.5 + 6.25 | 500 + 50.0 |\n");
    }

    @Test
    void theFirstTableOfAWarmJvmIsThatOfTheSecondHalf() {
        assertThat(REPORT.markdown(HERE))
                .contains("| in process, memory | 400 | 3.00 (2.00–4.00) | 4 |\n")
                .contains("| first table in a warm JVM, in process, memory | at most 50 ms | 3.00 ms |\n");
    }

    @Test
    void whatMissesItsAimIsBold() {
        EngineReport poor = new EngineReport(
                CONTEST,
                List.of(),
                List.of(),
                List.of(new FirstTable(Setting.IN_PROCESS_MEMORY, 0, 60_000_000)),
                List.of(
                        new Footprint(Setting.HTTP_MEMORY, 50_000, 200_000, 300_000),
                        new Footprint(Setting.LOCAL_MEMORY, 90_000, 400_000, 400_000)),
                61);
        assertThat(poor.markdown(HERE))
                .contains("| at most 50 ms | **60.0 ms** |\n")
                .contains("| at most 1/3 of DynamoDB Local, memory | **0.50** of it, at the peak 0.75 |\n");
    }

    @Test
    void memoryIsComparedWithThatOfTheSameKind() {
        assertThat(REPORT.markdown(HERE))
                .contains("| HTTP, memory | 50.0 | 100 | 120 | 0.25 |\n")
                .contains("| DynamoDB Local, memory | 90.0 | 400 | 480 | 1.00 |\n")
                .contains("at most 1/3 of DynamoDB Local, memory | 0.25 of it, at the peak 0.25 |\n");
    }

    @Test
    void aLargerTableIsComparedWithTheSmallestOne() {
        assertThat(REPORT.markdown(HERE))
                .contains(
                        "| | µs, 10,000 items | µs, 100,000 items | time, 100,000 | CPU, 100,000 |\n|---|---:|---:|---:|---:|\n")
                .contains("| get, in process, folder | 188 | 375 | 2.00 (2.00–2.00) | 2.00 (2.00–2.00) |\n")
                .contains(
                        "| CPU for each call with 100,000 items, in process, folder | as with 10,000 | at most 2.00 × (get) |\n");
    }

    @Test
    void aLargerMapIsComparedWithTheSmallestOneToo() {
        assertThat(REPORT.markdown(HERE))
                .contains("| | CPU ns, 10,000 items | CPU ns, 100,000 items | CPU, 100,000 |\n|---|---:|---:|---:|\n")
                .contains("| look-up in a `HashMap` | 188 | 625 | 3.00 (2.00–4.00) |\n")
                .contains(
                        "| the same of a look-up with 100,000 items, `HashMap` | none: it is the machine's | 3.00 × |\n");
    }

    @Test
    void whatWasNotMeasuredHasNoSection() {
        EngineReport part = new EngineReport(CONTEST, List.of(), List.of(), List.of(), List.of(), 61);
        assertThat(part.markdown(HERE))
                .contains("## 1 client\n")
                .doesNotContain("## First", "## Memory", "## From", "HashMap");
        assertThat(REPORT.markdown(HERE)).contains("## 1 client\n", "## First", "## Memory", "## From");
    }

    @Test
    void theRawReadingsAreAllThere() {
        assertThat(REPORT.raw()).hasSize(4);
        assertThat(raw("speed.csv"))
                .hasSize(1 + CONTEST.size() + GROWTH.size())
                .startsWith(EngineReading.HEADING)
                .contains("HTTP_MEMORY,get,10,1,1,6000,1000000000,1000000000,100000000");
        assertThat(raw("speed-control.csv"))
                .hasSize(1 + CONTROLS.size())
                .startsWith("items,round,calls,nanos,cpu_nanos", "10000,1,8000000,1000000000,1000000000");
        assertThat(raw("speed-first-table.csv"))
                .hasSize(1 + 4)
                .startsWith("setting,number,nanos", "IN_PROCESS_MEMORY,0,400000000");
        assertThat(raw("speed-memory.csv"))
                .containsExactly(
                        "setting,kb_at_start,kb_after_load,kb_at_most",
                        "HTTP_MEMORY,50000,100000,120000",
                        "LOCAL_MEMORY,90000,400000,480000");
    }

    @Test
    void aTurnWithoutCallsIsNoReading() {
        assertThatThrownBy(() -> reading(Setting.LOCAL_DISK, "put", 10, 16, 1, 0))
                .hasMessageContaining("put")
                .hasMessageContaining("16");
    }

    @Test
    void aUseOfOtherThanFourNumbersIsRefused() {
        assertThat(Use.parse("1,2,3,4")).isEqualTo(new Use(1, 2, 3, 4));
        assertThatThrownBy(() -> Use.parse("1,2,3")).hasMessageContaining("1,2,3");
    }

    private static Stream<String> raw(String file) {
        return requireNonNull(REPORT.raw().get(file)).lines();
    }

    /** So many look-ups in a second. */
    private static Control control(int items, int round, long calls) {
        return new Control(items, round, new Use(calls, 1_000_000_000, 1_000_000_000, 1_000_000_000));
    }

    /** So many calls in a second. */
    private static EngineReading reading(
            Setting setting, String operation, int items, int clients, int round, long calls) {
        return new EngineReading(
                setting, operation, items, clients, round, new Use(calls, 1_000_000_000, 1_000_000_000, 100_000_000));
    }
}
