package dev.stator.internal.protocol;

import dev.stator.value.Item;
import java.util.Map;
import java.util.Set;

/**
 * One reply of a batch.
 *
 * @param found the items that a batch get found
 * @param unprocessed what the service left undone, for the caller to send again
 */
public record BatchReply(Map<ItemId, Item> found, Set<ItemId> unprocessed) {}
