package dev.stator.engine.store;

import static dev.stator.engine.store.Bytes.bytes;
import static dev.stator.engine.store.Bytes.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process in the midst of its commits, again and again, and looks at what it left. */
class KillTest {
    private static final int ROUNDS = 12;
    private static final int THREADS = 4;
    private static final long SEED = 20261121;

    private final Path folder;

    KillTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void everyAcknowledgedChangeSurvivesAndNoneIsThereInPart() throws Exception {
        System.out.println("KillTest: seed " + SEED);
        var random = new Random(SEED);
        Map<Long, Long> acknowledged = new HashMap<>();
        long before = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int lines = 50 + random.nextInt(1_500);
            long moment = random.nextInt(3_000_000);
            Process child = Jvm.start("-Xmx128m", Writing.class, folder.toString());
            try (BufferedReader answers = child.inputReader()) {
                // Every line that came out is a promise, those too that are still in the pipe when the process dies.
                for (int i = 0; i < lines; i++) {
                    note(answers.readLine(), acknowledged);
                }
                TimeUnit.NANOSECONDS.sleep(moment);
                // Not the process itself, which would close the pipe as well.
                child.toHandle().destroyForcibly();
                for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                    note(line, acknowledged);
                }
            } finally {
                child.destroyForcibly().waitFor();
            }
            assertThat(acknowledged).hasSize(THREADS);
            long now = check(acknowledged, "round " + round);
            assertThat(now).isGreaterThan(before);
            before = now;
        }
    }

    /** A line is {@code thread number}; the last one of a killed process may be cut, and then promises nothing. */
    private static void note(String line, Map<Long, Long> acknowledged) {
        assertThat(line).isNotNull();
        if (line.endsWith(".")) {
            String[] parts = line.substring(0, line.length() - 1).split(" ", -1);
            acknowledged.merge(Long.valueOf(parts[0]), Long.valueOf(parts[1]), Math::max);
        }
    }

    private long check(Map<Long, Long> acknowledged, String round) {
        long total = 0;
        try (var store = SqliteStore.open(folder);
                Snapshot snapshot = store.snapshot()) {
            for (long thread = 0; thread < THREADS; thread++) {
                long entries = 0;
                long last = 0;
                try (Cursor cursor = snapshot.scan("first", Range.prefix(bytes(thread)), true)) {
                    while (cursor.next()) {
                        last = ByteBuffer.wrap(cursor.key()).getLong(Long.BYTES);
                        assertThat(last).as(round).isEqualTo(++entries);
                        assertThat(snapshot.get("second", cursor.key()))
                                .as(round)
                                .isEqualTo(cursor.value());
                    }
                }
                assertThat(last).as(round).isGreaterThanOrEqualTo(acknowledged.getOrDefault(thread, 0L));
                assertThat(number(snapshot.get("last", bytes(thread))))
                        .as(round)
                        .isEqualTo(last);
                total += entries;
            }
            long others = 0;
            try (Cursor cursor = snapshot.scan("second", Range.all(), false)) {
                while (cursor.next()) {
                    others++;
                }
            }
            assertThat(others).as(round).isEqualTo(total);
        }
        return total;
    }

    /** Writes to three maps in each change, from several threads, and says so after each. */
    static final class Writing {
        private Writing() {}

        public static void main(String[] args) {
            var store = SqliteStore.open(Path.of(args[0]));
            for (long thread = 0; thread < THREADS; thread++) {
                byte[] name = bytes(thread);
                store.run(write -> {
                    write.createMap("first");
                    write.createMap("second");
                    write.createMap("last");
                    if (write.get("last", name) == null) {
                        write.put("last", name, bytes(0L));
                    }
                });
                long number = thread;
                new Thread(() -> count(store, number)).start();
            }
        }

        private static void count(Store store, long thread) {
            PrintStream out = System.out;
            while (true) {
                long written = store.write(write -> {
                    long next = number(write.get("last", bytes(thread))) + 1;
                    byte[] key = ByteBuffer.allocate(16)
                            .putLong(thread)
                            .putLong(next)
                            .array();
                    byte[] value = new byte[(int) (next * 37 % 2_000)];
                    new Random(next).nextBytes(value);
                    write.put("first", key, value);
                    write.put("second", key, value);
                    write.put("last", bytes(thread), bytes(next));
                    return next;
                });
                out.print(thread + " " + written + ".\n");
                out.flush();
            }
        }
    }
}
