package dev.stator;

import dev.stator.internal.protocol.PageReply;
import java.util.List;
import java.util.Optional;

/**
 * Some of the items of a query or scan, and where to go on.
 *
 * @param items the items, at most as many as the request's limit
 * @param cursor the place behind the last item, as URL-safe text that {@link Query#after} and {@link Scan#after} take;
 *     empty at the end. It holds the key of that item in the clear
 * @param evaluated how many items the service read to find these
 */
public record Page<T>(List<T> items, Optional<String> cursor, long evaluated) {
    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }

    static <T> Page<T> of(PageReply<T> reply) {
        return new Page<>(reply.items(), reply.lastKey().map(Cursor::of), reply.scannedCount());
    }
}
