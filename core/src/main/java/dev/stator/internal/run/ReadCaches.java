package dev.stator.internal.run;

import dev.stator.internal.protocol.ItemId;
import dev.stator.internal.protocol.Operation;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The read caches of a client, from which its writes remove what they change. A cache that nobody holds is dropped. */
public final class ReadCaches {
    private final List<WeakReference<ReadCache<?>>> caches = new CopyOnWriteArrayList<>();

    /** No caches yet. */
    public ReadCaches() {}

    /** Adds a cache for as long as someone holds it. */
    public void add(ReadCache<?> cache) {
        caches.removeIf(known -> known.get() == null);
        caches.add(new WeakReference<>(cache));
    }

    /** A call begins; null if there are no caches, so that then nothing is done for them at all. */
    @Nullable
    Changes callStarted() {
        return caches.isEmpty() ? null : new Changes();
    }

    private void forget(Operation<?> operation) {
        for (ItemId changed : operation.changes()) {
            for (WeakReference<ReadCache<?>> known : caches) {
                ReadCache<?> cache = known.get();
                if (cache != null && cache.tableName().equals(changed.tableName())) {
                    cache.forget(changed.key());
                }
            }
        }
    }

    /** The operations of a call that are under way and change items. When one ends, or is given up, these leave the caches. */
    final class Changes {
        private final Set<Operation<?>> underWay = Collections.newSetFromMap(new IdentityHashMap<>());

        private Changes() {}

        /** An operation begins; gives whether it changes anything. */
        synchronized boolean begin(Operation<?> operation) {
            return operation.effect() != Operation.Effect.READ && underWay.add(operation);
        }

        /** An operation has ended, whether it did what it should or not. */
        synchronized void end(Operation<?> operation) {
            if (underWay.remove(operation)) {
                forget(operation);
            }
        }

        /** The call has ended, by being cancelled perhaps. */
        synchronized void endAll() {
            underWay.forEach(ReadCaches.this::forget);
            underWay.clear();
        }
    }
}
