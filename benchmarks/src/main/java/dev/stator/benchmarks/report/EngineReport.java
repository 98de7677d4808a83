package dev.stator.benchmarks.report;

import dev.stator.benchmarks.report.EngineReading.Use;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page of how the engine does beside DynamoDB Local.
 *
 * @param contest readings of all settings that took turns
 * @param growth readings of engines with tables of different sizes
 * @param controls readings of maps of the same sizes
 * @param firstTables how long a first table took, each time
 * @param footprints the memory of servers after the same load
 * @param seconds how long the whole run took
 */
public record EngineReport(
        List<EngineReading> contest,
        List<EngineReading> growth,
        List<Control> controls,
        List<FirstTable> firstTables,
        List<Footprint> footprints,
        long seconds) {

    /**
     * From no engine to a table with an item in it, in one JVM.
     *
     * @param number how often the JVM had done it before
     */
    public record FirstTable(Setting setting, int number, long nanos) {
        static final String HEADING = "setting,number,nanos";

        String line() {
            return setting.name() + "," + number + "," + nanos;
        }

        private double millis() {
            return nanos / 1e6;
        }
    }

    /** The resident memory of a server's process in kB: when it took requests, after the load, and at most. */
    public record Footprint(Setting setting, long atStart, long afterLoad, long peak) {
        static final String HEADING = "setting,kb_at_start,kb_after_load,kb_at_most";

        String line() {
            return setting.name() + "," + atStart + "," + afterLoad + "," + peak;
        }
    }

    /** What looking up in a {@code HashMap} with so many items took in a round. */
    public record Control(int items, int round, Use use) {
        static final String HEADING = "items,round,calls,nanos,cpu_nanos";

        String line() {
            return items + "," + round + "," + use.calls() + "," + use.nanos() + "," + use.cpuNanos();
        }

        double cpuNanos() {
            return (double) use.cpuNanos() / use.calls();
        }
    }

    private static final int FIRST_TABLE_MILLIS = 50;
    private static final int MEMORY_SHARE = 3;

    private static final String METHOD = """
            # Speed of the engine, beside DynamoDB Local

            Written by the command below, from what that run saw; every reading is in [speed.csv](benchmarks/speed.csv),
            [speed-control.csv](benchmarks/speed-control.csv), [speed-first-table.csv](benchmarks/speed-first-table.csv) and
            [speed-memory.csv](benchmarks/speed-memory.csv).

            Six settings are sent the same requests: ready bytes, with random keys and values of items of 1 KB that are there. *In process* they
            are given to `Engine.send`. *HTTP* is `./stator serve`, and DynamoDB Local is started as its documentation has it (`-sharedDb`, without JVM
            options); both get the bytes over blocking sockets from a process on the same cores, which reads replies to their end and does not
            parse them. So no client library is measured: what that of an application costs comes on top, and makes ratios smaller. *Folder* is an engine
            whose replies mean that the write is synced to the disk. It is compared with DynamoDB Local's `-dbPath`, which syncs too: four times for
            each item, as strace shows, also in a batch.

            All six live for the whole run and take turns in each cell, in reverse order in every second round, after turns of eight
            times the length that warm them up, most of which pass until compilers are through. A ratio is made of two readings of one round. The figures are medians over the rounds, with the least and the greatest
            in brackets. CPU is that of the server's process, or of the whole process for an engine in it, compilation and garbage collection
            included. A page of a query or a scan has 100 items, a batch 25; a transaction is a put, a conditional update and a condition check,
            with a token. Where DynamoDB Local answers that it waited too long for a lock, the request is sent again, and the success is what counts.
            """;

    public EngineReport {
        contest = List.copyOf(contest);
        growth = List.copyOf(growth);
        controls = List.copyOf(controls);
        firstTables = List.copyOf(firstTables);
        footprints = List.copyOf(footprints);
    }

    /** The page. */
    public String markdown(Surroundings surroundings) {
        StringBuilder page = new StringBuilder(METHOD).append('\n').append(surroundings.markdown());
        page.append("- It took %,d seconds%n".formatted(seconds));
        page.append("\n## Aims\n\nIn bold is what misses its aim.\n\n| | aim | seen |\n|---|---|---|\n");
        Stream.of(new SideBySide(contest).aims(), firstTableAims(), memoryAims(), new Sizes(growth, controls).aims())
                .flatMap(aims -> aims)
                .forEach(aim -> page.append("| ").append(aim).append(" |\n"));
        page.append(new SideBySide(contest).markdown());
        if (!firstTables.isEmpty()) {
            page.append(firstTableSection());
        }
        if (!footprints.isEmpty()) {
            page.append(memorySection());
        }
        if (!growth.isEmpty()) {
            page.append(new Sizes(growth, controls).markdown());
        }
        return page.toString();
    }

    /** All readings as comma-separated values, in files by their names. */
    public Map<String, String> raw() {
        return Map.of(
                "speed.csv",
                raw(
                        EngineReading.HEADING,
                        Stream.concat(contest.stream(), growth.stream()).map(EngineReading::line)),
                "speed-control.csv",
                raw(Control.HEADING, controls.stream().map(Control::line)),
                "speed-first-table.csv",
                raw(FirstTable.HEADING, firstTables.stream().map(FirstTable::line)),
                "speed-memory.csv",
                raw(Footprint.HEADING, footprints.stream().map(Footprint::line)));
    }

    private static String raw(String heading, Stream<String> lines) {
        return lines.collect(Collectors.joining("\n", heading + "\n", "\n"));
    }

    private Stream<String> firstTableAims() {
        return firstTableSettings().map(setting -> {
            double median = warmTable(setting).median();
            return "first table in a warm JVM, %s | at most %d ms | %s"
                    .formatted(
                            setting.title(),
                            FIRST_TABLE_MILLIS,
                            boldIf(median > FIRST_TABLE_MILLIS, Spread.number(median) + " ms"));
        });
    }

    private String firstTableSection() {
        Grid grid = new Grid(Stream.of("first", "warm", "times"));
        firstTableSettings().forEach(setting -> {
            List<FirstTable> times = tables(setting);
            grid.row(
                    setting.title(),
                    Stream.of(
                            Spread.number(times.get(0).millis()),
                            warmTable(setting).text(),
                            Integer.toString(times.size())));
        });
        return """

                ## First table

                Milliseconds from no engine to an item in a table of its own, by a client of the engine in one JVM: engine, client, table and put.
                The first is that of a JVM that has done nothing yet; the warm ones are the second half of them all.

                """ + grid;
    }

    private Stream<Setting> firstTableSettings() {
        return firstTables.stream().map(FirstTable::setting).distinct();
    }

    private List<FirstTable> tables(Setting setting) {
        return firstTables.stream().filter(each -> each.setting() == setting).toList();
    }

    private Spread warmTable(Setting setting) {
        List<FirstTable> times = tables(setting);
        return Spread.of(times.subList(times.size() / 2, times.size()), FirstTable::millis);
    }

    private Stream<String> memoryAims() {
        return footprints.stream()
                .filter(footprint -> !footprint.setting().isLocal())
                .map(footprint ->
                        "resident memory after the same load, %s | at most 1/%d of %s | %s of it, at the peak %s"
                                .formatted(
                                        footprint.setting().title(),
                                        MEMORY_SHARE,
                                        footprint.setting().reference().title(),
                                        boldIf(
                                                ratio(footprint, Footprint::afterLoad) > 1.0 / MEMORY_SHARE,
                                                share(footprint, Footprint::afterLoad)),
                                        share(footprint, Footprint::peak)));
    }

    private String memorySection() {
        Grid grid = new Grid(
                Stream.of("ready for requests", "after the load", "peak", "after the load, of DynamoDB Local's"));
        footprints.forEach(footprint -> grid.row(
                footprint.setting().title(),
                Stream.of(
                        Spread.number(footprint.atStart() / 1e3),
                        Spread.number(footprint.afterLoad() / 1e3),
                        Spread.number(footprint.peak() / 1e3),
                        share(footprint, Footprint::afterLoad))));
        return """

                ## Memory

                Resident memory of the server's process, in MB, in fresh processes that are sent the same number of requests of each kind.

                """ + grid;
    }

    private String share(Footprint footprint, ToDoubleFunction<Footprint> memory) {
        return String.format(Locale.ROOT, "%.2f", ratio(footprint, memory));
    }

    private double ratio(Footprint footprint, ToDoubleFunction<Footprint> memory) {
        double reference = footprints.stream()
                .filter(other -> other.setting() == footprint.setting().reference())
                .mapToDouble(memory)
                .findFirst()
                .orElseThrow();
        return memory.applyAsDouble(footprint) / reference;
    }

    private static String boldIf(boolean missed, String seen) {
        return missed ? "**" + seen + "**" : seen;
    }
}
