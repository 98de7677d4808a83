package dev.stator.codec;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a secondary index holds of the items in it. It always holds the keys of the table and its own.
 *
 * @param kind how much
 * @param attributes what it holds beside the keys, by stored name, with {@link Kind#INCLUDE}
 */
public record IndexProjection(Kind kind, List<String> attributes) {
    /** How much an index holds. The names of the constants are the service's. */
    public enum Kind {
        /** Whole items. */
        ALL,
        /** The keys alone. */
        KEYS_ONLY,
        /** The keys and some attributes. */
        INCLUDE
    }

    /** Whole items. */
    public static final IndexProjection ALL = new IndexProjection(Kind.ALL, List.of());

    /** The keys alone. */
    public static final IndexProjection KEYS_ONLY = new IndexProjection(Kind.KEYS_ONLY, List.of());

    /**
     * Checks the projection.
     *
     * @throws IllegalArgumentException if it includes nothing, or names attributes and is of another kind
     */
    public IndexProjection {
        attributes = List.copyOf(attributes);
        if ((kind == Kind.INCLUDE) == attributes.isEmpty()) {
            throw new IllegalArgumentException("An index holds " + kind + " with the attributes " + attributes
                    + "; exactly INCLUDE names attributes, and at least one");
        }
    }

    /**
     * The keys and these attributes.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static IndexProjection include(List<String> attributes) {
        return new IndexProjection(Kind.INCLUDE, attributes);
    }

    /** The same, and this attribute too, by stored name. */
    IndexProjection and(String attribute) {
        Set<String> more = new LinkedHashSet<>(attributes);
        more.add(attribute);
        return kind == Kind.ALL ? this : include(List.copyOf(more));
    }

    /** The kind, and what it names. */
    @Override
    public String toString() {
        return kind + (attributes.isEmpty() ? "" : " " + String.join(", ", attributes));
    }
}
