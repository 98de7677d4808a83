package dev.stator.benchmarks.engine;

import dev.stator.Stator;
import dev.stator.Table;
import dev.stator.benchmarks.measure.Child;
import dev.stator.benchmarks.report.EngineReport.FirstTable;
import dev.stator.benchmarks.report.Setting;
import dev.stator.benchmarks.workload.Profile;
import dev.stator.benchmarks.workload.Sample;
import dev.stator.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process that makes engines, each with one table, and says how long each took. */
final class FirstTables {
    private FirstTables() {}

    /** Each setting in a process of its own, so that each has a first time. */
    static List<FirstTable> measure(Path room, int times) throws IOException, InterruptedException {
        List<FirstTable> all = new ArrayList<>();
        for (Setting setting : List.of(Setting.IN_PROCESS_MEMORY, Setting.IN_PROCESS_FOLDER)) {
            Progress.say("First table, " + setting.title());
            Path folders = Files.createTempDirectory(room, "first");
            try (Child jvm = Child.start(
                    List.of(), FirstTables.class, setting.name(), folders.toString(), Integer.toString(times))) {
                int number = 0;
                for (Optional<String> line = jvm.line(); line.isPresent(); line = jvm.line()) {
                    all.add(new FirstTable(setting, number++, Long.parseLong(line.get())));
                }
            }
        }
        return all;
    }

    /** Arguments: the setting, a folder for folders, and how many times. */
    public static void main(String[] arguments) {
        boolean kept = Setting.valueOf(arguments[0]).isKept();
        Path folders = Path.of(arguments[1]);
        Profile profile = Sample.profile(0);
        for (int number = 0; number < Integer.parseInt(arguments[2]); number++) {
            Path folder = folders.resolve("engine-" + number);
            long before = System.nanoTime();
            try (Stator db = (kept ? Engine.open(folder) : Engine.inMemory()).connect()) {
                Table<Profile> table = db.table(Sample.TABLE, Profile.class);
                table.create().execute();
                table.put(profile).execute();
                System.out.println(System.nanoTime() - before);
            }
        }
    }
}
