package dev.stator.engine.table;

import java.time.Duration;

/**
 * That a table can be restored as of a point in time.
 *
 * @param days for how many days back
 * @param sinceMillis before which time it cannot be in any case, because nothing was kept
 */
public record Recovery(int days, long sinceMillis) {
    /** The earliest time as of which the table can be restored. */
    long earliestMillis(long nowMillis) {
        return Math.max(sinceMillis, nowMillis - period().toMillis());
    }

    /** The same for other days; what is out of reach by now stays so, as by the service. */
    public Recovery over(int otherDays, long nowMillis) {
        return otherDays == days ? this : new Recovery(otherDays, earliestMillis(nowMillis));
    }

    Duration period() {
        return Duration.ofDays(days);
    }
}
