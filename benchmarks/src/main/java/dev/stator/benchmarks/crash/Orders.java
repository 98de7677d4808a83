package dev.stator.benchmarks.crash;

import dev.stator.benchmarks.measure.Child;
import dev.stator.engine.Durability;
import dev.stator.engine.EngineOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a process that is to be killed is told.
 *
 * @param past see {@link Deed#of}
 * @param folder where the engine's folder and copies of it are
 * @param limit how many deeds each owner does before the process ends by itself; 0 for no end
 * @param archived the number of the archivist's last errand that is done
 * @param copied the number of the last copy of the whole that is made
 * @param done the number of the last deed of each owner that is done
 */
record Orders(
        Path folder,
        Durability durability,
        long seed,
        Instant past,
        long limit,
        long archived,
        long copied,
        List<Long> done) {
    /** Who backs up tables. */
    static final String ARCHIVIST = "archivist";

    /** Who copies all. */
    static final String COPYIST = "copyist";

    /** Who compacts. */
    static final String COMPACTOR = "compactor";

    /** The engine's folder. */
    private static final String DATA = "data";

    /** SQLite's log in it. */
    static final String LOG = DATA + "/data.sqlite-wal";

    /** How long before the folder was begun its {@link #past} is. */
    static final Duration PAST = Duration.ofHours(1);

    static Orders of(String[] arguments) {
        List<Long> done = new ArrayList<>();
        for (int i = 7; i < arguments.length; i++) {
            done.add(Long.valueOf(arguments[i]));
        }
        return new Orders(
                Path.of(arguments[0]),
                Durability.valueOf(arguments[1]),
                Long.parseLong(arguments[2]),
                Instant.ofEpochSecond(Long.parseLong(arguments[3])),
                Long.parseLong(arguments[4]),
                Long.parseLong(arguments[5]),
                Long.parseLong(arguments[6]),
                done);
    }

    /** The engine's folder. */
    Path data() {
        return folder.resolve(DATA);
    }

    /** The folder of a copy. */
    Path copy(long number) {
        return folder.resolve("copies").resolve("" + number);
    }

    /** The folder of a copy that another process makes. */
    Path outside() {
        return folder.resolve("copies").resolve("outside");
    }

    /** The same in another place. */
    Orders in(Path place) {
        return new Orders(place, durability, seed, past, limit, archived, copied, done);
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
        List<String> arguments = new ArrayList<>(List.of(
                folder.toString(),
                durability.name(),
                "" + seed,
                "" + past.getEpochSecond(),
                "" + limit,
                "" + archived,
                "" + copied));
        done.forEach(number -> arguments.add("" + number));
        return Child.command(
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), Victim.class, arguments);
    }

    static String owner(int index) {
        return "w" + index;
    }

    /** All of them. */
    List<String> owners() {
        return IntStream.range(0, done.size()).mapToObj(Orders::owner).toList();
    }

    Deed deed(String owner, long number) {
        return Deed.of(seed, past, owner, number);
    }
}
