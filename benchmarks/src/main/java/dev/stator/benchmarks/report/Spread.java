package dev.stator.benchmarks.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The least, the middle and the greatest of several readings. */
record Spread(double min, double median, double max) {

    static <T> Spread of(Collection<T> readings, ToDoubleFunction<T> value) {
        double[] sorted = readings.stream().mapToDouble(value).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("There is no spread of no readings");
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, Arrays.stream(sorted).max().orElseThrow());
    }

    /** The median, and the other two in brackets. */
    String text() {
        return number(median) + " (" + number(min) + "–" + number(max) + ")";
    }

    /** Three significant digits, since no more of them repeat. */
    static String number(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
