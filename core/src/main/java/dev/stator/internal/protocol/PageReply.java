package dev.stator.internal.protocol;

import dev.stator.value.Item;
import java.util.List;
import java.util.Optional;

/**
 * One reply of a query or scan.
 *
 * @param items the items that passed the filter
 * @param count how many did, which is all there is when only counting
 * @param scannedCount how many items were evaluated
 * @param lastKey the key from which the next request goes on; empty at the end
 */
public record PageReply<R>(List<R> items, long count, long scannedCount, Optional<Item> lastKey) {}
