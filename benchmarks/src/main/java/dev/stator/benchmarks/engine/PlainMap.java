package dev.stator.benchmarks.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stator.benchmarks.measure.Child;
import dev.stator.benchmarks.report.EngineReading.Use;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * A process with a {@code HashMap} that holds as many items as a table: what a look-up at random in so much memory takes if nothing else is
 * done. Its standard input says for how many milliseconds to look up, and it prints what it used as one line.
 */
final class PlainMap {
    private static final int ITEM_LENGTH = 1024;

    /** Look-ups between two looks at the clock. */
    private static final int AT_ONCE = 1_000;

    private final Map<String, byte[]> items = new HashMap<>();
    private final SplittableRandom random = new SplittableRandom();
    private final byte[] reply = new byte[ITEM_LENGTH];

    PlainMap(int size) {
        for (int number = 0; number < size; number++) {
            items.put(key(number), new byte[ITEM_LENGTH]);
        }
    }

    /** Starts one. */
    static Child start(int size) throws IOException {
        return Child.start(List.of(), PlainMap.class, Integer.toString(size));
    }

    /** Argument: how many items. Ends when its standard input does. */
    public static void main(String[] arguments) throws IOException {
        PlainMap map = new PlainMap(Integer.parseInt(arguments[0]));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            System.out.println(map.lookUp(Long.parseLong(order)).line());
        }
    }

    /** A text that was not there before, as one that is read from a request. */
    private static String key(int number) {
        return "player-" + number;
    }

    /** Looks up for so long, and copies each item, as a reply does. */
    Use lookUp(long millis) {
        long cpuBefore = cpu();
        long before = System.nanoTime();
        long calls = 0;
        long nanos = 0;
        do {
            for (int i = 0; i < AT_ONCE; i++) {
                byte[] item = Objects.requireNonNull(items.get(key(random.nextInt(items.size()))));
                System.arraycopy(item, 0, reply, 0, ITEM_LENGTH);
            }
            calls += AT_ONCE;
            nanos = System.nanoTime() - before;
        } while (nanos < millis * 1_000_000);
        long cpu = cpu() - cpuBefore;
        return new Use(calls, nanos, cpu, cpu);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
