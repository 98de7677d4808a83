package dev.stator;

import dev.stator.value.CollectionSize;
import dev.stator.value.ConsumedCapacity;
import java.time.Duration;
import java.util.List;

/**
 * The result of a call and what it cost.
 *
 * @param value the result
 * @param requests how many requests were sent, repeated ones included
 * @param capacity the capacity units that the service says it charged; attempts that failed are not in it
 * @param collections how large the item collections are that were written to, in tables with local indexes
 * @param time from the first step to the result
 */
public record Measured<R>(
        R value, int requests, ConsumedCapacity capacity, List<CollectionSize> collections, Duration time) {
    /** Copies the list. */
    public Measured {
        collections = List.copyOf(collections);
    }
}
