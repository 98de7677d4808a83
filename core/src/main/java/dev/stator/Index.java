package dev.stator;

import dev.stator.codec.IndexSchema;

/**
 * A secondary index of a table. A query of a global index is always eventually consistent and sees only the items that
 * have the index's key attributes.
 */
public final class Index<T> {
    private final Source<T> source;

    Index(Table<T> table, IndexSchema schema) {
        this.source = Source.of(table, schema);
    }

    Source<T> source() {
        return source;
    }

    /** The index's name. */
    public String name() {
        return source.index().orElseThrow();
    }

    /**
     * Reads the items with this value of the index's partition key, in the order of its sort key.
     *
     * @param partitionKey its value; the first one, if several attributes are together the partition key; or a record that
     *     has a component for each of those
     * @param more the values of the other attributes of the partition key, in their order
     * @throws IllegalArgumentException if a value does not fit, or there are more or fewer than attributes
     */
    public Query<T> query(Object partitionKey, Object... more) {
        Object[] values = new Object[more.length + 1];
        values[0] = partitionKey;
        System.arraycopy(more, 0, values, 1, more.length);
        return source.query(values);
    }

    /** Reads all items that the index holds. */
    public Scan<T> scan() {
        return source.scan();
    }

    /**
     * Deletes all items that the index holds from the table, and gives their number; as {@link Listing#clear} does for those that
     * are chosen. Items without the index's key stay.
     *
     * @throws IllegalArgumentException if the table has unique attributes, whose guards no batch keeps
     */
    public Call<Long> clearEverything() {
        return scan().clearEverything();
    }
}
