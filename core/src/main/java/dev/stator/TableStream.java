package dev.stator;

import dev.stator.stream.Checkpoints;
import java.time.Duration;

/** The stream of a table's changes, which holds them for 24 hours. Immutable; fluent methods give changed copies. */
public final class TableStream<T> {
    private final Table<T> table;
    private final boolean fromNow;
    private final Duration interval;

    TableStream(Table<T> table) {
        this(table, false, Duration.ofSeconds(1));
    }

    private TableStream(Table<T> table, boolean fromNow, Duration interval) {
        this.table = table;
        this.fromNow = fromNow;
        this.interval = interval;
    }

    /**
     * Leaves out what was changed before the first poll; only where no checkpoint has been remembered. Started again before the
     * first change was committed, a consumer may also bring those of the minute before.
     */
    public TableStream<T> fromNow() {
        return new TableStream<>(table, true, interval);
    }

    /** How long to wait when there was nothing new; a second by default. A shard can be asked five times a second. */
    public TableStream<T> every(Duration pause) {
        if (pause.isZero() || pause.isNegative()) {
            throw new IllegalArgumentException(
                    "every(" + pause + ") on the stream of table " + table.name() + ": it must be a positive time");
        }
        return new TableStream<>(table, fromNow, pause);
    }

    /** Reads the changes, beginning where the checkpoints say, or else with the oldest that there still is. */
    public StreamConsumer<T> consumer(Checkpoints checkpoints) {
        return new StreamConsumer<>(table, checkpoints, fromNow, interval);
    }
}
