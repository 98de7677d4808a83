package dev.stator.benchmarks.engine;

import dev.stator.benchmarks.report.EngineReading;
import dev.stator.benchmarks.report.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All settings at work at the same time, of which one at a time is sent requests: so each pair of readings is of nearly the same moment,
 * and what slows the machine slows both.
 */
final class Contest {
    /** DynamoDB Local on disk syncs four times for each of them, which would take minutes if they were more. */
    private static final int ITEMS = 1_600;

    /** Turns that each takes of each kind before it is measured: compilers are busy with a transaction for five seconds. */
    private static final int WARM_UP = 8;

    private static final List<Integer> LEVELS = List.of(1, 16);

    private final Path room;
    private final int rounds;
    private final long millis;

    Contest(Path room, int rounds, long millis) {
        this.room = room;
        this.rounds = rounds;
        this.millis = millis;
    }

    List<EngineReading> run() throws IOException, InterruptedException {
        List<Turn> turns = new ArrayList<>();
        try {
            for (Setting setting : Setting.values()) {
                turns.add(Turn.start(setting, room));
                Progress.say("Contest, %,d items for %s".formatted(ITEMS, setting.title()));
                turns.get(turns.size() - 1).create(ITEMS);
            }
            warmUp(turns);
            List<EngineReading> readings = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                Collections.reverse(turns);
                readings.addAll(round(turns, round));
            }
            return readings;
        } finally {
            for (Turn turn : turns) {
                turn.close();
            }
        }
    }

    /** With the most clients, so that compilers get through with their work. */
    private void warmUp(List<Turn> turns) throws IOException, InterruptedException {
        int most = LEVELS.get(LEVELS.size() - 1);
        for (Work work : Work.values()) {
            Progress.say("Contest, warming up, " + work.title());
            for (Turn turn : turns) {
                turn.run(work, most, WARM_UP * millis);
            }
        }
    }

    private List<EngineReading> round(List<Turn> turns, int round) throws IOException, InterruptedException {
        List<EngineReading> readings = new ArrayList<>();
        for (Work work : Work.values()) {
            for (int clients : LEVELS) {
                Progress.say("Contest, round %d of %d, %s, %d clients".formatted(round, rounds, work.title(), clients));
                for (Turn turn : turns) {
                    EngineReading reading = new EngineReading(
                            turn.setting(), work.title(), ITEMS, clients, round, turn.run(work, clients, millis));
                    Progress.say(reading);
                    readings.add(reading);
                }
            }
        }
        return readings;
    }
}
