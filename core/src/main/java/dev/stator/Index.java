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

    /** The index's name. */
    public String name() {
        return source.index().orElseThrow();
    }

    /** Reads the items with this value of the index's partition key, in the order of its sort key. */
    public Query<T> query(Object partitionKey) {
        return source.query(partitionKey);
    }

    /** Reads all items that the index holds. */
    public Scan<T> scan() {
        return source.scan();
    }
}
