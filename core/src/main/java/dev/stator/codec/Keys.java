package dev.stator.codec;

import dev.stator.value.AttributeType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of a class say about the keys of its table and indexes: on what is stored, on methods that compute
 * a key, and on the class itself for templates.
 */
final class Keys {
    /** The keys of no class. */
    static final Keys NONE = new Keys(Object.class);

    private static final List<Class<? extends Annotation>> MARKS =
            List.of(PartitionKey.class, SortKey.class, IndexPartitionKey.class, IndexSortKey.class, LocalIndex.class);

    private enum Role {
        PARTITION("partition key"),
        SORT("sort key"),
        INDEX_PARTITION("partition key"),
        INDEX_SORT("sort key"),
        LOCAL_SORT("sort key");

        private final String noun;

        Role(String noun) {
            this.noun = noun;
        }

        boolean ofTable() {
            return this == PARTITION || this == SORT;
        }

        boolean sorts() {
            return this == SORT || this == INDEX_SORT || this == LOCAL_SORT;
        }
    }

    /**
     * One annotation, for one index.
     *
     * @param label what bears it, for messages
     * @param name the stored name of its attribute
     * @param typeName the class of its values, for messages
     */
    private record Mark(Role role, String index, int order, String label, String name, String typeName) {}

    /**
     * An attribute that is not stored as it stands in a property, but made from others.
     *
     * @param name its stored name
     * @param method the method that computes it; null if a template does
     * @param template the template; empty if a method does
     */
    record Made(String name, @Nullable Property method, String template) {}

    /** What one annotation says, whichever it is. */
    private record Said(Role role, List<String> indexes, int order, String name, String template) {
        /** Whether a class that says this does not take on the other one from those above it. */
        boolean replaces(Said above) {
            return role == above.role && (role.ofTable() || name.equals(above.name));
        }
    }

    private interface Bearer {
        <A extends Annotation> List<A> marks(Class<A> annotation);
    }

    private final Class<?> type;
    private final List<Mark> marks = new ArrayList<>();
    private final Map<String, Made> made = new LinkedHashMap<>();
    private final Map<String, String> namesOfProperties = new LinkedHashMap<>();
    private final Set<String> ownAttributes = new HashSet<>();
    private final Map<Property, String> attributes = new LinkedHashMap<>();
    private @Nullable String timeToLive;

    private Keys(Class<?> type) {
        this.type = type;
    }

    /** The keys of a class within another, which has none: its annotations of keys count where it is an item. */
    static Keys none(Class<?> type, Anatomy anatomy, NameStyle naming) {
        Keys keys = new Keys(type);
        List<Property> computed = computed(type, anatomy);
        refuseStrays(type, anatomy, computed);
        Strays.refuseOfItems(
                type,
                Stream.concat(anatomy.properties().stream(), computed.stream()).toList());
        for (Property method : computed) {
            method.mark(Attribute.class)
                    .ifPresent(attribute -> keys.made.put(attribute.value(), new Made(attribute.value(), method, "")));
        }
        anatomy.properties()
                .forEach(property -> keys.namesOfProperties.put(
                        property.name(),
                        property.mark(Attribute.class)
                                .map(Attribute::value)
                                .orElseGet(() -> naming.of(property.name()))));
        return keys;
    }

    /**
     * Reads the annotations of a class that is a whole item.
     *
     * @throws IllegalArgumentException if they contradict each other
     */
    static Keys of(Class<?> type, Anatomy anatomy, NameStyle naming) {
        Keys keys = new Keys(type);
        for (Property property : anatomy.properties()) {
            List<Said> said = said(property::marks);
            String name = keys.storedName(property, property.name(), said, naming);
            keys.namesOfProperties.put(property.name(), name);
            keys.attributes.put(property, name);
            if (!said.isEmpty() || property.isMarked(Attribute.class)) {
                keys.ownAttributes.add(property.name());
            }
            keys.markTimeToLive(property, name);
            said.forEach(one -> keys.add(property.name(), name, property.typeName(), one));
            said.stream()
                    .map(Said::template)
                    .filter(template -> !template.isEmpty())
                    .forEach(template -> keys.make(new Made(name, null, template)));
        }
        List<Property> computed = computed(type, anatomy);
        refuseStrays(type, anatomy, computed);
        for (Property method : computed) {
            List<Said> said = said(method::marks);
            String name = keys.storedName(method, method.name(), said, naming);
            said.forEach(one -> {
                if (!one.template.isEmpty()) {
                    throw keys.refusal(method.name(), "is a method with a key template; put the template on the class");
                }
                keys.add(method.name(), name, method.typeName(), one);
            });
            keys.attributes.put(method, name);
            keys.markTimeToLive(method, name);
            keys.make(new Made(name, method, ""));
        }
        for (Said one : saidOfClass(type)) {
            if (one.name.isEmpty() || one.template.isEmpty()) {
                throw new IllegalArgumentException(type.getName()
                        + ": an annotation of a key on the class itself needs the stored name of the key and its"
                        + " template, such as \"USER#{email}\"");
            }
            keys.add(one.name, one.name, "String", one);
            keys.make(new Made(one.name, null, one.template));
        }
        return keys;
    }

