package dev.stator.value;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the service says of a table.
 *
 * @param name the table's name
 * @param status the service's word for its state, such as {@code CREATING} or {@code ACTIVE}; text, so that states that
 *     did not exist when this was written survive
 * @param arn the table's Amazon resource name; empty if the service gives none
 * @param created when it was created, if the service says
 * @param itemCount the number of items, as of some hours ago on Amazon DynamoDB
 * @param sizeBytes the size of all items, as old as the count
 * @param partitionKey the partition key
 * @param sortKey the sort key, if the table has one
 * @param indexes the secondary indexes, global ones first
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
        List<Index> indexes) {
    /** Copies the list. */
    public TableDescription {
        indexes = List.copyOf(indexes);
    }

    /** Whether the table can be read and written now, whatever else it is doing. */
    public boolean isActive() {
        return status.equals("ACTIVE") || status.equals("UPDATING");
    }

    /** A key attribute: its name and type. */
    public record Key(String name, AttributeType type) {}

    /**
     * A secondary index.
     *
     * @param name its name
     * @param local whether it shares the table's partition key
     * @param status the service's word for its state; empty for local indexes, which have none
     * @param partitionKey its partition key
     * @param sortKey its sort key, if it has one
     * @param projection {@code ALL}, {@code KEYS_ONLY} or {@code INCLUDE}
     */
    public record Index(
            String name, boolean local, String status, Key partitionKey, Optional<Key> sortKey, String projection) {}
}
