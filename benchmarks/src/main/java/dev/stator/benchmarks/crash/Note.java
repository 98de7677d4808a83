package dev.stator.benchmarks.crash;

import dev.stator.codec.IndexPartitionKey;
import dev.stator.codec.IndexSortKey;
import dev.stator.codec.PartitionKey;
import dev.stator.codec.SortKey;
import dev.stator.codec.TimeToLive;
import java.time.Instant;
import java.util.Optional;

/**
 * An item that its owner alone writes.
 *
 * @param edition the number of the deed that wrote it last
 * @param changes how often it was changed since it was put
 */
record Note(
        @PartitionKey String owner,
        @SortKey long slot,
        @IndexSortKey("by-topic") long edition,
        @IndexPartitionKey("by-topic") Optional<String> topic,
        long changes,
        String text,
        @TimeToLive Optional<Instant> expires) {}
