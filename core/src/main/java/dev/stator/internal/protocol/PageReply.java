package dev.stator.internal.protocol;

import dev.stator.value.ConsumedCapacity;
import dev.stator.value.Item;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * One reply of a query or scan, or several put together.
 *
 * @param items the items that passed the filter
 * @param count how many did, which is all there is when only counting
 * @param scannedCount how many items were evaluated
 * @param pages how many replies this is
 * @param capacity what the service says it cost; nothing unless asked
 * @param lastKey the key from which the next request goes on; empty at the end
 * @param place where to go on behind the item at an index: in a reply as it came that item itself, whose key is the place.
 *     In several replies put together it is known for the items of the last one
 */
public record PageReply<R>(
        List<R> items,
        long count,
        long scannedCount,
        long pages,
        ConsumedCapacity capacity,
        Optional<Item> lastKey,
        IntFunction<Item> place) {}
