package dev.stator.stream;

import dev.stator.value.Item;
import java.time.Instant;
import java.util.Optional;

/**
 * A change of an item.
 *
 * @param <T> the record of the table's items
 * @param event {@code INSERT}, {@code MODIFY} or {@code REMOVE}; text, so that words that did not exist when this was written
 *     survive
 * @param key the key of the item
 * @param before the item before the change, if there was one and the stream tells
 * @param after the item after the change, if there is one and the stream tells
 * @param expired whether the service removed the item because its time was over
 * @param created about when the change was made
 * @param shard the shard that told it
 * @param sequenceNumber its place in the shard
 */
public record StreamRecord<T>(
        String event,
        Item key,
        Optional<T> before,
        Optional<T> after,
        boolean expired,
        Instant created,
        String shard,
        String sequenceNumber) {
    /** The event and its place; never the item. */
    @Override
    public String toString() {
        return event + " " + sequenceNumber + " of " + shard;
    }
}
