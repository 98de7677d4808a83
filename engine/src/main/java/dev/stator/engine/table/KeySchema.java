package dev.stator.engine.table;

import dev.stator.value.AttributeType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key attributes of a table or an index.
 *
 * @param partition the attribute that chooses the partition
 * @param sort the attribute that orders the items of a partition, if there is one
 */
public record KeySchema(Part partition, @Nullable Part sort) {
    /** A key attribute. */
    public record Part(String name, AttributeType type) {}

    /** One or two attributes, the partition key first. */
    public List<Part> parts() {
        return sort == null ? List.of(partition) : List.of(partition, sort);
    }

    /** The part of that name. */
    public @Nullable Part part(String name) {
        if (partition.name().equals(name)) {
            return partition;
        }
        return sort != null && sort.name().equals(name) ? sort : null;
    }
}
