package dev.stator.benchmarks.report;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The readings of one thing, one of each round. */
record Rounds(List<EngineReading> readings) {

    static Rounds of(List<EngineReading> all, Predicate<EngineReading> which) {
        return new Rounds(all.stream().filter(which).toList());
    }

    double median(ToDoubleFunction<EngineReading> value) {
        return Spread.of(readings, value).median();
    }

    /** How many times as much it is as another's, of readings of the same round: so what slowed the whole machine is in both. */
    Spread times(Rounds other, ToDoubleFunction<EngineReading> value) {
        return Spread.of(
                readings,
                one -> value.applyAsDouble(one)
                        / other.readings.stream()
                                .filter(each -> each.round() == one.round())
                                .mapToDouble(value)
                                .findFirst()
                                .orElseThrow());
    }

    /** What was measured, in the order in which it was. */
    static List<String> operations(List<EngineReading> readings) {
        return readings.stream().map(EngineReading::operation).distinct().toList();
    }

    static List<Setting> settings(List<EngineReading> readings) {
        return readings.stream().map(EngineReading::setting).distinct().sorted().toList();
    }
}
