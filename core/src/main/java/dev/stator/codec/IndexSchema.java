package dev.stator.codec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A secondary index.
 *
 * @param name the name of the index
 * @param kind whether it has a partition key of its own
 * @param partitionKeys the attributes that are together its partition key, up to four; that of the table alone, if it is
 *     local
 * @param sortKeys the attributes that are together its sort key, up to four, in the order in which they sort; a local index
 *     always has one
 * @param projection what it holds of the items
 */
public record IndexSchema(
        String name,
        Kind kind,
        List<KeyAttribute> partitionKeys,
        List<KeyAttribute> sortKeys,
        IndexProjection projection) {
    /** How many attributes may be together a partition key, or a sort key. */
    public static final int MAX_ATTRIBUTES = 4;

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
     * @throws IllegalArgumentException if the name is empty, there are too few or too many key attributes, or one is in the
     *     key twice
     */
    public IndexSchema {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("An index has an empty name");
        }
        partitionKeys = List.copyOf(partitionKeys);
        sortKeys = List.copyOf(sortKeys);
        if (kind == Kind.LOCAL && sortKeys.isEmpty()) {
            throw new IllegalArgumentException("Local index " + name
                    + " has no sort key; it shares the table's partition key, so the sort key is what makes it an"
                    + " index");
        }
        int most = kind == Kind.LOCAL ? 1 : MAX_ATTRIBUTES;
        if (partitionKeys.isEmpty() || partitionKeys.size() > most || sortKeys.size() > most) {
            throw new IllegalArgumentException("Index " + name + " has " + partitionKeys.size()
                    + " attributes as partition key and " + sortKeys.size() + " as sort key; a "
                    + (kind == Kind.LOCAL ? "local index has one of each" : "global index has 1 to 4, and 0 to 4"));
        }
        List<String> names =
                keys(partitionKeys, sortKeys).map(KeyAttribute::name).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException(
                    "Index " + name + " has an attribute twice in its key: " + String.join(", ", names));
        }
    }

    /** A global index with a partition key alone, which holds whole items. */
    public static IndexSchema global(String name, KeyAttribute partitionKey) {
        return new IndexSchema(name, Kind.GLOBAL, List.of(partitionKey), List.of(), IndexProjection.ALL);
    }

    /** A global index with a partition and a sort key, which holds whole items. */
    public static IndexSchema global(String name, KeyAttribute partitionKey, KeyAttribute sortKey) {
        return new IndexSchema(name, Kind.GLOBAL, List.of(partitionKey), List.of(sortKey), IndexProjection.ALL);
    }

    /** A global index whose partition key and sort key are several attributes each, which holds whole items. */
    public static IndexSchema global(String name, List<KeyAttribute> partitionKeys, List<KeyAttribute> sortKeys) {
        return new IndexSchema(name, Kind.GLOBAL, partitionKeys, sortKeys, IndexProjection.ALL);
    }

    /** A local index: the partition key of the table, and a sort key of its own; it holds whole items. */
    public static IndexSchema local(String name, KeyAttribute partitionKey, KeyAttribute sortKey) {
        return new IndexSchema(name, Kind.LOCAL, List.of(partitionKey), List.of(sortKey), IndexProjection.ALL);
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
        return new IndexSchema(name, kind, partitionKeys, sortKeys, other);
    }

    /** The first attribute of the partition key; most indexes have no other. */
    public KeyAttribute partitionKey() {
        return partitionKeys.get(0);
    }

    /** The first attribute of the sort key, if there is one; most indexes have no other. */
    public Optional<KeyAttribute> sortKey() {
        return sortKeys.stream().findFirst();
    }

    /** All attributes of its key, those of the partition key first. */
    public Stream<KeyAttribute> keys() {
        return keys(partitionKeys, sortKeys);
    }

    private static Stream<KeyAttribute> keys(List<KeyAttribute> partitionKeys, List<KeyAttribute> sortKeys) {
        return Stream.concat(partitionKeys.stream(), sortKeys.stream());
    }

    /** Whether this is a local index. */
    public boolean isLocal() {
        return kind == Kind.LOCAL;
    }
}
