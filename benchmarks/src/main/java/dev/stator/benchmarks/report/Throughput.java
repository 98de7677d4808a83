package dev.stator.benchmarks.report;

import dev.stator.benchmarks.workload.Contender;
import dev.stator.benchmarks.workload.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The tables and the chart of a run: client CPU, calls per second and allocation, with their ratios.
 */
public record Throughput(Field field, List<Reading> readings) {

    /** How the numbers are got; what a reader must know to trust them. */
    private static final String METHOD = """
            A stub in a JVM of its own answers over loopback with canned bytes, so what differs is the client alone. Each contender gets a
            fresh JVM per round, in turn, and the order is reversed from one round to the next; a JVM warms up on every operation
            until its compiler is nearly idle. CPU is the process time of the client's JVM, garbage collection and compilation included. Allocation is that of
            all its Java threads. The numbers are medians over the rounds, with the least and the greatest in brackets; a ratio is one median
            CPU time divided by another, so less is better. Both JVMs share the machine: calls per second say what this machine did,
            CPU per call what the library costs.
            """;

    public Throughput {
        readings = List.copyOf(readings);
    }

    /** The section for the page. */
    public String markdown(Surroundings surroundings, String chart, String raw) {
        StringBuilder text = new StringBuilder("## Client CPU, throughput and allocation\n\n");
        text.append(METHOD.strip())
                .append("\n\n")
                .append(surroundings.markdown())
                .append('\n');
        text.append("![Client CPU per call](").append(chart).append(")\n\n");
        field.contenders()
                .forEach(contender -> text.append("- **")
                        .append(contender.title())
                        .append("**: ")
                        .append(contender.description())
                        .append(".\n"));
        text.append("\nEvery reading is in [")
                .append(raw)
                .append("](")
                .append(raw)
                .append(").\n");
        if (readings.stream().anyMatch(Throughput::unready)) {
            text.append(
                            "\n† The JVM's compiler was still busy, for more than a tenth of the CPU time of a round: not for quoting.")
                    .append(" Give it a quieter machine or a longer warm-up.\n");
        }
        for (Operation operation : operations()) {
            for (int inFlight : levels()) {
                text.append("\n### ")
                        .append(operation.action())
                        .append(", ")
                        .append(inFlight)
                        .append(" in flight\n\n");
                text.append(table(operation, inFlight));
            }
        }
        return text.toString();
    }

    /** The chart: client CPU per call, a panel for each operation and level. */
    public String chart() {
        List<BarChart.Panel> panels = new ArrayList<>();
        for (Operation operation : operations()) {
            for (int inFlight : levels()) {
                List<BarChart.Bar> bars = field.contenders().stream()
                        .map(contender -> new BarChart.Bar(
                                contender.title(),
                                Spread.of(readings(new Cell(contender.id(), operation, inFlight)), Reading::cpuMicros)))
                        .toList();
                panels.add(new BarChart.Panel(operation.action() + ", " + inFlight + " in flight", bars));
            }
        }
        return new BarChart("Client CPU per call, µs (median; line: least to greatest round)", levels().size(), panels)
                .svg();
    }

    /** All readings as comma-separated values. */
    public String raw() {
        return readings.stream().map(Reading::line).collect(Collectors.joining("\n", Reading.HEADING + "\n", "\n"));
    }

    private String table(Operation operation, int inFlight) {
        StringBuilder table = new StringBuilder("| | CPU µs per call | calls per second | bytes per call |");
        field.references()
                .forEach(reference ->
                        table.append(" CPU ÷ ").append(reference.title()).append(" |"));
        table.append("\n|---|---:|---:|---:|")
                .append("---:|".repeat(field.references().size()))
                .append('\n');
        for (Contender contender : field.contenders()) {
            Cell cell = new Cell(contender.id(), operation, inFlight);
            List<Reading> rounds = readings(cell);
            table.append("| ").append(contender.title());
            table.append(" | ")
                    .append(Spread.of(rounds, Reading::cpuMicros).text())
                    .append(rounds.stream().anyMatch(Throughput::unready) ? " †" : "");
            table.append(" | ").append(Spread.of(rounds, Reading::throughput).text());
            table.append(" | ").append(rounds.stream().allMatch(Reading::everyThreadSeen) ? "" : "≥ ");
            table.append(Spread.of(rounds, Reading::bytes).text());
            for (Contender reference : field.references()) {
                double ratio = median(cell) / median(cell.of(reference.id()));
                table.append(" | ").append(String.format(Locale.ROOT, "%.2f", ratio));
            }
            table.append(" |\n");
        }
        return table.toString();
    }

    private static boolean unready(Reading reading) {
        return reading.compiling() > 0.1;
    }

    private double median(Cell cell) {
        return Spread.of(readings(cell), Reading::cpuMicros).median();
    }

    private List<Reading> readings(Cell cell) {
        return readings.stream().filter(reading -> reading.cell().equals(cell)).toList();
    }

    private List<Operation> operations() {
        Map<Operation, List<Reading>> measured = readings.stream()
                .collect(Collectors.groupingBy(reading -> reading.cell().operation()));
        return measured.keySet().stream().sorted().toList();
    }

    private TreeSet<Integer> levels() {
        return readings.stream()
                .map(reading -> reading.cell().inFlight())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
