package dev.stator.benchmarks.crash;

import dev.stator.engine.Durability;
import dev.stator.engine.EngineOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process that is to be killed is told.
 *
 * @param past see {@link Deed#of}
 * @param limit how many deeds each owner does before the process ends by itself; 0 for no end
 * @param done the number of the last deed of each owner that is done
 */
record Orders(Path folder, Durability durability, long seed, Instant past, long limit, List<Long> done) {
    /** How long before the folder was begun its {@link #past} is. */
    static final Duration PAST = Duration.ofHours(1);

    static Orders of(String[] arguments) {
        List<Long> done = new ArrayList<>();
        for (int i = 5; i < arguments.length; i++) {
            done.add(Long.valueOf(arguments[i]));
        }
        return new Orders(
                Path.of(arguments[0]),
                Durability.valueOf(arguments[1]),
                Long.parseLong(arguments[2]),
                Instant.ofEpochSecond(Long.parseLong(arguments[3])),
                Long.parseLong(arguments[4]),
                done);
    }

    /** What runs in the process, and in what looks at what it left. */
    EngineOptions options() {
        return EngineOptions.standard()
                .withDurability(durability)
                .withClock(new FastClock(past.plus(PAST), Clock.systemUTC()))
                .withExpiryEvery(Duration.ZERO);
    }

    /** The command that follows them. */
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                folder.toString(),
                durability.name(),
                "" + seed,
                "" + past.getEpochSecond(),
                "" + limit));
        done.forEach(number -> command.add("" + number));
        return command;
    }

    static String owner(int index) {
        return "w" + index;
    }

    Deed deed(String owner, long number) {
        return Deed.of(seed, past, owner, number);
    }
}
