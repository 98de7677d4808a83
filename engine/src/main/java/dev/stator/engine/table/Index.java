package dev.stator.engine.table;

import dev.stator.value.AttributeValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A secondary index.
 *
 * @param kind local or global
 * @param name its name, unique within the table
 * @param key its key attributes
 * @param projection ALL, KEYS_ONLY or INCLUDE
 * @param nonKeyAttributes what INCLUDE projects beside the keys
 * @param throughput the capacity of a global index; {@code null} for a local one
 */
public record Index(
        Kind kind,
        String name,
        KeySchema key,
        Projection projection,
        List<String> nonKeyAttributes,
        @Nullable Throughput throughput) {

    /** Local indexes share the partition key of the table, global ones have their own. */
    public enum Kind {
        /** Shares the table's partition key and allows consistent reads. */
        LOCAL("LocalSecondaryIndexes"),
        /** Has a partition key of its own. */
        GLOBAL("GlobalSecondaryIndexes");

        private final String member;

        Kind(String member) {
            this.member = member;
        }

        /** The member that lists indexes of this kind in descriptions and consumed capacity. */
        public String member() {
            return member;
        }
    }

    /** What an index holds of an item. */
    public enum Projection {
        /** The whole item. */
        ALL,
        /** The keys of the index and of the table. */
        KEYS_ONLY,
        /** The keys and some named attributes. */
        INCLUDE
    }

    /** Whether an attribute is in the index, when the item has it. */
    public boolean projects(String attribute, KeySchema tableKey) {
        return projection == Projection.ALL
                || key.part(attribute) != null
                || tableKey.part(attribute) != null
                || nonKeyAttributes.contains(attribute);
    }

    /** This index under another name. */
    public Index named(String other) {
        return new Index(kind, other, key, projection, nonKeyAttributes, throughput);
    }

    /** This index with other capacity. */
    public Index with(Throughput other) {
        return new Index(kind, name, key, projection, nonKeyAttributes, other);
    }

    /**
     * Whether an item has all key attributes of this index, and so an entry in it. An item that is older than the index
     * may have values that cannot be its keys; it is left out, as by the service.
     */
    boolean holds(Map<String, AttributeValue> item) {
        return key.parts().stream().allMatch(part -> KeyCheck.isSound(item.get(part.name()), part, key));
    }

    /** What the index holds of an item. */
    public Map<String, AttributeValue> project(Map<String, AttributeValue> item, KeySchema tableKey) {
        if (projection == Projection.ALL) {
            return item;
        }
        Map<String, AttributeValue> projected = new LinkedHashMap<>();
        for (String name : item.keySet()) {
            AttributeValue value = projects(name, tableKey) ? item.get(name) : null;
            if (value != null) {
                projected.put(name, value);
            }
        }
        return projected;
    }
}
