package dev.stator;

import dev.stator.internal.run.Exchange;
import dev.stator.internal.run.ReadCache;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads of a table by key that remember what they found, also that there was no such item: {@code
 * users.cached(10_000, Duration.ofMinutes(1))}. Make it once, before the writes that it is to notice, and keep it; it may be shared between
 * threads.
 *
 * <p>Every write of the same client removes the items that it changes: puts, updates, deletes, batches and transactions,
 * raw requests with a key, whether they succeeded or may have applied, but not {@link Stator#call}. Writes of others are seen when what was
 * remembered is too old. What is not remembered is read consistently, so that no old state is kept. Everyone gets the same
 * objects, so records with mutable components must not be changed.
 */
public final class CachedReads<T> {
    private final Table<T> table;
    private final ReadCache<T> cache;

    CachedReads(Table<T> table, ReadCache<T> cache) {
        this.table = table;
        this.cache = cache;
    }

    /** The item with this key, as {@link Table#get(Object)} takes it. One request if nothing is remembered. */
    public Call<Optional<T>> get(Object key) {
        return cached(table.get(key));
    }

    /** The item with this key. One request if nothing is remembered. */
    public Call<Optional<T>> get(Object partitionKey, Object sortKey) {
        return cached(table.get(partitionKey, sortKey));
    }

    /**
     * The items with these keys, each as {@link #get(Object)} takes it, in their order and as often as they are named;
     * empty where there is no such item. Asks as {@link Stator#batchGet} does for those that are not remembered.
     * If that cannot be finished, what was found is remembered all the same.
     */
    public Call<List<Optional<T>>> getAll(Collection<?> keys) {
        List<Get<T>> gets =
                keys.stream().map(key -> table.get(key).consistent()).toList();
        return table.db().call(context -> {
            Map<Get<T>, Optional<T>> known = new LinkedHashMap<>();
            Map<Get<T>, Long> missing = new LinkedHashMap<>();
            for (Get<T> get : gets) {
                cache.find(get.key(), context.now())
                        .ifPresentOrElse(
                                found -> known.put(get, found.item()), () -> missing.put(get, cache.ticket(get.key())));
            }
            return table.db()
                    .batchGet(missing.keySet())
                    .exchange(context)
                    .map(found -> {
                        known.putAll(kept(missing, found, context.now()));
                        return gets.stream()
                                .map(get -> known.getOrDefault(get, Optional.empty()))
                                .toList();
                    })
                    .orElse(failure -> {
                        if (failure instanceof BatchIncompleteException some) {
                            some.unprocessed().forEach(missing.keySet()::remove); // removeAll may search the list
                            kept(missing, some.found(), context.now());
                        }
                        throw failure;
                    });
        });
    }

    /** Remembers what reads with these tickets found. */
    private Map<Get<T>, Optional<T>> kept(Map<Get<T>, Long> tickets, FoundItems found, Instant now) {
        Map<Get<T>, Optional<T>> kept = new LinkedHashMap<>();
        tickets.forEach((get, ticket) -> {
            Optional<T> item = found.of(get);
            cache.keep(get.key(), item, ticket, now);
            kept.put(get, item);
        });
        return kept;
    }

    private Call<Optional<T>> cached(Get<T> get) {
        return table.db().call(context -> {
            Optional<ReadCache.Known<T>> known = cache.find(get.key(), context.now());
            if (known.isPresent()) {
                return Exchange.of(known.get().item());
            }
            long ticket = cache.ticket(get.key());
            return get.consistent().exchange(context).map(found -> {
                cache.keep(get.key(), found, ticket, context.now());
                return found;
            });
        });
    }

    /** Forgets what was read of the item with this key. */
    public void forget(Object key) {
        cache.forget(table.get(key).key());
    }

    /** Forgets what was read of the item with this key. */
    public void forget(Object partitionKey, Object sortKey) {
        cache.forget(table.get(partitionKey, sortKey).key());
    }

    /** Forgets everything. */
    public void forgetAll() {
        cache.forgetAll();
    }
}
