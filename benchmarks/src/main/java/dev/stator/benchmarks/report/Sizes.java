package dev.stator.benchmarks.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Engines with tables of different sizes: what a call costs in a large one, as a multiple of that in the smallest one. */
record Sizes(List<EngineReading> readings) {

    /** A line for each setting, with the operation that has become dearest. */
    Stream<String> aims() {
        return settings().map(setting -> {
            int most = sizes().get(sizes().size() - 1);
            Map.Entry<String, Double> dearest = operations().stream()
                    .map(operation -> Map.entry(
                            operation,
                            grown(setting, operation, most, EngineReading::cpuMicros)
                                    .median()))
                    .max(Comparator.comparingDouble(Map.Entry::getValue))
                    .orElseThrow();
            return "CPU for each call with %,d items, %s | as with %,d | at most %s × (%s)"
                    .formatted(
                            most, setting.title(), sizes().get(0), Spread.number(dearest.getValue()), dearest.getKey());
        });
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

                """ + grid;
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
