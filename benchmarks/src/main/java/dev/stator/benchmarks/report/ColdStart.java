package dev.stator.benchmarks.report;

import dev.stator.benchmarks.workload.Contender;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table of how long fresh JVMs took to print their first item. */
public record ColdStart(Field field, List<Start> starts) {

    /** One JVM: from the moment its parent asked for it to the moment the item came out of its standard output. */
    public record Start(String contender, int run, long nanos) {
        double millis() {
            return nanos / 1e6;
        }
    }

    private static final String METHOD = """
            Time from the start of a fresh JVM to the first item printed, as its parent process sees it: the JVM, the client, one
            GetItem from the stub, the item. The contenders run in turn, all with the same class path. Medians, with the least and the greatest in
            brackets; the ratios are between medians.
            """;

    public ColdStart {
        starts = List.copyOf(starts);
    }

    /** The section for the page. */
    public String markdown(Surroundings surroundings, String raw) {
        StringBuilder text = new StringBuilder("## Cold start to the first GetItem\n\n");
        text.append(METHOD.strip()).append("\n\n").append(surroundings.markdown());
        text.append("\nEvery run is in [").append(raw).append("](").append(raw).append(").\n\n| | milliseconds |");
        field.references()
                .forEach(reference ->
                        text.append(" ÷ ").append(reference.title()).append(" |"));
        text.append("\n|---|---:|")
                .append("---:|".repeat(field.references().size()))
                .append('\n');
        for (Contender contender : field.contenders()) {
            Spread spread = spread(contender.id());
            text.append("| ").append(contender.title()).append(" | ").append(spread.text());
            for (Contender reference : field.references()) {
                double ratio = spread.median() / spread(reference.id()).median();
                text.append(" | ").append(String.format(Locale.ROOT, "%.2f", ratio));
            }
            text.append(" |\n");
        }
        return text.toString();
    }

    /** All runs as comma-separated values. */
    public String raw() {
        return starts.stream()
                .map(start -> start.contender() + "," + start.run() + "," + start.nanos())
                .collect(Collectors.joining("\n", "contender,run,nanos\n", "\n"));
    }

    private Spread spread(String id) {
        return Spread.of(
                starts.stream().filter(start -> start.contender().equals(id)).toList(), Start::millis);
    }
}
