package dev.stator.engine.table;

import dev.stator.engine.item.EncodedItem;
import dev.stator.engine.item.KeyBytes;
import dev.stator.engine.item.StoredItem;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.StreamView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The description of a table. Immutable; an id that is never used again ties it to its maps in the store, so that a table
 * deleted and created again under its name starts empty.
 *
 * @param name its name
 * @param id a random id
 * @param createdMillis when it was created
 * @param attributes the types of all key attributes of the table and its indexes
 * @param key its key attributes
 * @param perRequest whether it is paid per request
 * @param perRequestMillis since when it is, or was; 0 if it never was
 * @param throughput its provisioned capacity
 * @param indexes its indexes, in the order in which they were given, local ones first
 * @param options what else it has
 */
public record Table(
        String name,
        String id,
        long createdMillis,
        Map<String, AttributeType> attributes,
        KeySchema key,
        boolean perRequest,
        long perRequestMillis,
        Throughput throughput,
        List<Index> indexes,
        Options options) {
    /** What the names of all maps of items begin with. */
    static final String ITEMS = "items/";

    /** What the names of all maps of index entries begin with. */
    static final String INDEX = "index/";

    /**
     * What a table has beside keys, indexes and capacity.
     *
     * @param deletionProtected whether it cannot be deleted
     * @param timeToLive the attribute by which items expire, if they do
     * @param stream the latest stream, if it ever had one
     * @param tableClass the class in which it is, if anybody has asked for another one than the standard
     * @param encryption the key of its own, if it has one
     * @param policy who may do what with it, if anybody has said
     * @param recovery what is kept to restore it as of a point in time, if anything is
     * @param transition what is under way with the table, if anything is
     */
    public record Options(
            boolean deletionProtected,
            @Nullable String timeToLive,
            @Nullable ChangeStream stream,
            @Nullable TableClass tableClass,
            @Nullable Encryption encryption,
            @Nullable Policy policy,
            @Nullable Recovery recovery,
            @Nullable Transition transition) {
        /** Those of a table for which nobody has asked for any. */
        static final Options NONE = new Options(false, null, null, null, null, null, null, null);

        /** These with protection from deletion, or without. */
        public Options withDeletionProtection(boolean protectedNow) {
            return new Options(protectedNow, timeToLive, stream, tableClass, encryption, policy, recovery, transition);
        }

        /** These with an attribute by which items expire, or none. */
        public Options withTimeToLive(@Nullable String attribute) {
            return new Options(
                    deletionProtected, attribute, stream, tableClass, encryption, policy, recovery, transition);
        }

        /** These with a stream. */
        public Options withStream(@Nullable ChangeStream other) {
            return new Options(
                    deletionProtected, timeToLive, other, tableClass, encryption, policy, recovery, transition);
        }

        /** These with something under way, or with nothing. */
        Options withTransition(@Nullable Transition other) {
            return new Options(deletionProtected, timeToLive, stream, tableClass, encryption, policy, recovery, other);
        }

        /** These in another class. */
        public Options withTableClass(@Nullable TableClass other) {
            return new Options(deletionProtected, timeToLive, stream, other, encryption, policy, recovery, transition);
        }

        /** These with something kept to restore the table, or with nothing. */
        public Options withRecovery(@Nullable Recovery other) {
            return new Options(
                    deletionProtected, timeToLive, stream, tableClass, encryption, policy, other, transition);
        }

        /** These with another key, or with none of their own. */
        public Options withEncryption(@Nullable Encryption other) {
            return new Options(deletionProtected, timeToLive, stream, tableClass, other, policy, recovery, transition);
        }

        /** These with another policy, or with none. */
        public Options withPolicy(@Nullable Policy other) {
            return new Options(
                    deletionProtected, timeToLive, stream, tableClass, encryption, other, recovery, transition);
        }

        /** Whether changes are told to a stream. */
        public boolean isStreamed() {
            return stream != null && stream.isOn();
        }
    }

    /** This table with a stream that begins. */
    public Table streaming(StreamView view, long beginMillis) {
        return with(options.withStream(new ChangeStream(name, key, view, beginMillis, 0)));
    }

    /** This table with its stream ended. */
    public Table notStreaming(long nowMillis) {
        ChangeStream stream = options.stream();
        return stream == null ? this : with(options.withStream(stream.ended(nowMillis)));
    }

    /** Whether it is about to be gone. */
    public boolean isDeleting() {
        return options.transition() != null && options.transition().status() == TableDescription.Status.DELETING;
    }

    /** This table with nothing under way. */
    Table settled() {
        return options.transition() == null ? this : with(options.withTransition(null));
    }

    /** A new table of the same keys, capacity and indexes, with no other options. */
    public Table copy(String newName, String newId, long nowMillis) {
        return new Table(
                newName,
                newId,
                nowMillis,
                attributes,
                key,
                perRequest,
                perRequestMillis,
                throughput,
                indexes,
                Options.NONE);
    }

    /** This table with other options. */
    public Table with(Options others) {
        return new Table(
                name, id, createdMillis, attributes, key, perRequest, perRequestMillis, throughput, indexes, others);
    }

    /** This table paid in another way, or with other indexes; the attributes that no key has are left out. */
    public Table with(
            Map<String, AttributeType> types,
            boolean paidPerRequest,
            long sinceMillis,
            Throughput capacity,
            List<Index> otherIndexes) {
        Map<String, AttributeType> used = new LinkedHashMap<>(types);
        used.keySet()
                .removeIf(attribute -> key.part(attribute) == null
                        && otherIndexes.stream().allMatch(index -> index.key().part(attribute) == null));
        return new Table(
                name,
                id,
                createdMillis,
                used,
                key,
                paidPerRequest,
                sinceMillis,
                capacity,
                List.copyOf(otherIndexes),
                options);
    }

    /** The map of the store that holds the items. */
    public String itemMap() {
        return ITEMS + id;
    }

    /** The map of the store that holds the entries of an index. */
    public String indexMap(Index index) {
        return INDEX + id + "/" + index.name();
    }

    /** Whether the items of a partition are a collection, of which writes tell how large it is. */
    public boolean hasLocalIndexes() {
        return indexes.stream().anyMatch(index -> index.kind() == Index.Kind.LOCAL);
    }

    /** The index of that name. */
    public @Nullable Index index(String indexName) {
        for (Index index : indexes) {
            if (index.name().equals(indexName)) {
                return index;
            }
        }
        return null;
    }

    /** An item, or what an index holds of it, in the form in which it is stored. */
    public StoredItem stored(Map<String, AttributeValue> attributes) {
        return stored(EncodedItem.of(attributes));
    }

    /** The same of an item that has been encoded. */
    public StoredItem stored(EncodedItem item) {
        return item.in(sortKey());
    }

    /** An item after a change of attributes, of which none is a key; null for those that go. */
    public StoredItem changed(StoredItem item, Map<String, @Nullable AttributeValue> changes) {
        return item.with(changes, sortKey());
    }

    private @Nullable String sortKey() {
        KeySchema.Part sort = key.sort();
        return sort == null ? null : sort.name();
    }

    /** What an index holds of an item, or {@code null} if it holds nothing of it. */
    @Nullable
    StoredItem entry(Index index, StoredItem item) {
        if (!index.holds(item.attributes())) {
            return null;
        }
        return index.projection() == Index.Projection.ALL ? item : stored(index.project(item.attributes(), key));
    }

    /** Where an item lies; its key attributes must have been checked. */
    public byte[] itemKey(Map<String, AttributeValue> item) {
        return prefix(key, item).toByteArray();
    }

    /**
     * Where the entry of an item lies in an index: by the keys of the index, then by the hash of the item's own key, as in
     * the service, then by that key.
     */
    public byte[] entryKey(Index index, Map<String, AttributeValue> item) {
        AttributeValue partition = value(item, key.partition());
        byte[] plainPartition = KeyBytes.plain(partition);
        KeyBytes bytes = prefix(index.key(), item);
        if (key.sort() == null) {
            return bytes.hash(plainPartition).part(partition, plainPartition).toByteArray();
        }
        AttributeValue sort = value(item, key.sort());
        byte[] plainSort = KeyBytes.plain(sort);
        return bytes.hash(plainPartition, plainSort)
                .part(partition, plainPartition)
                .part(sort, plainSort)
                .toByteArray();
    }

    /**
     * The beginning that the keys of all items, or index entries, of one partition share.
     *
     * @param partition the values that choose it
     */
    public static KeyBytes partition(List<AttributeValue> partition) {
        byte[][] plain = new byte[partition.size()][];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = KeyBytes.plain(partition.get(i));
        }
        KeyBytes bytes = new KeyBytes().hash(plain);
        for (int i = 0; i < plain.length; i++) {
            bytes.part(partition.get(i), plain[i]);
        }
        return bytes;
    }

    private static KeyBytes prefix(KeySchema schema, Map<String, AttributeValue> item) {
        List<AttributeValue> partition = new ArrayList<>(schema.partitions().size());
        for (KeySchema.Part part : schema.partitions()) {
            partition.add(value(item, part));
        }
        KeyBytes bytes = partition(partition);
        for (KeySchema.Part part : schema.sorts()) {
            AttributeValue sort = value(item, part);
            bytes.part(sort, KeyBytes.plain(sort));
        }
        return bytes;
    }

    private static AttributeValue value(Map<String, AttributeValue> item, KeySchema.Part part) {
        AttributeValue value = item.get(part.name());
        if (value == null) {
            throw new IllegalArgumentException("Key attribute " + part.name() + " is missing although it was checked");
        }
        return value;
    }
}
