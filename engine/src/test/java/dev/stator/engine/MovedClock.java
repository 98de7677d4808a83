package dev.stator.engine;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that somebody sets, back too. */
final class MovedClock extends Clock {
    private final Clock[] time;

    MovedClock(Clock[] time) {
        this.time = time;
    }

    @Override
    public Instant instant() {
        return time[0].instant();
    }

    @Override
    public ZoneId getZone() {
        return time[0].getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new MovedClock(new Clock[] {time[0].withZone(zone)});
    }
}
