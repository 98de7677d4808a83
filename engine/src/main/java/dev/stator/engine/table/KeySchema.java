package dev.stator.engine.table;

import dev.stator.value.AttributeType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The key attributes of a table or an index. Only a global index may have several in a role.
 *
 * @param partitions the attributes that together choose the partition, at least one
 * @param sorts the attributes that order the items of a partition, the first before the others; none if there is no order
 */
public record KeySchema(List<Part> partitions, List<Part> sorts) {
    /** How many attributes can have one role. */
    public static final int MAX_PARTS = 4;

    /** Copies the lists. */
    public KeySchema {
        partitions = List.copyOf(partitions);
        sorts = List.copyOf(sorts);
    }

    /** A key attribute. */
    public record Part(String name, AttributeType type) {}

    /** The first attribute that chooses the partition; a table has no other. */
    public Part partition() {
        return partitions.get(0);
    }

    /** The first attribute that orders a partition, if there is one; a table has no other. */
    public @Nullable Part sort() {
        return sorts.isEmpty() ? null : sorts.get(0);
    }

    /** Whether an attribute is one of those that choose the partition. */
    public boolean isPartition(Part part) {
        return partitions.contains(part);
    }

    /** All attributes, those that choose the partition first. */
    public List<Part> parts() {
        return Stream.concat(partitions.stream(), sorts.stream()).toList();
    }

    /** The part of that name. */
    public @Nullable Part part(String name) {
        return parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
