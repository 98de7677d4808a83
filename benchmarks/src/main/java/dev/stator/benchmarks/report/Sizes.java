package dev.stator.benchmarks.report;

import dev.stator.benchmarks.report.EngineReport.Control;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Engines with tables of different sizes: what a call costs in a large one, as a multiple of that in the smallest one; and what a look-up
 * costs in maps of these sizes, which says how much of it is the machine.
 */
record Sizes(List<EngineReading> readings, List<Control> controls) {

    /** A line for each setting, with the operation that has become dearest, and one for the control. */
    Stream<String> aims() {
        return Stream.concat(settings().map(this::aim), controls.isEmpty() ? Stream.empty() : Stream.of(controlLine()));
    }

    private String aim(Setting setting) {
        int most = sizes().get(sizes().size() - 1);
        Map.Entry<String, Double> dearest = operations().stream()
                .map(operation -> Map.entry(
                        operation,
                        grown(setting, operation, most, EngineReading::cpuMicros)
                                .median()))
                .max(Comparator.comparingDouble(Map.Entry::getValue))
                .orElseThrow();
        return "CPU for each call with %,d items, %s | as with %,d | at most %s × (%s)"
                .formatted(most, setting.title(), sizes().get(0), Spread.number(dearest.getValue()), dearest.getKey());
    }

    private String controlLine() {
        List<Integer> sizes = controlSizes();
        int most = sizes.get(sizes.size() - 1);
        return "the same of a look-up with %,d items, `HashMap` | none: it is the machine's | %s ×"
                .formatted(most, Spread.number(controlGrown(most).median()));
    }

    /** The section. */
    String markdown() {
        List<Integer> larger = sizes().stream().skip(1).toList();
        Grid grid = new Grid(Stream.of(
                        sizes().stream().map("µs, %,d items"::formatted),
                        larger.stream().map("time, %,d"::formatted),
                        larger.stream().map("CPU, %,d"::formatted))
                .flatMap(columns -> columns));
        settings().forEach(setting -> {
            for (String operation : operations()) {
                grid.row(
                        operation + ", " + setting.title(),
                        Stream.of(
                                        sizes().stream()
                                                .map(items -> Spread.number(sized(setting, operation, items)
                                                        .median(EngineReading::micros))),
                                        larger.stream()
                                                .map(items -> grown(setting, operation, items, EngineReading::micros)
                                                        .text()),
                                        larger.stream()
                                                .map(items -> grown(setting, operation, items, EngineReading::cpuMicros)
                                                        .text()))
                                .flatMap(columns -> columns));
            }
        });
        return """

                ## From small tables to large ones

                Engines in processes of their own with a table of each size, and one client, take turns; *HTTP* has the JVM options of `./stator serve`.
                First the time for each call in µs; then the time, and the CPU, as multiples of those with the smallest table. Over HTTP the
                connection's part of a call, which does not grow, makes the multiples smaller.

                """ + grid + (controls.isEmpty() ? "" : controlSection());
    }

    private String controlSection() {
        List<Integer> larger = controlSizes().stream().skip(1).toList();
        Grid grid = new Grid(Stream.concat(
                controlSizes().stream().map("CPU ns, %,d items"::formatted),
                larger.stream().map("CPU, %,d"::formatted)));
        grid.row(
                "look-up in a `HashMap`",
                Stream.concat(
                        controlSizes().stream()
                                .map(items -> Spread.number(Spread.of(control(items), Control::cpuNanos)
                                        .median())),
                        larger.stream().map(items -> controlGrown(items).text())));
        return """

                As a control, processes with a `HashMap` of so many items of 1 KB take turns in the same way: one thread makes the text of a
                random key, looks it up and copies the item. That is the same work in a map of any size, so what a look-up in a larger one costs
                more is what the machine's memory costs beyond its caches, and a `get` of a table in memory can hardly grow by fewer nanoseconds.

                """ + grid;
    }

    private List<Control> control(int items) {
        return controls.stream().filter(control -> control.items() == items).toList();
    }

    /** A ratio is made of two readings of one round, here too. */
    private Spread controlGrown(int items) {
        List<Control> smallest = control(controlSizes().get(0));
        return Spread.of(
                control(items),
                one -> one.cpuNanos()
                        / smallest.stream()
                                .filter(each -> each.round() == one.round())
                                .mapToDouble(Control::cpuNanos)
                                .findFirst()
                                .orElseThrow());
    }

    private List<Integer> controlSizes() {
        return controls.stream().map(Control::items).distinct().sorted().toList();
    }

    private Spread grown(Setting setting, String operation, int items, ToDoubleFunction<EngineReading> value) {
        return sized(setting, operation, items).times(sized(setting, operation, sizes().get(0)), value);
    }

    private Rounds sized(Setting setting, String operation, int items) {
        return Rounds.of(
                readings,
                reading -> reading.setting() == setting
                        && reading.operation().equals(operation)
                        && reading.items() == items);
    }

    private Stream<Setting> settings() {
        return Rounds.settings(readings).stream();
    }

    private List<String> operations() {
        return Rounds.operations(readings);
    }

    private List<Integer> sizes() {
        return readings.stream().map(EngineReading::items).distinct().sorted().toList();
    }
}
