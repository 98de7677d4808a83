package dev.stator.engine.table;

import dev.stator.value.AttributeType;
import java.util.ArrayList;
import java.util.List;
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
        if (sorts.isEmpty()) {
            return partitions;
        }
        List<Part> parts = new ArrayList<>(partitions.size() + sorts.size());
        parts.addAll(partitions);
        parts.addAll(sorts);
        return parts;
    }

    /** The part of that name. */
    public @Nullable Part part(String name) {
        for (Part part : parts()) {
            if (part.name().equals(name)) {
                return part;
            }
        }
        return null;
    }
}
