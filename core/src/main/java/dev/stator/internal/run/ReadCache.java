package dev.stator.internal.run;

import dev.stator.value.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was last read of some items of a table, those that are not there included. Thread-safe.
 *
 * <p>A read that began before an item was changed must not bring the old state back. So whoever reads takes a ticket
 * before, and what it found is kept only if no item of the same stripe was changed since.
 *
 * @param <T> what an item becomes
 */
public final class ReadCache<T> {
    private static final int STRIPES = 256;

    private final String tableName;
    private final int maxItems;
    private final Duration maxAge;
    private final Map<Item, Known<T>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final long[] changes = new long[STRIPES];

    /**
     * What is known of an item.
     *
     * @param item empty if there was no such item
     * @param until when it becomes too old
     */
    public record Known<T>(Optional<T> item, Instant until) {}

    /** An empty cache, of which the items go that were not asked for the longest. */
    public ReadCache(String tableName, int maxItems, Duration maxAge) {
        this.tableName = tableName;
        this.maxItems = maxItems;
        this.maxAge = maxAge;
    }

    String tableName() {
        return tableName;
    }

    /** What is known of the item with this key. */
    public synchronized Optional<Known<T>> find(Item key, Instant now) {
        Known<T> entry = entries.get(key);
        if (entry != null && !now.isBefore(entry.until())) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.ofNullable(entry);
    }

    /** What {@link #keep} wants of a reader that begins now. */
    public synchronized long ticket(Item key) {
        return changes[stripe(key)];
    }

    /** Keeps what was found by a reader with this ticket. */
    public synchronized void keep(Item key, Optional<T> found, long ticket, Instant now) {
        if (changes[stripe(key)] != ticket) {
            return;
        }
        entries.put(key, new Known<>(found, now.plus(maxAge)));
        if (entries.size() > maxItems) {
            Item eldest = entries.keySet().iterator().next();
            entries.remove(eldest);
        }
    }

    /** Forgets the item with this key, and what readers under way will find for it. */
    public synchronized void forget(Item key) {
        changes[stripe(key)]++;
        entries.remove(key);
    }

    /** Forgets everything. */
    public synchronized void forgetAll() {
        for (int i = 0; i < STRIPES; i++) {
            changes[i]++;
        }
        entries.clear();
    }

    private static int stripe(Item key) {
        return Math.floorMod(key.hashCode(), STRIPES);
    }
}
