package dev.stator.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the annotations of a class say about what its indexes hold. */
final class DeclaredProjections {
    private final Class<?> type;
    private final Set<String> keysOnly = new LinkedHashSet<>();
    private final Map<String, List<String>> included = new LinkedHashMap<>();

    /**
     * Reads the annotations of a class.
     *
     * @param attributes what is stored, with the stored names
     */
    DeclaredProjections(Class<?> type, Map<Property, String> attributes) {
        this.type = type;
        for (Class<?> at : Lineage.of(type)) {
            KeysOnly mark = at.getAnnotation(KeysOnly.class);
            if (mark != null) {
                keysOnly.addAll(List.of(mark.value()));
            }
        }
        attributes.forEach((property, name) -> property.mark(Projected.class).ifPresent(held -> {
            for (String index : held.value()) {
                included.computeIfAbsent(index, ignored -> new ArrayList<>()).add(name);
            }
        }));
    }

    /**
     * The index with its projection.
     *
     * @throws IllegalArgumentException if the annotations contradict each other
     */
    IndexSchema on(IndexSchema index) {
        List<String> attributes = included.get(index.name());
        if (attributes == null) {
            return keysOnly.contains(index.name()) ? index.keysOnly() : index;
        } else if (keysOnly.contains(index.name())) {
            throw new IllegalArgumentException(type.getName() + ": index " + index.name()
                    + " is @KeysOnly, and " + String.join(", ", attributes)
                    + " is @Projected to it; take one of the marks away");
        }
        return index.including(attributes.toArray(String[]::new));
    }

    /**
     * Checks the projections of indexes that a schema does not have, and of keys, which an index holds anyway.
     *
     * @throws IllegalArgumentException if there is one
     */
    void check(TableSchema<?> schema) {
        List<String> names = schema.indexes().stream().map(IndexSchema::name).toList();
        for (String index : union()) {
            if (!names.contains(index)) {
                throw new IllegalArgumentException(type.getName() + " says what index " + index
                        + " holds, and has no such index; it has " + names);
            }
        }
        included.forEach((name, attributes) -> {
            IndexSchema index = schema.index(name);
            Stream.of(Stream.of(schema.partitionKey()), schema.sortKey().stream(), index.keys())
                    .flatMap(keys -> keys)
                    .map(KeyAttribute::name)
                    .filter(attributes::contains)
                    .findFirst()
                    .ifPresent(key -> {
                        throw new IllegalArgumentException(type.getName() + ": " + key + " is @Projected to index "
                                + name + ", which holds it anyway as a key; take the mark away");
                    });
        });
    }

    private Set<String> union() {
        Set<String> all = new LinkedHashSet<>(keysOnly);
        all.addAll(included.keySet());
        return all;
    }
}