    private static void refuseStrays(Class<?> type, Anatomy anatomy, List<Property> computed) {
        List<Property> stored = new ArrayList<>(anatomy.properties());
        stored.addAll(computed);
        Strays.refuse(type, stored);
    }

    private void markTimeToLive(Property property, String name) {
        if (property.isMarked(TimeToLive.class)) {
            if (timeToLive != null) {
                throw refusal(property.name(), "is a second time to live, after " + timeToLive + "; a table has one");
            }
            timeToLive = name;
        }
    }

    /** What a class and its supertypes say of keys that are made, without what another one below says otherwise. */
    private static List<Said> saidOfClass(Class<?> type) {
        List<Class<?>> lineage = Lineage.of(type);
        List<Said> all = new ArrayList<>();
        for (Class<?> at : lineage) {
            List<Said> below = lineage.stream()
                    .filter(other -> other != at && at.isAssignableFrom(other))
                    .flatMap(other -> said(bearer(other)).stream())
                    .toList();
            said(bearer(at)).stream()
                    .filter(one -> below.stream().noneMatch(other -> other.replaces(one)))
                    .forEach(all::add);
        }
        return all;
    }

    private static Bearer bearer(Class<?> at) {
        return new Bearer() {
            @Override
            public <A extends Annotation> List<A> marks(Class<A> annotation) {
                return List.of(at.getAnnotationsByType(annotation));
            }
        };
    }

    private static List<Said> said(Bearer bearer) {
        List<Said> said = new ArrayList<>();
        for (PartitionKey key : bearer.marks(PartitionKey.class)) {
            said.add(new Said(Role.PARTITION, List.of(""), 0, key.value(), key.template()));
        }
        for (SortKey key : bearer.marks(SortKey.class)) {
            said.add(new Said(Role.SORT, List.of(""), 0, key.value(), key.template()));
        }
        for (IndexPartitionKey key : bearer.marks(IndexPartitionKey.class)) {
            said.add(new Said(Role.INDEX_PARTITION, List.of(key.value()), key.order(), key.name(), key.template()));
        }
        for (IndexSortKey key : bearer.marks(IndexSortKey.class)) {
            said.add(new Said(Role.INDEX_SORT, List.of(key.value()), key.order(), key.name(), key.template()));
        }
        for (LocalIndex key : bearer.marks(LocalIndex.class)) {
            said.add(new Said(Role.LOCAL_SORT, List.of(key.value()), 0, key.name(), key.template()));
        }
        return said;
    }

