package dev.stator;

import java.time.Duration;

/** The check of a time that somebody sets. */
final class Durations {
    private Durations() {}

    static Duration positive(String setting, Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException(setting + " is " + time + "; it must be positive");
        }
        return time;
    }
}
