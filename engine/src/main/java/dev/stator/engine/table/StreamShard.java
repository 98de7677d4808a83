package dev.stator.engine.table;

import java.util.Locale;

/**
 * A part of a stream: the records from one number on, up to those of the shard that goes on from it.
 *
 * @param first the number of its first record, even if that is gone or not there yet
 * @param beginMillis when it was opened
 */
public record StreamShard(ChangeStream stream, long first, long beginMillis) {
    /** What tells it from all others. */
    public String id() {
        return String.format(
                Locale.ROOT, "shardId-%020d-%08x", beginMillis, (stream.map() + "/" + beginMillis).hashCode());
    }
}
