package dev.stator.codec;

import dev.stator.value.AttributeType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the annotations of a record class say about the keys of its table and indexes. */
final class Keys {
    private final Class<?> type;
    private final RecordCodec<?> codec;
    private final Map<String, KeyAttribute> partitionKeys = new LinkedHashMap<>();
    private final Map<String, KeyAttribute> sortKeys = new LinkedHashMap<>();
    private final Map<String, KeyAttribute> localKeys = new LinkedHashMap<>();
    private @Nullable KeyAttribute partitionKey;
    private @Nullable KeyAttribute sortKey;
    private @Nullable String timeToLive;

    private Keys(Class<?> type, RecordCodec<?> codec) {
        this.type = type;
        this.codec = codec;
    }

    /** Whether a component is a key of the table or of an index. */
    static boolean isKey(RecordComponent component) {
        return Stream.of(
                        PartitionKey.class,
                        SortKey.class,
                        IndexPartitionKey.class,
                        IndexSortKey.class,
                        LocalIndex.class)
                .anyMatch(component::isAnnotationPresent);
    }

    /**
     * The schema of a record's table.
     *
     * @throws IllegalArgumentException if the annotations contradict each other or the rules of DynamoDB
     */
    static <R> TableSchema<R> schema(Class<R> type, RecordCodec<R> codec) {
        Keys keys = new Keys(type, codec);
        for (RecordComponent component : type.getRecordComponents()) {
            keys.collect(component);
        }
        KeyAttribute partitionKey = keys.partitionKey;
        if (partitionKey == null) {
            throw new IllegalArgumentException(
                    type.getName() + " has no partition key; mark one component with @PartitionKey");
        }
        TableSchema<R> schema = TableSchema.of(codec, type, partitionKey, Optional.ofNullable(keys.sortKey));
        DeclaredProjections projections = new DeclaredProjections(type, codec);
        for (IndexSchema index : keys.indexes(partitionKey)) {
            schema = schema.withIndex(projections.on(index));
        }
        projections.check(schema);
        for (RecordComponent component : type.getRecordComponents()) {
            for (Stamp.Kind kind : Stamp.Kind.of(component)) {
                schema = schema.withStamp(keys.stamp(component, kind));
            }
        }
        return keys.timeToLive == null ? schema : schema.withTimeToLive(keys.timeToLive);
    }

    private void collect(RecordComponent component) {
        collectTimeToLive(component);
        if (component.isAnnotationPresent(PartitionKey.class)) {
            if (partitionKey != null) {
                throw refusal(
                        component,
                        "is a second partition key, after " + partitionKey.name()
                                + "; a table has one, so make this one the @SortKey or take the mark away");
            }
            partitionKey = tableKey(component);
        }
        if (component.isAnnotationPresent(SortKey.class)) {
            if (sortKey != null) {
                throw refusal(
                        component,
                        "is a second sort key, after " + sortKey.name()
                                + "; a table has one, and a @LocalIndex gives a second order");
            }
            if (component.isAnnotationPresent(PartitionKey.class)) {
                throw refusal(component, "is marked as partition key and as sort key; it can be one of them");
            }
            sortKey = tableKey(component);
        }
        IndexPartitionKey ofPartition = component.getAnnotation(IndexPartitionKey.class);
        if (ofPartition != null) {
            add(component, ofPartition.value(), partitionKeys, "partition");
        }
        IndexSortKey ofSort = component.getAnnotation(IndexSortKey.class);
        if (ofSort != null) {
            add(component, ofSort.value(), sortKeys, "sort");
        }
        LocalIndex local = component.getAnnotation(LocalIndex.class);
        if (local != null) {
            add(component, local.value(), localKeys, "sort");
        }
    }

    private void collectTimeToLive(RecordComponent component) {
        if (!component.isAnnotationPresent(TimeToLive.class)) {
            return;
        } else if (timeToLive != null) {
            throw refusal(component, "is a second time to live, after " + timeToLive + "; a table has one");
        } else if (!(scalar(component) instanceof ScalarCodec<?> scalar) || scalar.type() != AttributeType.N) {
            throw refusal(
                    component, "is a time to live and not stored as a number; the service takes seconds since 1970");
        }
        timeToLive = member(component).name();
    }

    private void add(RecordComponent component, String[] names, Map<String, KeyAttribute> keys, String role) {
        KeyAttribute key = key(component);
        for (String name : names.length > 0 ? names : new String[] {key.name()}) {
            KeyAttribute other = keys.put(name, key);
            if (name.isEmpty()) {
                throw refusal(component, "is a key of an index with an empty name");
            } else if (other != null) {
                throw refusal(component, "is a second " + role + " key of index " + name + ", after " + other.name());
            }
        }
    }

    private List<IndexSchema> indexes(KeyAttribute partitionKey) {
        List<IndexSchema> indexes = new ArrayList<>();
        sortKeys.forEach((name, key) -> {
            if (!partitionKeys.containsKey(name)) {
                throw new IllegalArgumentException(type.getName() + ": index " + name + " has a sort key, " + key.name()
                        + ", and no partition key; mark one component with @IndexPartitionKey(\"" + name
                        + "\"), or use @LocalIndex if it shares the table's");
            }
        });
        partitionKeys.forEach((name, key) -> indexes.add(new IndexSchema(
                name, IndexSchema.Kind.GLOBAL, key, Optional.ofNullable(sortKeys.get(name)), IndexProjection.ALL)));
        localKeys.forEach((name, key) -> indexes.add(IndexSchema.local(name, partitionKey, key)));
        return indexes;
    }

    private Stamp stamp(RecordComponent component, Stamp.Kind kind) {
        Codec.Member member = member(component);
        try {
            return new Stamp(member.name(), kind, member.codec());
        } catch (IllegalArgumentException e) {
            throw refusal(component, String.valueOf(e.getMessage()));
        }
    }

    private KeyAttribute tableKey(RecordComponent component) {
        boolean optional = member(component).codec() instanceof OptionalCodec<?, ?>;
        boolean nullable = TypeShape.isNullable(component.getAnnotatedType())
                || TypeShape.isNullable(component)
                || TypeShape.isNullable(component.getAccessor());
        // A key that the library makes is null until then.
        if (optional || (nullable && !component.isAnnotationPresent(GeneratedUuid.class))) {
            throw refusal(
                    component,
                    "is a key of the table and " + (optional ? "an Optional" : "declared nullable")
                            + "; every item has its key, so declare it without");
        }
        return key(component);
    }

    private KeyAttribute key(RecordComponent component) {
        if (scalar(component) instanceof ScalarCodec<?> scalar) {
            return new KeyAttribute(member(component).name(), scalar.type(), scalar);
        }
        throw refusal(
                component,
                "is a key of type " + component.getGenericType().getTypeName()
                        + "; a key is stored as a string, a number or a binary");
    }

    /** The codec of what a component holds, or of what is in it if it is an optional. */
    private Codec<?> scalar(RecordComponent component) {
        Codec<?> codec = member(component).codec();
        return codec instanceof OptionalCodec<?, ?> optional ? optional.present() : codec;
    }

    private Codec.Member member(RecordComponent component) {
        return codec.member(component.getName()).orElseThrow();
    }

    private IllegalArgumentException refusal(RecordComponent component, String problem) {
        return new IllegalArgumentException(type.getName() + "." + component.getName() + " " + problem);
    }
}
