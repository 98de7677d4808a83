package dev.stator.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The schemas of the classes under a discriminator, which share one table: what they have in common is the schema of their
 * root, and of any class between.
 */
final class HierarchySchema {
    private final Hierarchy hierarchy;
    private final Map<Class<?>, TableSchema<?>> schemas = new LinkedHashMap<>();
    private final Mapping mapping;
    private final ClassValue<Narrowing> narrowings = new ClassValue<>() {
        @Override
        protected Narrowing computeValue(Class<?> type) {
            return narrow(type);
        }
    };
    private final ClassValue<Boolean> writtenAlike = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            List<TableSchema<?>> parts = parts(type);
            boolean shapesAlike =
                    parts.stream().map(TableSchema::shape).distinct().count() == 1;
            return shapesAlike && stampsAlike(parts) && templatesAlike(parts);
        }
    };

    /**
     * Learns the classes.
     *
     * @throws IllegalArgumentException if one cannot be learnt, or their keys, indexes or times to live contradict each
     *     other
     */
    HierarchySchema(Hierarchy hierarchy, Mapping mapping) {
        this.hierarchy = hierarchy;
        this.mapping = mapping;
        for (Hierarchy.Kind kind : hierarchy.kinds()) {
            schemas.put(kind.type(), new Learning(mapping).schema(kind.type(), hierarchy));
        }
        hierarchy.unknown().ifPresent(this::requireRoom);
    }

    private void requireRoom(Class<?> unknown) {
        Codec<?> codec = schema(unknown).codec();
        if (!(codec instanceof RecordCodec<?> record && record.keepsUnknown())
                && codec.attribute(hierarchy.attribute()).isEmpty()) {
            throw refusal("takes " + unknown.getName() + " for what is unknown, which would lose the value of "
                    + hierarchy.attribute() + " when it is stored again; give it a component for that, or a @Rest");
        }
    }

    /** The schema of the root, or of some of the classes. */
    <T> TableSchema<T> of(Class<T> type) {
        List<TableSchema<?>> parts = parts(type);
        Map<Class<?>, ItemForm<Object>> forms = new HashMap<>();
        schemas.forEach((kind, schema) -> forms.put(kind, unchecked((ItemForm<?>) schema.codec())));
        KeyAttribute partitionKey = common(parts, "partition key", schema -> Optional.of(schema.partitionKey()))
                .orElseThrow();
        Optional<KeyAttribute> sortKey = common(parts, "sort key", TableSchema::sortKey);
        TableSchema<T> schema = TableSchema.of(
                new HierarchyCodec<>(type, hierarchy, forms),
                type,
                partitionKey,
                sortKey,
                mapping,
                parts.get(0).keyRecords(),
                this);
        for (IndexSchema index : indexes(parts, partitionKey)) {
            schema = schema.withIndex(index);
        }
        Set<String> timesToLive = parts.stream()
                .flatMap(part -> part.timeToLive().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (timesToLive.size() > 1) {
            throw refusal("has the times to live " + timesToLive + " in its classes; one table has one");
        }
        for (String timeToLive : timesToLive) {
            schema = schema.withTimeToLive(timeToLive);
        }
        for (Stamp stamp : stampsAlike(parts) ? parts.get(0).stamps() : List.<Stamp>of()) {
            schema = schema.withStamp(stamp);
        }
        for (String unique : uniques()) {
            schema = schema.withUnique(unique);
        }
        return holdsCounters() ? schema.holdingCounters() : schema;
    }

    /** Those of all classes, as an item of one may come in the place of another's. */
    private Set<String> uniques() {
        return schemas.values().stream()
                .flatMap(part -> part.uniques().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private boolean holdsCounters() {
        return hierarchy.root().isAnnotationPresent(HoldsCounters.class)
                || schemas.values().stream().anyMatch(TableSchema::holdsCounters);
    }

    private List<TableSchema<?>> parts(Class<?> type) {
        return hierarchy.kinds(type).stream()
                .<TableSchema<?>>map(kind -> schema(kind.type()))
                .toList();
    }

    private TableSchema<?> schema(Class<?> type) {
        TableSchema<?> schema = schemas.get(type);
        if (schema == null) {
            throw new IllegalArgumentException(type.getName() + " is none of the classes of "
                    + hierarchy.root().getName());
        }
        return schema;
    }

    /** Which items are of a class. */
    Narrowing narrowing(Class<?> type) {
        return narrowings.get(type);
    }

    private Narrowing narrow(Class<?> type) {
        List<Hierarchy.Kind> own = hierarchy.kinds(type);
        boolean missing = hierarchy
                .missing()
                .or(hierarchy::unknown)
                .filter(type::isAssignableFrom)
                .isPresent();
        boolean unknown = hierarchy.unknown().filter(type::isAssignableFrom).isPresent();
        List<Hierarchy.Kind> told = hierarchy.kinds().stream()
                .filter(kind -> unknown != own.contains(kind))
                .toList();
        boolean all = type == hierarchy.root();
        Optional<String> value =
                own.size() == 1 && !unknown ? Optional.of(own.get(0).value()) : Optional.empty();
        return new Narrowing(
                hierarchy.attribute(),
                value,
                all || unknown,
                all
                        ? List.of()
                        : told.stream().flatMap(kind -> kind.values().stream()).toList(),
                all || missing);
    }

    /** What the library fills in of a value of this class. */
    List<Stamp> stamps(Class<?> type) {
        return schema(type).stamps();
    }

    /** Whether the classes have the same stamps and shapes, and the same templates of keys that updates must follow. */
    boolean isWrittenAlike(Class<?> type) {
        return writtenAlike.get(type);
    }

    private static boolean stampsAlike(List<TableSchema<?>> parts) {
        Set<Set<List<Object>>> different = parts.stream()
                .map(part -> part.stamps().stream()
                        .map(stamp -> List.<Object>of(
                                stamp.name(), stamp.kind(), stamp.codec().javaClass()))
                        .collect(Collectors.toSet()))
                .collect(Collectors.toSet());
        return different.size() == 1;
    }

    private static boolean templatesAlike(List<TableSchema<?>> parts) {
        Map<String, KeyTemplate> first = templatesOfUpdates(parts.get(0));
        return parts.stream()
                .map(HierarchySchema::templatesOfUpdates)
                .allMatch(other -> other.keySet().equals(first.keySet())
                        && first.entrySet().stream()
                                .allMatch(template -> Likeness.of(
                                        template.getValue(), Objects.requireNonNull(other.get(template.getKey())))));
    }

    /** Those of indexes, which updates follow, and those of the table's key that tell attributes, from which none may part. */
    private static Map<String, KeyTemplate> templatesOfUpdates(TableSchema<?> part) {
        Map<String, KeyTemplate> followed = new HashMap<>(part.templates());
        Stream.concat(Stream.of(part.partitionKey()), part.sortKey().stream())
                .map(KeyAttribute::name)
                .forEach(key -> followed.computeIfPresent(
                        key,
                        (name, template) ->
                                template.parts().stream().anyMatch(KeyTemplate.Part::own) ? template : null));
        return followed;
    }

    private Optional<KeyAttribute> common(
            List<TableSchema<?>> parts, String noun, Function<TableSchema<?>, Optional<KeyAttribute>> key) {
        Optional<KeyAttribute> first = key.apply(parts.get(0));
        for (TableSchema<?> part : parts) {
            if (!shape(key.apply(part)).equals(shape(first))) {
                throw refusal("has classes with different keys: the " + noun + " of "
                        + name(parts.get(0)) + " is " + shape(first) + ", and that of " + name(part) + " is "
                        + shape(key.apply(part)) + "; in one table all have the same, so give them one stored name"
                        + " and type");
            }
        }
        return first.map(one ->
                common(parts.stream().map(part -> key.apply(part).orElseThrow()).toList()));
    }

    private static String name(TableSchema<?> schema) {
        return schema.type().getSimpleName();
    }

    private static String shape(Optional<KeyAttribute> key) {
        return key.map(HierarchySchema::shape).orElse("missing");
    }

    private static String shape(KeyAttribute key) {
        return key.name() + " of type " + key.type();
    }

    /** The key as all make it; if they make it in different ways, as it is stored. */
    private static KeyAttribute common(List<KeyAttribute> keys) {
        KeyAttribute first = keys.get(0);
        if (keys.stream().allMatch(key -> Likeness.of(key, first))) {
            return first;
        }
        return switch (first.type()) {
            case N -> KeyAttribute.number(first.name());
            case B -> KeyAttribute.binary(first.name());
            default -> KeyAttribute.string(first.name());
        };
    }

    private List<IndexSchema> indexes(List<TableSchema<?>> parts, KeyAttribute partitionKey) {
        Map<String, List<IndexSchema>> byName = new LinkedHashMap<>();
        Map<String, String> owners = new HashMap<>();
        for (TableSchema<?> part : parts) {
            for (IndexSchema index : part.indexes()) {
                List<IndexSchema> same = byName.computeIfAbsent(index.name(), ignored -> new ArrayList<>());
                owners.putIfAbsent(index.name(), name(part));
                if (!same.isEmpty() && !shape(same.get(0)).equals(shape(index))) {
                    throw refusal("has classes with different indexes of the name " + index.name() + ": that of "
                            + owners.get(index.name()) + " is " + shape(same.get(0)) + ", and that of " + name(part)
                            + " is " + shape(index) + "; make them alike, or give one another name");
                }
                same.add(index);
            }
        }
        return byName.values().stream().map(same -> common(same, partitionKey)).toList();
    }

    private static String shape(IndexSchema index) {
        return index.kind() + " by "
                + index.partitionKeys().stream().map(HierarchySchema::shape).toList() + " and "
                + index.sortKeys().stream().map(HierarchySchema::shape).toList() + " with "
                + (index.projection().kind() == IndexProjection.Kind.ALL ? "all attributes" : "some attributes");
    }

    /** The index as all make it, which holds what any of them wants it to. */
    private IndexSchema common(List<IndexSchema> same, KeyAttribute partitionKey) {
        IndexSchema first = same.get(0);
        IndexProjection held = first.projection();
        for (IndexSchema index : same) {
            for (String attribute : index.projection().attributes()) {
                held = held.and(attribute);
            }
        }
        return new IndexSchema(
                first.name(),
                first.kind(),
                first.isLocal() ? List.of(partitionKey) : common(same, IndexSchema::partitionKeys),
                common(same, IndexSchema::sortKeys),
                held);
    }

    private static List<KeyAttribute> common(List<IndexSchema> same, Function<IndexSchema, List<KeyAttribute>> keys) {
        List<KeyAttribute> common = new ArrayList<>();
        for (int i = 0; i < keys.apply(same.get(0)).size(); i++) {
            int place = i;
            common.add(common(
                    same.stream().map(index -> keys.apply(index).get(place)).toList()));
        }
        return common;
    }

    @SuppressWarnings("unchecked") // Asked with values of its class alone.
    static ItemForm<Object> unchecked(ItemForm<?> form) {
        return (ItemForm<Object>) form;
    }

    private IllegalArgumentException refusal(String problem) {
        return new IllegalArgumentException("The schema of " + hierarchy.root().getName() + " " + problem);
    }
}
