package dev.stator;

import java.util.List;
import java.util.Optional;

/**
 * Some of the items of a query or scan, and where to go on.
 *
 * @param items the items, at most as many as the request's limit
 * @param cursor the place behind the last item, as URL-safe text that {@link Listing#after} takes; empty at the end. Who
 *     sees it can read that item's key in it, unless the client has a {@link StatorBuilder#cursorSecret}
 * @param evaluated how many items the service read to find these
 */
public record Page<T>(List<T> items, Optional<String> cursor, long evaluated) {
    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }
}
