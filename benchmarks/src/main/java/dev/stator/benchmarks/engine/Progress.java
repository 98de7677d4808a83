package dev.stator.benchmarks.engine;

import dev.stator.benchmarks.report.EngineReading;

/** What is being done, for whoever waits for it. */
final class Progress {
    private Progress() {}

    static void say(String what) {
        System.err.println(what);
    }

    static void say(EngineReading reading) {
        say("  %-24s %,9d items %,12.0f/s %,10.1f µs CPU"
                .formatted(reading.setting().title(), reading.items(), reading.throughput(), reading.cpuMicros()));
    }
}
