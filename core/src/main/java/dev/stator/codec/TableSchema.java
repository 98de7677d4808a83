package dev.stator.codec;

import dev.stator.error.CodecException;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.Item;
import dev.stator.value.ItemReader;
import dev.stator.value.ItemWriter;
import dev.stator.value.TableDescription;
import java.lang.invoke.MethodHandles;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a table's items: the class, its codec, the keys and the indexes. Learnt from a class once, or put
 * together for dynamic items. Immutable, and safe for use by many threads.
 *
 * <pre>{@code
 * record User(@PartitionKey String email, @SortKey Instant joined, @IndexPartitionKey("by-name") String name,
 *         int points, Set<String> tags, Optional<Address> address) {}
 *
 * TableSchema<User> users = TableSchema.of(User.class);
 * Item key = users.key("a@x.org", joined);
 * }</pre>
 *
 * <p>Besides records it learns plain classes: with a constructor whose parameters have names, of Kotlin too; with a static
 * method {@code builder()}, as Lombok makes it; and beans, with a constructor without parameters, setters and fields that
 * are not {@code transient}. {@link Creator} tells which where a class leaves a choice. What is said of components here holds
 * for their parameters, properties and fields, and the annotations may stand on any of parameter, field, getter and setter.
 * Where an annotation would take no effect, as on a static method or on the method of an interface, it is refused.
 *
 * <p>A component is stored as an attribute of its own name, in the style of the class's {@link Naming}, or under that of its
 * {@link Attribute}:
 *
 * <ul>
 *   <li>as a string: {@code String}, {@code char}, enums by name or {@link EnumCode}, {@code UUID}, {@code URI}, {@code
 *       Locale}, {@code Currency}, and the ISO texts of {@code LocalDate}, {@code LocalDateTime}, {@code YearMonth} (years
 *       0000 to 9999, so that they sort), {@code LocalTime}, {@code MonthDay}, {@code OffsetDateTime}, {@code
 *       ZonedDateTime}, {@code Duration}, {@code Period}, {@code ZoneId}, {@code ZoneOffset}. An {@code Instant} always has
 *       nine digits of fraction and a Z, as {@code 2020-01-31T23:59:59.000000000Z}, so that instants sort as keys; any ISO
 *       timestamp is read, as UTC if it names no offset
 *   <li>as a number: all primitives and their classes, {@code BigDecimal}, {@code BigInteger}, {@code AtomicInteger}, {@code
 *       AtomicLong}, {@code Year}. There is no negative zero, a {@code BigDecimal} comes back without trailing zeros of its
 *       fraction, and a double that was stored with more digits than it holds is rounded
 *   <li>as a binary: {@code byte[]}, {@code ByteBuffer} (read-only when read), {@link dev.stator.value.Binary}
 *   <li>as what they are: {@code boolean}, {@link dev.stator.value.AttributeValue}, {@link Item}, nested records and classes,
 *       {@code List} and {@code Collection}, {@code Map} with keys that are stored as strings, {@code Set} of what is stored as
 *       string, number or binary, and the sorted interfaces of both; all unmodifiable when read
 *   <li>as what its value is: {@code Object}, as in {@code List<Object>} and {@code Map<String, Object>}, by the rules of
 *       {@link dev.stator.value.AttributeValue#of}; numbers come back as {@code BigDecimal} or as {@link Mapping#numbers}
 *       says
 *   <li>in other forms by annotation: {@link EpochSeconds}, {@link EpochMillis}, {@link UtcTimestamp}, {@link TimeToLive},
 *       {@link LegacyBase64}, {@code @Json} of {@code dev.stator.json}, and any {@link Converter} by {@link Convert}
 * </ul>
 *
 * <p>A key of the table is read in the one form in which its class writes it, and otherwise is a {@link
 * dev.stator.error.CodecException}: an instant without nine digits of fraction or a UUID in capitals would be put as another
 * item. What sorts otherwise than its values, as {@code OffsetDateTime}, {@code ZonedDateTime}, {@code Duration}, {@code
 * Period} and {@code ZoneOffset}, is no sort key. A UUID, a URI and an enum sort by their texts, a {@link LegacyBase64} by
 * that of its bytes. A key that a template or method makes must be what it makes of the record that was read. What is not
 * compared: a key that the class's constructor, its setters or {@link #normalising} change. Where a stored key {@code A@x} is
 * read as {@code a@x}, or normalised so in the write, a put of the record makes a second item, and a delete misses the first.
 *
 * <p>Absent and null: an {@code Optional} that is empty, a component declared {@code @Nullable} (by an annotation of that
 * name from any package) that is null, and an empty {@code Set} are left out, and so read back when the attribute is
 * missing or the explicit null. Any other null, and any other missing attribute, is a {@link
 * dev.stator.error.CodecException} that names the path. {@link Nulls} and {@link Default} say otherwise. Attributes that
 * the class does not know are skipped, unless it has a {@link Rest} or {@link UnknownAttributes} says otherwise.
 *
 * <p>A sealed interface or class under a {@link Discriminator} is stored as its classes are, with an attribute that tells
 * which; such a schema is that of all items, and {@link #narrowed} gives those of each class.
 *
 * @param <T> the class of the items
 */
public final class TableSchema<T> {
    private final Class<T> type;
    private final ItemForm<T> codec;
    private final TableKeys keys;
    private final Map<String, IndexSchema> indexes;
    private final Optional<String> timeToLive;
    private final WriteRules<T> rules;
    private final Mapping mapping;
    private final ClassValue<View<?>> views = new ClassValue<>() {
        @Override
        protected View<?> computeValue(Class<?> viewed) {
            return mapping.view(viewed, codec, keys.names());
        }
    };
    /** The classes under a discriminator; null if there is none. */
    private final @Nullable HierarchySchema hierarchy;
    /** The schema of which this is a part; null if it is the whole. */
    private final @Nullable TableSchema<?> whole;

    private final ClassValue<TableSchema<?>> narrowed = new ClassValue<>() {
        @Override
        protected TableSchema<?> computeValue(Class<?> narrower) {
            return narrow(narrower);
        }
    };
    private final ClassValue<TableSchema<T>> writing = new ClassValue<>() {
        @Override
        protected TableSchema<T> computeValue(Class<?> written) {
            return hierarchy == null ? TableSchema.this : with(rules.stampedAs(hierarchy.stamps(written)));
        }
    };
    private final ClassValue<RecordCodec<?>> parts = new ClassValue<>() {
        @Override
        protected RecordCodec<?> computeValue(Class<?> part) {
            return requireFit(mapping.part(part));
        }
    };

    private TableSchema(
            Class<T> type,
            ItemForm<T> codec,
            TableKeys keys,
            Map<String, IndexSchema> indexes,
            Optional<String> timeToLive,
            WriteRules<T> rules,
            Mapping mapping,
            @Nullable HierarchySchema hierarchy,
            @Nullable TableSchema<?> whole) {
        this.type = type;
        this.codec = codec;
        this.keys = keys;
        this.indexes = indexes;
        this.timeToLive = timeToLive;
        this.rules = rules;
        this.mapping = mapping;
        this.hierarchy = hierarchy;
        this.whole = whole;
    }

    /**
     * The schema of a class that Stator can reach: on the class path any, otherwise a public one in an exported
     * package, or one in a package that is open. Learnt at the first call, some milliseconds; remembered afterwards.
     *
     * @throws IllegalArgumentException if the class cannot be taken apart, put together or reached, has no or contradicting keys, or
     *     holds something that cannot be stored; the message names class, component and what to do
     */
    public static <R> TableSchema<R> of(Class<R> type) {
        return of(type, Mapping.standard());
    }

    /**
     * The schema of a record class that is mapped with converters or other rules beyond its own. Learnt once for each
     * mapping.
     *
     * @throws IllegalArgumentException as {@link #of(Class)}
     */
    public static <R> TableSchema<R> of(Class<R> type, Mapping mapping) {
        return mapping.schema(type);
    }

    /**
     * The schema of a class that only its own module can reach.
     *
     * @param access {@code MethodHandles.lookup()} of a class in that module
     * @throws IllegalArgumentException as {@link #of(Class)}
     */
    public static <R> TableSchema<R> of(Class<R> type, MethodHandles.Lookup access) {
        return of(type, Mapping.standard().access(access));
    }

    static <R> TableSchema<R> of(
            ItemForm<R> codec,
            Class<R> type,
            KeyAttribute partitionKey,
            Optional<KeyAttribute> sortKey,
            Mapping mapping,
            KeyRecords keyRecords,
            @Nullable HierarchySchema hierarchy) {
        TableKeys keys = new TableKeys(type, partitionKey, sortKey, codec.templates(), keyRecords);
        return new TableSchema<>(
                type, codec, keys, Map.of(), Optional.empty(), WriteRules.none(), mapping, hierarchy, null);
    }

    /** The schema of dynamic items with a partition key alone. */
    public static TableSchema<Item> items(KeyAttribute partitionKey) {
        return dynamic(partitionKey, Optional.empty());
    }

    /**
     * The schema of dynamic items with a partition and a sort key.
     *
     * @throws IllegalArgumentException if both have the same name
     */
    public static TableSchema<Item> items(KeyAttribute partitionKey, KeyAttribute sortKey) {
        return dynamic(partitionKey, Optional.of(sortKey));
    }

    private static TableSchema<Item> dynamic(KeyAttribute partitionKey, Optional<KeyAttribute> sortKey) {
        return of(
                ItemCodec.INSTANCE,
                Item.class,
                partitionKey,
                sortKey,
                Mapping.standard(),
                new KeyRecords(null, Map.of()),
                null);
    }

    /** A schema for items of any shape in a table that the service has described. */
    public static TableSchema<Item> describedBy(TableDescription table) {
        KeyAttribute partitionKey = key(table.partitionKey());
        TableSchema<Item> schema = table.sortKey()
                .map(sortKey -> items(partitionKey, key(sortKey)))
                .orElseGet(() -> items(partitionKey));
        for (TableDescription.Index index : table.indexes()) {
            IndexSchema.Kind kind = index.local() ? IndexSchema.Kind.LOCAL : IndexSchema.Kind.GLOBAL;
            schema = schema.withIndex(new IndexSchema(
                    index.name(),
                    kind,
                    index.partitionKeys().stream().map(TableSchema::key).toList(),
                    index.sortKeys().stream().map(TableSchema::key).toList(),
                    projection(index)));
        }
        return schema;
    }

    private static IndexProjection projection(TableDescription.Index index) {
        return switch (index.projection()) {
            case "KEYS_ONLY" -> IndexProjection.KEYS_ONLY;
            case "INCLUDE" -> IndexProjection.include(index.projected());
            default -> IndexProjection.ALL;
        };
    }

    private static KeyAttribute key(TableDescription.Key key) {
        return switch (key.type()) {
            case N -> KeyAttribute.number(key.name());
            case B -> KeyAttribute.binary(key.name());
            default -> KeyAttribute.string(key.name());
        };
    }

    /**
     * This schema with one index more. It always holds what tells the class and the shape of an item, too, without which
     * nothing could be read from it.
     *
     * @throws IllegalArgumentException if there is one of that name, if a local index has another partition key than the
     *     table or the table has no sort key, or if an attribute is a key with two types
     */
    public TableSchema<T> withIndex(IndexSchema index) {
        if (indexes.containsKey(index.name())) {
            throw refusal("has two indexes of the name " + index.name() + "; local and global ones share their names");
        }
        if (index.isLocal()) {
            if (keys.sortKey().isEmpty()) {
                throw refusal("has a local index, " + index.name()
                        + ", and no sort key; only a table with a sort key can have local indexes");
            }
            if (!index.partitionKey().name().equals(partitionKey().name())) {
                throw refusal("has a local index, " + index.name() + ", with the partition key "
                        + index.partitionKey().name() + " instead of the table's, "
                        + partitionKey().name());
            }
        }
        checkTypes(index);
        Map<String, IndexSchema> more = new LinkedHashMap<>(indexes);
        IndexProjection held = index.projection();
        for (String mark : codec.marks()) {
            held = held.and(mark);
        }
        more.put(index.name(), index.holding(held));
        return new TableSchema<>(
                type, codec, keys, Collections.unmodifiableMap(more), timeToLive, rules, mapping, hierarchy, whole);
    }

    /**
     * This schema with the attribute that holds the time, in whole seconds since 1970, after which the service may remove
     * an item; for dynamic items, as a record has a {@link TimeToLive}.
     *
     * @param attribute its stored name, at the top of the item
     * @throws IllegalArgumentException if the name is empty
     */
    public TableSchema<T> withTimeToLive(String attribute) {
        if (attribute.isEmpty()) {
            throw refusal("has an attribute for the time to live with an empty name");
        }
        refuseExpiringUniques(!rules.uniques().isEmpty());
        return new TableSchema<>(type, codec, keys, indexes, Optional.of(attribute), rules, mapping, hierarchy, whole);
    }

    /** The service removes expired items, and would leave their guards. */
    private void refuseExpiringUniques(boolean both) {
        if (both) {
            throw refusal(
                    "has a time to live and unique attributes, and the service removes expired items without giving"
                            + " their values free; take one of the marks away, and delete such items instead");
        }
    }

    private void checkTypes(IndexSchema added) {
        Map<String, AttributeType> types = new HashMap<>();
        keys.attributes().forEach(key -> types.put(key.name(), key.type()));
        Stream.concat(indexes.values().stream(), Stream.of(added))
                .flatMap(IndexSchema::keys)
                .forEach(key -> {
                    AttributeType other = types.put(key.name(), key.type());
                    if (other != null && other != key.type()) {
                        throw refusal("has the key attribute " + key.name() + " once as " + other + " and once as "
                                + key.type() + "; an attribute has one type in all keys");
                    }
                });
    }

    /**
     * The schema of the items that are of one class, or of a class that some have in common: of those alone that a {@link
     * Discriminator} tells. What this schema says beyond its classes holds there, too. Learnt once.
     *
     * @throws IllegalArgumentException if this is no schema of classes under a discriminator, or the class is none of them
     */
    @SuppressWarnings("unchecked") // The value for a class is the schema of that class.
    public <S extends T> TableSchema<S> narrowed(Class<S> narrower) {
        return narrower == type ? (TableSchema<S>) this : (TableSchema<S>) narrowed.get(narrower);
    }

    private <S> TableSchema<S> narrow(Class<S> narrower) {
        if (hierarchy == null || !type.isAssignableFrom(narrower)) {
            throw refusal("has no items of " + narrower.getName()
                    + " apart from others; put a @Discriminator on a sealed" + " interface of both");
        }
        TableSchema<S> schema = hierarchy.of(narrower);
        TableSchema<T> declared = hierarchy.of(type);
        for (IndexSchema index : indexes.values()) {
            if (!declared.indexes.containsKey(index.name())) {
                schema = schema.withIndex(index);
            }
        }
        if (timeToLive.isPresent()) {
            schema = schema.withTimeToLive(timeToLive.get());
        }
        Set<String> stamped = schema.stamps().stream().map(Stamp::name).collect(Collectors.toSet());
        for (Stamp stamp : rules.stamps()) {
            if (!stamped.contains(stamp.name())) {
                schema = schema.withStamp(stamp);
            }
        }
        for (Stamp stamp : declared.stamps()) {
            if (!rules.stamps().contains(stamp)) {
                schema = schema.withoutStamp(stamp.name());
            }
        }
        for (String unique : rules.uniques()) {
            if (!schema.uniques().contains(unique)) {
                schema = schema.withUnique(unique);
            }
        }
        if (rules.counters()) {
            schema = schema.holdingCounters();
        }
        return schema.normalising(value -> narrower.cast(normalised(type.cast(value))))
                .validating(value -> validate(type.cast(value)))
                .within(whole());
    }

    private TableSchema<T> within(TableSchema<?> other) {
        return new TableSchema<>(type, codec, keys, indexes, timeToLive, rules, mapping, hierarchy, other);
    }

    /** The schema of all items of the table, of which this may be a part; see {@link #narrowed}. */
    public TableSchema<?> whole() {
        return whole == null ? this : whole;
    }

    /** Which items are of this schema's class; empty if all of a table are, as no {@link Discriminator} tells them apart. */
    public Optional<Narrowing> narrowing() {
        return Optional.ofNullable(hierarchy).map(classes -> classes.narrowing(type));
    }

    /** This schema with what the library fills in of a value's own class. */
    public TableSchema<T> writing(T value) {
        return hierarchy == null || hierarchy.isWrittenAlike(type) ? this : writing.get(value.getClass());
    }

    /** Whether a write that names an item by its key alone is the same for all classes that it may be of. */
    public boolean isWrittenAlike() {
        return hierarchy == null || hierarchy.isWrittenAlike(type);
    }

    /** The number of the class's {@link Shape}; empty if it has none, or stands for classes of several. */
    public Optional<ShapeNumber> shape() {
        return codec.shapeNumber();
    }

    /** Whether items of older {@link Shape}s may be stored. */
    public boolean hasShapes() {
        return codec.hasShapes();
    }

    /**
     * A stored item in the newest {@link Shape}: that itself if it is of that already. It is what the functions of the shapes
     * give, with the number, and with what is made of other attributes, as keys of indexes are, made anew. All else stays as
     * it is, within nested values too: what the class does not know, digits that it would round, and what its defaults
     * would fill.
     *
     * @throws CodecException if it is of a shape that is not known, could not be read, or would have another key
     */
    public Item upgraded(Item stored) {
        Item item = codec.upgraded(stored);
        if (!codec.hasShapes() || item.equals(stored)) {
            return stored;
        }
        // Not the item as it is then, so that the keys are compared with those that are stored.
        T value = fromItem(stored);
        Map<String, AttributeValue> all = new LinkedHashMap<>(item.asMap());
        for (String made : codec.made(value)) {
            codec.valueOf(value, made).ifPresentOrElse(now -> all.put(made, now), () -> all.remove(made));
        }
        return Item.copyOf(all);
    }

    KeyRecords keyRecords() {
        return keys.records();
    }

    private TableSchema<T> with(WriteRules<T> other) {
        return new TableSchema<>(type, codec, keys, indexes, timeToLive, other, mapping, hierarchy, whole);
    }

    /**
     * This schema with a step more that gives the form in which an item is stored, such as a lower-case address: before its
     * key is taken and before it is validated, in every write of a whole item and in every request that takes the key from
     * an item. What it gives is also what the write gives back. Items that were stored otherwise before are read as they are;
     * if their key is not normal, a put of such a record makes another item.
     */
    public TableSchema<T> normalising(UnaryOperator<T> step) {
        return with(rules.normalising(Objects.requireNonNull(step, "step")));
    }

    /**
     * This schema with a check more, which sees each whole item in the form in which it would be stored, versions and
     * times apart. What it throws comes out of the method that makes the request, such as {@code put}.
     */
    public TableSchema<T> validating(Consumer<T> check) {
        return with(rules.validating(Objects.requireNonNull(check, "check")));
    }

    /**
     * This schema with one more attribute that the library fills.
     *
     * @throws IllegalArgumentException if there is one of that name, a version already, or a version or time that is a
     *     key of the table, or if the items are of a class that has no component for it
     */
    public TableSchema<T> withStamp(Stamp stamp) {
        if (keys.names().contains(stamp.name()) && stamp.kind() != Stamp.Kind.UUID) {
            throw refusal("has the " + stamp.kind().mark() + " attribute " + stamp.name()
                    + " as a key of the table; an item keeps its key, so take one of the marks away");
        }
        if (!codec.takes(stamp.name())) {
            throw refusal("fills the " + stamp.kind().mark() + " attribute " + stamp.name()
                    + ", and has no component of that stored name to hold it; give the class one, and no method that"
                    + " computes it");
        }
        for (Stamp other : rules.stamps()) {
            if (other.name().equals(stamp.name())) {
                throw refusal("fills the attribute " + stamp.name() + " twice, as "
                        + other.kind().mark() + " and " + stamp.kind().mark());
            } else if (stamp.kind() == Stamp.Kind.VERSION && other.kind() == Stamp.Kind.VERSION) {
                throw refusal("has two versions, " + other.name() + " and " + stamp.name() + "; an item has one");
            }
        }
        return with(rules.withStamp(stamp));
    }

    /**
     * This schema without an attribute that the library fills, which is then written as the item has it: to load or restore
     * items as they are.
     *
     * @throws IllegalArgumentException if the library fills no attribute of that name
     */
    public TableSchema<T> withoutStamp(String name) {
        if (rules.stamps().stream().noneMatch(stamp -> stamp.name().equals(name))) {
            throw refusal("fills no attribute " + name);
        }
        return with(rules.withoutStamp(name));
    }

    /**
     * This schema with one more attribute whose values no two items share, for dynamic items; see {@link Unique}.
     *
     * @param attribute its stored name, at the top of the item
     * @throws IllegalArgumentException if the name is empty or was said before, or the items have a time to live
     */
    public TableSchema<T> withUnique(String attribute) {
        if (attribute.isEmpty() || rules.uniques().contains(attribute)) {
            throw refusal(
                    attribute.isEmpty()
                            ? "has a unique attribute with an empty name"
                            : "has the unique attribute " + attribute + " twice");
        }
        refuseExpiringUniques(timeToLive.isPresent());
        return with(rules.withUnique(attribute));
    }

    /** The stored names of the attributes whose values no two items share; see {@link Unique}. */
    public List<String> uniques() {
        return rules.uniques();
    }

    /** This schema for a table that has counters among its items, for dynamic items; see {@link HoldsCounters}. */
    public TableSchema<T> holdingCounters() {
        return with(rules.holdingCounters());
    }

    /** Whether the table has counters among its items. */
    public boolean holdsCounters() {
        return rules.counters();
    }

    /** The attributes that the library fills. */
    public List<Stamp> stamps() {
        return rules.stamps();
    }

    /** The attribute that counts the writes of an item; empty if there is none. */
    public Optional<Stamp> version() {
        return rules.stamps().stream()
                .filter(stamp -> stamp.kind() == Stamp.Kind.VERSION)
                .findFirst();
    }

    /** A value in the form in which it is stored; see {@link #normalising}. */
    public T normalised(T value) {
        return rules.normaliser().apply(value);
    }

    /** Throws if a value must not be stored; see {@link #validating}. */
    public void validate(T value) {
        rules.validator().accept(value);
    }

    /** One attribute of a value; empty if it has none of that stored name. */
    public Optional<AttributeValue> attribute(T value, String name) {
        return codec.valueOf(value, name);
    }

    /**
     * A copy of a value that has these attributes in place of its own; those that the class does not know are left out.
     *
     * @throws CodecException if one does not fit its component
     */
    public T with(T value, Item attributes) {
        return codec.with(value, attributes);
    }

    /** The class of the items. */
    public Class<T> type() {
        return type;
    }

    /** The codec of the class, as of a map within an item; whole items go through {@link #writeItem}. */
    public Codec<T> codec() {
        return codec;
    }

    /**
     * Writes a whole item.
     *
     * @throws dev.stator.error.CodecException if a component cannot be stored: null and not declared so, NaN, a number of
     *     more than 38 digits, a set with a null, an empty key; its path says where
     */
    public void writeItem(T value, ItemWriter out) {
        if (type == Item.class) {
            keyOf(value); // as records check their keys themselves
        }
        codec.writeItem(value, out);
    }

    /**
     * Reads a whole item.
     *
     * @throws dev.stator.error.CodecException if an attribute is missing or does not fit its component; its path says
     *     where
     */
    public T readItem(ItemReader in) {
        return codec.readItem(in);
    }

    /**
     * A value as an item.
     *
     * @throws dev.stator.error.CodecException as {@link #writeItem}
     */
    public Item toItem(T value) {
        TreeItemWriter out = new TreeItemWriter();
        codec.writeItem(value, out);
        return out.item();
    }

    /**
     * An item, as it is stored, as a value. What is not stored yet, such as JSON that people wrote, is for {@link #fromInput}.
     *
     * @throws dev.stator.error.CodecException as {@link #readItem}
     */
    public T fromItem(Item item) {
        return codec.readItem(new TreeItemReader(item));
    }

    /**
     * A value of attributes that are not stored yet, such as a row of a data table. Unlike {@link #fromItem} it takes a key of
     * the table in any form in which its class can be read; it will be stored in one.
     *
     * @throws dev.stator.error.CodecException as {@link #readItem}
     */
    public T fromInput(Item input) {
        Item item = input;
        for (KeyAttribute key : keys.attributes()) {
            Optional<AttributeValue> given = input.get(key.name()).filter(value -> value.type() == key.type());
            try {
                item = given.isPresent() ? item.with(key.name(), key.stored(given.get())) : item;
            } catch (CodecException e) {
                throw e.within(key.name());
            }
        }
        return fromItem(item);
    }

    /**
     * How a smaller record reads a part of the items: its components are matched with the attributes of the items by stored
     * names, nested records by their parts. Needs no keys, and is mapped as the items are. {@code Item.class} reads whole
     * items as they are. Learnt at the first call and remembered.
     *
     * @throws IllegalArgumentException if the items have no such attribute, hold another class there, or may leave out what
     *     the smaller record needs; the message names it
     */
    @SuppressWarnings("unchecked") // The value for a class is the view of that class.
    public <S> View<S> view(Class<S> smaller) {
        return (View<S>) (smaller == Item.class ? View.ofItems() : views.get(smaller));
    }

    /**
     * The attributes of a part of an item: a record of this schema, a smaller one whose components are attributes of the items
     * by their stored names, or an {@link Item}, which is given back as it is.
     *
     * @throws IllegalArgumentException if it is no record, or has an attribute that the items do not, or store in another
     *     form; the message names it
     * @throws CodecException if a component cannot be stored
     */
    @SuppressWarnings("unchecked") // The codec was learnt from the class of the part.
    public Item partOf(Object part) {
        if (part instanceof Item item) {
            return item;
        }
        ItemForm<Object> form = (ItemForm<Object>) (type.isInstance(part) ? codec : parts.get(part.getClass()));
        TreeItemWriter out = new TreeItemWriter();
        form.writeItem(part, out);
        return out.item();
    }

    private RecordCodec<?> requireFit(RecordCodec<?> part) {
        if (type == Item.class) {
            return part;
        }
        Fit fit = Fit.writing(part.javaClass());
        for (Codec.Member member : part.members()) {
            fit.stored(member, codec, List.of(member.name()));
        }
        return part;
    }

    /** The partition key of the table. */
    public KeyAttribute partitionKey() {
        return keys.partitionKey();
    }

    /** The sort key of the table; empty if it has none. */
    public Optional<KeyAttribute> sortKey() {
        return keys.sortKey();
    }

    /** The stored name of the attribute that is the time to live; empty if there is none. */
    public Optional<String> timeToLive() {
        return timeToLive;
    }

    /**
     * The templates by which keys are made, by the stored names of those; in the order of the class's annotations.
     *
     * @see PartitionKey#template
     */
    public Map<String, KeyTemplate> templates() {
        return keys.templates();
    }

    /** The secondary indexes: those of the annotations, global ones first, then those that were added. */
    public List<IndexSchema> indexes() {
        return List.copyOf(indexes.values());
    }

    /**
     * The index of a name.
     *
     * @throws IllegalArgumentException if there is none; the message names those that there are
     */
    public IndexSchema index(String name) {
        IndexSchema index = indexes.get(name);
        if (index == null) {
            throw refusal("has no index \"" + name + "\"; "
                    + (indexes.isEmpty() ? "it has none at all" : "it has " + String.join(", ", indexes.keySet())));
        }
        return index;
    }

    /**
     * The key of an item: given its partition key, if the table has no sort key, or one that a template without members
     * makes; or the key of a whole item; or the key that a record stands for. Such a record has a component for each part of
     * the key, of the same name and class: for each key component, or for each member of its template.
     *
     * @param partition a value of the partition key's class, see {@link KeyAttribute#value}; or an item, which is {@link
     *     #normalised} first; or a key record; or an {@link Item} of the key attributes
     * @throws IllegalArgumentException if the value does not fit or is empty, or the table has a sort key
     */
    public Item key(Object partition) {
        if (type.isInstance(partition)) {
            try {
                return keyOf(normalised(type.cast(partition)));
            } catch (CodecException e) {
                throw refusal("cannot take the key from an item: " + e.getMessage());
            }
        }
        return keys.key(partition);
    }

    /**
     * Checks that records of a class can stand for keys.
     *
     * @throws IllegalArgumentException if the class has not just a component for each part of the key, of its class
     */
    public void checkKeyRecord(Class<?> keyRecord) {
        keys.records().check(keyRecord, keys.attributes());
    }

    /**
     * The attributes of a key that a record stands for, such as the partition key of an index.
     *
     * @throws IllegalArgumentException if it is no record with a component for each part of the key, of its class
     */
    public Item keyRecord(Object record, List<KeyAttribute> keys) {
        return this.keys.ofRecord(record, keys);
    }

    /**
     * The key of an item of which some attributes are known: the key's own, or else those of which a template makes it.
     *
     * @throws IllegalArgumentException if they do not tell it, or one does not fit
     */
    public Item keyIn(Item attributes) {
        return keys.keyIn(attributes);
    }

    /**
     * The key of an item in a table with a sort key.
     *
     * @param partition a value of the partition key's class; see {@link KeyAttribute#value}
     * @param sort a value of the sort key's class
     * @throws IllegalArgumentException if a value does not fit or is empty, or the table has no sort key
     */
    public Item key(Object partition, Object sort) {
        return keys.key(partition, sort);
    }

    /**
     * The key attributes of a whole item.
     *
     * @throws CodecException if one is missing, empty or of another type; its path says which
     */
    public Item keyOf(T value) {
        KeyAttribute partitionKey = keys.partitionKey();
        Item key = Item.of(partitionKey.name(), keyValue(value, partitionKey));
        return keys.sortKey()
                .map(sorting -> key.with(sorting.name(), keyValue(value, sorting)))
                .orElse(key);
    }

    private AttributeValue keyValue(T value, KeyAttribute key) {
        Optional<AttributeValue> stored = codec.valueOf(value, key.name());
        try {
            return key.stored(stored.orElseThrow(() ->
                    new CodecException("", "the item has no such attribute, and it is a key; give it one", null)));
        } catch (CodecException e) {
            throw e.within(key.name());
        }
    }

    private IllegalArgumentException refusal(String problem) {
        return keys.refusal(problem);
    }
}
