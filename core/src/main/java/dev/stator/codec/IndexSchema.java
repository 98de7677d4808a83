package dev.stator.codec;

import java.util.List;
import java.util.Optional;

/**
 * A secondary index.
 *
 * @param name the name of the index
 * @param kind whether it has a partition key of its own
 * @param partitionKey its partition key; that of the table, if it is local
 * @param sortKey its sort key; a local index always has one
 * @param projection what it holds of the items
 */
public record IndexSchema(
        String name, Kind kind, KeyAttribute partitionKey, Optional<KeyAttribute> sortKey, IndexProjection projection) {
    /** The two kinds of secondary indexes. */
    public enum Kind {
        /** Has a partition key of its own, and is read eventually consistent. */
        GLOBAL,
        /** Shares the partition key of the table. */
        LOCAL
    }

    /**
     * Checks the index.
     *
     * @throws IllegalArgumentException if the name is empty, or a local index has no sort key
     */
    public IndexSchema {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("An index has an empty name");
        }
        if (kind == Kind.LOCAL && sortKey.isEmpty()) {
            throw new IllegalArgumentException("Local index " + name
                    + " has no sort key; it shares the table's partition key, so the sort key is what makes it an"
                    + " index");
        }
    }

    /** A global index with a partition key alone, which holds whole items. */
    public static IndexSchema global(String name, KeyAttribute partitionKey) {
        return new IndexSchema(name, Kind.GLOBAL, partitionKey, Optional.empty(), IndexProjection.ALL);
    }

    /** A global index with a partition and a sort key, which holds whole items. */
    public static IndexSchema global(String name, KeyAttribute partitionKey, KeyAttribute sortKey) {
        return new IndexSchema(name, Kind.GLOBAL, partitionKey, Optional.of(sortKey), IndexProjection.ALL);
    }

    /** A local index: the partition key of the table, and a sort key of its own; it holds whole items. */
    public static IndexSchema local(String name, KeyAttribute partitionKey, KeyAttribute sortKey) {
        return new IndexSchema(name, Kind.LOCAL, partitionKey, Optional.of(sortKey), IndexProjection.ALL);
    }

    /** This index, holding the keys alone. */
    public IndexSchema keysOnly() {
        return holding(IndexProjection.KEYS_ONLY);
    }

    /**
     * This index, holding the keys and these attributes, by stored name.
     *
     * @throws IllegalArgumentException if there are none
     */
    public IndexSchema including(String... attributes) {
        return holding(IndexProjection.include(List.of(attributes)));
    }

    IndexSchema holding(IndexProjection other) {
        return new IndexSchema(name, kind, partitionKey, sortKey, other);
    }

    /** Whether this is a local index. */
    public boolean isLocal() {
        return kind == Kind.LOCAL;
    }
}
