package dev.stator.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Markdown table of numbers, whose rows have a name each. */
final class Grid {
    private final StringBuilder text = new StringBuilder();

    Grid(Stream<String> columns) {
        List<String> titles = columns.toList();
        text.append(titles.stream().collect(Collectors.joining(" | ", "| | ", " |\n")));
        text.append("|---|").append("---:|".repeat(titles.size())).append('\n');
    }

    void row(String name, Stream<String> numbers) {
        text.append("| ").append(name).append(numbers.collect(Collectors.joining(" | ", " | ", " |\n")));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