    /** The methods that take nothing and are annotated, of which the class is not made. */
    private static List<Property> computed(Class<?> type, Anatomy anatomy) {
        Map<String, Property> computed = new LinkedHashMap<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            addComputed(at, anatomy, computed);
        }
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            addComputedOfInterfaces(at, anatomy, computed);
        }
        return List.copyOf(computed.values());
    }

    private static void addComputedOfInterfaces(Class<?> type, Anatomy anatomy, Map<String, Property> computed) {
        for (Class<?> above : type.getInterfaces()) {
            addComputed(above, anatomy, computed);
            addComputedOfInterfaces(above, anatomy, computed);
        }
    }

    private static void addComputed(Class<?> declaring, Anatomy anatomy, Map<String, Property> computed) {
        Stream.of(declaring.getDeclaredMethods())
                .filter(method -> method.getParameterCount() == 0
                        && !method.isSynthetic()
                        && !Modifier.isStatic(method.getModifiers())
                        && (method.isDefault() || !declaring.isInterface())
                        && Stream.concat(MARKS.stream(), Stream.of(Attribute.class, Projected.class, TimeToLive.class))
                                .anyMatch(mark -> method.getAnnotationsByType(mark).length > 0)
                        && anatomy.properties().stream()
                                .noneMatch(property -> property.accessor().equals(method.getName())))
                .sorted(Comparator.comparing(Method::getName))
                .forEach(method ->
                        computed.putIfAbsent(method.getName(), Property.of(nameOf(method), "method", method)));
    }

    private static String nameOf(Method method) {
        String name = method.getName();
        boolean bean = name.length() > 3 && name.startsWith("get") && Character.isUpperCase(name.charAt(3));
        return bean ? name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4) : name;
    }

    private String storedName(Property property, String javaName, List<Said> said, NameStyle naming) {
        List<String> names = Stream.concat(
                        property.mark(Attribute.class).map(Attribute::value).stream(),
                        said.stream().map(Said::name).filter(name -> !name.isEmpty()))
                .distinct()
                .toList();
        if (names.size() > 1) {
            throw refusal(javaName, "has two stored names, " + String.join(" and ", names) + "; give it one");
        }
        return names.isEmpty() ? naming.of(javaName) : names.get(0);
    }

    private void add(String label, String name, String typeName, Said said) {
        for (String index : said.indexes.isEmpty() ? List.of(name) : said.indexes) {
            if (!said.role.ofTable() && index.isEmpty()) {
                throw refusal(label, "is a key of an index with an empty name");
            }
            for (Mark other : marks) {
                if (other.name.equals(name) && other.role.ofTable() && said.role.ofTable() && other.role != said.role) {
                    throw refusal(label, "is marked as partition key and as sort key; it can be one of them");
                }
            }
            boolean again = marks.stream()
                    .anyMatch(other -> other.role == said.role && other.index.equals(index) && other.name.equals(name));
            if (!again) {
                marks.add(new Mark(said.role, index, said.order, label, name, typeName));
            }
        }
    }

    private void make(Made one) {
        Made other = made.putIfAbsent(one.name, one);
        if (other != null && !(one.method == null && one.template.equals(other.template))) {
            throw new IllegalArgumentException(type.getName() + " makes the attribute " + one.name
                    + " in two ways; keep one method or template for it");
        }
    }

    /** The stored name of a property. */
    String nameOf(Property property) {
        return namesOfProperties.getOrDefault(property.name(), property.name());
    }

    /** Whether a property is a key of the table or of an index. */
    boolean isKey(String storedName) {
        return marks.stream().anyMatch(mark -> mark.name.equals(storedName));
    }

    /** The stored names of the keys of the table. */
    List<String> namesOfTable() {
        return marks.stream()
                .filter(mark -> mark.role.ofTable())
                .map(mark -> mark.name)
                .toList();
    }

    boolean isTableKey(String storedName) {
        return marks.stream().anyMatch(mark -> mark.name.equals(storedName) && mark.role.ofTable());
    }

    /** What is made from other attributes, in the order of keys first. */
    List<Made> made() {
        return List.copyOf(made.values());
    }

    Optional<Made> made(String storedName) {
        return Optional.ofNullable(made.get(storedName));
    }

    /**
     * The key of the table in which a property is stored instead of under its own name: it is named in a template, has no
     * annotation of its own, and the key cannot be given otherwise.
     */
    Optional<Made> holding(Property property) {
        return made.values().stream()
                .filter(one -> isTableKey(one.name)
                        && !isGivenOrMade(one.name)
                        && KeyTemplate.names(one.template).contains(property.name())
                        && !ownAttributes.contains(property.name()))
                .findFirst();
    }

    /**
     * The schema of a class's table.
     *
     * @param codec the codec of its attributes
     * @param form the codec of whole items
     * @throws IllegalArgumentException if the annotations contradict each other or the rules of DynamoDB
     */
    <R> TableSchema<R> schema(Class<R> item, RecordCodec<R> codec, ItemForm<R> form, Mapping mapping) {
        KeyRecords records = new KeyRecords(mapping.access(), javaNames());
        Optional<KeyAttribute> partitionKey = tableKey(Role.PARTITION, codec, records);
        if (partitionKey.isEmpty()) {
            throw new IllegalArgumentException(
                    type.getName()
                            + " has no partition key; mark one component with @PartitionKey, or make one by a method or template");
        }
        Optional<KeyAttribute> sortKey = tableKey(Role.SORT, codec, records);
        TableSchema<R> schema = TableSchema.of(form, item, partitionKey.get(), sortKey, mapping, records, null);
        DeclaredProjections projections = new DeclaredProjections(type, attributes);
        for (IndexSchema index : indexes(partitionKey.get(), codec, records)) {
            schema = schema.withIndex(projections.on(index));
        }
        projections.check(schema);
        for (Map.Entry<Property, String> attribute : attributes.entrySet()) {
            for (Stamp.Kind kind : Stamp.Kind.of(attribute.getKey())) {
                schema = schema.withStamp(stamp(attribute.getKey(), attribute.getValue(), kind, codec));
            }
            if (attribute.getKey().isMarked(Unique.class)) {
                schema = schema.withUnique(unique(attribute.getKey(), attribute.getValue(), codec));
            }
        }
        if (Lineage.isMarked(item, HoldsCounters.class)) {
            schema = schema.holdingCounters();
        }
        return timeToLive == null ? schema : schema.withTimeToLive(checkedTimeToLive(timeToLive, codec));
    }

    private Stamp stamp(Property property, String name, Stamp.Kind kind, RecordCodec<?> record) {
        Codec.Member member = record.attribute(name)
                .orElseThrow(() -> refusal(
                        property.name(),
                        "is a " + kind.mark() + " and stored in a key alone, so it cannot be filled in; give it an"
                                + " @Attribute, too"));
        try {
            return new Stamp(member.name(), kind, member.codec());
        } catch (IllegalArgumentException e) {
            throw refusal(property.name(), String.valueOf(e.getMessage()));
        }
    }

    private String unique(Property property, String name, RecordCodec<?> record) {
        boolean scalar = record.attribute(name)
                .map(member -> present(member.codec()))
                .filter(codec ->
                        codec instanceof ScalarCodec<?> one && one.type().isKeyType())
                .isPresent();
        if (!scalar) {
            throw refusal(
                    property.name(),
                    "is unique, and not stored as a string, number or binary of its own; only such values can be told apart");
        }
        return name;
    }

    private String checkedTimeToLive(String name, RecordCodec<?> record) {
        Codec<?> codec = present(record.attribute(name)
                .orElseThrow(() -> refusal(
                        javaNames().getOrDefault(name, name),
                        "is a time to live and stored in a key alone, where the service does not look for it; give it"
                                + " an @Attribute, too"))
                .codec());
        if (!(codec instanceof ScalarCodec<?> scalar) || scalar.type() != AttributeType.N) {
            throw refusal(
                    javaNames().getOrDefault(name, name),
                    "is a time to live and not stored as a number; the service takes seconds since 1970");
        }
        return name;
    }

    private static Codec<?> present(Codec<?> codec) {
        return codec instanceof OptionalCodec<?, ?> optional ? optional.present() : codec;
    }

    private Map<String, String> javaNames() {
        Map<String, String> names = new LinkedHashMap<>();
        namesOfProperties.forEach((java, stored) -> names.put(stored, java));
        made.values().stream()
                .filter(one -> one.method != null)
                .forEach(one -> names.putIfAbsent(one.name, one.method.name()));
        return names;
    }

    private Optional<KeyAttribute> tableKey(Role role, RecordCodec<?> codec, KeyRecords records) {
        List<Mark> found = marks.stream().filter(mark -> mark.role == role).toList();
        if (found.size() > 1) {
            throw refusal(
                    found.get(1).label,
                    "is a second " + role.noun + ", after " + found.get(0).name + "; a table has one, so "
                            + (role == Role.PARTITION
                                    ? "make this one the @SortKey or take the mark away"
                                    : "use a @LocalIndex for a second order"));
        }
        for (Mark mark : found) {
            Codec.Member member = codec.attribute(mark.name).orElseThrow();
            boolean optional = member.codec() instanceof OptionalCodec<?, ?>;
            if (member.optional() && !isGivenOrMade(mark.name) && (optional || !isFilledIn(mark.name))) {
                throw refusal(
                        mark.label,
                        "is a key of the table and " + (optional ? "an Optional" : "declared nullable")
                                + "; every item has its key, so declare it without");
            }
        }
        return found.stream().findFirst().map(mark -> key(mark, codec, records));
    }

    /** Whether the library fills the attribute in, which may be missing until then; a version that is a key is refused as such. */
    private boolean isFilledIn(String storedName) {
        return attributes.entrySet().stream()
                .anyMatch(attribute -> attribute.getValue().equals(storedName)
                        && (attribute.getKey().isMarked(GeneratedUuid.class)
                                || attribute.getKey().isMarked(Version.class)));
    }

    /** Whether a property holds the key, and something else makes it where the property is empty. */
    private boolean isGivenOrMade(String storedName) {
        return made.containsKey(storedName) && namesOfProperties.containsValue(storedName);
    }

    private List<IndexSchema> indexes(KeyAttribute partitionKey, RecordCodec<?> codec, KeyRecords records) {
        Map<String, List<Mark>> partitions = byIndex(Role.INDEX_PARTITION);
        Map<String, List<Mark>> sorts = byIndex(Role.INDEX_SORT);
        sorts.forEach((name, keys) -> {
            if (!partitions.containsKey(name)) {
                throw new IllegalArgumentException(type.getName() + ": index " + name + " has a sort key, "
                        + keys.get(0).name + ", and no partition key; mark one component with @IndexPartitionKey(\""
                        + name + "\"), or use @LocalIndex if it shares the table's");
            }
        });
        List<IndexSchema> indexes = new ArrayList<>();
        partitions.forEach((name, keys) -> indexes.add(new IndexSchema(
                name,
                IndexSchema.Kind.GLOBAL,
                keys(keys, codec, records),
                keys(sorts.getOrDefault(name, List.of()), codec, records),
                IndexProjection.ALL)));
        byIndex(Role.LOCAL_SORT)
                .forEach((name, keys) ->
                        indexes.add(IndexSchema.local(name, partitionKey, key(keys.get(0), codec, records))));
        return indexes;
    }

    private List<KeyAttribute> keys(List<Mark> of, RecordCodec<?> codec, KeyRecords records) {
        return of.stream().map(mark -> key(mark, codec, records)).toList();
    }

    private Map<String, List<Mark>> byIndex(Role role) {
        Map<String, List<Mark>> byIndex = new LinkedHashMap<>();
        marks.stream()
                .filter(mark -> mark.role == role)
                .sorted(Comparator.comparingInt(Mark::order))
                .forEach(mark -> byIndex.computeIfAbsent(mark.index, ignored -> new ArrayList<>())
                        .add(mark));
        byIndex.forEach((index, keys) -> {
            for (int i = 1; i < keys.size(); i++) {
                if (keys.get(i).order == keys.get(i - 1).order) {
                    throw refusal(
                            keys.get(i).label,
                            "is a second " + role.noun + " of index " + index + ", after "
                                    + keys.get(i - 1).name
                                    + (role == Role.LOCAL_SORT
                                            ? ""
                                            : "; an index may have up to " + IndexSchema.MAX_ATTRIBUTES
                                                    + ", each with an order of its own"));
                }
            }
        });
        return byIndex;
    }

    private KeyAttribute key(Mark mark, RecordCodec<?> record, KeyRecords records) {
        Optional<KeyTemplate> template = record.template(mark.name);
        if (template.isPresent()) {
            checkSorting(mark, template.get());
            return new KeyAttribute(
                    mark.name, AttributeType.S, new TemplateCodec(template.get(), !isGivenOrMade(mark.name), records));
        }
        Codec.Member member = record.attribute(mark.name).orElseThrow();
        // What a request gives is taken in any form, and made that which is stored.
        Codec<?> codec = KeyCodec.ofIndex(
                member.codec() instanceof OptionalCodec<?, ?> optional ? optional.present() : member.codec());
        if (codec instanceof ScalarCodec<?> scalar) {
            if (mark.role.sorts() && scalar.sorting() == Sorting.NONE) {
                throw refusal(mark.label, "is a sort key, and " + KeyTemplate.unsorted(scalar));
            }
            return new KeyAttribute(member.name(), scalar.type(), scalar);
        }
        throw refusal(
                mark.label,
                "is a key of type " + mark.typeName + "; a key is stored as a string, a number or a binary");
    }

    private void checkSorting(Mark mark, KeyTemplate template) {
        if (mark.role.sorts()) {
            try {
                template.checkSorting();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(type.getName() + ": " + e.getMessage(), e);
            }
        }
    }

    private IllegalArgumentException refusal(String label, String problem) {
        return new IllegalArgumentException(type.getName() + "." + label + " " + problem);
    }
}
