package dev.stator;

/**
 * A table whose keys are records of their own, as {@code record UserKey(String email, Instant joined) {}}: the requests of
 * {@link Table} that take a key.
 *
 * @param <T> what an item becomes
 * @param <K> the class of the keys
 */
public final class KeyedTable<T, K> {
    private final Table<T> table;

    KeyedTable(Table<T> table) {
        this.table = table;
    }

    /** The table, for requests without a whole key. */
    public Table<T> table() {
        return table;
    }

    /** Reads the item with this key. */
    public Get<T> get(K key) {
        return table.get(key);
    }

    /** Changes attributes of the item with this key. */
    public Update<T> update(K key) {
        return table.update(key);
    }

    /** Removes the item with this key. */
    public Delete<T> delete(K key) {
        return table.delete(key);
    }

    /** Makes a transaction depend on the item with this key. */
    public Check<T> check(K key) {
        return table.check(key);
    }

    @Override
    public String toString() {
        return "Keyed" + table;
    }
}
