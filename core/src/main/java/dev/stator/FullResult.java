package dev.stator;

import dev.stator.value.ConsumedCapacity;
import java.util.List;
import java.util.Optional;

/**
 * What boto3's paginator gives as {@code build_full_result()}.
 *
 * @param items the items, at most as many as the request's limit, which boto3 calls {@code MaxItems}
 * @param count how many items these are; boto3 tells how many the service found before they were cut off
 * @param scannedCount how many items the service evaluated
 * @param capacity the capacity units that the service says it charged
 * @param nextToken where to go on, in boto3's form, which {@link Listing#fullResult(String)} and boto3's {@code
 *     StartingToken} take; only there if the limit stopped it with more to come
 */
public record FullResult<T>(
        List<T> items, long count, long scannedCount, ConsumedCapacity capacity, Optional<String> nextToken) {
    /** Copies the list. */
    public FullResult {
        items = List.copyOf(items);
    }
}
