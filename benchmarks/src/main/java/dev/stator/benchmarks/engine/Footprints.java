package dev.stator.benchmarks.engine;

import dev.stator.benchmarks.report.EngineReport.Footprint;
import dev.stator.benchmarks.report.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What memory fresh servers have after the same load. */
final class Footprints {
    private static final int ITEMS = 1_600;
    private static final int CLIENTS = 16;

    /** How many requests of each kind; those that write are fewer, since DynamoDB Local on disk syncs four times for each item. */
    private static final Map<Work, Integer> LOAD = new EnumMap<>(Map.of(
            Work.PUT, 500,
            Work.GET, 20_000,
            Work.UPDATE, 500,
            Work.QUERY, 2_000,
            Work.SCAN, 2_000,
            Work.BATCH_WRITE, 20,
            Work.BATCH_GET, 2_000,
            Work.TRANSACTION, 200));

    private Footprints() {}

    /** With an n-th of the load. */
    static List<Footprint> measure(Path room, int n) throws IOException, InterruptedException {
        List<Footprint> footprints = new ArrayList<>();
        for (Setting setting :
                Arrays.stream(Setting.values()).filter(Setting::isServer).toList()) {
            Progress.say("Memory, " + setting.title());
            try (Turn turn = Turn.start(setting, room)) {
                long pid = turn.server().orElseThrow().process().pid();
                long atStart = Resident.of(pid).now();
                turn.create(ITEMS);
                for (Map.Entry<Work, Integer> work : LOAD.entrySet()) {
                    turn.times(work.getKey(), CLIENTS, Math.max(1, work.getValue() / n));
                }
                Resident after = Resident.of(pid);
                Progress.say("  %,d kB, %,d kB, at most %,d kB".formatted(atStart, after.now(), after.peak()));
                footprints.add(new Footprint(setting, atStart, after.now(), after.peak()));
            }
        }
        return footprints;
    }
}
