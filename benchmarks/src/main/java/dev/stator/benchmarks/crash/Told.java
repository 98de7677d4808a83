package dev.stator.benchmarks.crash;

import java.util.ArrayList;
import java.util.List;

/** Who was acknowledged what, in the order in which they told it; times are places in that order. */
final class Told {
    /** That somebody had something acknowledged. */
    record Line(int at, long micros, String who, long number) {}

    private final List<Line> lines = new ArrayList<>();

    void add(Line line) {
        lines.add(line);
    }

    List<Line> lines() {
        return lines;
    }

    /** Those until a time. */
    List<Line> until(int time) {
        return lines.stream().filter(line -> line.at() <= time).toList();
    }

    /** The number of the last thing that somebody was acknowledged by a time; 0 if there is none. */
    long last(String who, int time) {
        return lines.stream()
                .filter(line -> line.at() <= time && line.who().equals(who))
                .mapToLong(Line::number)
                .max()
                .orElse(0);
    }

    /** When somebody was acknowledged something, if ever. */
    int when(String who, long number, int otherwise) {
        return lines.stream()
                .filter(line -> line.number() == number && line.who().equals(who))
                .mapToInt(Line::at)
                .findFirst()
                .orElse(otherwise);
    }
}
