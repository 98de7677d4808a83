package dev.stator;

import dev.stator.internal.protocol.PageReply;
import dev.stator.value.ConsumedCapacity;

/**
 * The numbers of a query or scan, each of its own.
 *
 * @param yielded how many items the caller has taken
 * @param matched how many items passed the filter
 * @param evaluated how many items the service read, which is what costs
 * @param pages how many requests were answered
 * @param capacity the capacity units that the service says it charged
 */
public record Statistics(long yielded, long matched, long evaluated, long pages, ConsumedCapacity capacity) {
    static Statistics of(PageReply<?> reply) {
        return new Statistics(
                reply.items().size(), reply.count(), reply.scannedCount(), reply.pages(), reply.capacity());
    }
}
