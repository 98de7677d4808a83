package dev.stator.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stator.benchmarks.report.ColdStart.Start;
import dev.stator.benchmarks.workload.Client;
import dev.stator.benchmarks.workload.Contender;
import dev.stator.benchmarks.workload.Operation;
import dev.stator.benchmarks.workload.Service;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class ReportTest {

    private static final Surroundings HERE = new Surroundings(List.of("Machine: an abacus"));
    private static final Field FIELD =
            Field.of(List.of(new Named("floor", "Floor"), new Named("a", "A & B")), List.of("floor", "absent"));

    @Test
    void theTableHasTheMedianOfTheRoundsTheirSpreadAndTheRatios() {
        Throughput report = new Throughput(
                FIELD,
                List.of(
                        reading("floor", 1, 10_000, true),
                        reading("floor", 2, 12_000, true),
                        reading("floor", 3, 50_000, true),
                        reading("a", 1, 24_000, true),
                        reading("a", 2, 23_000, true),
                        reading("a", 3, 1_250_000, false)));
        assertThat(report.markdown(HERE, "chart.svg", "raw.csv"))
                .contains("- Machine: an abacus")
                .contains("![Client CPU per call](chart.svg)")
                .contains("### GetItem, 32 in flight")
                .contains("| | CPU µs per call | calls per second | bytes per call | CPU ÷ Floor |\n")
                .contains("| Floor | 12.0 (10.0–50.0) | 500 (500–500) | 2,048 (2,048–2,048) | 1.00 |\n")
                .contains("| A & B | 24.0 (23.0–1,250) | 500 (500–500) | ≥ 2,048 (2,048–2,048) | 2.00 |\n")
                .doesNotContain("†");
    }

    @Test
    void aReadingOfABusyCompilerIsMarked() {
        Reading busy =
                new Reading(new Cell("floor", Operation.GET, 1), 1, 100, 1_000_000_000, 500_000_000, 200, 1, true);
        assertThat(new Throughput(Field.of(List.of(new Named("floor", "Floor")), List.of()), List.of(busy))
                        .markdown(HERE, "chart.svg", "raw.csv"))
                .contains("| Floor | 5,000 (5,000–5,000) † |")
                .contains("\n† The JVM's compiler was still busy");
    }

    @Test
    void theRawReadingsAreAllThere() {
        Reading first = reading("floor", 1, 10_000, true);
        Reading second = reading("a", 1, 20_000, false);
        List<String> lines =
                new Throughput(FIELD, List.of(first, second)).raw().lines().toList();
        assertThat(lines.get(0)).isEqualTo(Reading.HEADING);
        assertThat(lines.stream().skip(1).map(Reading::parse)).containsExactly(first, second);
    }

    @Test
    void theChartIsXmlWithABarForEachContender() throws Exception {
        String svg = new Throughput(FIELD, List.of(reading("floor", 1, 10_000, true), reading("a", 1, 20_000, true)))
                .chart();
        var chart =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        // One more is the background.
        assertThat(chart.getElementsByTagName("rect").getLength()).isEqualTo(3);
        assertThat(svg).contains("A &amp; B").contains("width=\"230.0\"").contains("width=\"115.0\"");
    }

    @Test
    void theColdStartsAreMediansWithRatios() {
        ColdStart report = new ColdStart(
                FIELD,
                List.of(
                        new Start("floor", 1, 100_000_000),
                        new Start("floor", 2, 200_000_000),
                        new Start("a", 1, 300_000_000),
                        new Start("a", 2, 300_000_000)));
        assertThat(report.markdown(HERE, "raw.csv"))
                .contains("| | milliseconds | ÷ Floor |\n|---|---:|---:|\n")
                .contains("| Floor | 150 (100–200) | 1.00 |\n")
                .contains("| A & B | 300 (300–300) | 2.00 |\n");
        assertThat(report.raw())
                .isEqualTo("contender,run,nanos\nfloor,1,100000000\nfloor,2,200000000\na,1,300000000\na,2,300000000\n");
    }

    @Test
    void aSectionReplacesItsOwnLastOneAndNothingElse(@TempDir Path folder) throws IOException {
        Page page = new Page(folder);
        page.replace("one", "first");
        page.replace("two", "second");
        Path file = folder.resolve("README.md");
        Files.writeString(file, Files.readString(file) + "\nBy hand.\n");
        page.replace("one", "third");
        assertThat(Files.readString(file))
                .startsWith("# Benchmarks\n")
                .contains("third", "second", "By hand.")
                .doesNotContain("first")
                .containsOnlyOnce("<!-- one: begin -->");
    }

    @Test
    void theSurroundingsNameTheCommandTheJdkAndTheVersions() {
        assertThat(Surroundings.here(Instant.EPOCH, "./benchmarks/run x", "2 rounds")
                        .markdown())
                .contains("`./benchmarks/run x` (2 rounds), on 1970-01-01 00:00 UTC")
                .contains(System.getProperty("java.runtime.version"))
                .containsPattern("AWS SDK for Java \\d+\\.\\d+")
                .doesNotContain("${");
    }

    @Test
    void aStretchWithoutCallsIsNoReading() {
        assertThatThrownBy(() -> new Reading(new Cell("a", Operation.PUT, 1), 1, 0, 1, 1, 0, 0, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PUT");
    }

    /** A thousand calls in two seconds, 2 KB each. */
    private static Reading reading(String contender, int round, long cpuNanosPerCall, boolean everyThreadSeen) {
        return new Reading(
                new Cell(contender, Operation.GET, 32),
                round,
                1000,
                2_000_000_000,
                1000 * cpuNanosPerCall,
                0,
                2_048_000,
                everyThreadSeen);
    }

    private record Named(String id, String title) implements Contender {
        @Override
        public String description() {
            return "none";
        }

        @Override
        public Client open(Service service) {
            throw new UnsupportedOperationException("Only its name is used");
        }
    }
}
