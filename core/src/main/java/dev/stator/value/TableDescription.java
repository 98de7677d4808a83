package dev.stator.value;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the service says of a table.
 *
 * @param name the table's name
 * @param status the service's word for its state, such as {@code CREATING} or {@code ACTIVE}; text, as all such words here,
 *     so that states that did not exist when this was written survive
 * @param arn the table's Amazon resource name; empty if the service gives none
 * @param created when it was created, if the service says
 * @param itemCount the number of items, as of some hours ago on Amazon DynamoDB
 * @param sizeBytes the size of all items, as old as the count
 * @param partitionKey the partition key
 * @param sortKey the sort key, if the table has one
 * @param indexes the secondary indexes, global ones first
 * @param options how it is paid, and what else it has
 */
public record TableDescription(
        String name,
        String status,
        String arn,
        Optional<Instant> created,
        long itemCount,
        long sizeBytes,
        Key partitionKey,
        Optional<Key> sortKey,
        List<Index> indexes,
        Options options) {
    /** Copies the list. */
    public TableDescription {
        indexes = List.copyOf(indexes);
    }

    /** Whether the table can be read and written now, whatever else it is doing. */
    public boolean isActive() {
        return status.equals("ACTIVE") || status.equals("UPDATING");
    }

    /** Whether nothing is under way: the table and all of its global indexes are {@code ACTIVE}. */
    public boolean isSettled() {
        return status.equals("ACTIVE")
                && indexes.stream()
                        .allMatch(index -> index.local() || index.status().equals("ACTIVE"));
    }

    /** The index of a name, if there is one. */
    public Optional<Index> index(String indexName) {
        return indexes.stream().filter(index -> index.name().equals(indexName)).findFirst();
    }

    /** All of this as text to print, a line for each thing. */
    public String summary() {
        StringBuilder text = new StringBuilder("Table ")
                .append(name)
                .append(": ")
                .append(status)
                .append('\n');
        line(text, "key", key(List.of(partitionKey), sortKey.stream().toList()));
        line(text, "items", "about " + itemCount + ", " + sizeBytes + " bytes");
        line(text, "billing", options.billing() + paid(options.capacity()));
        created.ifPresent(when -> line(text, "created", when.toString()));
        options.stream().ifPresent(stream -> line(text, "stream", stream.view() + " " + stream.arn()));
        line(text, "deletion protection", options.deletionProtected() ? "on" : "off");
        line(text, "table class", options.tableClass());
        options.encryptionKey().ifPresent(key -> line(text, "encryption key", key));
        line(text, "arn", arn);
        for (Index index : indexes) {
            line(
                    text,
                    (index.local() ? "local" : "global") + " index " + index.name(),
                    (index.status().isEmpty() ? "" : index.status() + ", ")
                            + "key "
                            + key(index.partitionKeys(), index.sortKeys())
                            + ", holds "
                            + index.projection()
                            + (index.projected().isEmpty() ? "" : " " + String.join(", ", index.projected()))
                            + paid(index.capacity())
                            + ", about " + index.itemCount() + " items");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String label, String value) {
        if (!value.isEmpty()) {
            text.append("  ").append(label).append(": ").append(value).append('\n');
        }
    }

    /** A key as text, as in {@link #summary}: attributes that are together one key have a plus between them. */
    public static String key(List<Key> partitionKeys, List<Key> sortKeys) {
        String partition = joined(partitionKeys);
        return sortKeys.isEmpty() ? partition : partition + ", " + joined(sortKeys);
    }

    private static String joined(List<Key> keys) {
        return keys.stream().map(Key::toString).collect(Collectors.joining(" + "));
    }

    private static String paid(Optional<Capacity> capacity) {
        return capacity.map(units -> ", " + units).orElse("");
    }

    /** A key attribute: its name and type. */
    public record Key(String name, AttributeType type) {
        /** The name and the type. */
        @Override
        public String toString() {
            return name + " (" + type + ")";
        }
    }

    /**
     * A secondary index.
     *
     * @param name its name
     * @param local whether it shares the table's partition key
     * @param status the service's word for its state; empty for local indexes, which have none
     * @param partitionKeys the attributes that are together its partition key
     * @param sortKeys the attributes that are together its sort key, if it has one, in the order in which they sort
     * @param projection {@code ALL}, {@code KEYS_ONLY} or {@code INCLUDE}
     * @param projected the attributes that it holds beside the keys, with {@code INCLUDE}
     * @param capacity what is provisioned for it, if the table is paid so and it is global
     * @param itemCount the number of items in it, as old as the table's
     * @param sizeBytes the size of these, as old as the count
     */
    public record Index(
            String name,
            boolean local,
            String status,
            List<Key> partitionKeys,
            List<Key> sortKeys,
            String projection,
            List<String> projected,
            Optional<Capacity> capacity,
            long itemCount,
            long sizeBytes) {
        /** Copies the lists. */
        public Index {
            partitionKeys = List.copyOf(partitionKeys);
            sortKeys = List.copyOf(sortKeys);
            projected = List.copyOf(projected);
        }
    }

    /**
     * What a table has beside keys, indexes and items.
     *
     * @param billing {@code PAY_PER_REQUEST} or {@code PROVISIONED}
     * @param capacity what is provisioned; empty for a table paid on demand
     * @param stream its stream, if one is enabled
     * @param latestStream the Amazon resource name of the stream that it has or had last; one that was disabled can still be read
     *     for 24 hours
     * @param deletionProtected whether it cannot be deleted
     * @param tableClass {@code STANDARD}, {@code STANDARD_INFREQUENT_ACCESS}; {@code STANDARD} if the service does not say
     * @param encryptionKey the key of the account's that its data is encrypted with; empty if it is one of the service's
     */
    public record Options(
            String billing,
            Optional<Capacity> capacity,
            Optional<Stream> stream,
            Optional<String> latestStream,
            boolean deletionProtected,
            String tableClass,
            Optional<String> encryptionKey) {}

    /**
     * The stream of a table's changes.
     *
     * @param arn its Amazon resource name, another one each time that it is enabled
     * @param view what its records tell; the name of a {@link StreamView}
     */
    public record Stream(String arn, String view) {}
}
