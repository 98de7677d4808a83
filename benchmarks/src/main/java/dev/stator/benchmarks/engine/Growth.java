package dev.stator.benchmarks.engine;

import dev.stator.benchmarks.measure.Child;
import dev.stator.benchmarks.report.EngineReading;
import dev.stator.benchmarks.report.EngineReading.Use;
import dev.stator.benchmarks.report.EngineReport.Control;
import dev.stator.benchmarks.report.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Engines with tables of different sizes that take turns, each in a process of its own: does a call cost more in a larger one? */
final class Growth {
    static final int SMALLEST = 10_000;

    private static final int WARM_UP_CLIENTS = 16;
    private static final int WARM_UP_CALLS = 20_000;

    /** The server too where all items are on its heap, since its JVM options keep that small. */
    private static final List<Setting> SETTINGS =
            List.of(Setting.IN_PROCESS_MEMORY, Setting.IN_PROCESS_FOLDER, Setting.HTTP_MEMORY);

    private static final List<Work> WORKS = List.of(Work.PUT, Work.GET, Work.UPDATE, Work.QUERY);

    private final Path room;
    private final int rounds;
    private final long millis;

    Growth(Path room, int rounds, long millis) {
        this.room = room;
        this.rounds = rounds;
        this.millis = millis;
    }

    /** One setting after the other, or the largest tables would be in memory together. */
    List<EngineReading> run(int largest) throws IOException, InterruptedException {
        List<EngineReading> readings = new ArrayList<>();
        for (Setting setting : SETTINGS) {
            readings.addAll(run(setting, largest));
        }
        return readings;
    }

    /** What the same growth costs a map, in the same way: processes that take turns. */
    List<Control> controls(int largest) throws IOException, InterruptedException {
        Map<Integer, Child> maps = new TreeMap<>();
        try {
            for (long items = SMALLEST; items <= largest; items *= 10) {
                Progress.say("Growth, a map of %,d items".formatted(items));
                maps.put((int) items, PlainMap.start((int) items));
            }
            List<Control> controls = new ArrayList<>();
            for (int round = 0; round <= rounds; round++) {
                for (Map.Entry<Integer, Child> map : maps.entrySet()) {
                    Control control = new Control(map.getKey(), round, lookUp(map.getValue()));
                    // The first round warms up.
                    if (round > 0) {
                        controls.add(control);
                    }
                }
            }
            return controls;
        } finally {
            for (Child map : maps.values()) {
                map.close();
            }
        }
    }

    private Use lookUp(Child map) throws IOException, InterruptedException {
        map.say(Long.toString(millis));
        return Use.parse(map.line().orElseThrow(() -> new IllegalStateException("The process of a map ended")));
    }

    private record Sized(Turn turn, int items) {}

    private List<EngineReading> run(Setting setting, int largest) throws IOException, InterruptedException {
        List<Sized> all = new ArrayList<>();
        try {
            for (long items = SMALLEST; items <= largest; items *= 10) {
                all.add(new Sized(Turn.start(setting, room), (int) items));
                Progress.say("Growth, %s, %,d items".formatted(setting.title(), items));
                all.get(all.size() - 1).turn().create((int) items);
            }
            for (Sized each : all) {
                warmUp(each.turn());
            }
            List<EngineReading> readings = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                Collections.reverse(all);
                readings.addAll(round(setting, all, round));
            }
            return readings;
        } finally {
            for (Sized each : all) {
                each.turn().close();
            }
        }
    }

    /** The same for all: filling a larger table has warmed up more. */
    private static void warmUp(Turn turn) throws IOException, InterruptedException {
        for (Work work : WORKS) {
            Progress.say("Growth, warming up, " + work.title());
            turn.times(work, WARM_UP_CLIENTS, WARM_UP_CALLS);
        }
    }

    private List<EngineReading> round(Setting setting, List<Sized> all, int round)
            throws IOException, InterruptedException {
        List<EngineReading> readings = new ArrayList<>();
        for (Work work : WORKS) {
            Progress.say("Growth, round %d of %d, %s".formatted(round, rounds, work.title()));
            for (Sized each : all) {
                EngineReading reading = new EngineReading(
                        setting,
                        work.title(),
                        each.items(),
                        1,
                        round,
                        each.turn().run(work, 1, millis));
                Progress.say(reading);
                readings.add(reading);
            }
        }
        return readings;
    }
}
