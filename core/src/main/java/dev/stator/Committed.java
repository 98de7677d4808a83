package dev.stator;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a transaction stored, asked for by the puts themselves, and what its counters came to. */
public final class Committed {
    private final IdentityHashMap<TransactAction<?>, Object> stored;
    private final Map<Counter, Long> counters;

    private Committed(IdentityHashMap<TransactAction<?>, Object> stored, Map<Counter, Long> counters) {
        this.stored = stored;
        this.counters = counters;
    }

    /** The counters that gave numbers, and the last number of each. */
    public Map<Counter, Long> counters() {
        return Collections.unmodifiableMap(counters);
    }

    /**
     * The record that a put of the transaction stored, with its new version and times. Of other writes the service tells
     * nothing.
     *
     * @param put the same object that went into the transaction
     * @throws IllegalArgumentException if it was not part of the transaction, or is no put
     */
    @SuppressWarnings("unchecked") // A put's entry is a record of that put's own table.
    public <T> T of(TransactAction<T> put) {
        Object item = stored.get(put);
        if (item == null) {
            throw new IllegalArgumentException(
                    "The transaction tells nothing of this action: ask with a put that was part of it, the same object; what"
                            + " updates and upserts made of an item must be read");
        }
        return (T) item;
    }

    /** Notes what is stored, action by action. */
    static final class Collector {
        private final IdentityHashMap<TransactAction<?>, Object> stored = new IdentityHashMap<>();

        private final Map<Counter, Long> counters = new LinkedHashMap<>();

        void counted(Counter counter, long last) {
            counters.put(counter, last);
        }

        void stored(TransactAction<?> action, Object item) {
            stored.put(action, item);
        }

        Committed done() {
            return new Committed(stored, counters);
        }
    }
}
